"""Bootstraps the mean of a column: the same work as `assay run bootstrap`, with scipy. Prints one JSON line."""

import csv
import json
import sys

import numpy as np
from scipy import stats

path, column, replicates = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, newline="", encoding="utf-8") as file:
    sample = np.array([float(row[column]) for row in csv.DictReader(file)])
result = stats.bootstrap((sample,), np.mean, n_resamples=replicates, method="percentile", batch=4096, rng=1)
values = result.bootstrap_distribution
quantiles = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95])
print(json.dumps({"mean": values.mean(), "sd": values.std(ddof=1), "quantiles": quantiles.tolist()}))
