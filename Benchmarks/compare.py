"""Times two commands in turn, checks that they agree, and writes Benchmarks/RESULTS.md."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time

assay, replicates, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
request = json.dumps({"csv": "Examples/Data/michelson.csv", "column": "speed"})
ours = [assay, "run", "bootstrap", "--request", request, "--k", replicates, "--stop", "never", "--json", "--quiet"]
peer = [sys.executable, "Benchmarks/bootstrap.py", "Examples/Data/michelson.csv", "speed", replicates]


def timed(command):
    start = time.perf_counter()
    output = subprocess.run(command, check=True, capture_output=True).stdout
    return time.perf_counter() - start, output


times = {"ours": [], "peer": []}
for index in range(runs + 1):
    for name, command in (("ours", ours), ("peer", peer)):
        seconds, output = timed(command)
        if index > 0:  # the first run of each warms the caches
            times[name].append(seconds)
        if name == "ours":
            mean = json.loads(output)["summary"]["distributions"]["mean"]
        else:
            reference = json.loads(output)

# Two samples of one distribution: the means agree within six standard errors, the deviations within five per cent.
error = reference["sd"] / float(replicates) ** 0.5
assert abs(mean["mean"] - reference["mean"]) < 6 * 2**0.5 * error, (mean["mean"], reference["mean"])
assert abs(mean["sd"] / reference["sd"] - 1) < 0.05, (mean["sd"], reference["sd"])

median = {name: statistics.median(values) for name, values in times.items()}
lines = [
    "# Results of Benchmarks/run.sh",
    "",
    f"{os.cpu_count()} cores, {platform.machine()}, medians of {runs} runs of the whole command, in turn.",
    "",
    "| case | assay | peer | peer ÷ assay | same answer |",
    "|---|---|---|---|---|",
    f"| {replicates} bootstrap replicates of a mean, with quantiles; ours also checks each against its schema and writes all "
    f"of them as evidence | {median['ours']:.2f} s | scipy.stats.bootstrap {median['peer']:.2f} s "
    f"| {median['peer'] / median['ours']:.2f} | mean {mean['mean']:.6f} and {reference['mean']:.6f}, "
    f"sd {mean['sd']:.6f} and {reference['sd']:.6f} |",
    "",
]
with open("Benchmarks/RESULTS.md", "w", encoding="utf-8") as file:
    file.write("\n".join(lines))
print("\n".join(lines))
