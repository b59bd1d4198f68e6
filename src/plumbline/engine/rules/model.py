"""What a rule is, what it is told, and what it finds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple, Protocol, cast

from plumbline.engine.documents.model import CheckIn, Document, KeyResult, Objective, Style
from plumbline.engine.documents.spans import Span
from plumbline.engine.messages import Message


class Severity(StrEnum):
    """What a finding does without a server; an organization's practices override it (G3)."""

    HINT = "hint"
    WARN = "warn"
    BLOCK = "block"


class Status(StrEnum):
    """Where a rule stands in its life."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"


class SubjectKind(StrEnum):
    """What a finding is about."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Rule:
    """What identifies a rule.

    Attributes:
        code: Stable code, such as `PL-W01`; never reused.
        name: Name of the flaw, such as `activity-as-result`.
        since: Version of Plumbline that brought it.
        status: See `Status`.
        default_severity: What it does where no practice says otherwise.
        reads_wording: It reads sentences, and so only runs on the languages it knows (U5).
        looks_at_all: It compares objectives with each other; the others look at one at a time.
    """

    code: str
    name: str
    since: str
    status: Status
    default_severity: Severity
    reads_wording: bool = False
    looks_at_all: bool = False


class Subject(NamedTuple):
    """The objective, key result or document a finding is about.

    Attributes:
        kind: Which of the three.
        id: Its document id, if it has one.
        title: Its title; empty for a document.
        at: Index of the objective and of the key result in the document, -1 for none.
    """

    kind: SubjectKind
    id: str | None
    title: str
    at: tuple[int, int] = (-1, -1)


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to mend a flaw.

    Attributes:
        title: What it does.
        replacement: The whole field as it is to read then; `None` where a person must write it.
        field: Which field is replaced.
    """

    title: Message
    replacement: str | None = None
    field: str = "title"


class Finding(NamedTuple):
    """One flaw that a rule found.

    Attributes:
        rule: The rule that found it.
        message: What is wrong and what to do, without its words.
        subject: What it is about.
        severity: Never more than the rule's; a hint where the rule is not sure.
        field: Field of the subject that is at fault, such as `title`.
        start: Offset in that field of the first character at fault.
        end: Offset behind the last; equal to `start` where something is missing.
        span: Where that stands in the document, when it was read from a text.
        evidence: The words that led to it, strongest first.
        confidence: How sure the rule is, 0 to 1.
        mend: A way to mend it, if the rule knows one.
    """

    rule: Rule
    message: Message
    subject: Subject
    severity: Severity
    field: str = "title"
    start: int = 0
    end: int = 0
    span: Span | None = None
    evidence: tuple[str, ...] = ()
    confidence: float = 1.0
    mend: Mend | None = None

    @property
    def code(self) -> str:
        """Return the code of the rule."""
        return self.rule.code


new_subject = cast("Callable[[tuple[object, ...]], Subject]", partial(tuple.__new__, Subject))
new_finding = cast("Callable[[tuple[object, ...]], Finding]", partial(tuple.__new__, Finding))
"""Make a subject and a finding of all their fields in order, in half the time.

There are tens of thousands of them in a large document.
"""


class Scope(StrEnum):
    """What a comment that hides findings is about."""

    LINE = "line"
    OBJECTIVE = "objective"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A comment that hides findings.

    Attributes:
        scope: What it is about.
        codes: Rules that it names.
        unknown: Words in their place that name none.
        reason: Why, on one line; empty when it does not say.
        span: Where the comment stands.
        line: The line that it is about, or lies in.
        unused: Codes that hid nothing, once that was tried.
    """

    scope: Scope
    codes: frozenset[str]
    unknown: tuple[str, ...]
    reason: str
    span: Span
    line: int
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a metric from earlier cycles.

    Attributes:
        changes: Change over each earlier cycle, in the metric's unit, oldest first.
    """

    changes: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An objective outside the document that its objectives may support or repeat."""

    title: str
    team: str | None = None
    is_company: bool = False


class Neighbour(NamedTuple):
    """A key result of another objective in the same cycle; `team` is empty for a personal one."""

    title: str
    team: str


class Alongside(Protocol):
    """What the cycle of an objective holds beside it; nothing is read before it is asked for."""

    def near(self, title: str, least_share: float) -> Iterator[Neighbour]:
        """Yield key results that share so many of their words with a title, 0 to 1."""

    def unserved(self) -> Sequence[str]:
        """Return the titles of priorities that no objective of the cycle names, in their order."""


@dataclass(frozen=True, slots=True)
class Approved:
    """That one person approved an objective.

    Attributes:
        roles: What they are to it.
        stated: See `stating.stated_mark`; empty for whatever it says.
    """

    roles: frozenset[str]
    stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule knows beside the document; nothing of it is needed.

    Attributes:
        today: The day in the organization's zone; rules on dates are silent without it.
        history: Earlier cycles by document id of a key result.
        grades: Final scores of earlier cycles by owner, oldest first.
        company: Names or keys under which the organization's own level goes; objectives without
            a team belong to it too where `company_is_default`.
        company_is_default: An objective without a team is the organization's own.
        elsewhere: Objectives outside the document by id.
        alongside: What the cycle holds beside the document; `None` where that is not known.
        check_ins: By document id of a key result its check-ins in order of day, where they are
            known and the document holds the last one alone.
        begun: Day on which an objective became active, by its id; without what came imported.
        approved: Who approved an objective, by its id; one of which nothing is known is left out.
        known_terms: Acronyms and terms that everybody in the organization knows.
        people: Names and addresses of persons; with them a group is told from a person.
        groups: Names of teams, which cannot own.
        suppressions: Comments that hide findings, once that was tried.
    """

    today: date | None = None
    history: Mapping[str, Past] = field(default_factory=dict)
    grades: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    company: frozenset[str] = frozenset()
    company_is_default: bool = False
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    alongside: Alongside | None = None
    check_ins: Mapping[str, tuple[CheckIn, ...]] = field(default_factory=dict)
    begun: Mapping[str, date] = field(default_factory=dict)
    approved: Mapping[str, tuple[Approved, ...]] = field(default_factory=dict)
    known_terms: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    suppressions: tuple[Suppression, ...] = ()


Check = Callable[[Document, Any, Context], Iterator[Finding]]
"""The check of a rule: `check(document, params, context)`, with the rule's own `Params`."""

__all__ = [
    "Alongside",
    "Approved",
    "Check",
    "Context",
    "Document",
    "Elsewhere",
    "Finding",
    "KeyResult",
    "Mend",
    "Message",
    "Neighbour",
    "Objective",
    "Past",
    "Rule",
    "Scope",
    "Severity",
    "Status",
    "Style",
    "Subject",
    "SubjectKind",
    "Suppression",
    "new_finding",
    "new_subject",
]
