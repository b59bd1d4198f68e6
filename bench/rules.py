"""How well the rules read key results and objectives that people labelled.

    python -m bench.rules --corpus FILE.jsonl             figures; bench/rules.py alike
    python -m bench.rules --corpus FILE.jsonl --errors    and the lines misread
    python -m bench.rules --corpus FILE.jsonl --speed     and how fast the rules are

One JSON object a line: `kind` (key_result or objective), `text`, `org`, and labels, as far as they
are known: `label` (outcome, activity, milestone, unclear), `has_number`, `has_baseline`,
`direction`, `vanity`, `deadline_in_text`; of an objective `is_activity`, `qualitative`.

Each figure is precision, recall and F1 of the rarer class, over lines with a 95 % interval by
bootstrap, and F1 averaged over organizations with ten lines or more. What is fitted is shown
twice: with the weights as shipped, and held out, where the weights for each organization were
fitted on the others and on our own sentences. Lines that begin with "rule" ask the rule itself, of
a document with this line alone: whether it finds something where the reader saw the flaw.
"""

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":  # run as a file, the repository is not on the path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.rules_corpus import Labelled, corpus_read, sentences_read
from bench.rules_fit import features_for, weights_fit, work_said
from bench.rules_found import rules_judged
from bench.rules_speed import print_speed
from plumbline.engine.rules.language.directions import direction_of
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import baseline_place, deadline_place, number_places
from plumbline.engine.rules.language.vanity import vanity_place
from plumbline.engine.rules.language.verdict import Verdict, objective_verdict_of, verdict_of
from plumbline.engine.rules.thresholds import SURE

ENOUGH_LINES = 10
ROUNDS = 1000
LABELS = """
objective-has-number: the label counts each objective that is not "qualitative", so also one that
names a measure without a figure (ARR, churn). The rule speaks of figures alone, as its page says;
"the same, figures alone" judges those. Means over organizations are of the few with ten lines."""
DIRECTIONS = ("increase", "decrease", "maintain", "reach", "none")

Pair = tuple[object, object]
"""What was found, and what the reader said."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line with what was found in it."""

    organization: str
    found: object
    said: object


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.rules",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, required=True, help="labelled lines, JSON Lines")
    parser.add_argument("--speed", action="store_true", help="also time 10,000 key results")
    parser.add_argument("--errors", action="store_true", help="also print the lines misread")
    arguments = parser.parse_args()
    lines = corpus_read(arguments.corpus)
    print(f"{'':34} lines judged precision recall    F1  [95 %]          by organization (n)")
    for name, cases in _detectors(lines):
        _print(name, cases)
    _print_direction(lines)
    _print_sure(lines)
    print(LABELS)
    if arguments.errors:
        _print_errors(lines)
    if arguments.speed:
        print_speed()
    return 0


def _detectors(lines: Sequence[Labelled]) -> Iterable[tuple[str, list[Case]]]:
    """Yield each detector with its cases."""
    key_results = [line for line in lines if line.kind == "key_result"]
    objectives = [line for line in lines if line.kind == "objective"]
    judged = [line for line in key_results if work_said(line) is not None]
    tasks = [line for line in objectives if work_said(line) is not None]
    yield "activity-as-result, as shipped", _as_shipped(judged)
    yield "activity-as-result, held out", _held_out(judged, "key_result")
    for name, label, find in (
        ("number", "has_number", lambda text: bool(_numbers(text))),
        ("baseline", "has_baseline", lambda text: baseline_place(line_read(text)) is not None),
        ("vanity-metric", "vanity", _is_vanity),
        ("deadline", "deadline_in_text", lambda text: deadline_place(line_read(text)) is not None),
    ):
        yield name, _cases(key_results, label, find)
    yield "objective-is-task, as shipped", _as_shipped(tasks)
    yield "objective-is-task, held out", _held_out(tasks, "objective")
    numbers = [
        Case(line.organization, bool(_numbers(line.text)), not line.labels["qualitative"])
        for line in _qualified(objectives)
    ]
    yield "objective-has-number", numbers
    # The label also counts names of measures (ARR, churn); of those with a figure this is told.
    figures = [
        case
        for case, line in zip(numbers, _qualified(objectives), strict=True)
        if not case.said or _FIGURE.search(line.text)
    ]
    yield "the same, figures alone", figures
    for name, asked in rules_judged(lines):
        yield f"rule {name}", [Case(*each) for each in asked]


_FIGURE = re.compile(
    r"(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|half|double|triple|zero)\b"
)


def _qualified(objectives: Iterable[Labelled]) -> list[Labelled]:
    """Return the objectives of which a reader said whether they hold a target or measure."""
    return [line for line in objectives if isinstance(line.labels.get("qualitative"), bool)]


def _as_shipped(lines: Sequence[Labelled]) -> list[Case]:
    """Judge lines of one kind by the weights as shipped."""
    return [Case(line.organization, _verdict(line).is_work, work_said(line)) for line in lines]


def _verdict(line: Labelled) -> Verdict:
    return (verdict_of if line.kind == "key_result" else objective_verdict_of)(line.text)


def _numbers(text: str) -> tuple[tuple[int, int], ...]:
    return number_places(line_read(text))


def _is_vanity(text: str) -> bool:
    return not verdict_of(text).is_work and vanity_place(line_read(text)) is not None


def _cases(lines: Sequence[Labelled], label: str, find: Callable[[str], bool]) -> list[Case]:
    """Return the cases of a detector that answers yes or no."""
    return [
        Case(line.organization, find(line.text), line.labels[label])
        for line in lines
        if isinstance(line.labels.get(label), bool)
    ]


