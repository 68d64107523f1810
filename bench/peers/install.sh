#!/usr/bin/env bash
# Makes the virtual environment of the other solvers, at .tmp/peers-venv or where the first argument says. Needs Python 3.11 or newer.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
venv="${1:-$here/../../.tmp/peers-venv}"
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: -r "$here/requirements.txt"
"$venv/bin/python" -c 'import ortools, pyvrp, vroom, vrplib'
echo "$venv/bin/python"
