#!/usr/bin/env bash
# Measures the HTTP client beside a plain loop over libcurl's multi interface in C, against nginx on this machine with a
# fixed answer: medians of several runs in turn, and their ratios. Writes Benchmarks/RESULTS-http.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Benchmarks/setup.sh

requests=${1:-20000}
runs=${2:-5}
case "$requests$runs" in *[!0-9]*) stop "usage: bash Benchmarks/http.sh [REQUESTS] [RUNS], both whole numbers" ;; esac
need_packages "gcc=command -v cc" "nginx=command -v nginx || test -x /usr/sbin/nginx"
build_release HTTPBenchmark
cc -O2 -o "$bin/bare-http" Benchmarks/HTTP/bare.c $(pkg-config --cflags --libs libcurl) ||
    stop "the loop in C cannot be built; the compiler's messages are above"

say "$requests requests at a concurrency of 1, 10 and 100, $runs runs each, in turn"
python3 Benchmarks/http.py "$bin/bare-http" "$bin/HTTPBenchmark" "$requests" "$runs"
say "written to Benchmarks/RESULTS-http.md"
