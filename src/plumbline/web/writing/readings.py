"""What the rules say of one sentence, as a page shows it: marks and findings in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.rulings import NO_RULINGS, Rulings
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching import asked
from plumbline.engine.coaching.learning.course import lesson_of_rule
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.rules.examples import RuleText, rule_text
from plumbline.engine.rules.model import Context, Finding, Severity, SubjectKind
from plumbline.engine.rules.registry import registered

ORDER: Final = (Severity.BLOCK, Severity.WARN, Severity.HINT)
LETTERS: Final = {Severity.BLOCK: "B", Severity.WARN: "W", Severity.HINT: "h"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; `level` is empty where nothing is wrong with it."""

    text: str
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding in words.

    Attributes:
        level: `block`, `warn` or `hint`, as classes name it.
        letter: Its sign.
        level_words: The same, spoken.
        head: What is wrong.
        rest: What to do.
        rule: The rule's name.
        why: Why it matters, as the rule's page says in English.
        source: Whom the rule is from.
        title: The sentence it is about, where a page speaks of several.
        lesson: Name of the lesson that teaches the rule; empty where none does.
        lesson_title: What that lesson is called.
        mend: The sentence as it would be without the flaw; empty where a person must write it.
        mend_url: Where the sentence is mended, of a page that only reads it; empty for none.
    """

    level: str
    letter: str
    level_words: str
    head: str
    rest: str
    rule: str
    why: str
    source: str
    title: str = ""
    lesson: str = ""
    lesson_title: str = ""
    mend: str = ""
    mend_url: str = ""


WORK: Final = "PL-W01"
"""Said first of what is equally grave: a start and an end of work lead nowhere."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules say of one sentence.

    Attributes:
        pieces: The sentence with its words marked; empty where nothing was found.
        lines: The findings, the gravest first.
        is_read: Whether there was anything to read.
        language: Set where the wording could not be judged: the sentence is not in English.
    """

    pieces: tuple[Piece, ...] = ()
    lines: tuple[FindingLine, ...] = ()
    is_read: bool = False
    language: str = ""


def objective_reading(title: str, *, rulings: Rulings = NO_RULINGS) -> Reading:
    """Read the title of an objective."""
    document = Document(objectives=(Objective(title=title),))
    return _reading(document, SubjectKind.OBJECTIVE, rulings)


def key_result_reading(
    key_result: KeyResult, *, above: str = "", rulings: Rulings = NO_RULINGS
) -> Reading:
    """Read one key result.

    Args:
        key_result: Its words, and its metric as far as that is filled in.
        above: The title of its objective, where it is known.
        rulings: How firm each rule is here.
    """
    objective = Objective(title=above or " ", key_results=(key_result,))
    document = Document(objectives=(objective,))
    return _reading(document, SubjectKind.KEY_RESULT, rulings)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What the rules say of a document; `foreign` counts titles whose wording was left alone."""

    lines: tuple[FindingLine, ...] = ()
    foreign: int = 0


def document_reading(
    document: Document,
    known: Context,
    *,
    codes: Collection[str] | None = None,
    rulings: Rulings = NO_RULINGS,
) -> DocumentReading:
    """Read a document as a whole; each line names what it is about, the gravest first.

    Args:
        document: What is read.
        known: What is known beside it.
        codes: The rules that are asked; without, those that a draft can heed.
        rulings: How firm each rule is here.
    """
    report = rulings.check(document, known, asked.DRAFT if codes is None else codes)
    found = sorted(report.findings, key=lambda each: ORDER.index(each.severity))
    lines = tuple(finding_line(each, is_named=True) for each in found)
    return DocumentReading(lines, len(report.unchecked))


def reading_of(
    title: str, found: Sequence[Finding], *, beside: Sequence[Finding] = (), language: str = ""
) -> Reading:
    """Put what was found in one sentence into words.

    Args:
        title: The sentence.
        found: What was found in its words.
        beside: What was found in what stands around it: it is said, and marks none of its words.
        language: Set where the wording could not be judged.
    """
    order = sorted(
        found, key=lambda each: (ORDER.index(each.severity), each.start, each.code != WORK)
    )
    return Reading(
        pieces=_pieces(title, order),
        lines=tuple(map(finding_line, (*order, *beside))),
        is_read=True,
        language=language,
    )


def finding_line(finding: Finding, *, is_named: bool = False) -> FindingLine:
    """Put a finding into words.

    Args:
        finding: What was found, as severe as it is here.
        is_named: Whether the line names what it is about.
    """
    severity = finding.severity
    words = {Severity.BLOCK: _("Blocks"), Severity.WARN: _("Warning"), Severity.HINT: _("Hint")}
    head, dot, rest = wording(finding.message).partition(". ")
    text = _text(finding.code)
    lesson = lesson_of_rule().get(finding.rule.name)
    mend = None if is_named else finding.mend
    return FindingLine(
        level=severity.value,
        letter=LETTERS[severity],
        level_words=words[severity],
        head=head + dot.strip(),
        rest=rest,
        rule=finding.rule.name,
        why=text.sections["Why it matters"],
        source=text.sections["Source"],
        title=finding.subject.title if is_named else "",
        lesson=lesson.name if lesson else "",
        lesson_title=lesson.title if lesson else "",
        mend=(mend.replacement or "") if mend and mend.field == "title" else "",
    )


def _reading(document: Document, kind: SubjectKind, rulings: Rulings) -> Reading:
    (objective,) = document.objectives
    is_objective = kind is SubjectKind.OBJECTIVE
    title = objective.title if is_objective else objective.key_results[0].title
    if not title.strip():
        return Reading()
    codes = asked.OBJECTIVE if is_objective else asked.KEY_RESULT
    report = rulings.check(document, codes=codes)
    found = [each for each in report.findings if each.subject.kind is kind]
    foreign = [each.language for each in report.unchecked if each.subject.kind is kind]
    return reading_of(title, found, language=foreign[0] if foreign else "")


def _pieces(title: str, found: Sequence[Finding]) -> tuple[Piece, ...]:
    """Cut a sentence where what is marked begins and ends; a mark within another one stays seen."""
    levels = [""] * len(title)
    widest = sorted(
        found,
        key=lambda each: (
            each.start - each.end,
            -ORDER.index(each.severity),
        ),
    )
    for each in widest:
        stop = min(each.end, len(title))
        levels[each.start : stop] = [each.severity.value] * (stop - each.start)
    pieces: list[Piece] = []
    start = 0
    for index in range(1, len(title) + 1):
        if index == len(title) or levels[index] != levels[start]:
            pieces.append(Piece(title[start:index], levels[start]))
            start = index
    return tuple(pieces) if any(levels) else ()


@cache
def _text(code: str) -> RuleText:
    """Return what the page of a rule says, read once."""
    return rule_text(registered()[code].text)
