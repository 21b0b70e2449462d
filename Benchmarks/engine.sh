#!/usr/bin/env bash
# Times the engine on tools that cost nothing, beside asyncio, a process pool and numpy in the same run.
# Writes Benchmarks/RESULTS-engine.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Benchmarks/setup.sh

runs=${1:-5}
build_release EngineBenchmark
need_peers
"$venv/bin/python" Benchmarks/engine.py "$bin/EngineBenchmark" "$runs"
say "written to Benchmarks/RESULTS-engine.md"
