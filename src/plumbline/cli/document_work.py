"""Export, diff and apply, once the instance is open."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from plumbline.cli.people import cycle_found, desk, refusals_in_words, team_found
from plumbline.cli.refusals import FINDINGS, CommandRefused
from plumbline.cli.terminal import one_line
from plumbline.domain.transfer.selectors.difference import (
    Change,
    ChangeKind,
    FieldChange,
    document_diff,
)
from plumbline.domain.transfer.selectors.drafts_left import DraftLeft, drafts_left
from plumbline.domain.transfer.selectors.export_files import ExportForm, export_file
from plumbline.domain.transfer.selectors.ties import problems_here
from plumbline.domain.transfer.services.apply import document_apply
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.messages import render
from plumbline.engine.workbooks.read import file_read

_SIGNS = {ChangeKind.CREATE: "+", ChangeKind.CHANGE: "~", ChangeKind.MISSING: "?"}


def export_bytes(
    *,
    organization: str | None,
    cycle: str | None,
    team: str | None,
    email: str | None,
    form: str,
) -> bytes:
    """Return a cycle as the content of a file.

    Raises:
        CommandRefused: There is no such cycle or team, or it may not be exported.
    """
    with desk(organization, email, datetime.now(tz=UTC)) as place, refusals_in_words():
        return export_file(
            viewer=place.viewer,
            cycle=cycle_found(place, cycle),
            form=ExportForm(form),
            team=team_found(place, team) if team else None,
        ).content


def diff_run(
    content: bytes, *, name: str, organization: str | None, cycle: str | None, email: str | None
) -> int:
    """Print what a document would change.

    Returns:
        0 when nothing differs, else 1.

    Raises:
        CommandRefused: The document cannot be read, or there is no such cycle.
    """
    result, document = _read(content, name)
    with desk(organization, email, datetime.now(tz=UTC)) as place, refusals_in_words():
        chosen = cycle_found(place, cycle or _cycle_name(document))
        _tell(problems_here(viewer=place.viewer, cycle=chosen, problems=result.problems))
        changes = document_diff(viewer=place.viewer, document=document, cycle=chosen)
    _print(changes)
    return FINDINGS if changes else 0


def apply_run(
    content: bytes,
    *,
    name: str,
    organization: str | None,
    cycle: str | None,
    email: str | None,
    reason: str,
) -> int:
    """Change a cycle to what a document says.

    Returns:
        0.

    Raises:
        CommandRefused: Something was refused, and nothing was changed.
    """
    result, document = _read(content, name)
    at = datetime.now(tz=UTC)
    with desk(organization, email, at) as place, refusals_in_words():
        chosen = cycle_found(place, cycle or _cycle_name(document))
        _tell(problems_here(viewer=place.viewer, cycle=chosen, problems=result.problems))
        changes = document_apply(
            actor=place.viewer, document=document, cycle=chosen, reason=reason, at=at
        )
        left = drafts_left(viewer=place.viewer, document=document, cycle=chosen, at=at)
    _print(changes)
    _tell_left(left)
    return 0


def _read(content: bytes, name: str) -> tuple[ReadResult, Document]:
    """Read a document.

    Raises:
        CommandRefused: Nothing was found in it; what is wrong with it has been told.
    """
    result = file_read(content, name=name)
    if result.document is None:
        _tell(result.problems)
        reason = render(result.declined) if result.declined else "Nothing was found in it."
        raise CommandRefused(f"{name} cannot be used. {reason}")
    return result, result.document


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        place = f"line {problem.line}, column {problem.column}"
        print(one_line(f"! {place}: {render(problem.message)}"), file=sys.stderr)


def _tell_left(left: Iterable[DraftLeft]) -> None:
    """Say what the document has active and stays a draft, and which policies block it."""
    for draft in left:
        said = "active in the document and a draft here; activate it on its page"
        if draft.blocked_by:
            names = ", ".join(f"“{name}”" for name in draft.blocked_by)
            said += f". Before that it has to meet {names}"
        print(one_line(f"! objective {draft.id}: {said}."), file=sys.stderr)


def _cycle_name(document: Document) -> str | None:
    return document.cycle.name if document.cycle else None


def _print(changes: tuple[Change, ...]) -> None:
    for change in changes:
        indent = "" if change.subject == "objective" else "  "
        noun = change.subject.replace("_", " ")
        said = "is here, not in the document" if change.kind is ChangeKind.MISSING else ""
        head = one_line(f"{_SIGNS[change.kind]} {indent}{noun} {change.id}: {change.title}")
        print(f"{head} ({said})" if said else head)
        for one in change.changes:
            for field, old, new in _parts(one):
                print(one_line(f"    {indent}{field}: {_value(old)} → {_value(new)}"))
    if not changes:
        print("No difference.")


def _parts(change: FieldChange) -> Iterator[tuple[str, object, object]]:
    """Yield a change; of a mapping such as the metric, each of its keys that differs."""
    old, new = ({} if side is None else side for side in (change.old, change.new))
    if not (isinstance(old, dict) and isinstance(new, dict)):
        yield change.name, change.old, change.new
        return
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)


def _value(value: object) -> str:
    """Return a value in words: a text as it is, a list as JSON."""
    if value is None:
        return "not stated"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
