#!/usr/bin/env bash
# Fits the weights of task detection to the labelled prompts of Tests/AssayModelsTests/Data/prompts-tuned.csv, says how right
# they are on prompts they were not fitted to, and writes Sources/AssayModels/Routing/TaskWeights.swift and the confidences
# that the tests compare the Swift code with. The other files of prompts are never read.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Tests/setup.sh

need_packages "python3=command -v python3" "python3-venv=python3 -m venv --help"
venv=.build/tasks-venv
requirements=Benchmarks/tasks-requirements.txt
if ! cmp -s "$requirements" "$venv/installed.txt"; then
    say "installing scikit-learn into $venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q -r "$requirements" || stop "pip could not install it: is the network there?"
    cp "$requirements" "$venv/installed.txt"
fi
OMP_NUM_THREADS=1 "$venv/bin/python" Benchmarks/Tasks/fit.py
say "written to Sources/AssayModels/Routing/TaskWeights.swift"
