#!/usr/bin/env bash
# Feeds made-up bytes to everything that reads what comes from outside, instrumented for addresses and coverage.
# usage: fuzz.sh [SECONDS PER READER | --total SECONDS] [READER…]
# With --total the build and all readers share the time, at least a second each. Finds are written to .build/fuzz-finds and
# end the script with an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

seconds=10 total=
if [ "${1:-}" = --total ]; then
    total=${2:?--total needs a number of seconds}
    shift 2
elif [ $# -gt 0 ]; then
    seconds=$1
    shift
fi
readers=("$@")
if [ ${#readers[@]} -eq 0 ]; then readers=($(cd Tests/Fuzz/Corpus && ls)); fi
need_swift
need_libraries
say "building the readers with AddressSanitizer and libFuzzer"
SECONDS=0
# The default linker trips over the debug information of instrumented code.
swift build --package-path Tests/Fuzz --scratch-path .build/fuzz -c release -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address \
    -Xswiftc -use-ld=lld || stop "the build failed; its messages are above"

built=$SECONDS
if [ -n "$total" ]; then
    seconds=$(((total - built) / ${#readers[@]}))
    [ "$seconds" -ge 1 ] || seconds=1
fi
say "built in $built s; ${#readers[@]} readers get $seconds s each"

finds=.build/fuzz-finds
mkdir -p "$finds"
for reader in "${readers[@]}"; do
    grown=.build/fuzz-corpus/$reader
    mkdir -p "$grown"
    # Leaks are looked for by the tests under LeakSanitizer; here every run would pay for it.
    if ! ASSAY_FUZZ=$reader ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no .build/fuzz/release/Fuzz \
        -max_total_time="$seconds" -timeout=5 -rss_limit_mb=4096 -artifact_prefix="$finds/$reader-" \
        "$grown" "Tests/Fuzz/Corpus/$reader" >"$finds/$reader.log" 2>&1; then
        tail -40 "$finds/$reader.log" >&2
        stop "$reader: found something; the input is in $finds"
    fi
    say "$reader: $(grep -o 'Done .*' "$finds/$reader.log")"
done
