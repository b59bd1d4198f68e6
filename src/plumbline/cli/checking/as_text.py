"""`plumbline check --format text`: the place, the line with the words marked, why and how."""

from collections import Counter
from collections.abc import Iterator

from plumbline.cli.checking.documents import Checked
from plumbline.cli.checking.look import WRAPPED, Look, marked, wrapped
from plumbline.cli.checking.outcome import Outcome
from plumbline.cli.terminal import one_line
from plumbline.engine.messages import render
from plumbline.engine.rules.examples import rule_text
from plumbline.engine.rules.model import Finding, Severity
from plumbline.engine.rules.registry import registered

MOST_NOTES = 20
"""What could not be read is told this often for a document; `import --dry-run` tells all of it."""

ALMOST = 0.99
"""The most that is said of a rule that is not sure."""
_BOLD, _FAINT = "1", "2"
_COLOURS = {Severity.HINT: "36", Severity.WARN: "33", Severity.BLOCK: "31"}
_LANGUAGES = {
    "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
    "nl": "Dutch", "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ru": "Russian",
    "ar": "Arabic", "he": "Hebrew", "el": "Greek", "hi": "Hindi", "th": "Thai",
}  # fmt: skip


def written(outcome: Outcome, look: Look) -> str:
    """Write what was found for people; what was refused is told on the error output."""
    if outcome.refused and not outcome.checked:
        return ""
    lines = [*_mended(outcome)]
    explained: set[str] = set()
    for one in outcome.checked:
        before: Finding | None = None
        for finding in one.report.findings:
            lines += [
                *_finding_lines(one, finding, look, before, finding.code not in explained),
                "",
            ]
            explained.add(finding.code)
            before = finding
        lines += _notes(one)
    return "\n".join([*lines, *_passed(outcome), *_gone(outcome), _summary(outcome), ""])


def remarks(outcome: Outcome) -> list[str]:
    """Return what formats for programs have no place for: it goes to the error output."""
    notes = (line for one in outcome.checked for line in _notes(one))
    known = [f"The baseline hid {_count(outcome.known, 'finding')}."] if outcome.known else []
    return [*_mended(outcome), *notes, *_passed(outcome), *_gone(outcome), *known]


def _mended(outcome: Outcome) -> Iterator[str]:
    """Say what was mended."""
    for path, finding in outcome.made:
        if finding.mend is not None:
            title = render(finding.mend.title)
            text = f": {one_line(finding.mend.replacement)}" if finding.mend.replacement else ""
            yield f"{_place(path, finding)}: mended {finding.code}: {title}{text}"


def _gone(outcome: Outcome) -> Iterator[str]:
    """Say which old findings no longer occur."""
    for entry, count in outcome.gone:
        about = f" ({one_line(entry.about)})" if entry.about else ""
        times = f", {count} times" if count > 1 else ""
        yield f"{one_line(entry.path)}: {entry.code}{about} is in the baseline and gone{times}."
    if outcome.gone:
        yield "Write the baseline anew with --write-baseline."


def _passed(outcome: Outcome) -> Iterator[str]:
    """Say which large documents of folders were not looked into."""
    for path, why in outcome.passed:
        yield f"{one_line(path)}: not checked: {why}"


def _place(path: str, finding: Finding) -> str:
    span = finding.span
    name = one_line(path)
    return f"{name}:{span.line}:{span.column}" if span is not None else name


def _finding_lines(
    one: Checked, finding: Finding, look: Look, before: Finding | None, with_reason: bool
) -> Iterator[str]:
    """Write one finding; why the rule matters only the first time.

    The line is not shown again where the finding before it marks the same words.
    """
    colour = _COLOURS[finding.severity]
    severity = look.coloured(finding.severity.value, colour)
    sure = "" if finding.confidence >= 1 else f", {min(finding.confidence, ALMOST):.0%} sure"
    place = look.coloured(_place(one.path, finding), _BOLD)
    yield f"{place}: {finding.code} {finding.rule.name} ({severity}{sure})"
    if before is None or before.span != finding.span:
        yield from _marked(one, finding, look)
    yield from _said(render(finding.message), look)
    if with_reason:
        reason = rule_text(registered()[finding.code].text).sections["Why it matters"]
        yield from _said(f"Why: {reason.partition('. ')[0].rstrip('.')}.", look)
    if finding.mend is not None and finding.mend.replacement:
        yield from _said(f"{render(finding.mend.title)}: {finding.mend.replacement}", look)
    elif finding.mend is not None and finding.mend.replacement is not None:
        yield from _said(f"{render(finding.mend.title)}.", look)


def _said(sentence: str, look: Look) -> Iterator[str]:
    """Write a sentence, in a terminal on as many lines as it takes."""
    text = one_line(sentence)
    lines = wrapped(text, min(look.width, WRAPPED) - 2) if look.is_terminal else [text]
    yield from (f"  {line}" for line in lines)


def _marked(one: Checked, finding: Finding, look: Look) -> Iterator[str]:
    """Show a line with the words at fault marked below it."""
    span = finding.span
    if span is None:
        return
    line = one.source.line(span.line)
    number = str(span.line)
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    shown, blanks, marks = marked(line, span.column - 1, end, look.width - len(number) - 5)
    bar = look.coloured("|", _FAINT)
    yield f"  {look.coloured(number, _FAINT)} {bar} {shown}"
    arrow = look.coloured(marks, _COLOURS[finding.severity])
    yield f"  {' ' * len(number)} {bar} {blanks}{arrow}"


def _notes(one: Checked) -> Iterator[str]:
    """Say what could not be read, and which titles were not checked for their wording."""
    name = one_line(one.path)
    problems = one.read.problems
    for problem in problems[:MOST_NOTES]:
        said = one_line(render(problem.message))
        yield f"{name}:{problem.line}:{problem.column}: not read: {said}"
    if len(problems) > MOST_NOTES:
        yield f"{name}: {len(problems) - MOST_NOTES} more places could not be read."
    counts = Counter(each.language for each in one.report.unchecked)
    for language, count in sorted(counts.items()):
        titles = "title" if count == 1 else "titles"
        tongue = _LANGUAGES.get(language, language)
        yield f"{name}: wording of {count} {titles} not checked: {tongue}"


def _summary(outcome: Outcome) -> str:
    """Say in one line what was found."""
    counts = Counter(finding.severity for _, finding in outcome.findings())
    read = f"{_count(outcome.objectives, 'objective')}, {_count(outcome.key_results, 'key result')}"
    hidden = sum(one.hidden for one in outcome.checked)
    left_out = [
        f"{count} hidden by {by}"
        for count, by in ((hidden, "comments"), (outcome.known, "the baseline"))
        if count
    ]
    tail = f" {', '.join(left_out).capitalize()}." if left_out else ""
    if outcome.refused:
        tail += f" {_count(len(outcome.refused), 'refusal')}: not all was checked."
    if not counts:
        return f"Nothing found in {read}.{tail}"
    said = ", ".join(f"{counts[each]} {each.value}" for each in reversed(Severity) if counts[each])
    mendable = sum(
        finding.mend is not None and finding.mend.replacement is not None
        for _, finding in outcome.findings()
    )
    mend = f" --fix mends {mendable}." if mendable else ""
    found = f"{_count(counts.total(), 'finding')} ({said}) in {read}."
    return f"{found}{tail}{mend} plumbline explain CODE says why."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
