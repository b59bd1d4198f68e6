"""The journal, newest first, page by page, with the names of who and what."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from plumbline.domain.chronicle.permissions import entries_seen, journal_permit
from plumbline.domain.chronicle.selectors.names import Named, Names, names_for
from plumbline.domain.chronicle.selectors.values import WITHHELD, ChangeRead, changes_read
from plumbline.domain.journal.models import JournalEntry, JournalText, Source
from plumbline.domain.okrs.values import Descent
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused

ENTRIES_A_PAGE = 50
EXPORT_AT_MOST = 10_000
TEXT_DAYS = 90
"""How far back words are looked for where no first day is named: each entry has to be read."""

#: Acts whose entries hold what not everybody who reads them may know: no word finds it there.
RESERVED = (
    frozenset(WITHHELD)
    | {f"objective.{descent.value}" for descent in Descent}
    | {"bulk.do", "bulk.undo"}
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFilter:
    """Which entries are asked for; empty asks for all.

    Attributes:
        kind: of what they are about, as the journal calls it.
        actor_id: the person who acted.
        account_id: their account, under which their sign-ins stand.
        first: the first day, of the organization.
        last: the last day.
        text: words that the act or what changed must all contain.
    """

    kind: str = ""
    actor_id: int | None = None
    account_id: int | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One entry as people read it.

    Attributes:
        at: when.
        act: stable code, such as `objective.activate`.
        source: by which door.
        actor: who; None for Plumbline itself, or somebody who is gone.
        deputy_for: whom they stood in for.
        kind: of what it is about.
        subject: what it is about; None where it has no name or is not for the viewer's eyes.
        changes: what was changed, field by field.
    """

    at: datetime
    act: str
    source: Source
    actor: Named | None
    deputy_for: Named | None
    kind: str
    subject: Named | None
    changes: tuple[ChangeRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPage:
    """Some entries; pass `after` on for older ones, `None` where there are none."""

    lines: Sequence[JournalLine]
    after: str | None


def journal_page(
    *, viewer: Viewer, wanted: JournalFilter, at: datetime, after: str = ""
) -> JournalPage:
    """Return a page of the journal, newest first (as many queries for one entry as for fifty).

    Args:
        viewer: who asks.
        wanted: which entries.
        at: now.
        after: where the page before ended; what is no such place begins anew.

    Raises:
        NotFound: the viewer may not read the journal.
    """
    found = _filtered(viewer, wanted, at).order_by("-at", "-pk")
    when, skipped = _cursor_read(after)
    if when is not None:
        found = found.filter(at__lte=when)
    rows = list(found[skipped : skipped + ENTRIES_A_PAGE + 1])
    shown = rows[:ENTRIES_A_PAGE]
    goes_on = len(rows) > ENTRIES_A_PAGE
    return JournalPage(
        lines=_lines(viewer, shown),
        after=_cursor(shown, when, skipped) if goes_on else None,
    )


def journal_export(*, viewer: Viewer, wanted: JournalFilter, at: datetime) -> Sequence[JournalLine]:
    """Return every entry asked for, newest first.

    Raises:
        NotFound: the viewer may not read the journal.
        PermissionRefused: they may not export it.
        Refused: there are more than `EXPORT_AT_MOST`.
    """
    journal_permit(viewer, Act.EXPORT)
    found = _filtered(viewer, wanted, at).order_by("-at", "-pk")
    rows = list(found[: EXPORT_AT_MOST + 1])
    if len(rows) > EXPORT_AT_MOST:
        raise Refused("chronicle.too_many", limit=EXPORT_AT_MOST)
    return _lines(viewer, rows)


def _filtered(viewer: Viewer, wanted: JournalFilter, at: datetime) -> QuerySet[JournalEntry]:
    found = entries_seen(viewer)
    if wanted.kind:
        found = found.filter(subject_kind=wanted.kind)
    if wanted.actor_id is not None:
        by = Q(actor_person_id=wanted.actor_id)
        if wanted.account_id is not None:
            by |= Q(actor_person_id=None, account_id=wanted.account_id)
        found = found.filter(by)
    organization = organization_bound()
    if wanted.first is not None:
        before = organization_day_end(organization, wanted.first - timedelta(days=1))
        found = found.filter(at__gt=before)
    elif wanted.text:
        found = found.filter(at__gt=at - timedelta(days=TEXT_DAYS))
    if wanted.last is not None:
        found = found.filter(at__lte=organization_day_end(organization, wanted.last))
    for word in wanted.text.split():
        found = found.alias(said=Cast("changes", TextField())).filter(_says(word))
    return found


def _says(word: str) -> Q:
    """The condition that an entry holds a word: in its act, its ids, what changed, its texts."""
    texts = JournalText.objects.filter(entry=OuterRef("pk"), text__icontains=word)
    # SQLite keeps JSON in pure ASCII, PostgreSQL in its own letters.
    escaped = json.dumps(word)[1:-1]
    inside = (
        Q(subject_public_id=word)
        | Q(said__icontains=word)
        | Q(said__icontains=escaped)
        | Q(Exists(texts))
    )
    condition: Q = Q(act__icontains=word) | (~Q(act__in=RESERVED) & inside)
    return condition


def _lines(viewer: Viewer, rows: Sequence[JournalEntry]) -> Sequence[JournalLine]:
    names = names_for(viewer=viewer, entries=rows)
    texts = _texts(rows)
    return [_line(row, names, texts.get(row.pk, {})) for row in rows]


def _texts(rows: Sequence[JournalEntry]) -> dict[int, dict[tuple[str, bool], str | None]]:
    """Return the personal texts beside entries, None where one was erased (one query)."""
    found: dict[int, dict[tuple[str, bool], str | None]] = {}
    for text in JournalText.objects.filter(entry__in=[row.pk for row in rows]):
        said = None if text.erased_at else text.text
        found.setdefault(text.entry_id, {})[text.field, text.is_new] = said
    return found


def _line(
    row: JournalEntry, names: Names, texts: dict[tuple[str, bool], str | None]
) -> JournalLine:
    return JournalLine(
        at=row.at,
        act=row.act,
        source=Source(row.source),
        actor=names.actor(row),
        deputy_for=names.people.get(row.deputy_for_person_id or 0),
        kind=row.subject_kind,
        subject=names.subject(row, texts),
        changes=changes_read(row, names, texts),
    )


def _cursor(shown: Sequence[JournalEntry], when: datetime | None, skipped: int) -> str:
    """Write where a page ended: an instant, and how many of its entries were shown by then.

    No number of a row: those would count what other organizations do.
    """
    last = shown[-1].at
    same = sum(row.at == last for row in shown)
    if same == len(shown) and last == when:
        same += skipped
    return f"{(last - _EPOCH) // _MICROSECOND}-{same}"


def _cursor_read(text: str) -> tuple[datetime | None, int]:
    micros, _dash, skipped = text.partition("-")
    both = (micros, skipped)
    if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in both):
        return None, 0
    return _EPOCH + int(micros) * _MICROSECOND, min(int(skipped), EXPORT_AT_MOST)
