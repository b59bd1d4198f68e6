"""Reading what teams decided in their weekly reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.reviews.models import ReviewDecision
from plumbline.domain.reviews.permissions import decision_thing
from plumbline.domain.reviews.values import DecisionKind
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part
from plumbline.engine.documents.scalars import FIRST_DAY

#: How many that are still open from earlier weeks a review shows; the page of all has the others.
OPEN_SHOWN = 20
DAY = timedelta(days=1)
#: How many decisions a page of all of them shows.
PAGE_SIZE = 50
_LATEST: Final = ("-week", "written_at", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """One decision as it stands, or stood on a day.

    Attributes:
        kind: Whether it is to be done, or tried.
        week: The Monday of the week of its review.
        owner: Who sees to it.
        outcome: What came of it so far; empty for what is no experiment.
        done_on: Since when it is seen to, or ended.
        is_late: Whether it is open though its day is over.
        is_changeable: Whether the viewer may change it.
    """

    public_id: str
    kind: DecisionKind
    team: Name
    week: date
    text: str
    owner: Name | None
    due_on: date | None
    outcome: str
    done_on: date | None
    is_late: bool
    is_changeable: bool
    version: int

    @property
    def is_done(self) -> bool:
        """Whether it is seen to, or ended."""
        return self.done_on is not None

    @property
    def is_experiment(self) -> bool:
        """Whether it is to be tried and not to be done."""
        return self.kind is DecisionKind.EXPERIMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecisions:
    """What a review shows of decisions.

    Attributes:
        now: Those of the week itself.
        last: Those of the week before, done or not.
        open: Those of earlier weeks that are still to be seen to, the oldest first; what names
            neither whom nor a day merely holds.
        experiments: What the team tries, the oldest first: all that go on, of whatever week, and
            those that ended in this week or the last.
        may_write: Whether the viewer may write one down.
    """

    now: tuple[DecisionFacts, ...]
    last: tuple[DecisionFacts, ...]
    open: tuple[DecisionFacts, ...]
    experiments: tuple[DecisionFacts, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """A page of all decisions of a team, the latest week first."""

    rows: tuple[DecisionFacts, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class DecisionsPart:
    """Some decisions; pass `after` on for the next ones, `None` where there are none."""

    decisions: Sequence[DecisionFacts]
    after: str | None


def decisions_of_week(
    *, viewer: Viewer, team: Team, at: datetime, as_of: date | None = None
) -> ReviewDecisions:
    """Return what the review of a team shows of decisions (one query).

    Args:
        viewer: Who asks; whoever may see the team may read them.
        team: Which team.
        at: Now.
        as_of: A day of another week; what was written or changed after it is left out, since
            earlier words are not kept, and what was done after it is open.
    """
    today = as_of or organization_day(organization_bound(), at)
    week = week_of(max(today, FIRST_DAY))  # a day out of all reach has no week before it
    before = week - timedelta(weeks=1)
    open_still = Q(done_at__isnull=True)
    rows = _rows(viewer).filter(team=team, week__lte=week)
    if as_of is not None:
        end = organization_day_end(organization_bound(), as_of)
        rows = rows.filter(changed_at__lte=end)
        open_still |= Q(done_at__gt=end)
    tried = Q(kind=DecisionKind.EXPERIMENT)
    to_see_to = open_still & (tried | Q(owner__isnull=False) | Q(due_on__isnull=False))
    ended_of_late = tried & Q(done_at__gt=organization_day_end(organization_bound(), before - DAY))
    found = rows.filter(Q(week__gte=before) | to_see_to | ended_of_late)
    every = [
        _facts(viewer, row, today, as_of=as_of)
        for row in found.order_by("week", "written_at", "pk")
    ]
    facts = [each for each in every if not each.is_experiment]
    return ReviewDecisions(
        now=tuple(each for each in facts if each.week == week),
        last=tuple(each for each in facts if each.week == before),
        open=tuple(each for each in facts if each.week < before)[:OPEN_SHOWN],
        experiments=tuple(
            each
            for each in every
            if each.is_experiment and (each.done_on is None or each.done_on >= before)
        )[-OPEN_SHOWN:],
        may_write=as_of is None and may_decide(viewer=viewer, team=team),
    )


def decisions_listed(*, viewer: Viewer, team: Team, at: datetime, page: int = 1) -> DecisionsPage:
    """Return a page of all decisions of a team, the latest first (two queries)."""
    rows = _rows(viewer).filter(team=team)
    total = rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, page), pages)
    first = (number - 1) * PAGE_SIZE
    found = rows.order_by(*_LATEST)[first : first + PAGE_SIZE]
    today = organization_day(organization_bound(), at)
    return DecisionsPage(tuple(_facts(viewer, row, today) for row in found), total, number, pages)


def decisions_part(
    *, viewer: Viewer, team: Team, at: datetime, after: str | None = None, limit: int = 50
) -> DecisionsPart:
    """Return some decisions of a team, the latest first (one query; two behind the first).

    Args:
        viewer: Who asks.
        team: Whose.
        at: Now.
        after: Where the part before ended.
        limit: So many.

    Raises:
        NotFound: The part before ended with one that is none of this team.
    """
    rows = _rows(viewer).filter(team=team)
    # Where the part before ended may have been removed since.
    every = _rows(viewer, or_removed=True).filter(team=team)
    some, ended = rows_part(rows, _LATEST, after=after, limit=limit, among=every)
    today = organization_day(organization_bound(), at)
    return DecisionsPart(tuple(_facts(viewer, row, today) for row in some), ended)


def decisions_to_see_to(*, viewer: Viewer, at: datetime) -> Sequence[DecisionFacts]:
    """Return the open decisions that are the viewer's to see to, the most pressing first."""
    today = organization_day(organization_bound(), at)
    rows = _rows(viewer).filter(owner=viewer.person_id, done_at__isnull=True)
    facts = [_facts(viewer, row, today) for row in rows.order_by("week", "pk")[: 2 * OPEN_SHOWN]]
    return sorted(facts, key=lambda each: (each.due_on is None, each.due_on or today))


