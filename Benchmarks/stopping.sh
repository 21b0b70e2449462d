#!/usr/bin/env bash
# Measures what stopping rules save and keep on real answers, and times all of them beside numpy and scipy.
# Writes Benchmarks/RESULTS-stopping.md. Needs what Examples/quickstart.sh needs, and pip for the peer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

runs=${1:-5}
need_swift
need_libraries
need_packages "python3=command -v python3" "python3-venv=python3 -m venv --help"
say "building in release"
swift build -c release --product assay || stop "the build failed; its messages are above"
bin=$(swift build -c release --show-bin-path)

venv=.build/benchmark-venv
if ! "$venv/bin/python" -c 'import scipy' 2>/dev/null; then
    say "installing the peer into $venv: numpy 2.2.6, scipy 1.15.3"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q numpy==2.2.6 scipy==1.15.3 || stop "pip could not install the peer: is the network there?"
fi
"$venv/bin/python" Benchmarks/stopping.py "$bin/assay" "$runs"
say "written to Benchmarks/RESULTS-stopping.md"
