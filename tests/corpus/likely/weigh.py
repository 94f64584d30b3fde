#!/usr/bin/env python3
"""Weighs the clues of journeys that no rule tells: annotated texts -> ontology/lexicon/fr/likely.toml, on standard output.

    pip install scikit-learn
    python3 tests/corpus/likely/weigh.py target/release/depeche > /tmp/likely.toml && cp /tmp/likely.toml ontology/lexicon/fr/
    python3 tests/corpus/likely/weigh.py target/release/depeche --measure tests/corpus/gold.jsonl ...

It is a logistic regression, and three of them: one for an official and a foreign place in one sentence, one for an official named after
an event abroad, one for an official named in a story that is abroad. What they learn from: the texts of this folder and of ../hard, as
`depeche eval --candidates` prints them (one line for each such sentence, its clues, and whether gold has the journey).
A journey may be told in one sentence and the two named together in five: of those that gold has, only the sentence that speaks most for
it counts. On standard error: precision and recall at several thresholds, each document weighed by what was learned from others.
"""
import argparse
import collections
import json
import math
import pathlib
import random
import subprocess
import sys

import numpy
import sklearn
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).parent
FOLDS = 8
# So many times the documents are parted anew, and the chances averaged: one parting alone says too much.
ROUNDS = 5
# A clue that is met less often is not weighed.
SELDOM = 5
# Inverse strength of the L2 penalty.
FREEDOM = 0.06
# A journey is asserted from the lowest of these probabilities on from which, across documents, so many of those asserted are right.
THRESHOLDS = tuple(percent / 100 for percent in range(80, 50, -1))
RIGHT = 0.8
# Of these, precision and recall are told.
TOLD = (0.8, 0.75, 0.7, 0.65, 0.6, 0.5, 0.4)
# Those as likely as not are listed.
LISTED = 0.5


def candidates(program, path):
    out = subprocess.run([program, "eval", str(path), "--candidates"], capture_output=True, text=True, check=True).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    for line in lines:
        line["file"] = str(path)
    return lines


def journey(line):
    return line["file"], line["document"], line["visitor"], line["destination"]


def learn(lines):
    """The model, after three rounds: which sentence tells a journey is known better each time."""
    lines = [line for line in lines if line["right"] is not None]
    often = collections.Counter(clue for line in lines for clue in line["clues"])
    vectors = DictVectorizer(sort=True)
    x = vectors.fit_transform([{clue: 1 for clue in line["clues"] if often[clue] >= SELDOM} for line in lines])
    y = numpy.array([line["right"] for line in lines], dtype=int)
    of = [journey(line) for line in lines]
    times = collections.Counter(of)
    weights = numpy.array([1 / times[each] for each in of])
    for _ in range(3):
        model = LogisticRegression(C=FREEDOM, max_iter=5000).fit(x, y, sample_weight=weights)
        likely = model.predict_proba(x)[:, 1]
        best = collections.defaultdict(float)
        for each, chance in zip(of, likely):
            best[each] = max(best[each], chance)
        told = [chance >= best[each] for each, chance in zip(of, likely)]
        weights = numpy.array([(1 if here else 0.05) if right else times[each] ** -0.5 for each, here, right in zip(of, told, y)])
    return vectors, model


def chances(learned, lines):
    """Journey -> (chance, right), by the sentence that speaks most for it."""
    vectors, model = learned
    found = {}
    if not lines:
        return found
    x = vectors.transform([{clue: 1 for clue in line["clues"]} for line in lines])
    for line, chance in zip(lines, model.predict_proba(x)[:, 1]):
        each = journey(line)
        if line["right"] is not None and (each not in found or chance > found[each][0]):
            found[each] = (chance, line["right"])
    return found


def across(lines):
    """Each document by what was learned from the others."""
    documents = sorted({(line["file"], line["document"]) for line in lines})
    sums = collections.defaultdict(float)
    right = {}
    for turn in range(ROUNDS):
        random.Random(turn).shuffle(documents)
        for fold in range(FOLDS):
            apart = set(documents[fold::FOLDS])
            learned = learn([line for line in lines if (line["file"], line["document"]) not in apart])
            for each, (chance, told) in chances(learned, [line for line in lines if (line["file"], line["document"]) in apart]).items():
                sums[each] += chance
                right[each] = told
    return {each: (chance / ROUNDS, right[each]) for each, chance in sums.items()}


def table(name, found):
    right = sum(told for _, told in found.values())
    print(f"{name}: {right} of {len(found)} journeys are in gold", file=sys.stderr)
    for threshold in sorted({*TOLD, asserted(found)}, reverse=True):
        taken = [told for chance, told in found.values() if chance >= threshold]
        if taken:
            share = sum(taken) / len(taken)
            print(f"  {threshold:.2f}  precision {share:.3f} ({sum(taken)} of {len(taken)})  recall {sum(taken) / max(right, 1):.3f}", file=sys.stderr)


def asserted(found):
    """The lowest threshold from which on enough of the asserted are right; the highest if none is."""
    def enough(threshold):
        taken = [told for chance, told in found.values() if chance >= threshold]
        return not taken or sum(taken) / len(taken) >= RIGHT
    return min(filter(enough, THRESHOLDS), default=THRESHOLDS[0])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", help="depeche")
    arguments.add_argument("--measure", nargs="*", default=[], metavar="GOLD", help="other annotated texts to print the table for")
    given = arguments.parse_args()
    paths = sorted(HERE.glob("*.jsonl")) + sorted((HERE.parent / "hard").glob("*.jsonl"))
    lines = [line for path in paths for line in candidates(given.program, path)]
    points = lambda weight: round(100 * weight)
    limit = lambda chance: points(math.log(chance / (1 - chance)))
    print("# How much each clue speaks for a journey that no rule tells. `place`: an official and a foreign place stand in one sentence; `event`: an")
    print("# official is named after an event abroad; `stage`: in a text whose own story is abroad. Points are hundredths of log-odds; the clues are")
    print("# those of `depeche eval --candidates`, and src/event/likely.rs and the files of src/event/likely say when each holds.")
    print(f"# Made by tests/corpus/likely/weigh.py (scikit-learn {sklearn.__version__}); change the texts that it learns from, not this file.")
    print("# With `asserted` points a journey is asserted, with `listed` listed as an abstention; `start`: points before any clue.")
    for model in ("place", "event", "stage"):
        mine = [line for line in lines if line["model"] == model]
        by_others = across(mine)
        table(f"{model}: {len(paths)} files, each document by the others", by_others)
        learned = vectors, fitted = learn(mine)
        for path in given.measure:
            theirs = [line for line in candidates(given.program, path) if line["model"] == model]
            table(f"{model}: {path}", chances(learned, theirs))
        weights = {clue: points(weight) for clue, weight in zip(vectors.get_feature_names_out(), fitted.coef_[0])}
        print(f"\n[{model}]\nasserted = {limit(asserted(by_others))}\nlisted = {limit(LISTED)}\nstart = {points(fitted.intercept_[0])}\n\n[{model}.clues]")
        for clue, weight in sorted(weights.items()):
            if abs(weight) >= 3:
                print(f"{json.dumps(clue, ensure_ascii=False)} = {weight}")


main()