def _held_out(lines: Sequence[Labelled], kind: str) -> list[Case]:
    """Judge each organization by weights fitted without it."""
    own = [line for line in sentences_read() if line.kind == kind and work_said(line) is not None]
    cases = []
    for organization in sorted({line.organization for line in lines}):
        fitted = weights_fit([*own, *(line for line in lines if line.organization != organization)])
        cases += [
            Case(organization, fitted.total(features_for(line)) > 0, work_said(line))
            for line in lines
            if line.organization == organization
        ]
    return cases


def _print(name: str, cases: Sequence[Case]) -> None:
    """Print one line of the table."""
    if not cases:
        print(f"{name:34}     0  no label")
        return
    pairs = [(case.found, case.said) for case in cases]
    # Work is what the two fitted rules look for; of the others the rarer answer is judged.
    rarer = "shipped" in name or "held out" in name or "activity" in name or _rarer(pairs)
    precision, recall, score = scores(pairs, rarer)
    low, high = interval(pairs, rarer)
    mean, counted = by_organization(cases, rarer)
    print(
        f"{name:34} {len(cases):5} {rarer!s:6} {precision:9.3f} {recall:6.3f} {score:5.3f}"
        f"  [{low:.3f}, {high:.3f}]  {mean:.3f} ({counted})"
    )


def _rarer(pairs: Sequence[Pair]) -> bool:
    """Return the answer that readers gave less often; yes where both are alike."""
    return 2 * sum(said is True for _, said in pairs) <= len(pairs)


def scores(pairs: Iterable[Pair], wanted: object) -> tuple[float, float, float]:
    """Return precision, recall and F1 of one answer; 0 where it was never right."""
    right = found = there = 0
    for each_found, said in pairs:
        right += each_found == wanted == said
        found += each_found == wanted
        there += said == wanted
    if not right:
        return 0.0, 0.0, 0.0
    return right / found, right / there, 2 * right / (found + there)


def interval(pairs: Sequence[Pair], wanted: object) -> tuple[float, float]:
    """Return the 95 % interval of F1 by bootstrap over lines."""
    chance = random.Random(20260101)  # noqa: S311 - a bootstrap, no secret
    drawn = sorted(scores(chance.choices(pairs, k=len(pairs)), wanted)[2] for _ in range(ROUNDS))
    return drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS) - 1]


def by_organization(cases: Sequence[Case], wanted: object) -> tuple[float, int]:
    """Return F1 averaged over organizations with enough lines that hold the answer at all."""
    grouped: defaultdict[str, list[Pair]] = defaultdict(list)
    for case in cases:
        grouped[case.organization].append((case.found, case.said))
    judged = [
        scores(pairs, wanted)[2]
        for pairs in grouped.values()
        if len(pairs) >= ENOUGH_LINES and any(wanted in pair for pair in pairs)
    ]
    return (sum(judged) / len(judged) if judged else 0.0), len(judged)


def _print_direction(lines: Sequence[Labelled]) -> None:
    """Print the direction: each way, and their mean."""
    pairs: list[Pair] = [
        (_direction(line.text), line.labels["direction"])
        for line in lines
        if line.kind == "key_result" and line.labels.get("direction") in DIRECTIONS
    ]
    if not pairs:
        return
    each: Mapping[str, float] = {way: scores(pairs, way)[2] for way in DIRECTIONS}
    ways = ", ".join(f"{way} {score:.3f}" for way, score in each.items())
    right = sum(found == said for found, said in pairs) / len(pairs)
    mean = sum(each.values()) / len(each)
    print(f"{'direction':34} {len(pairs):5} mean F1 {mean:.3f}, right {right:.3f} ({ways})")


def _direction(text: str) -> str:
    return direction_of(line_read(text), work=verdict_of(text).is_work)


def _print_sure(lines: Sequence[Labelled]) -> None:
    """Print how often a verdict is right where it is sure enough to warn or block."""
    judged = [line for line in lines if line.kind == "key_result" and work_said(line) is not None]
    own = [line for line in sentences_read() if line.kind == "key_result"]
    own = [line for line in own if work_said(line) is not None]
    logit = SURE.log_odds()
    shipped = [
        bool(work_said(line))
        for line in judged
        if verdict_of(line.text).is_work and verdict_of(line.text).confidence >= SURE.ratio
    ]
    if shipped:
        print(
            f"sure enough to warn ({SURE.ratio:.2f}), as shipped: {len(shipped)} lines,"
            f" precision {sum(shipped) / len(shipped):.3f}"
        )
    held: list[bool] = []
    for organization in sorted({line.organization for line in judged}):
        fitted = weights_fit(
            [*own, *(line for line in judged if line.organization != organization)]
        )
        held += [
            bool(work_said(line))
            for line in judged
            if line.organization == organization and fitted.total(features_for(line)) >= logit
        ]
    if held:
        print(
            f"sure enough to warn ({SURE.ratio:.2f}), held out: {len(held)} lines,"
            f" precision {sum(held) / len(held):.3f}"
        )


def _print_errors(lines: Sequence[Labelled]) -> None:
    """Print the lines that were read otherwise than labelled."""
    for line in lines:
        said = work_said(line)
        if said is None:
            continue
        verdict = _verdict(line)
        if verdict.is_work != said:
            read = "work" if said else "result"
            print(f"{line.kind}: {verdict.confidence:.2f} {read}: {line.text}")


if __name__ == "__main__":
    sys.exit(main())
