#!/usr/bin/env bash
# Runs the tests under ThreadSanitizer, AddressSanitizer and LeakSanitizer; any report ends the script with an error.
# usage: sanitize.sh [thread|address|leaks|all] [NAME…], each a regular expression of names of tests; every test without one
# Leaks are looked for in this process only, so that tests of the programs are left out then: AssayCLI, AssayWorker, Assay.
# Tests that a sanitizer breaks by nature are skipped, each with its reason; what waits for time waits longer.
# Worker processes and plugins are those of an ordinary build: their sandbox limits what a sanitizer needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

kinds=${1:-all}
shift || true
[ "$kinds" != all ] || kinds="thread address leaks"
need_swift
need_libraries
bash Tests/fetch-schema-suite.sh
bash Tests/FaultShim/build.sh
sh Tests/need-litellm.sh || say "without LiteLLM's proxy the test that asks it fails"
say "the ordinary build, for worker processes and plugins"
swift build || stop "the build failed; its messages are above"
clang="$(dirname "$(readlink -f "$(command -v swift)")")/clang"

for kind in $kinds; do
    case $kind in
        thread | address) sanitizer=$kind leaks=0 ;;
        leaks) sanitizer=address leaks=1 ;;
        *) stop "there are thread, address, leaks and all, not $kind" ;;
    esac
    build=.build/$sanitizer
    mkdir -p "$build"
    flags=()
    if [ "$sanitizer" = thread ]; then
        "$clang" -O1 -fsanitize=thread -c Tests/Sanitize/mutex.c -o "$build/mutex.o"
        flags=(-Xlinker "$PWD/$build/mutex.o")
    fi
    say "building the tests with the $sanitizer sanitizer"
    swift build --build-tests --sanitize="$sanitizer" --scratch-path "$build" "${flags[@]}" ||
        stop "the build failed; its messages are above"
    for file in .build/debug/assay-worker .build/debug/*.so; do cp "$file" "$build/debug/"; done
    # Tests go on after a report, so that one run shows all of them.
    # Few at once: what is slow anyway must not wait for threads as well.
    export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4
    export ASSAY_SANITIZER=$sanitizer
    export SWIFT_BACKTRACE=enable=no TSAN_OPTIONS="halt_on_error=0 exitcode=66" ASAN_OPTIONS="detect_leaks=$leaks"
    export LSAN_OPTIONS="suppressions=$PWD/Tests/Sanitize/leaks.txt print_suppressions=0"
    # One target after the other: all tests at once leave none the time it expects under a sanitizer.
    filters=("$@")
    [ $# -gt 0 ] || for folder in Tests/Assay*Tests; do
        case $kind-$(basename "$folder") in leaks-AssayCLITests | leaks-AssayWorkerTests | leaks-AssayTests) continue ;; esac
        filters+=("^$(basename "$folder")[.]")
    done
    failed=0
    for filter in "${filters[@]}"; do
        log=$build/$kind-${filter//[^A-Za-z0-9]/}.log
        status=0
        swift test --skip-build --sanitize="$sanitizer" --scratch-path "$build" "${flags[@]}" --filter "$filter" >"$log" 2>&1 ||
            status=$?
        reports=$(grep -ac "WARNING: ThreadSanitizer\|ERROR: AddressSanitizer\|ERROR: LeakSanitizer" "$log") || true
        summary=$(grep -a "Test run with" "$log" | tail -1 | sed 's/^[^T]*//') || true
        say "$kind, $filter: $reports reports; ${summary:-no test ended}; everything is in $log"
        # Where the machine goes away with the log, this is what is left of it.
        grep -a "✘\|SUMMARY: [A-Za-z]*Sanitizer" "$log" | cut -c 1-500 >&2 || true
        [ "$status" -eq 0 ] && [ "$reports" -eq 0 ] || failed=1
    done
    [ "$failed" -eq 0 ] || stop "a sanitizer or a test found something ($kind)"
done
