#!/usr/bin/env bash
# Measures a scalar foreign call (pow) in process beside a bare ffi_call loop in C: medians of several runs in turn, their
# ratio, and instructions per call where valgrind is there. Writes Benchmarks/RESULTS-foreign.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

calls=${1:-5000000}
runs=${2:-9}
case "$calls$runs" in *[!0-9]*) stop "usage: bash Benchmarks/foreign.sh [CALLS] [RUNS], both whole numbers" ;; esac
need_swift
need_libraries
need_packages "gcc=command -v cc" "python3=command -v python3"
say "building in release"
swift build -c release --product ForeignBenchmark || stop "the build failed; its messages are above"
bin=$(swift build -c release --show-bin-path)
cc -O2 -o "$bin/bare" Benchmarks/Foreign/bare.c $(pkg-config --cflags --libs libffi) -ldl ||
    stop "the loop in C cannot be built; the compiler's messages are above"

say "$calls calls, $runs runs each, in turn"
python3 Benchmarks/foreign.py "$bin/bare" "$bin/ForeignBenchmark" "$calls" "$runs"
say "written to Benchmarks/RESULTS-foreign.md"
