#!/usr/bin/env bash
# Measures calls of a plugin in worker processes beside a bare exchange over a socket pair in C, in the same run: times per
# call, times to start a worker, a million numeric replicates in process and in workers, and what is left behind.
# Writes Benchmarks/RESULTS-worker.md. Usage: bash Benchmarks/worker.sh [CALLS] (default 100000; 1000000 takes minutes)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

calls=${1:-100000}
case "$calls" in *[!0-9]*) stop "usage: bash Benchmarks/worker.sh [CALLS], a whole number" ;; esac
need_swift
need_libraries
need_packages "gcc=command -v cc" "python3=command -v python3"
say "building in release"
for product in assay assay-worker bootstrap WorkerDriver; do
    swift build -c release --product "$product" || stop "the build failed; its messages are above"
done
bin=$(swift build -c release --show-bin-path)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cc -O2 -o "$work/pingpong" Benchmarks/Worker/pingpong.c || stop "the exchange in C cannot be built"
cc -O2 -shared -fPIC -ISources/CAssayPlugin/include -o "$work/libecho.so" Benchmarks/Worker/echo.c ||
    stop "the plugin cannot be built"
install -m 755 "$bin/libbootstrap.so" "$work/libbootstrap.so"

say "$calls calls each"
python3 Benchmarks/worker.py "$work" "$bin" "$calls"
say "written to Benchmarks/RESULTS-worker.md"
