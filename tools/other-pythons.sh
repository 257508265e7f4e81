#!/bin/sh
# Prints the supported versions that this machine has, except that of .venv, newest first.
here=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
for version in 3.13 3.12 3.11; do
    if [ "$version" != "$here" ] && "$(dirname "$0")"/find-python.sh "$version" >/dev/null; then
        echo "$version"
    fi
done
