#!/usr/bin/env bash
# Compares the kernels with the fastest packages there are, in the same run and on the same files: median seconds, their
# ratio, peak memory and equal checksums. Writes Benchmarks/RESULTS-compare.md.
# Usage: compare.sh [RUNS] [CASE…], where CASE is part of a case's name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

need_swift
need_packages "python3=command -v python3" "python3-venv=python3 -m venv --help"
say "building in release"
swift build -c release --product KernelBenchmark || stop "the build failed; its messages are above"
bin=$(swift build -c release --show-bin-path)

venv=.build/compare-venv
requirements=Benchmarks/compare-requirements.txt
if ! cmp -s "$requirements" "$venv/installed.txt"; then
    say "installing the peers into $venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q -r "$requirements" || stop "pip could not install the peers: is the network there?"
    cp "$requirements" "$venv/installed.txt"
fi
data=.build/compare-data
if ! cmp -s Benchmarks/compare_data.py "$data/written-by.py"; then
    say "writing the input files into $data"
    "$venv/bin/python" Benchmarks/compare_data.py "$data"
    cp Benchmarks/compare_data.py "$data/written-by.py"
fi
"$venv/bin/python" Benchmarks/compare_kernels.py "$bin/KernelBenchmark" "$data" "$@"
say "written to Benchmarks/RESULTS-compare.md"
