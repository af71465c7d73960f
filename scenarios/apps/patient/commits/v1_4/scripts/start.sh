#!/bin/sh
# Takes the place of the server of an earlier version.
cd /srv/patient || exit 1
pkill -f server/server.pl
perl server/server.pl < /dev/null > /var/log/patient.log 2>&1 &
