"""Fit the weights of result against work, and write them where the engine reads them.

    python -m bench.rules_fit --corpus FILE.jsonl

Logistic regression with a quadratic penalty over the features of
`plumbline.engine.rules.language.features`, by cyclic coordinate steps of Newton. The lines of one
organization share the weight of their square root, so that none drowns the others.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.rules_corpus import OWN, Labelled, corpus_read, sentences_read
from plumbline.engine.rules.language.features import features_of, objective_features_of
from plumbline.engine.rules.language.found import Features
from plumbline.engine.rules.language.line import line_read

FOLDER = Path(__file__).parent.parent / "src/plumbline/engine/rules/language"
FILES = {"key_result": "weights_key_results.py", "objective": "weights_objectives.py"}
PENALTY = 0.004
STEPS = 60
LEAST_WEIGHT = 0.03
WIDEST = 98
SETTLED = 2e-3
EVERYWHERE = ""
"""The name of what holds for every line."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of features, and the sum where none holds."""

    weights: Mapping[str, float]
    intercept: float

    def total(self, features: Collection[str]) -> float:
        """Return the log odds of work."""
        return self.intercept + sum(self.weights.get(name, 0.0) for name in features)


def work_said(line: Labelled) -> bool | None:
    """Return whether a reader called a line work; `None` where it takes no part.

    Milestones and unclear key results are left out.
    """
    if line.kind == "objective":
        said = line.labels.get("is_activity")
        return said if isinstance(said, bool) else None
    label = line.labels.get("label")
    return label == "activity" if label in {"activity", "outcome"} else None


def features_for(line: Labelled) -> Features:
    """Return the features that count for a line of its kind."""
    read = line_read(line.text)
    return objective_features_of(read) if line.kind == "objective" else features_of(read)


def weights_fit(lines: Sequence[Labelled], penalty: float = PENALTY) -> Fitted:
    """Fit the weights on lines of one kind that take part."""
    features = [sorted(features_for(line)) for line in lines]
    work = [bool(work_said(line)) for line in lines]
    counts = Counter(line.organization for line in lines)
    # Sentences of our own stand for many organizations: each counts whole.
    raw = [1 / math.sqrt(counts[line.organization]) for line in lines]
    own = [line.organization == OWN for line in lines]
    theirs = [value for value, ours in zip(raw, own, strict=True) if not ours]
    mean = sum(theirs) / len(theirs) if theirs else 1.0
    shares = [1.0 if ours else value / mean for value, ours in zip(raw, own, strict=True)]
    names = sorted({name for found in features for name in found})
    return _fit(names, features, work, shares, penalty * len(lines))


def _fit(
    names: Sequence[str],
    features: Sequence[Sequence[str]],
    work: Sequence[bool],
    shares: Sequence[float],
    penalty: float,
) -> Fitted:
    """Step through the features until none moves."""
    columns: dict[str, list[int]] = {name: [] for name in names}
    for row, found in enumerate(features):
        for name in found:
            columns[name].append(row)
    weights = dict.fromkeys((EVERYWHERE, *names), 0.0)
    totals = [0.0] * len(features)
    everywhere = list(range(len(features)))
    for _ in range(STEPS):
        largest = 0.0
        for name in (EVERYWHERE, *names):
            rows = everywhere if name == EVERYWHERE else columns[name]
            held = 0.0 if name == EVERYWHERE else penalty
            slope, curve = held * weights[name], held + 1e-9
            for row in rows:
                chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, totals[row]))))
                slope += shares[row] * (chance - work[row])
                curve += shares[row] * chance * (1 - chance)
            step = max(-1.0, min(1.0, -slope / curve))
            weights[name] += step
            largest = max(largest, abs(step))
            for row in rows:
                totals[row] += step
        if largest < SETTLED:
            break
    intercept = weights.pop(EVERYWHERE)
    return Fitted(weights, intercept)


def main() -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules_fit", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    arguments = parser.parse_args()
    lines = [
        line
        for line in (*corpus_read(arguments.corpus), *sentences_read())
        if work_said(line) is not None
    ]
    for kind, name in FILES.items():
        fitted = weights_fit([line for line in lines if line.kind == kind])
        (FOLDER / name).write_text(_module(kind, fitted), encoding="utf-8")
        sys.stdout.write(f"{name}: {len(fitted.weights)} weights\n")
    return 0


def _module(kind: str, fitted: Fitted) -> str:
    """Return the module that holds the weights."""
    rows = sorted(fitted.weights.items(), key=lambda item: (-item[1], item[0]))
    entries = [f'"{name}": {weight:.2f},' for name, weight in rows if abs(weight) >= LEAST_WEIGHT]
    lines = [""]
    for entry in entries:
        if len(lines[-1]) + len(entry) > WIDEST:
            lines.append("")
        lines[-1] += f" {entry}" if lines[-1] else f"    {entry}"
    body = "\n".join(lines)
    subject = kind.replace("_", " ")
    return (
        f'"""What each feature of {subject}s weighs: above zero it speaks for work.\n\n'
        "In log odds; written by `python -m bench.rules_fit`, read by `verdict.py`.\n"
        '"""\n\nfrom collections.abc import Mapping\nfrom typing import Final\n\n'
        f"INTERCEPT: Final = {fitted.intercept:.2f}\n"
        f"WEIGHTS: Final[Mapping[str, float]] = {{\n{body}\n}}  # fmt: skip\n"
    )


if __name__ == "__main__":
    sys.exit(main())
