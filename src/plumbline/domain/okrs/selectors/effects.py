"""Which objectives would not keep a practice if it were a policy today, part by part.

Only what everybody sees is asked, so that the number is the same for everyone, and may be kept. A
finding that its rule is not sure of counts for nothing, as it never blocks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.judging import SEVERITY, Judged, judge
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.approved import approved_of, asked_of
from plumbline.domain.okrs.selectors.approvers import left_without_approver
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.levels import Levels
from plumbline.domain.okrs.selectors.matters import matters_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.messages import Message
from plumbline.engine.rules.model import SubjectKind

#: What a practice could still stop, or would be mended under it.
LIVING = (*sorted(EDITABLE_STATES), State.ACTIVE)

OWN_ASKED: Final = 50
"""Of what one person owns: nobody answers for more at once."""


@dataclass(frozen=True, slots=True)
class BrokenPart:
    """What of an objective does not keep a practice; `key_result` is nothing for itself."""

    key_result: Name | None
    message: Message


@dataclass(frozen=True, slots=True)
class Broken:
    """An objective that does not keep a practice.

    Attributes:
        parts: Which of its lines do not, in order; none where it was mended since that was counted.
    """

    objective: Name
    team: str
    state: State
    parts: tuple[BrokenPart, ...] = ()


@dataclass(frozen=True, slots=True)
class EffectPart:
    """What a practice would do to some objectives.

    Attributes:
        reached: The row of the last one asked.
        looked_at: How many were asked.
        broken: Those that do not keep it by public id, with what of them does not, in the order
            they were asked in.
        begun: How many of these run already; they go on, and are asked at their next gate.
        without_approver: How many of these nobody could approve.
    """

    reached: int
    looked_at: int
    broken: Mapping[str, tuple[BrokenPart, ...]]
    begun: int
    without_approver: int


def effect_subjects(practice: Practice) -> QuerySet[Objective]:
    """Return what a practice would be asked of: whatever lives and everybody sees."""
    return living_under(practice).filter(visibility=Visibility.ORGANIZATION)


def living_under(practice: Practice) -> QuerySet[Objective]:
    """Return what a practice has to do with, whoever sees it: for whom to tell, never to show.

    Args:
        practice: With its team fetched.
    """
    rows: QuerySet[Objective] = Objective.objects.filter(state__in=LIVING, is_staged=False)
    if practice.team is not None:
        rows = rows.filter(team__path__startswith=practice.team.path, is_personal=False)
    return rows


def effect_own(*, viewer: Viewer, practice: Practice, at: datetime) -> tuple[Broken, ...]:
    """Return what of the viewer's own does not keep a practice, as if it were a policy today.

    The latest of what they own and see, `OWN_ASKED` at most; one query where they own nothing, and
    eleven at most.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    rows = living_under(practice).filter(visible_to(viewer), owner_id=viewer.person_id)
    there = list(_with_what_it_is_in(rows)[:OWN_ASKED])
    if not there or not practice.bindings:
        return ()
    broken = _broken(there, _as_policy(practice), on=organization_day(organization_bound(), at))
    return tuple(_named(row, parts) for row, parts in broken)


def effect_part(
    practice: Practice, *, after: int, most: int, at: datetime, levels: Levels | None = None
) -> EffectPart | None:
    """Ask the next objectives, the latest first; nothing at the end (ten queries at most).

    Args:
        practice: As it is or is to be; it need not be saved.
        after: The row of the last one asked; 0 at the beginning.
        most: How many.
        at: Now.
        levels: As for `matters_of`.
    """
    asked = _as_policy(practice)
    rows = effect_subjects(practice)
    there = list(_with_what_it_is_in(rows.filter(pk__lt=after) if after else rows)[:most])
    if not there:
        return None
    broken = _broken(there, asked, on=organization_day(organization_bound(), at), levels=levels)
    asks = asked_of([asked])
    return EffectPart(
        reached=there[-1].pk,
        looked_at=len(there),
        broken={row.public_id: parts for row, parts in broken},
        begun=sum(row.state == State.ACTIVE for row, _ in broken),
        without_approver=left_without_approver([row for row, _ in broken], asks, at=at)
        if asks
        else 0,
    )


def effect_named(
    *, viewer: Actor, broken: Mapping[str, tuple[BrokenPart, ...]]
) -> tuple[Broken, ...]:
    """Return objectives that do not keep a practice, as far as the viewer sees them (one query).

    Those of the latest cycles come first, and below each team those that rank higher.

    Args:
        viewer: Who asks.
        broken: From `effect_part`, or from `parts_broken`.
    """
    rows = Objective.objects.filter(visible_to(viewer), public_id__in=broken.keys())
    ordered = rows.order_by("-cycle__end", "team__path", "rank", "pk").select_related("team")
    return tuple(_named(row, broken[row.public_id]) for row in ordered)


def parts_broken(
    practice: Practice, public_ids: Sequence[str], *, at: datetime
) -> Mapping[str, tuple[BrokenPart, ...]]:
    """Return which parts of some objectives do not keep a practice today (ten queries at most).

    Args:
        practice: As for `effect_part`.
        public_ids: Of objectives that everybody sees; all of them are among the keys.
        at: Now.
    """
    rows = effect_subjects(practice).filter(public_id__in=public_ids)
    on = organization_day(organization_bound(), at)
    found = _broken(list(_with_what_it_is_in(rows)), _as_policy(practice), on=on)
    return dict.fromkeys(public_ids, ()) | {row.public_id: parts for row, parts in found}


def _as_policy(practice: Practice) -> Practice:
    """Return what a practice asks as a policy that every gate knows."""
    return Practice(
        tier=Tier.POLICY, gates=list(Gate), bindings=practice.bindings, team=practice.team
    )


def _with_what_it_is_in(rows: QuerySet[Objective]) -> QuerySet[Objective]:
    return rows.select_related("team", "cycle", "owner", "priority").order_by("-pk")


def _broken(
    there: Sequence[Objective], asked: Practice, *, on: date, levels: Levels | None = None
) -> list[tuple[Objective, tuple[BrokenPart, ...]]]:
    """Return which of some objectives do not keep a policy, and which parts of them."""
    if not there:
        return []
    matters = matters_of(there, on=on, approved=approved_of(there, [asked]), levels=levels)
    found = [
        (row, tuple(_parts(judge(matter, [asked], unbound=False))))
        for row, matter in zip(there, matters, strict=True)
    ]
    return [(row, parts) for row, parts in found if parts]


def _parts(judged: Iterable[Judged]) -> Iterator[BrokenPart]:
    for each in judged:
        if each.severity is SEVERITY[Tier.POLICY]:
            about = each.finding.subject
            is_part = about.kind is SubjectKind.KEY_RESULT
            yield BrokenPart(
                Name(about.id or "", about.title) if is_part else None, each.finding.message
            )


def _named(row: Objective, parts: tuple[BrokenPart, ...]) -> Broken:
    team = row.team.name if row.team and not row.is_personal else ""
    return Broken(Name(row.public_id, row.title), team, State(row.state), parts)
