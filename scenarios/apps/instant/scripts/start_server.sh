#!/bin/sh
# Starts the server in production mode. It goes to the background by itself once it listens.
cd /home/ec2-user/app || exit 1
APP_ENV=production exec perl server/server.pl --daemon
