#!/bin/sh
exec perl /srv/app/server.pl
