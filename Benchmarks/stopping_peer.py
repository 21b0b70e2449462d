"""Applies all stopping rules to a wide table of answers with numpy and scipy; prints totals and seconds as JSON.

Written the way such a study is written with these libraries: counts of every prefix of all items at once, then one array
expression per rule. Reading the file and importing the libraries are not timed.
"""

import csv
import json
import sys
import time

import numpy as np
from scipy.special import betainc, betaln, gammaln

path = sys.argv[1]
with open(path, newline="", encoding="utf-8") as file:
    rows = list(csv.reader(file))[1:]
draws = len(rows[0]) - 2
labels = np.full((len(rows), draws), -1)
gold = np.full(len(rows), -2)
for i, row in enumerate(rows):
    known = {}
    for j, cell in enumerate(row[2:]):
        if cell:
            labels[i, j] = known.setdefault(cell, len(known))
    gold[i] = known.get(row[1], -2)

start = time.perf_counter()
items, classes = len(rows), labels.max() + 1
votes = (labels[:, :, None] == np.arange(classes)).astype(np.int64)
counts = votes.cumsum(axis=1)
c1 = counts.max(axis=2)
leader = counts.argmax(axis=2)  # labels are numbered in the order first seen, so this is the first of equals
top = np.sort(counts, axis=2)[:, :, ::-1]
c2 = top[:, :, 1] if classes > 1 else np.zeros_like(c1)
n = np.broadcast_to(np.arange(1, draws + 1), c1.shape)
remaining = draws - n
voted = c1 > 0


def predictive(a):
    """P(the leader is the plurality of all draws), as a table over the states that occur."""
    states, inverse = np.unique(np.stack([c1, c2, n], axis=-1).reshape(-1, 3), axis=0, return_inverse=True)
    values = np.empty(len(states))
    for index, (x, y, drawn) in enumerate(states):
        r = draws - drawn
        w1, w2, w3 = x + a, y + a, drawn - x - y + a
        x1, x2 = np.meshgrid(np.arange(r + 1), np.arange(r + 1), indexing="ij")
        x3 = r - x1 - x2
        inside = x3 >= 0
        x1, x2, x3 = x1[inside], x2[inside], x3[inside]
        log = (
            gammaln(r + 1) - gammaln(x1 + 1) - gammaln(x2 + 1) - gammaln(x3 + 1)
            + gammaln(w1 + w2 + w3) - gammaln(w1 + w2 + w3 + r)
            + gammaln(w1 + x1) - gammaln(w1) + gammaln(w2 + x2) - gammaln(w2) + gammaln(w3 + x3) - gammaln(w3)
        )
        p = np.exp(log)
        values[index] = p[x + x1 > y + x2].sum() + 0.5 * p[x + x1 == y + x2].sum()
    return values[inverse].reshape(c1.shape)


def certified(delta):
    order = leader  # the position in the order of discovery
    weight = np.where(order == 0, 0.85, 0.1 * 0.5 ** order)
    weight = np.where(order == 1, 0.1, weight)
    won, lost = np.maximum(c1 - 1, 0), c2
    a, b = won + 3.0, lost + 1.0
    log = np.log(24 / 7) + (won + lost) * np.log(2) + betaln(a, b) + np.log(betainc(b, a, 0.5)) + np.log(weight)
    return (log >= -np.log(delta)) & (c1 > c2)


tail = np.zeros_like(c1)
for j in range(draws):
    same = (labels[:, j] == labels[:, j - 1]) if j else np.zeros(items, bool)
    tail[:, j] = np.where(labels[:, j] < 0, 0, np.where(same, tail[:, j - 1] + 1, 1))
distinct = (counts > 0).sum(axis=2)
stable = predictive(0.5)
beta = 1 - betainc(c1 + 1, c2 + 1, 0.5)
rules = {
    "stability(0.02)": stable >= 1 - 0.02 - 1e-15,
    "stability(0.2)": stable >= 1 - 0.2 - 1e-15,
    "beta(0.95)": beta >= 0.95,
    "lead(3)": c1 - c2 >= 3,
    "unanimous(3)": (distinct == 1) & (c1 >= 3),
    "window(5)": (n % 5 == 0) & (tail >= 5),
    "curtailed": c1 - c2 > remaining,
    "certified(0.1)": certified(0.1),
    "never": np.zeros_like(c1, bool),
}
full = np.where(voted[:, -1], leader[:, -1], -1)
totals = {}
for name, holds in rules.items():
    holds = holds & voted
    stop = np.where(holds.any(axis=1), holds.argmax(axis=1), draws - 1)
    rows_of = np.arange(items)
    answer = np.where(c1[rows_of, stop] > 0, leader[rows_of, stop], -1)
    if name == "window(5)":
        answer = np.where(holds.any(axis=1), labels[rows_of, stop], answer)
    totals[name] = [int((stop + 1).sum()), int((answer == gold).sum()), int((answer == full).sum())]
print(json.dumps({"seconds": time.perf_counter() - start, "totals": totals}))
