"""Writes the input files of Benchmarks/compare.sh from a fixed seed."""

import os
import sys

import numpy as np

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
WORDS = "the of and answer model value result because therefore number seven total price first second every each " \
    "city river north south money time people water energy light small large more less than about after before".split()


def texts(name, count, length, rng):
    """Texts of words around a few templates, as replicates of one tool are."""
    lines = []
    templates = [rng.choice(WORDS, size=length // 3) for _ in range(5)]
    while len(lines) < count:
        words = templates[rng.integers(5)].copy()
        change = rng.random(len(words)) < rng.uniform(0.1, 0.9)
        words[change] = rng.choice(WORDS, size=change.sum())
        lines.append(" ".join(words)[: int(length * rng.uniform(0.9, 1.1))].strip())
    with open(f"{folder}/{name}.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def numbers(name, table):
    with open(f"{folder}/{name}.f64", "wb") as file:
        np.array(table.shape, dtype="<i8").tofile(file)
        table.astype("<f8").tofile(file)


def ratings(name, raters, units, rng):
    truth = rng.integers(1, 6, units)
    table = np.where(rng.random((raters, units)) < 0.7, truth, rng.integers(1, 6, (raters, units))).astype(float)
    table[rng.random((raters, units)) < 0.05] = np.nan
    numbers(name, table)


def records(name, count, rng):
    """Three numbers, three codes of 4, 12 and 50 values."""
    table = np.stack([
        rng.normal(100, 15, count), rng.exponential(3, count), rng.integers(0, 90, count).astype(float),
        *(rng.integers(0, values, count).astype(float) for values in (4, 12, 50)),
    ])
    numbers(name, table)


generator = np.random.default_rng(20261)
texts("t200", 1000, 200, generator)
texts("t2000", 300, 2000, generator)
numbers("v16", generator.normal(size=(1000, 16)))
numbers("v384", generator.normal(size=(3000, 384)))
records("r6", 1000, generator)
ratings("a5", 5, 10_000, generator)
ratings("a20", 20, 100_000, generator)
