#!/bin/sh
# The smoke test after a deployment: the app must answer on port 8080.
exec curl --silent --show-error --fail --max-time 5 --output /dev/null http://localhost:8080/
