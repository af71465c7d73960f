#!/bin/sh
# render.sh TEMPLATE VERSION: prints the page with the version filled in.
exec sed -e "s/{{version}}/$2/g" "$1"
