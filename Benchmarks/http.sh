#!/usr/bin/env bash
# Measures the HTTP client, and the provider over it with the answer read and a budget charged, beside a plain loop over
# libcurl's multi interface in C, aiohttp, the openai package and LiteLLM's router, against nginx on this machine with a fixed
# answer: medians of several runs in turn, and their ratios. Writes Benchmarks/RESULTS-http.md.
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

venv=.build/http-venv
requirements=Benchmarks/http-requirements.txt
if ! cmp -s "$requirements" "$venv/installed.txt"; then
    say "installing the peers into $venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q -r "$requirements" || stop "pip could not install the peers: is the network there?"
    cp "$requirements" "$venv/installed.txt"
fi

say "$requests requests at a concurrency of 1, 10 and 100, $runs runs each, in turn"
python3 Benchmarks/http.py "$bin" "$venv/bin/python" "$requests" "$runs"
say "written to Benchmarks/RESULTS-http.md"
