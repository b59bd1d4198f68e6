"""How well the rules agree with labels: each line is checked in a document of its own."""

from collections.abc import Iterator, Sequence

from bench.rules_corpus import Labelled
from bench.rules_fit import work_said
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.rules.check import Selection, document_check
from plumbline.engine.rules.registry import code_of

SAID = {
    "activity-as-result": ("key_result", work_said),
    "no-number": ("key_result", lambda line: _not(line.labels.get("has_number"))),
    "no-baseline": ("key_result", lambda line: _not(line.labels.get("has_baseline"))),
    "vanity-metric": ("key_result", lambda line: _known(line.labels.get("vanity"))),
    "objective-is-task": ("objective", work_said),
    "objective-has-number": ("objective", lambda line: _not(line.labels.get("qualitative"))),
}
"""Rules that have a label: the kind of line, and what its reader said, `None` for nothing."""

Judged = tuple[str, bool, bool]
"""Organization, whether the rule found something, and whether the reader would have."""


def rules_judged(lines: Sequence[Labelled]) -> Iterator[tuple[str, list[Judged]]]:
    """Yield each rule that has labels, with every line it was asked of."""
    for name, (kind, said_of) in SAID.items():
        judged = []
        for line in lines:
            said = said_of(line) if line.kind == kind else None
            if said is not None:
                judged.append((line.organization, is_found(name, line), said))
        yield name, judged


def is_found(name: str, line: Labelled) -> bool:
    """Return whether a rule finds something in a line that stands alone in a document."""
    if line.kind == "objective":
        objective = Objective(title=line.text)
    else:
        objective = Objective(
            title="Guests leave with a smile", key_results=(KeyResult(title=line.text),)
        )
    report = document_check(
        Document(objectives=(objective,)), selection=Selection((code_of(name) or name,))
    )
    return any(
        (finding.subject.at[1] >= 0) == (line.kind == "key_result") for finding in report.findings
    )


def _not(label: object) -> bool | None:
    return not label if isinstance(label, bool) else None


def _known(label: object) -> bool | None:
    return label if isinstance(label, bool) else None
