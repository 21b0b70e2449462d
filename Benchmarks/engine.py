"""Times the engine beside its peers in one run, and writes Benchmarks/RESULTS-engine.md.

usage: engine.py BENCHMARK_EXECUTABLE [RUNS]
"""

import asyncio
import json
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import time

import numpy


async def trivial(seed):
    return {"answer": 42}


def median(runs, work):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


async def gather(count, limit):
    gate = asyncio.Semaphore(limit)

    async def one(seed):
        async with gate:
            return await trivial(seed)

    return await asyncio.gather(*(one(seed) for seed in range(count)))


def asyncio_k10(bundles=500):
    async def all_bundles():
        for _ in range(bundles):
            await gather(10, 10)

    asyncio.run(all_bundles())


def answer(seed):
    return {"answer": 42}


def numpy_batch(count=1_000_000):
    with numpy.errstate(over="ignore"):
        z = (numpy.arange(count, dtype=numpy.uint64) + numpy.uint64(1)) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        values = ((z ^ (z >> numpy.uint64(31))) >> numpy.uint64(11)) * 2.0**-53
    values.mean(), values.std(ddof=1), values.min(), values.max(), numpy.quantile(values, [0.25, 0.5, 0.75])
    len(numpy.unique(values))


def main():
    load = os.getloadavg()[0]
    executable = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    ours = {}
    for line in subprocess.run([executable], check=True, capture_output=True, text=True).stdout.splitlines():
        case = json.loads(line)
        ours[case["case"]] = case
    with multiprocessing.Pool() as pool:
        pool_seconds = median(runs, lambda: pool.map(answer, range(10_000), chunksize=1250))
    tasks_k10 = median(runs, asyncio_k10)
    tasks = median(runs, lambda: asyncio.run(gather(10_000, 2)))
    vectors = median(runs, numpy_batch)
    rows = [
        ("k10-inline", "bundles of 10 trivial replicates of an `InlineTool`, with statistics", "asyncio, answers only", tasks_k10, 5_000),
        ("k10", "the same of a `Tool`, which may block and runs on a thread of its own", "asyncio, answers only", tasks_k10, 5_000),
        ("k10-digest", "the same, hashed as well", "asyncio, answers only", tasks_k10, 5_000),
        ("k10000", "10,000 trivial replicates in process, with statistics", "asyncio, answers only", tasks, 10_000),
        ("k10000", "the same", "process pool in chunks, answers only", pool_seconds, 10_000),
        ("k10000-digest", "the same, hashed as well", "process pool in chunks, answers only", pool_seconds, 10_000),
        ("batch", "1,000,000 replicates in batches, with statistics", "numpy, values and summary only", vectors, 1_000_000),
        ("batch-digest", "the same, hashed as well", "numpy, values and summary only", vectors, 1_000_000),
    ]
    lines = [
        "# The engine beside its peers",
        "",
        f"`bash Benchmarks/engine.sh {runs}` on {platform.machine()}, {os.cpu_count()} cores; medians in one run. Ours answers, validates,",
        "sends events and computes the statistics of a bundle; the peers only answer. The digest of a bundle is computed when it is",
        f"first asked for, and has rows of its own. Load average at the start: {load:.1f}.",
        "",
        "| case | peer | ours, us per replicate | peer, us per replicate | peer ÷ ours |",
        "|---|---|---|---|---|",
    ]
    for case, title, peer, seconds, count in rows:
        mine = ours[case]["us_per_replicate"]
        theirs = seconds * 1e6 / count
        lines.append(f"| {title} | {peer} | {mine:.2f} | {theirs:.2f} | {theirs / mine:.2f} |")
    text = "\n".join(lines) + "\n"
    print(text)
    with open(os.path.join(os.path.dirname(__file__), "RESULTS-engine.md"), "w") as file:
        file.write(text)


if __name__ == "__main__":
    main()