def decision_get(
    *, viewer: Viewer, team: Team, public_id: str, or_removed: bool = False
) -> ReviewDecision:
    """Return one decision of a team, with team and owner fetched.

    Args:
        viewer: Who asks.
        team: Whose it is.
        public_id: Which.
        or_removed: Whether one that was removed is found, too.

    Raises:
        NotFound: There is none.
    """
    rows = _rows(viewer, or_removed=or_removed)
    row: ReviewDecision | None = rows.filter(team=team, public_id=public_id).first()
    if row is None:
        raise NotFound("reviews.decision.not_found")
    return row


def decision_facts(*, viewer: Viewer, decision: ReviewDecision, at: datetime) -> DecisionFacts:
    """Return what is told of a decision."""
    return _facts(viewer, decision, organization_day(organization_bound(), at))


def may_decide(*, viewer: Viewer, team: Team) -> bool:
    """Whether the viewer may write down what a team decides; an archived one meets no more."""
    if team.archived_on is not None:
        return False
    return permitted(viewer, Act.EDIT, decision_thing(ReviewDecision(team=team)))


def _rows(viewer: Viewer, *, or_removed: bool = False) -> QuerySet[ReviewDecision]:
    permit(viewer, Act.VIEW, Thing(kind=Kind.DECISION))
    rows = ReviewDecision.objects.select_related("team", "owner")
    return rows if or_removed else rows.filter(removed_at__isnull=True)


def _facts(
    viewer: Viewer, row: ReviewDecision, today: date, *, as_of: date | None = None
) -> DecisionFacts:
    told_on = row.outcome_at and organization_day(organization_bound(), row.outcome_at)
    is_told = as_of is None or told_on is None or told_on <= as_of
    done = organization_day(organization_bound(), row.done_at) if row.done_at else None
    done = done if done is None or done <= today else None
    return DecisionFacts(
        public_id=row.public_id,
        kind=DecisionKind(row.kind),
        team=Name(row.team.public_id, row.team.name),
        week=row.week,
        text=row.text,
        owner=Name(row.owner.public_id, row.owner.name) if row.owner else None,
        due_on=row.due_on,
        outcome=row.outcome if is_told else "",
        done_on=done,
        is_late=done is None and row.due_on is not None and row.due_on < today,
        is_changeable=permitted(viewer, Act.EDIT, decision_thing(row)),
        version=row.version,
    )
