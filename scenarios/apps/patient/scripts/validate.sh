#!/bin/bash
# Polls until the server is up, and says how long that took.
until curl --silent --fail --max-time 5 --output /dev/null http://localhost:8080/; do
  sleep 1
done
echo "up after $SECONDS s"
