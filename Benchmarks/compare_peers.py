"""Runs one case of Benchmarks/compare.sh with a peer: works once per line of standard input, answers with a line of JSON."""

import json
import sys
import time

import numpy as np

PEERS = {}


def peer(function):
    PEERS[function.__name__] = function
    return function


def table(path):
    with open(path, "rb") as file:
        shape = np.fromfile(file, "<i8", 2)
        return np.fromfile(file, "<f8").reshape(shape)


def upper_mean(square):
    count = len(square)
    return float(square[np.triu_indices(count, 1)].astype(np.float64).mean())


@peer
def rapidfuzz(folder, name, threads):
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    with open(f"{folder}/{name}.txt", encoding="utf-8") as file:
        texts = file.read().split("\n")
    return lambda: process.cdist(texts, texts, scorer=Levenshtein.normalized_distance, workers=threads), upper_mean


@peer
def rapidfuzz_medoid(folder, name, threads):
    matrix, mean = rapidfuzz(folder, name, threads)

    def work():
        square = matrix()
        return square, int(np.argmin(square.sum(axis=1, dtype=np.float64)))

    return work, lambda result: result[1] + mean(result[0])


def scipy_metric(metric):
    def prepare(folder, name, threads):
        from scipy.spatial.distance import pdist

        vectors = table(f"{folder}/{name}.f64")
        return lambda: pdist(vectors, metric), lambda values: float(values.mean())

    return prepare


def sklearn_metric(metric):
    def prepare(folder, name, threads):
        from sklearn.metrics import pairwise_distances

        vectors = table(f"{folder}/{name}.f64")
        jobs = threads if metric == "manhattan" else None
        return lambda: pairwise_distances(vectors, metric=metric, n_jobs=jobs), upper_mean

    return prepare


for metric in ("euclidean", "cosine", "cityblock"):
    PEERS[f"scipy_{metric}"] = scipy_metric(metric)
    PEERS[f"sklearn_{metric}"] = sklearn_metric("manhattan" if metric == "cityblock" else metric)


@peer
def numpy_euclidean(folder, name, threads):
    vectors = table(f"{folder}/{name}.f64")

    def work():
        squares = np.einsum("ij,ij->i", vectors, vectors)
        product = vectors @ vectors.T
        product *= -2
        product += squares[:, None]
        product += squares[None, :]
        np.maximum(product, 0, out=product)
        return np.sqrt(product, out=product)

    return work, upper_mean


@peer
def numpy_cosine(folder, name, threads):
    vectors = table(f"{folder}/{name}.f64")

    def work():
        unit = vectors / np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
        product = unit @ unit.T
        return np.subtract(1, product, out=product)

    return work, upper_mean


@peer
def gower(folder, name, threads):
    import gower as package
    import pandas

    columns = table(f"{folder}/{name}.f64")
    frame = pandas.DataFrame({
        f"f{index}": column if index < 3 else column.astype(int).astype(str) for index, column in enumerate(columns)
    })
    return lambda: package.gower_matrix(frame), upper_mean


@peer
def numpy_gower(folder, name, threads):
    columns = table(f"{folder}/{name}.f64")

    def work():
        count = columns.shape[1]
        total = np.zeros((count, count))
        for index, column in enumerate(columns):
            if index < 3:
                total += np.abs(column[:, None] - column[None, :]) / np.ptp(column)
            else:
                total += column[:, None] != column[None, :]
        return total / len(columns)

    return work, upper_mean


def krippendorff_level(level):
    def prepare(folder, name, threads):
        import krippendorff

        ratings = table(f"{folder}/{name}.f64")
        return lambda: krippendorff.alpha(ratings, level_of_measurement=level), float

    return prepare


for level in ("nominal", "interval"):
    PEERS[f"krippendorff_{level}"] = krippendorff_level(level)


def peak_kilobytes():
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))


def main():
    name, data, folder, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    work, checksum = PEERS[name](folder, data, threads)
    from threadpoolctl import threadpool_limits

    with threadpool_limits(threads):
        for _ in sys.stdin:
            start = time.perf_counter()
            result = work()
            seconds = time.perf_counter() - start
            # Before the checksum, which needs memory of its own.
            peak = peak_kilobytes()
            print(json.dumps({"seconds": seconds, "peak_kb": peak, "checksum": checksum(result)}), flush=True)


main()
