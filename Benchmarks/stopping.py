"""Runs `assay analyze` on real answers in random orders, times all rules beside a peer, writes RESULTS-stopping.md."""

import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

assay, runs = sys.argv[1], int(sys.argv[2])
MODEL = ["Examples/Data/gsm8k.csv"]
DATA = "Tests/AssayStatisticsTests/Data/crowd"
OWN = "Tests/AssayCLITests/Data"
CROWD = {"bluebird (39 draws)": DATA + "/bluebird", "sp_amt (20)": OWN + "/crowd/sp_amt", "rte (10)": DATA + "/rte"}
CROWD |= {"dog (10)": OWN + "/crowd/dog"}


def analyze(*words):
    output = subprocess.run([assay, "analyze", "--json", *words], check=True, capture_output=True).stdout
    return json.loads(output)


def crowd(path):
    return [path + "_label.csv", "--truth", path + "_truth.csv"]


def stops(rules):
    return [word for rule in rules for word in ("--stop", rule)]


def points(figure):
    return f"{100 * figure:+.2f} pp" if abs(figure) >= 5e-5 else "0"


lines = ["# Results of Benchmarks/stopping.sh", ""]
lines += ["Every figure but the times is the same on every machine: orders are random under seed 1. Answers of a model are the",
          "40 answers of Phi-3-mini to 38 questions of GSM8K; the other sets are labels of people.", ""]

lines += ["## What rules save and keep, 200 random orders of 40 answers", "",
          "| rule | samples of 40 | saved | agreement with all 40 | accuracy change | rounds | rounds waste a draw |",
          "|---|---|---|---|---|---|---|"]
rules = ["lead(3)", "beta(0.95)", "stability(0.02)", "stability(0.05)", "window(5)", "certified(0.1)", "certified(0.05)",
         "curtailed"]
document = analyze(*MODEL, *stops(rules), "--permutations", "200", "--seed", "1")
for rule in rules:
    r = document["permuted"][rule]
    lines.append(f"| `{rule}` | {r['mean_samples']:.2f} | {100 * r['saved']:.1f} % | {r['agreement']:.4f} "
                 f"| {points(r['accuracy_change'])} ± {100 * r['se']['accuracy_change']:.2f} | {r['mean_rounds']:.2f} "
                 f"| {'no' if r['equals_sequential_samples'] else 'yes'} |")

lines += ["", "## Smaller horizons: the share saved, and the accuracy change against all draws that exist", "",
          "| set | K | stability | beta(0.95) | window(5) | curtailed, without loss |", "|---|---|---|---|---|---|"]
sets = {"model answers": MODEL} | {name: crowd(path) for name, path in CROWD.items()}
for name, words in sets.items():
    for k, rule in ((5, "stability(0.05)"), (10, "stability(0.02)"), (20, "stability(0.02)")):
        if any(f"({size})" in name for size in (range(1, k))):
            continue
        chosen = [rule, "beta(0.95)", "window(5)", "curtailed"]
        result = analyze(*words, *stops(chosen), "--horizon", str(k), "--permutations", "60", "--seed", "1")["permuted"]
        cells = [f"{100 * result[r]['saved']:.1f} % ({points(result[r]['accuracy_change'])})" for r in chosen]
        lines.append(f"| {name} | {k} | `{rule}`: {cells[0]} | {' | '.join(cells[1:])} |")

lines += ["", "## Calibration of “the answer stays”: ECE over 200 random orders of 40 answers", "",
          "| draws so far | stability, α = ½ | stability, α = 1 | beta | majority share |", "|---|---|---|---|---|"]
for key in ("n3", "n5", "n10", "n20"):
    e = document["mode_calibration"][key]["ece10"]
    names = ("predictive_a0.5", "predictive_a1", "ac_beta_posterior", "majority_share")
    lines.append(f"| {key[1:]} | " + " | ".join(f"{e[name]:.4f}" for name in names) + " |")

lines += ["", "## Ranking right answers: AUROC of the majority share, and with ties broken by the length of the texts", "",
          "The first ten texts of each question; `Tests/AssayCLITests/Data`.", "",
          "| K | blocks | share | with effort |", "|---|---|---|---|"]
texts = [OWN + "/gsm8k_phi3mini_texts_first10.jsonl", "--answers", OWN + "/gsm8k_phi3mini_first10.csv"]
for key, r in sorted(analyze(*texts)["effort_tiebreak"].items(), key=lambda pair: int(pair[0][1:])):
    lines.append(f"| {key[1:]} | {r['blocks']} | {r['auroc_majority_share']:.4f} "
                 f"| {r['auroc_share_effort_tiebroken']:.4f} |")

# Real items over and over, each copy in its own order, make a thousand of them.
generator = random.Random(1)
rows = [line.split(",") for line in open(MODEL[0], encoding="utf-8").read().splitlines()]
with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, encoding="utf-8") as file:
    file.write(",".join(rows[0]) + "\n")
    for i in range(1000):
        row = rows[1 + i % (len(rows) - 1)]
        file.write(",".join([str(i), row[1]] + generator.sample(row[2:], len(row) - 2)) + "\n")
    big = file.name
timed = ["stability(0.02)", "stability(0.2)", "beta(0.95)", "lead(3)", "unanimous(3)", "window(5)", "curtailed",
         "certified(0.1)", "never"]
ours, peer = [], []
for index in range(runs + 1):
    report = subprocess.run([assay, "analyze", big, *stops(timed), "--timing", "--json"], check=True, capture_output=True)
    mine = json.loads(report.stdout)
    theirs = json.loads(subprocess.run([sys.executable, "Benchmarks/stopping_peer.py", big], check=True,
                                       capture_output=True).stdout)
    if index > 0:  # the first run of each warms the caches
        ours.append(mine["stopping_seconds"])
        peer.append(theirs["seconds"])
os.unlink(big)
for rule in timed:
    totals = mine["stopping_given_order"][rule]
    got = [totals[key] for key in ("total_samples", "n_correct", "n_agree_with_fullK_plurality")]
    assert got == theirs["totals"][rule], (rule, got, theirs["totals"][rule])
a, b = statistics.median(ours), statistics.median(peer)
checksum = sum(t[0] for t in theirs["totals"].values())
lines += ["", "## All rules over 1,000 items of 40 answers", "",
          f"{os.cpu_count()} cores, {platform.machine()}, medians of {runs} runs in turn, theirs on one thread, ours on all of them; reading "
          "the file is not timed on either side.", "",
          "| case | assay | numpy and scipy | ratio | same totals |", "|---|---|---|---|---|",
          f"| {len(timed)} rules, totals of samples, right and agreeing answers | {1000 * a:.1f} ms | {1000 * b:.0f} ms "
          f"| {b / a:.0f}× | yes, {checksum} samples over all rules |", ""]
with open("Benchmarks/RESULTS-stopping.md", "w", encoding="utf-8") as file:
    file.write("\n".join(lines))
print("\n".join(lines))
