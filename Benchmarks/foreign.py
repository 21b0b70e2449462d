"""Times a foreign call beside a bare ffi_call loop and writes the results; see foreign.sh."""

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys

bare, ours, calls, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

CASES = [
    ("bare `ffi_call` loop in C", [bare], calls),
    ("inner loop: prepared call, arguments in place, errno kept", [ours, "inner"], calls),
    ("whole call: JSON request in, checked; JSON answer out", [ours, "json"], max(1, calls // 10)),
]


def nanoseconds(command, count):
    words = subprocess.run(command + [str(count)], check=True, capture_output=True, text=True).stdout.split()
    if float(words[1]) != 1024.0:
        sys.exit(f"{command[0]} answered {words[1]}, and 2 to the power 10 is 1024")
    return float(words[0])


def instructions(command):
    """Instructions of one call: the difference of two counts, which start and end do not change."""
    if shutil.which("valgrind") is None:
        return None
    totals = []
    for count in (10_000, 30_000):
        tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        log = subprocess.run(tool + command + [str(count)], capture_output=True, text=True).stderr
        found = re.search(r"Collected : (\d+)", log)
        if found is None:
            return None
        totals.append(int(found.group(1)))
    return (totals[1] - totals[0]) / 20_000


times = [[] for _ in CASES]
for _ in range(runs):
    for place, (_, command, count) in enumerate(CASES):
        times[place].append(nanoseconds(command, count))
medians = [statistics.median(values) for values in times]
counts = [instructions(command) for _, command, _ in CASES]

lines = [
    "# Results of Benchmarks/foreign.sh",
    "",
    f"{os.cpu_count()} cores, {platform.machine()}, `pow(2, 10)` of libm, medians of {runs} runs in turn, {calls} calls each"
    " (a tenth of that for whole calls). Ratios are to the first line; instructions are callgrind's.",
    "",
    "| case | ns per call | ratio | instructions per call | ratio |",
    "|---|---|---|---|---|",
]
for place, (name, _, _) in enumerate(CASES):
    count, first = counts[place], counts[0]
    known = count is not None and first is not None
    lines.append(
        f"| {name} | {medians[place]:.1f} | {medians[place] / medians[0]:.2f} "
        f"| {f'{count:.0f}' if known else 'unknown'} | {f'{count / first:.2f}' if known else 'unknown'} |"
    )
text = "\n".join(lines) + "\n"
print(text)
with open("Benchmarks/RESULTS-foreign.md", "w", encoding="utf-8") as file:
    file.write(text)
