#!/bin/sh
# The server warms up for a second and a half before it listens; nobody waits for it here.
cd /srv/patient || exit 1
perl server/server.pl < /dev/null > /var/log/patient.log 2>&1 &
