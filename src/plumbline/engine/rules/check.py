"""Running the rules over a document."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plumbline.engine.documents.model import Document, Objective
from plumbline.engine.rules.language.tongue import ENGLISH, UNKNOWN, language_of, language_of_lines
from plumbline.engine.rules.model import (
    Context,
    Finding,
    Severity,
    Subject,
    SubjectKind,
    new_finding,
    new_subject,
)
from plumbline.engine.rules.registry import registered
from plumbline.engine.rules.thresholds import SURE


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A title whose wording was not checked, and why: its language (U5)."""

    subject: Subject
    language: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the rules found in one document.

    Attributes:
        findings: In order of their place in the document, then by code.
        unchecked: Titles in languages that the rules on wording do not know.
        objectives: How many there were.
        key_results: How many there were.
    """

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...] = ()
    objectives: int = 0
    key_results: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run, and how.

    Attributes:
        codes: Codes to run; all of them where `None`.
        params: Parameters by code; the rule's defaults without.
        severities: Severity by code, where it is not the rule's own; what a rule is not sure of
            stays a hint.
        language: Language of all titles; `None` where each is to tell its own.
    """

    codes: Collection[str] | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    language: str | None = None


TOGETHER = 250
"""Objectives that are looked at together: their lines, once read, are remembered meanwhile."""

EVERYTHING = Selection()
NOTHING_KNOWN = Context()


def document_check(
    document: Document, context: Context = NOTHING_KNOWN, selection: Selection = EVERYTHING
) -> Report:
    """Run the rules over a document.

    Rules on wording skip the titles in languages they do not know; structural rules run always.

    Args:
        document: What is checked.
        context: What is known beside it.
        selection: Which rules run, and with which parameters.
    """
    unchecked = _unchecked(document, selection.language)
    return Report(
        findings=_kept(_found(document, context, selection), unchecked, selection),
        unchecked=unchecked,
        objectives=len(document.objectives),
        key_results=sum(len(objective.key_results) for objective in document.objectives),
    )


def document_findings(
    document: Document, context: Context = NOTHING_KNOWN, selection: Selection = EVERYTHING
) -> tuple[Finding, ...]:
    """Return the findings of `document_check` alone.

    Languages are told apart only where a finding hangs on it: much less work where many small
    documents are checked by a few rules.
    """
    found = _found(document, context, selection)
    hangs = any(finding.rule.reads_wording for finding in found)
    return _kept(found, _unchecked(document, selection.language) if hangs else (), selection)


def _found(document: Document, context: Context, selection: Selection) -> list[Finding]:
    """Return what the chosen rules find, in whatever language."""
    if selection.codes is None:
        rules = registered()
    else:
        rules = {code: one for code, one in registered().items() if code in selection.codes}
    chosen = [(one, selection.params.get(code) or one.params()) for code, one in rules.items()]
    found: list[Finding] = []
    for first in range(0, len(document.objectives), TOGETHER):
        part = replace(document, objectives=document.objectives[first : first + TOGETHER])
        for one, params in chosen:
            if one.rule.looks_at_all:
                continue
            findings = one.check(part, params, context)
            found += [_moved(finding, first) for finding in findings] if first else findings
    for one, params in chosen:
        if one.rule.looks_at_all:
            found += one.check(document, params, context)
    return found


def _kept(
    found: Iterable[Finding], unchecked: Iterable[Unchecked], selection: Selection
) -> tuple[Finding, ...]:
    """Return findings in order and as severe as they are here, those on foreign words left out."""
    foreign = {each.subject.at for each in unchecked}
    if foreign:
        found = [
            finding
            for finding in found
            if not (finding.rule.reads_wording and finding.subject.at in foreign)
        ]
    if selection.severities:
        found = findings_weighed(found, selection.severities)
    return tuple(sorted(found, key=_order))


def _moved(finding: Finding, first: int) -> Finding:
    """Return a finding of a part of the document with its place in the whole."""
    subject = finding.subject
    objective, key_result = subject.at
    if objective < 0:
        return finding
    moved = new_subject((subject.kind, subject.id, subject.title, (objective + first, key_result)))
    return new_finding((finding.rule, finding.message, moved, *finding[3:]))


def findings_weighed(
    findings: Iterable[Finding], severities: Mapping[str, Severity]
) -> Iterator[Finding]:
    """Give findings the severity they have here."""
    return (_weighed(finding, severities) for finding in findings)


def _weighed(finding: Finding, severities: Mapping[str, Severity]) -> Finding:
    """Return a finding with the severity it has here."""
    severity = severities.get(finding.code)
    if severity is None or finding.confidence < SURE.ratio:
        return finding
    return finding._replace(severity=severity)


def _order(finding: Finding) -> tuple[int, int, str, int]:
    """Return the place of a finding: by objective, key result, code, offset."""
    return (*finding.subject.at, finding.rule.code, finding.start)


def _unchecked(document: Document, stated: str | None) -> tuple[Unchecked, ...]:
    """Return the titles in languages that the rules on wording do not know.

    Args:
        document: What is checked.
        stated: The language of all titles, where somebody said it.
    """
    if stated == ENGLISH:
        return ()
    titles = [objective.title for objective in document.objectives]
    titles += [key_result.title for _, key_result in document.key_results()]
    usual = language_of_lines(titles)
    found: list[Unchecked] = []
    for index, objective in enumerate(document.objectives):
        if stated is None and usual == ENGLISH and _is_plainly_english(objective):
            continue  # most of them, and told with half the work
        near = stated or _language_near(objective, usual)
        language = stated or language_of(objective.title, otherwise=near)
        if language != ENGLISH:
            subject = Subject(SubjectKind.OBJECTIVE, objective.id, objective.title, (index, -1))
            found.append(Unchecked(subject, language))
        for number, key_result in enumerate(objective.key_results):
            language = stated or language_of(key_result.title, otherwise=near)
            if language != ENGLISH:
                at = (index, number)
                subject = Subject(SubjectKind.KEY_RESULT, key_result.id, key_result.title, at)
                found.append(Unchecked(subject, language))
    return tuple(found)


def _is_plainly_english(objective: Objective) -> bool:
    """Return whether an objective and each of its key results tell by themselves of English."""
    return language_of(objective.title, otherwise=UNKNOWN) == ENGLISH and all(
        language_of(each.title, otherwise=UNKNOWN) == ENGLISH for each in objective.key_results
    )


def _language_near(objective: Objective, usual: str) -> str:
    """Return the language of an objective with its key results, read together.

    Short lines of another language among many in English tell it only together, by different words;
    one of them that is in English leaves all of them to be read as usual.
    """
    titles = [objective.title, *(key_result.title for key_result in objective.key_results)]
    told = {language_of(title, otherwise=UNKNOWN) for title in titles} - {UNKNOWN}
    if usual != ENGLISH or not told or ENGLISH in told:
        return usual
    words = dict.fromkeys(" ".join(titles).lower().split())
    return language_of(" ".join(words), otherwise=usual)
