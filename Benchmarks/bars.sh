#!/usr/bin/env bash
# Measures the bars of Benchmarks/README.md that one command can, and prints a line for each.
# Usage: bash Benchmarks/bars.sh [BAR…], for example B2 B14; without one all are measured, which takes some minutes.
# SOAK_SECONDS sets the length of B37 (default 60).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

need_swift
need_libraries
need_packages "gcc=command -v cc" "python3=command -v python3" "taskset=command -v taskset"
say "building in release"
for product in assay-worker WorkerDriver StoreDriver StoreBenchmark BombBenchmark; do
    swift build -c release --product "$product" || stop "the build failed; its messages are above"
done
bin=$(swift build -c release --show-bin-path)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
for source in Benchmarks/Worker/{echo,patient,pingpong}.c Tests/AssayWorkerTests/Broken/{20-deaf,22-wild}.c; do
    name=$(basename "$source" .c)
    if [ "$name" = pingpong ]; then flags=() target=$name; else flags=(-shared -fPIC) target=lib$name.so; fi
    cc -O2 -w "${flags[@]}" -ISources/CAssayPlugin/include -o "$work/$target" "$source" || stop "$source cannot be built"
done
python3 Benchmarks/bars.py "$work" "$bin" "$@"
