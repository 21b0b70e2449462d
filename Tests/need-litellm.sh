#!/bin/sh
# Puts the LiteLLM proxy, which one test asks for answers, into .build/test-data/litellm.
#
# It comes from PyPI into a virtual environment of its own. Nothing is done when it is there already.
set -eu

version=1.83.14
root=$(cd "$(dirname "$0")/.." && pwd)
target="$root/.build/test-data/litellm"

if [ "$(cat "$target/version" 2>/dev/null)" = "$version" ]; then
    echo "LiteLLM proxy: $version is present in $target"
    exit 0
fi

echo "LiteLLM proxy: installing $version with pip"
rm -rf "$target"
mkdir -p "$root/.build/test-data"
python3 -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check "litellm[proxy]==$version"
echo "$version" >"$target/version"
echo "LiteLLM proxy: done"
