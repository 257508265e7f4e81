#!/bin/sh
# Sets up a virtual environment with the whole workspace and its tools in it.
#
#   setup.sh DIRECTORY [VERSION]      for example: setup.sh .venv-3.12 3.12
#
# GROUP names further dependency groups to install, "one other". The extra `spark` is
# left out: it is a group too, for `make test-all`.
#
# Silent when all goes well; otherwise shows the log of what it did.
set -u
directory=$1
shift

if ! python=$("$(dirname "$0")"/find-python.sh "$@"); then
    echo "No usable Python ${1:-3.11 or newer}${PYTHON:+ at PYTHON=$PYTHON}: install one, or name it with PYTHON=/path/to/python." >&2
    exit 1
fi

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

fetch_uv() {
    "$directory/bin/python" -m pip --version ||
        "$directory/bin/python" -m ensurepip || return
    "$directory/bin/python" -m pip install 'uv>=0.9,<1'
}

set_up() {
    set -x
    # An environment whose interpreter is gone cannot be mended.
    if ! "$directory/bin/python" -c ''; then
        rm -rf "$directory"
        if command -v uv; then
            uv venv --python "$python" "$directory" || return
        else
            "$python" -m venv "$directory" || return
        fi
    fi
    if command -v uv; then
        uv=uv
    else
        uv=$directory/bin/uv
        "$uv" --version || fetch_uv || return
    fi
    # --inexact: leaves alone what is not of the project, such as uv itself.
    UV_PROJECT_ENVIRONMENT=$directory UV_PYTHON_DOWNLOADS=never "$uv" sync \
        --all-packages --all-extras --no-extra spark --inexact \
        --python "$directory/bin/python" \
        $(printf -- '--group %s ' ${GROUP:-dev})
}

if ! command -v uv >/dev/null && ! "$python" -c 'import ensurepip' 2>/dev/null; then
    echo "$python cannot make an environment with pip: install its venv package (Debian: python3-venv) or uv, or name another with PYTHON=." >&2
    exit 1
fi
if ! (set_up) >"$log" 2>&1; then
    cat "$log" >&2
    echo "Setting up $directory failed; the log is above." >&2
    exit 1
fi
touch "$directory/.ready"
