#!/bin/sh
# The unit tests. Like the lab's, they know nothing of the port the server will listen on.
set -u
failed=0

check() {
  if [ "$2" = "$3" ]; then
    echo "ok   $1"
  else
    echo "FAIL $1: expected '$3', saw '$2'"
    failed=1
  fi
}

page=$(sh tools/render.sh client/index.html v9.9)
case "$page" in *'v9.9'*) found=yes ;; *) found=no ;; esac
check 'the page shows the version' "$found" yes
case "$page" in *'{{version}}'*) found=yes ;; *) found=no ;; esac
check 'no placeholder of the version is left' "$found" no
case "$page" in *'{{private_ip}}'*) found=yes ;; *) found=no ;; esac
check 'the address is left for the server to fill in' "$found" yes
read -r version < VERSION
case "$version" in v[0-9]*.[0-9]*) found=yes ;; *) found=no ;; esac
check 'the version is well formed' "$found" yes
exit "$failed"
