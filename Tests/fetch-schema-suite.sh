#!/bin/sh
# Fetches the official JSON Schema test suite, which the schema tests need.
#
# It is taken from the source distribution of the Python package jsonschema, which carries the suite under json/tests,
# and put into .build/test-data/jsonschema-suite. Nothing is done when it is there already.
set -eu

version=4.26.0
root=$(cd "$(dirname "$0")/.." && pwd)
target="$root/.build/test-data/jsonschema-suite"

if [ -d "$target/tests/draft2020-12" ] && [ -d "$target/tests/draft7" ] && [ -d "$target/remotes" ]; then
    echo "JSON Schema test suite: present in $target"
    exit 0
fi

if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    echo "JSON Schema test suite: python3 with pip is needed to download it" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "JSON Schema test suite: downloading the source distribution of jsonschema $version with pip"
if ! python3 -m pip download --quiet --no-deps --no-binary :all: --dest "$work" "jsonschema==$version"; then
    echo "JSON Schema test suite: the download failed; is the package index reachable?" >&2
    exit 1
fi

echo "JSON Schema test suite: unpacking to $target"
mkdir -p "$work/unpacked" "$target"
tar -xzf "$work/jsonschema-$version.tar.gz" -C "$work/unpacked"
rm -rf "$target/tests" "$target/remotes"
cp -R "$work/unpacked/jsonschema-$version/json/tests" "$target/tests"
cp -R "$work/unpacked/jsonschema-$version/json/remotes" "$target/remotes"
cp "$work/unpacked/jsonschema-$version/json/LICENSE" "$target/LICENSE"
echo "JSON Schema test suite: done"
