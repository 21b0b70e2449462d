"""Times the kernels and their peers in turn on the same files and writes Benchmarks/RESULTS-compare.md."""

import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import dataclass, field


@dataclass
class Case:
    """Two programs that each work once per line of input; a further row needs nothing but another one of these."""

    name: str
    #: Arguments of the program of ours: the case and the file it reads.
    ours: str
    #: The peers and the file they read; the fastest one counts.
    peers: list
    data: str
    threads: int
    aim: float
    #: How far the two checksums may differ, relative to the larger one.
    tolerance: float = 1e-9
    note: str = field(default="")


F32 = 1e-6
CASES = [
    *(Case(f"Levenshtein, 1,000 × 200 characters, {t} thread(s)", "texts-t200", ["rapidfuzz"], "t200", t, 8, F32)
      for t in (1, 2)),
    *(Case(f"Levenshtein, 300 × 2,000 characters, {t} thread(s)", "texts-t2000", ["rapidfuzz"], "t2000", t, 3.5, F32)
      for t in (1, 2)),
    Case("summary of a bundle of 1,000 texts × 200 characters (all of it; the peer only distances and medoid), 2 threads",
         "summary-t200", ["rapidfuzz_medoid"], "t200", 2, 4, 1e-8),
    *(Case(f"vectors 1,000 × 16, {m}, 1 thread", f"vectors-v16-{m}", [f"scipy_{m}"], "v16", 1, 1.5)
      for m in ("euclidean", "cosine", "cityblock")),
    *(Case(f"vectors 3,000 × 384, {m}, 2 threads", f"vectors-v384-{m}",
           [f"scipy_{m}", f"sklearn_{m}"] + ([f"numpy_{m}"] if m != "cityblock" else []), "v384", 2, aim, F32)
      for m, aim in (("euclidean", 1), ("cosine", 1), ("cityblock", 4))),
    Case("records (Gower), 1,000 × 6, against gower, 2 threads", "records-r6", ["gower"], "r6", 2, 20, F32),
    Case("records (Gower), 1,000 × 6, against numpy, 2 threads", "records-r6", ["numpy_gower"], "r6", 2, 20),
    *(Case(f"Krippendorff's alpha, {r} raters × {u:,} units, {l}, 2 threads", f"alpha-a{r}-{l}",
           [f"krippendorff_{l}"], f"a{r}", 2, 25)
      for r, u in ((5, 10_000), (20, 100_000)) for l in ("nominal", "interval")),
]


class Worker:
    """A program that waits for its next turn."""

    def __init__(self, label, command, threads):
        limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
        self.label, self.seconds, self.last = label, [], None
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **limits}
        )

    def turn(self, keep):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.label} ended with {self.process.wait()}; its messages are above")
        self.last = json.loads(line)
        if keep:
            self.seconds.append(self.last["seconds"])

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    @property
    def median(self):
        return statistics.median(self.seconds)


def measure(case, binary, folder, runs):
    here = os.path.dirname(os.path.abspath(__file__))
    workers = [Worker("ours", [binary, case.ours, folder, str(case.threads)], case.threads)] + [
        Worker(peer, [sys.executable, f"{here}/compare_peers.py", peer, case.data, folder, str(case.threads)],
               case.threads)
        for peer in case.peers
    ]
    for index in range(runs + 2):  # the first two turns of each warm the caches
        for worker in workers:
            worker.turn(keep=index >= 2)
    for worker in workers:
        worker.end()
    ours, peer = workers[0], min(workers[1:], key=lambda worker: worker.median)
    return ours, peer


def seconds(value):
    return f"{value * 1e6:.0f} µs" if value < 1e-3 else f"{value * 1e3:.2f} ms" if value < 1 else f"{value:.2f} s"


def row(case, ours, peer):
    a, b = ours.last["checksum"], peer.last["checksum"]
    equal = abs(a - b) <= case.tolerance * max(abs(a), abs(b))
    ratio = peer.median / ours.median
    return (
        f"| {case.name} | {seconds(ours.median)} | {peer.label} {seconds(peer.median)} | {ratio:.1f} | ≥ {case.aim:g} "
        f"{'reached' if ratio >= case.aim else 'missed'} | {ours.last['peak_kb'] / 1024:.0f} MB, "
        f"{peer.last['peak_kb'] / 1024:.0f} MB | {a:.10g} {'=' if equal else '≠'} {b:.10g} within {case.tolerance:g} |",
        equal,
    )


def main():
    binary, folder = sys.argv[1], sys.argv[2]
    arguments = sys.argv[3:]
    runs = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 9
    chosen = [case for case in CASES if not arguments or any(part in case.name for part in arguments)]
    lines = [
        "# Results of Benchmarks/compare.sh",
        "",
        f"{os.cpu_count()} cores, {platform.machine()}; medians of {runs} runs in turn, timed inside each process after "
        "two runs to warm up. Where several peers can do a case the fastest one counts. Memory is the peak of the whole "
        "process, interpreter, packages and input included. The checksum is the mean distance, for the summary with the "
        "index of the medoid added, or alpha itself. Ours writes each pair once, as floats above 1,000 values; cdist and numpy write the whole square. Load average at the start: "
        f"{os.getloadavg()[0]:.1f}.",
        "",
        "| case | ours | peer | peer ÷ ours | aim | peak memory, ours and peer | same result |",
        "|---|---|---|---|---|---|---|",
    ]
    print("\n".join(lines[4:]), flush=True)
    wrong = 0
    for case in chosen:
        text, equal = row(case, *measure(case, binary, folder, runs))
        wrong += not equal
        lines.append(text)
        print(text, flush=True)
    if len(chosen) == len(CASES):
        with open("Benchmarks/RESULTS-compare.md", "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    sys.exit(1 if wrong else 0)


main()
