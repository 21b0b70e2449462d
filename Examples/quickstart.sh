#!/usr/bin/env bash
# From a fresh clone to an Evidence Bundle: installs the system libraries, builds, and clusters the iris data under
# twelve seeds with a bundled plugin.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

need_swift
need_libraries

say "building in release (a few minutes the first time)"
swift build -c release || stop "the build failed; its messages are above"
bin=$(swift build -c release --show-bin-path)

say "assay tools: what is loaded, from where"
"$bin/assay" tools

bundle=${ASSAY_QUICKSTART_OUT:-.build/quickstart-bundle.json}
say "assay run kmeans: clusters of Examples/Data/iris.csv under 12 seeds"
"$bin/assay" run kmeans --request @Examples/Requests/kmeans.json --k 12 --stop never --out "$bundle"

say "assay verify: the same evidence when everything runs again"
"$bin/assay" verify "$bundle"

say "done; look around with: $bin/assay help"
