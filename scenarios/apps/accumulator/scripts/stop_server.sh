#!/bin/sh
# Stops the server, if one runs, and waits until it is gone. After 30 s it is not asked any more.
server='^node server/index\.js$'

pkill -TERM -f "$server" || exit 0
for attempt in $(seq 30); do
  pgrep -f "$server" > /dev/null || exit 0
  sleep 1
done
echo "the server did not stop within 30 s; killing it" >&2
pkill -KILL -f "$server"
exit 0
