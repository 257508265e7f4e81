#!/bin/sh
# Prints the path of a Python that runs, or nothing and exit status 1.
#
#   find-python.sh          the first of 3.13, 3.12, 3.11, python3, python, from 3.11 on
#   find-python.sh 3.12     that version, also where only pyenv knows it
set -u

# A name on PATH is not enough: a pyenv shim exists for versions that do not run.
# The real path is printed, so that the shim is asked once.
say_if_good() {
    "$1" -c '
import sys
wanted = tuple(int(part) for part in sys.argv[1].split("."))
found = sys.version_info[:2]
if found < (3, 11) or (len(wanted) == 2 and found != wanted):
    sys.exit(1)
print(sys.executable)
' "${2:-0}" 2>/dev/null
}

if [ $# -eq 0 ]; then
    if [ -n "${PYTHON:-}" ]; then
        say_if_good "$PYTHON"
        exit
    fi
    for name in python3.13 python3.12 python3.11 python3 python; do
        say_if_good "$name" && exit 0
    done
    exit 1
fi

say_if_good "python$1" "$1" && exit 0
if root=$(pyenv root 2>/dev/null); then
    for candidate in "$root"/versions/"$1"*/bin/"python$1"; do
        say_if_good "$candidate" "$1" && exit 0
    done
fi
exit 1
