#!/bin/sh
# The production build: the page with its version, comments and indentation removed.
set -eu
read -r version < VERSION
mkdir -p dist
sh tools/render.sh client/index.html "$version" | sed -e 's/^ *//' -e '/^<!--.*-->$/d' > dist/index.html
