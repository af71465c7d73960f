#!/bin/sh
# Nothing runs before the first deployment.
[ -f /run/app.pid ] || exit 0
kill "$(cat /run/app.pid)"
rm /run/app.pid
