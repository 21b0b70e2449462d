#!/usr/bin/env bash
# Measures what stopping rules save and keep on real answers, and times all of them beside numpy and scipy.
# Writes Benchmarks/RESULTS-stopping.md. Needs what Examples/quickstart.sh needs, and pip for the peer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Benchmarks/setup.sh

runs=${1:-5}
build_release assay
need_peers
"$venv/bin/python" Benchmarks/stopping.py "$bin/assay" "$runs"
say "written to Benchmarks/RESULTS-stopping.md"
