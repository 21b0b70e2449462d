#!/usr/bin/env bash
# Installs what the tests need, builds everything, runs every test, and lets the fuzzer look at every reader for a minute.
# Arguments go to swift test (--filter NAME); with one, or with ASSAY_SKIP_FUZZ=1, the fuzzer is left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

need_swift
need_libraries
need_packages "zlib1g=/sbin/ldconfig -p | grep -q libz.so.1" "libsqlite3-0=/sbin/ldconfig -p | grep -q libsqlite3.so.0" \
    "gcc=command -v cc" "g++=command -v c++" "python3=command -v python3" "python3-pip=python3 -m pip --version" \
    "openssl=command -v openssl" "nginx-light=test -x /usr/sbin/nginx" "python3-venv=python3 -c 'import ensurepip'"

say "test data: the official JSON Schema suite"
bash Tests/fetch-schema-suite.sh

say "the LiteLLM proxy, which stands for providers of models"
sh Tests/need-litellm.sh || say "without it, the test that asks it fails and says so"

say "the library that breaks writes"
bash Tests/FaultShim/build.sh

say "building plugins, the command line and the tests"
swift build --build-tests || stop "the build failed; its messages are above"
swift build || stop "the build of the products failed; its messages are above"

say "building the example package that embeds Assay"
swift build --package-path Examples/Embedding --scratch-path .build/embedding ||
    stop "the build of Examples/Embedding failed; its messages are above"

say "running the tests"
# All tests at once would wait for each other's threads longer than some of them may take.
# Crashes are looked at with a debugger, not with a helper process that may outlive the tests.
log=.build/tests.log
SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=16 SWIFT_BACKTRACE=enable=no swift test --skip-build "$@" 2>&1 |
    tee "$log" || {
    say "what failed, once more; everything is in $log"
    grep -a -A 3 '✘' "$log" >&2 || tail -20 "$log" >&2
    stop "a test failed, or the tests did not come to their end"
}

if [ $# -gt 0 ]; then
    say "the fuzzer is left out: certain tests were asked for"
elif [ "${ASSAY_SKIP_FUZZ:-0}" = 1 ]; then
    say "the fuzzer is left out: ASSAY_SKIP_FUZZ=1"
else
    say "the fuzzer: every reader of what comes from outside, a minute in all"
    bash Tests/fuzz.sh --total 60
fi
