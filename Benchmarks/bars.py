"""Runs the measurements of bars.sh and prints a line per bar: its number, what was measured, and what it should be."""

import concurrent.futures
import json
import math
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import time

work, binaries, wanted = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
driver, store_driver = binaries / "WorkerDriver", binaries / "StoreDriver"
echo, patient = work / "libecho.so", work / "libpatient.so"
deaf, wild = work / "lib20-deaf.so", work / "lib22-wild.so"


def lines(*words, pinned=False):
    command = (["taskset", "-c", "0"] if pinned else []) + [str(word) for word in words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def measure(*words, pinned=False):
    return lines(*words, pinned=pinned)[-1]


def left(result):
    return ", ".join(
        f"{result[key]:+d} {name}"
        for key, name in [
            ("more_kib", "KiB"), ("more_descriptors", "descriptors"), ("more_threads", "threads"), ("more_children", "processes")
        ]
        if key in result
    )


def hung():
    result = measure(driver, "late", 100, deaf)
    return "after the deadline p50 {p50_ms:.1f} ms, p99 {p99_ms:.1f} ms, longest {max_ms:.1f} ms ({calls} calls)".format(**result)


def crowd():
    copies = [shutil.copy(deaf, work / f"libdeaf{number}.so") for number in range(64)]
    result = measure(driver, "crowd", echo, *copies)
    alone, beside, ratios = result["task_alone"], result["task_beside"], result["ratios"]
    return (
        f"{ratios[len(ratios) // 2]:.1%} of the calls beside {result['hanging']} hanging ones, the median of {len(ratios)} rounds "
        f"({ratios[0]:.1%} to {ratios[-1]:.1%}); trivial task p99 {beside['p99_ms']:.3f} ms "
        f"(alone {alone['p99_ms']:.3f} ms), longest {beside['max_ms']:.1f} ms"
    )


def is_alive(process):
    try:
        return ") Z " not in pathlib.Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def orphans_of_one_host():
    """Seconds until every worker of a host that was killed is gone, at most one."""
    host = subprocess.Popen([driver, "hang", deaf], stdout=subprocess.PIPE)
    host.stdout.readline()
    tasks = pathlib.Path(f"/proc/{host.pid}/task").iterdir()
    workers = [int(word) for task in tasks for word in (task / "children").read_text().split()]
    assert workers, "the host must have a worker"
    host.send_signal(signal.SIGKILL)
    start = time.monotonic()
    host.wait()
    while any(is_alive(worker) for worker in workers) and time.monotonic() < start + 1:
        time.sleep(0.001)
    return sum(is_alive(worker) for worker in workers), time.monotonic() - start


def orphans():
    rounds = [orphans_of_one_host() for _ in range(100)]
    return f"{sum(count for count, _ in rounds)} after 1 s in {len(rounds)} rounds; the last was gone after {max(t for _, t in rounds) * 1000:.0f} ms"


def overhead():
    parts = []
    for pinned in (False, True):
        bare = measure(work / "pingpong", 100_000, pinned=pinned)
        own = measure(driver, "calls", 100_000, echo, pinned=pinned)
        place = "one core" if pinned else "free"
        parts.append(
            f"{place} p50 {own['p50_us']:.1f} µs, p99 {own['p99_us']:.1f} µs (bare exchange {bare['p50_us']:.1f} and {bare['p99_us']:.1f} µs)"
        )
    cold = measure(driver, "cold", 200, echo)
    parts.append(f"start and description p50 {cold['p50_ms']:.2f} ms, p99 {cold['p99_ms']:.2f} ms")
    return "; ".join(parts)


def sandbox():
    result = measure(driver, "sandbox", 500, echo)
    return (
        f"{result['more_p50_ms']:.2f} ms more at the median of a start ({result['with']['p50_ms']:.2f} ms with, "
        f"{result['without']['p50_ms']:.2f} ms without)"
    )


def million():
    start = time.monotonic()
    result = measure(driver, "calls", 1_000_000, echo)
    return f"{left(result)} after {result['calls']:,} calls in {time.monotonic() - start:.0f} s, p50 {result['p50_us']:.1f} µs, none lost"


def cycles():
    result = measure(driver, "cold", 5000, echo)
    return f"{left(result)} after {result['starts']:,} workers, start and description p50 {result['p50_ms']:.2f} ms"


def amplification():
    result = measure(driver, "amplification", 10_000)
    return f"{result['ratio']:.3f} attempts per call ({result['ratio_without_budget']:.1f} without a retry budget)"


def race():
    database, keys = work / "race.db", 1000
    for _ in range(3):
        processes = [subprocess.Popen([store_driver, "race", database, str(keys)]) for _ in range(8)]
        assert all(process.wait() == 0 for process in processes)
    executed = pathlib.Path(f"{database}.log").read_text().split()
    refused = measure(store_driver, "conflict", database, keys)["refused"]
    return f"{len(executed)} executions of {len(set(executed))} keys; {refused} of {keys} claims of another call refused"


def commit():
    cases = {line["case"]: line for line in lines(binaries / "StoreBenchmark")}
    own, bare = cases["one attempt"], cases["bare page"]
    return f"p50 {own['p50_us']:.0f} µs, p99 {own['p99_us']:.0f} µs (one page written and synced {bare['p50_us']:.0f} and {bare['p99_us']:.0f} µs)"


def bombs():
    cases = lines(binaries / "BombBenchmark")
    wrong = [case["bomb"] for case in cases if not case["as_expected"]]
    slow = sorted((case for case in cases if case["ms"] >= 50), key=lambda case: -case["ms"])
    large = sorted((case for case in cases if case["more_kib"] >= 16384), key=lambda case: -case["more_kib"])
    times = sorted(case["ms"] for case in cases)
    return (
        f"{len(cases)} bombs, {len(wrong)} answered wrongly; p50 {times[len(times) // 2]:.2f} ms, longest {times[-1]:.1f} ms, "
        f"most memory {max(case['more_kib'] for case in cases):,} KiB; over the time: "
        f"{'; '.join('{bomb} {ms:.0f} ms'.format(**case) for case in slow) or 'none'}; over the memory: "
        f"{'; '.join('{bomb} {more_kib:,} KiB'.format(**case) for case in large) or 'none'}"
    )


def cancels():
    result = measure(driver, "cancel", 10_000, patient)
    after = result["after_cancel"]
    return (
        f"{result['cancels']:,} cancels: ended p50 {after['p50_ms']:.1f} ms, p99 {after['p99_ms']:.1f} ms, longest {after['max_ms']:.1f} ms "
        f"afterwards; {result['permits']} of 8 places free; {left(result)}"
    )


def slope(samples):
    """MiB an hour by least squares, and half the width of its 95 % interval."""
    times, sizes = [s["seconds"] / 3600 for s in samples], [s["kib"] / 1024 for s in samples]
    count, mean_time, mean_size = len(samples), sum(times) / len(times), sum(sizes) / len(sizes)
    spread = sum((t - mean_time) ** 2 for t in times)
    rise = sum((t - mean_time) * (s - mean_size) for t, s in zip(times, sizes)) / spread
    rest = sum((s - mean_size - rise * (t - mean_time)) ** 2 for t, s in zip(times, sizes))
    return rise, 2 * math.sqrt(rest / (count - 2) / spread)


def soak():
    seconds = int(os.environ.get("SOAK_SECONDS", 60))
    samples = lines(driver, "soak", seconds, echo, wild, work / "soak.db")
    warm = samples[len(samples) // 4:]
    rise, half = slope(warm)
    first, last = warm[0], warm[-1]
    return (
        f"own short run of {seconds} s, {last['runs']:,} recorded runs: {rise:+.1f} ± {half:.1f} MiB/h after a quarter to warm up "
        f"({first['kib']:,} to {last['kib']:,} KiB), {last['descriptors'] - first['descriptors']:+d} descriptors, "
        f"{last['threads'] - first['threads']:+d} threads, log {first['wal_bytes']:,} to {last['wal_bytes']:,} bytes, "
        f"{last['unexpected']} unexpected endings"
    )


def determinism():
    digests = set()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in pool.map(lambda pinned: measure(driver, "determinism", 100, pinned=pinned), (False, True)):
            digests.update(result["digests"])
    return f"{len(digests)} digest of 100 runs on all cores and 100 on one"


BARS = {
    "B2": (hung, "at most 250 ms after the deadline, and p99 20 ms beyond"),
    "B3": (crowd, "at least 95 %, p99 below 5 ms"),
    "B4": (orphans, "0"),
    "B5": (overhead, "p50 60 µs and p99 150 µs free, p50 12 µs on one core; start p99 2 ms"),
    "B6": (sandbox, "0.5 ms"),
    "B7": (million, "at most 1 MiB, and nothing else"),
    "B8": (cycles, "at most 1 MiB, nothing else, 1 ms each"),
    "B10": (amplification, "at most 1.10"),
    "B14": (race, "1,000 executions, all refused"),
    "B20": (commit, "p50 250 µs, p99 1 ms"),
    "B24": (bombs, "below 50 ms and 16 MiB each"),
    "B36": (cancels, "0 left, all places, p99 within 250 ms"),
    "B37": (soak, "at most 0.5 MiB/h with 0 in its 95 % interval, the rest flat"),
    "B40": (determinism, "1"),
}

unknown = [bar for bar in wanted if bar not in BARS]
if unknown:
    sys.exit(f"error: no bar {', '.join(unknown)} here; there are {', '.join(BARS)}")
print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, Linux {platform.release()}, {os.cpu_count()} processors")
for bar in wanted or BARS:
    work_on, target = BARS[bar]
    before = os.getloadavg()[0]
    print(f"{bar}: {work_on()} [target: {target}; load {before:.1f} before]", flush=True)
