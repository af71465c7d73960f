#!/bin/sh
# A page that says "broken" must not stay.
curl --silent --show-error --fail --max-time 5 http://localhost:8080/ > /tmp/page || exit 1
! grep --quiet broken /tmp/page
