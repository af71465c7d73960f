#!/bin/sh
# Starts the server in production mode, in the background. CodeDeploy waits for a script until its
# output is closed, so the server gets a log of its own.
cd /home/ec2-user/app || exit 1
command -v node > /dev/null || { echo "node is not installed" >&2; exit 1; }

NODE_ENV=production DEBUG='aws-code-services:*' \
  nohup node server/index.js < /dev/null >> /var/log/accumulator.log 2>&1 &
