#!/usr/bin/env bash
# Compares whole commands with a peer in the same run: medians of several runs, and their ratio.
# Writes Benchmarks/RESULTS.md. Needs what Examples/quickstart.sh needs, and pip for the peer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Benchmarks/setup.sh

replicates=${1:-100000}
runs=${2:-5}
need_swift
need_libraries
need_packages "python3=command -v python3" "python3-venv=python3 -m venv --help"
say "building in release"
swift build -c release || stop "the build failed; its messages are above"
bin=$(swift build -c release --show-bin-path)

need_peers
say "$replicates bootstrap replicates, $runs runs each, in turn"
"$venv/bin/python" Benchmarks/compare.py "$bin/assay" "$replicates" "$runs"
say "written to Benchmarks/RESULTS.md"
