#!/bin/sh
# Stops the server and waits until it is gone: it holds the lock for as long as it lives.
pid_file=/run/instant.pid
[ -f "$pid_file" ] || exit 0
read -r pid < "$pid_file"
kill "$pid" 2> /dev/null
rm -f "$pid_file"
exec flock /run/instant.lock echo "stopped"
