#!/bin/sh
# Runs a command and shows its output only when it fails.
#
#   quietly.sh NAME COMMAND [ARGUMENT...]
name=$1
shift
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM
if "$@" >"$log" 2>&1; then
    echo "$name: fine"
else
    status=$?
    cat "$log"
    echo "$name: failed"
    exit "$status"
fi
