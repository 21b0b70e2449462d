"""Runs the measurements of worker.sh and writes the table."""

import json
import os
import pathlib
import platform
import resource
import subprocess
import sys
import time

work, binaries, calls = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]


def measure(*words, pinned=False):
    command = [str(word) for word in words]
    if pinned:
        command = ["taskset", "-c", "0"] + command
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def million(*extra):
    """Wall and processor seconds of the whole command, workers included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(
        [binaries / "assay", "run", "bootstrap", "--plugin", work / "libbootstrap.so", "--request", "@Examples/Requests/bootstrap.json",
         "--k", "1000000", "--stop", "never", "--quiet", *extra],
        check=True, stdout=subprocess.DEVNULL,
    )
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


driver = binaries / "WorkerDriver"
rows = []
for pinned in (False, True):
    place = "one core" if pinned else "free"
    bare = measure(work / "pingpong", calls, pinned=pinned)
    own = measure(driver, "calls", calls, work / "libecho.so", pinned=pinned)
    rows.append((f"call, {place}", "µs", bare["p50_us"], bare["p99_us"], own["p50_us"], own["p99_us"]))
    left = own
cold = measure(driver, "cold", 200, work / "libecho.so")
rows.append(("start, load and describe", "ms", bare["start_p50_ms"], bare["start_p99_ms"], cold["p50_ms"], cold["p99_ms"]))
load = os.getloadavg()[0]
pairs = [(million("--trust"), million()) for _ in range(5)]
inside, isolated = (tuple(sorted(run[place][part] for run in pairs)[2] for part in (0, 1)) for place in (0, 1))

lines = [
    "# Worker processes",
    "",
    f"`bash Benchmarks/worker.sh {calls}` on {platform.machine()}, {platform.system()} {platform.release()}, Python for timing whole commands only.",
    "The bare column is a program in C that sends 64 bytes to and fro over a socket pair, or starts and answers once.",
    "",
    "| what | unit | bare p50 | bare p99 | worker p50 | worker p99 |",
    "|---|---|---|---|---|---|",
    *(f"| {name} | {unit} | {a:.2f} | {b:.2f} | {c:.2f} | {d:.2f} |" for name, unit, a, b, c, d in rows),
    "",
    f"After 10,000 calls to warm up, {left['calls']} calls left the host with {left['more_kib']:+d} KiB, "
    f"{left['more_descriptors']:+d} descriptors and {left['more_threads']:+d} threads; "
    f"{cold['starts']} workers started and ended left {cold['more_kib']:+d} KiB, {cold['more_descriptors']:+d} descriptors "
    f"and {cold['more_children']:+d} children.",
    "",
    f"A million numeric replicates of `bootstrap`, whole command, medians of five in turn: {inside[0]:.2f} s in process "
    f"({inside[1]:.2f} s of processor time), {isolated[0]:.2f} s in workers ({isolated[1]:.2f} s). "
    f"Other work on the machine meanwhile: a load average of {load:.1f} on {os.cpu_count()} processors.",
]
pathlib.Path("Benchmarks/RESULTS-worker.md").write_text("\n".join(lines) + "\n")
print("\n".join(lines))
