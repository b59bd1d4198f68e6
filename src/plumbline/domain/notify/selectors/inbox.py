"""Reading an inbox. Every line is asked for by the rights of the moment it is shown at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.db.models import Q, QuerySet

from plumbline.domain.dependencies.permissions import dependencies_seen, objectives_between
from plumbline.domain.governance.choices import Tier
from plumbline.domain.learning.models import Assignment
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.paging import rows_part
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.domain.tenancy.selectors import switched_on
from plumbline.engine.coaching.learning.course import lessons

LINES_A_PAGE = 30
TITLES_NAMED = 3
COUNTED_AT_MOST = 100
"""The frame shows "99+" beyond: nobody reads the difference, and every page counts."""


#: What is told of modules: while one is off nothing of it is shown, counted or mailed.
OF_MODULES: Final[Mapping[ModuleKey, Q]] = {
    ModuleKey.GOVERNANCE: Q(practice__isnull=False)
    | Q(waiver__isnull=False)
    | Q(
        act__in=[
            f"objective.{act}" for act in ("approve", "send_back", "ask_again", "ask_approval")
        ]
    ),
    ModuleKey.LEARNING: Q(assignment__isnull=False),
}


AboutKind = Literal[
    "objective", "key_result", "cycle", "dependency", "practice", "waiver", "assignment"
]


@dataclass(frozen=True, slots=True)
class About:
    """What a line is about, as pages link to it."""

    kind: AboutKind
    public_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Asking:
    """How firmly a practice asks today, from which day on, and what."""

    tier: Tier
    since: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """One line of an inbox.

    Attributes:
        about: None for a reminder, which is about the person's week.
        is_restricted: Whether what it is about is not for everybody.
        comment: Public id of what was said, where it is one comment.
        quote: Its words; empty where it is none.
        asking: What a practice asks, where the line says that it does.
        act: The latest act, as the journal calls it.
        actor: Who did it; None for Plumbline itself.
        count: How many events it stands for.
    """

    public_id: str
    kind: NoticeKind
    about: About | None
    is_restricted: bool
    comment: str | None
    quote: str
    asking: Asking | None = None
    act: str
    actor: Name | None
    count: int
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Some lines: what is unread first, then by time, the latest first.

    Attributes:
        unread: How many are unread, of the kind asked for.
        total: How many there are; `number` says which page this is, from 1, of `pages`.
    """

    lines: Sequence[NoticeFacts]
    unread: int
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRows:
    """Lines, the latest first; pass `after` on for the next ones, `None` where there are none."""

    lines: Sequence[NoticeFacts]
    after: str | None


def notices_seen(viewer: Viewer) -> QuerySet[Notice]:
    """Return what the viewer was told and may still see: their own lines, by today's rights.

    A key result is as private as the objective it is below today, to which it may have been moved.
    """
    on_objective = Q(key_result=None) & visible_to(viewer, of="objective")
    rows: QuerySet[Notice] = Notice.objects.filter(
        Q(objective=None) | on_objective | visible_to(viewer, of="key_result__objective"),
        Q(dependency=None) | dependencies_seen(viewer, of="dependency"),
        Q(comment=None) | Q(comment__taken_back_at=None),
        *(~told | switched_on(key) for key, told in OF_MODULES.items()),
        person_id=viewer.person_id,
    )
    return rows


def inbox_unread(*, viewer: Viewer) -> int:
    """Return how many lines are unread, at most `COUNTED_AT_MOST`; two queries at most.

    Every page counts them, and mostly there are none: that is asked first, of one table. Whether a
    line is seen is a question about eleven.
    """
    return len(_unread(viewer, COUNTED_AT_MOST)) if _any_unread(viewer.person_id) else 0


