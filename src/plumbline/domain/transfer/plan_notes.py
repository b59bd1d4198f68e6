"""Problems found while planning, at their places, and texts cut to what the database holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from plumbline.engine.documents.model import Spans
from plumbline.engine.documents.reading import Problem
from plumbline.engine.messages import Message

#: What the reader says of a value that the plan says again, with what follows from it.
SUPERSEDED = frozenset(
    {
        "documents.yaml.target_baseline",
        "documents.yaml.target_no_change",
        "documents.yaml.direction",
        "documents.yaml.range_order",
        "documents.yaml.range_ends",
        "documents.yaml.checkpoint_order",
        "documents.yaml.due_before_start",
        "documents.yaml.day_before_cycle",
        "documents.yaml.day_after_cycle",
        "documents.yaml.id_twice",
        "documents.yaml.link_twice",
        "documents.yaml.loop",
    }
)

#: What the reader cannot know, for it sees the document alone: the plan looks here as well, and
#: says itself what is nowhere.
ANSWERED = frozenset(
    {
        "documents.yaml.link_unknown",
        "documents.yaml.pair_unknown",
        "documents.yaml.priority_unknown",
    }
)


@dataclass
class Notes:
    """Collects problems; `taken` marks off the ones of the row that is being planned."""

    problems: list[Problem] = field(default_factory=list)
    _row: list[Problem] = field(default_factory=list)

    def add(self, spans: Spans, names: Iterable[str], message_id: str, **params: object) -> None:
        """Note a problem at the first of the named places that the reader knows."""
        self.add_message(spans, names, Message(message_id, params))

    def add_message(self, spans: Spans, names: Iterable[str], message: Message) -> None:
        """Note a problem whose message is made already."""
        line, column = place_of(spans, names)
        problem = Problem(line=line, column=column, message=message)
        self.problems.append(problem)
        self._row.append(problem)

    def row_begin(self) -> None:
        """Begin a row: what is noted from now on belongs to it."""
        self._row = []

    def row_problems(self) -> tuple[Problem, ...]:
        """Return what was noted since the row began."""
        return tuple(self._row)

    def cut(self, text: str, limit: int, *, spans: Spans, name: str) -> str:
        """Return a text as one that fits, and note when it was shortened."""
        if len(text) <= limit:
            return text
        message_id = "transfer.title_cut" if name == "title" else "transfer.text_cut"
        self.add(spans, (name,), message_id, limit=limit, field=name)
        return text[: limit - 1].rstrip() + "…"


def place_of(spans: Spans, names: Iterable[str]) -> tuple[int, int]:
    """Return line and column of the first of the named places that the reader knows."""
    span = next((spans[name] for name in (*names, "title", "self") if name in spans), None)
    return (span.line, span.column) if span else (1, 1)


def line_of(spans: Spans) -> int:
    """Return the line an objective or key result stands on; 1 for one built in code."""
    span = spans.get("title") or spans.get("self")
    return span.line if span else 1


def problems_joined(read: Iterable[Problem], planned: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return all problems in order, without what the plan says better than the reader."""
    found = list(planned)
    lines = {problem.line for problem in found}
    kept = [
        problem
        for problem in read
        if problem.message.id not in ANSWERED
        and (problem.message.id not in SUPERSEDED or problem.line not in lines)
    ]
    return tuple(sorted([*kept, *found], key=lambda problem: (problem.line, problem.column)))
