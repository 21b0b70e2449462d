"""Fits one logistic regression a task to cues of labelled prompts, and writes the weights as Swift; see tasks.sh."""

import csv
import json
from collections import Counter

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from cues import Lexicon, cues, read_lexicon

ROUTING = "Sources/AssayModels/Routing"
DATA = "Tests/AssayModelsTests/Data"
TASKS = [
    "code_generation", "debugging", "architectural_design", "documentation", "testing", "data_analysis", "reasoning", "vision",
]
# All chosen by cross-validation: the strength of the prior, how often a cue must occur, and the least weight that is kept.
STRENGTH, OCCURRENCES, LEAST = 1.0, 2, 0.2
STEP = 0.05
FOLDS = 8
WIDTH = 112


def read_prompts():
    with open(f"{DATA}/prompts-tuned.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return [(label.split("+"), text.replace("⏎", "\n")) for label, text in rows]


def matrix(rows, vocabulary):
    cells = [(row, vocabulary[cue]) for row, found in enumerate(rows) for cue in found if cue in vocabulary]
    places = tuple(zip(*cells))
    return csr_matrix((numpy.ones(len(cells)), places), shape=(len(rows), len(vocabulary)))


def fit(rows, labels):
    """Vocabulary, rounded weights and biases; small weights are dropped."""
    counts = Counter(cue for found in rows for cue in found)
    vocabulary = {cue: place for place, cue in enumerate(sorted(c for c, n in counts.items() if n >= OCCURRENCES))}
    cells = matrix(rows, vocabulary)
    weights, biases = [], []
    for task in range(len(TASKS)):
        model = LogisticRegression(C=STRENGTH, solver="liblinear").fit(cells, labels[:, task])
        column = numpy.round(model.coef_[0] / STEP) * STEP
        column[abs(model.coef_[0]) < LEAST] = 0
        weights.append(column)
        biases.append(model.intercept_[0])
    return vocabulary, numpy.array(weights).T, numpy.array(biases)


def sigmoid(values):
    return 1 / (1 + numpy.exp(-values))


def cross_validate(rows, labels):
    """The evidence for each prompt by weights that were fitted to others."""
    evidence = numpy.zeros(labels.shape)
    for train, test in KFold(FOLDS, shuffle=True, random_state=1).split(rows):
        vocabulary, weights, biases = fit([rows[place] for place in train], labels[train])
        evidence[test] = matrix([rows[place] for place in test], vocabulary) @ weights + biases
    return evidence


def report(confidence, prompts):
    """Prints how right the confidences are, and whether they mean what they say."""
    for threshold in (0.4, 0.5, 0.6):
        taken = [TASKS[row.argmax()] if row.max() >= threshold else "general" for row in confidence]
        right = sum(task == labels[0] for task, (labels, _) in zip(taken, prompts))
        named = [task in labels for task, (labels, _) in zip(taken, prompts) if task != "general"]
        print(f"threshold {threshold}: right {right / len(prompts):.3f}, of those named {sum(named) / len(named):.3f}")
    pairs = [(row[t], TASKS[t] in labels) for row, (labels, _) in zip(confidence, prompts) for t in range(len(TASKS))]
    for low in numpy.arange(0, 1, 0.1):
        inside = [(value, is_right) for value, is_right in pairs if low <= value < low + 0.1]
        said, seen = numpy.mean(inside, axis=0)
        print(f"confidence {low:.1f} to {low + 0.1:.1f}: {len(inside)} pairs, mean {said:.2f}, right {seen:.2f}")


def packed(words):
    """Words on lines of the usual width."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) + 1 > WIDTH:
            lines.append(line)
            line = ""
        line += word + ";"
    return lines + [line]


def swift(vocabulary, weights, biases, scale, offset):
    """The Swift source; a weight is a whole number of steps, and calibration is in the biases and the step."""
    steps = numpy.round(weights / STEP).astype(int)
    entries = []
    for cue, place in sorted(vocabulary.items()):
        said = [f"{chr(97 + task)}{steps[place, task]}" for task in range(len(TASKS)) if steps[place, task]]
        if said:
            entries.append(f"{cue}={''.join(said)}")
    table = "\n".join("        " + line + "\\" for line in packed(entries)).rstrip("\\")
    bias = ", ".join(f"{scale * value + offset:.4f}" for value in biases)
    names = ", ".join(
        "." + "".join(part if place == 0 else part.title() for place, part in enumerate(task.split("_"))) for task in TASKS
    )
    return f'''// Written by Benchmarks/tasks.sh; not to be changed by hand.

/// What each cue of a prompt says about each task, fitted to labelled prompts.
enum TaskWeights {{
    /// The tasks, in the order of the letters in ``table``.
    static let tasks: [TaskType] = [
        {names},
    ]

    /// The evidence for each task without any cue, in the order of ``tasks``.
    static let biases = [{bias}]

    /// The evidence one unit of a weight in ``table`` stands for.
    static let unit = {scale * STEP:.6f}

    /// Cues, each with the tasks it speaks for or against by their letters, and how much by a whole number.
    static let table = """
{table}
        """
}}
'''


def main():
    lexicon = Lexicon(read_lexicon(f"{ROUTING}/TaskLexicon.swift"))
    prompts = read_prompts()
    rows = [cues(text, lexicon) for _, text in prompts]
    labels = numpy.array([[task in label for task in TASKS] for label, _ in prompts])
    evidence = cross_validate(rows, labels)
    calibration = LogisticRegression(C=1e6).fit(evidence.reshape(-1, 1), labels.reshape(-1))
    scale, offset = calibration.coef_[0][0], calibration.intercept_[0]
    print(f"{len(prompts)} prompts, {FOLDS} folds")
    report(sigmoid(scale * evidence + offset), prompts)

    vocabulary, weights, biases = fit(rows, labels)
    with open(f"{ROUTING}/TaskWeights.swift", "w", encoding="utf-8") as file:
        file.write(swift(vocabulary, weights, biases, scale, offset))
    confidence = sigmoid(scale * (matrix(rows, vocabulary) @ weights + biases) + offset)
    sample = [
        {"prompt": prompts[place][1], "confidence": dict(zip(TASKS, confidence[place].round(4).tolist()))}
        for place in range(0, len(prompts), 25)
    ]
    with open(f"{DATA}/task-confidences.json", "w", encoding="utf-8") as file:
        json.dump(sample, file, ensure_ascii=False, indent=1)
    print(f"{numpy.count_nonzero(weights)} weights of {numpy.count_nonzero(weights.any(axis=1))} cues")


main()