def _of_inbox(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    return rows.filter(in_inbox=True, read_at=None)


@asked_alike(128)
def _any_unread(person_id: int) -> QuerySet[Notice, int]:
    rows = _of_inbox(Notice.objects.filter(person_id=person_id))
    return rows.values_list("pk", flat=True)[:1]


@asked_alike(128)
def _unread(viewer: Viewer, most: int) -> QuerySet[Notice, int]:
    """Return the ids of the lines that are unread."""
    return _of_inbox(notices_seen(viewer)).values_list("pk", flat=True)[:most]


def inbox_page(*, viewer: Viewer, kind: NoticeKind | None = None, page: int = 1) -> InboxPage:
    """Return a page of the viewer's inbox (three queries).

    Args:
        viewer: Whose it is.
        kind: Only such events.
        page: From 1; a page that is not there is the last one.
    """
    rows = _inbox(viewer, kind)
    total, unread = rows.count(), rows.filter(read_at=None).count()
    pages = max(1, -(-total // LINES_A_PAGE))
    number = min(max(page, 1), pages)
    first = (number - 1) * LINES_A_PAGE
    order = _unread_first(rows)
    shown = notices_fetched(order)[first : first + LINES_A_PAGE] if total else ()
    return InboxPage(
        lines=[notice_facts(row) for row in shown],
        unread=unread,
        total=total,
        number=number,
        pages=pages,
    )


def notices_list(
    *,
    viewer: Viewer,
    kind: NoticeKind | None = None,
    unread: bool = False,
    after: str | None = None,
    limit: int = 25,
) -> NoticeRows:
    """Return lines by time, the latest first.

    Args:
        viewer: Whose they are.
        kind: Only such events.
        unread: Only what is unread.
        after: Where the page before ended.
        limit: Lines of a page.

    Raises:
        NotFound: The page before ended with a line that is gone.
    """
    every = _inbox(viewer, kind)
    rows = every.filter(read_at=None) if unread else every
    # What the page before ended with may have been read since.
    some, ended = rows_part(
        notices_fetched(rows), ("-at", "-pk"), after=after, limit=limit, among=every
    )
    return NoticeRows(lines=[notice_facts(row) for row in some], after=ended)


def notice_get(*, viewer: Viewer, public_id: str) -> Notice:
    """Return one line of the viewer's own inbox.

    Raises:
        NotFound: There is none, or what it is about is not for their eyes any more.
    """
    rows = notices_seen(viewer).filter(in_inbox=True, public_id=public_id)
    row: Notice | None = notices_fetched(rows).first()
    if row is None:
        raise NotFound("notify.not_found")
    return row


def notice_facts(row: Notice) -> NoticeFacts:
    """Return a line, fetched with what it is about (`notices_fetched`)."""
    return NoticeFacts(
        public_id=row.public_id,
        kind=NoticeKind(row.kind),
        about=_about(row),
        is_restricted=any(
            each.visibility != Visibility.ORGANIZATION for each in _objectives_of(row)
        ),
        comment=row.comment.public_id if row.comment else None,
        quote=row.comment.text if row.comment else "",
        asking=_asking(row),
        act=row.act,
        actor=Name(row.actor.public_id, row.actor.name) if row.actor else None,
        count=row.count,
        at=row.at,
        read_at=row.read_at,
    )


def _asking(row: Notice) -> Asking | None:
    if row.practice is None or row.kind != NoticeKind.ASKS:
        return None
    return Asking(Tier(row.practice.tier), row.practice.effective_on, row.practice.text)


def _about(row: Notice) -> About | None:
    if row.practice is not None:
        return About("practice", row.practice.public_id, row.practice.name)
    if row.waiver is not None and row.waiver.team is not None:
        return About("waiver", row.waiver.public_id, row.waiver.team.name)
    if row.waiver is not None and row.objective is not None:
        return About("waiver", row.waiver.public_id, row.objective.title)
    if row.assignment is not None:
        return About("assignment", row.assignment.public_id, _titles(row.assignment))
    if row.key_result is not None:
        return About("key_result", row.key_result.public_id, row.key_result.title)
    if row.objective is not None:
        return About("objective", row.objective.public_id, row.objective.title)
    if row.dependency is not None:
        return About("dependency", row.dependency.public_id, row.dependency.title)
    if row.cycle is not None:
        return About("cycle", row.cycle.public_id, row.cycle.name)
    return None


def _titles(assignment: Assignment) -> str:
    """Name the lessons of an assignment, the first of them alone where there are many."""
    known = lessons()
    titles = [known[name].title for name in assignment.lessons if name in known]
    return ", ".join(titles[:TITLES_NAMED]) + (" …" if len(titles) > TITLES_NAMED else "")


def _objectives_of(row: Notice) -> Sequence[Objective]:
    """Return the objectives that a line tells something of."""
    above = row.key_result.objective if row.key_result else row.objective
    found = [] if above is None else [above]
    return [*found, *(objectives_between(row.dependency) if row.dependency else ())]


def _inbox(viewer: Viewer, kind: NoticeKind | None) -> QuerySet[Notice]:
    rows = notices_seen(viewer).filter(in_inbox=True)
    return rows.filter(kind=kind) if kind is not None else rows


def _unread_first(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    return rows.alias(is_read=Q(read_at__isnull=False)).order_by("is_read", "-at", "-pk")


def notices_fetched(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return lines with what they are about fetched."""
    between = (f"dependency__{side}_key_result__objective" for side in ("waiting", "delivering"))
    things = (
        "objective",
        "key_result__objective",
        "cycle",
        "comment",
        "practice",
        "waiver__team",
        "assignment",
        "actor",
    )
    return rows.select_related(*things, *between)
