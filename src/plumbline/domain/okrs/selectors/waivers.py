"""Reading waivers: whoever sees the objective sees what was asked for it; for teams everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.governance.permissions import practices_read_permit, team_waiver_permitted
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to, waiver_thing
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.models import GrantedRole, RoleGrant, Team
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part

# Words come along: interfaces read no models.
__all__ = [
    "WaiverFacts",
    "WaiverState",
    "waiver_answerable",
    "waiver_askable",
    "waiver_get",
    "waiver_row",
    "waivers_list",
    "waivers_of_objective",
    "waivers_of_practice",
    "waivers_of_team",
    "waivers_part",
    "waivers_waiting",
]


_LATEST: Final = ("-asked_at", "-pk")


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """What was asked for an objective, or for a team and all below, and what was answered.

    Attributes:
        about: The objective or team it is for.
        is_for_team: Whether it is for a team, with all below.
        asked_by: Name; empty for a program.
        granted_at: When it was granted, if it was: also of one that was ended since.
        granted_why: Why it was; empty where it was ended before that was kept.
        may_answer: Whether the viewer may answer it, or end it.
        may_withdraw: Whether the viewer asked for it and nobody has answered.
    """

    public_id: str
    practice: Name
    about: Name
    is_for_team: bool
    state: WaiverState
    reason: str
    asked_by: str
    asked_at: datetime
    expires_on: date
    answer: str
    answered_by: str
    granted_by: str
    granted_at: datetime | None
    granted_why: str
    may_answer: bool
    may_withdraw: bool
    version: int


@dataclass(frozen=True, slots=True)
class WaiversPart:
    """Some waivers; pass `after` on for the next ones, `None` where there are none."""

    waivers: Sequence[WaiverFacts]
    after: str | None


def waivers_of_practice(*, viewer: Viewer, practice: Practice) -> Sequence[WaiverFacts]:
    """Return the waivers of a practice, the latest first (two queries).

    Those of objectives that the viewer does not see are left out.
    """
    practices_read_permit(viewer)
    return _facts(viewer, _rows().filter(practice=practice))


def waivers_of_team(*, viewer: Viewer, team: Team, on: date) -> Sequence[WaiverFacts]:
    """Return what is waived or asked for a team on a day, also by what is for a team above.

    One query.
    """
    practices_read_permit(viewer)
    rows = _rows().filter(
        team__in=(*team.ancestor_ids, team.pk),
        state__in=(WaiverState.ASKED, WaiverState.GRANTED),
        expires_on__gte=on,
    )
    return _facts(viewer, rows)


def waivers_of_objective(
    *, viewer: Viewer, objective: Objective, on: date
) -> Sequence[WaiverFacts]:
    """Return what is waived or asked for an objective on a day, also by what is for its teams.

    Two queries.

    Args:
        viewer: Who asks; what they do not see of the objective is left out.
        objective: With its team fetched.
        on: The organization's day.
    """
    return waivers_facts(viewer, waivers_standing(objective, on=on))


def waivers_standing(objective: Objective, *, on: date) -> Sequence[Waiver]:
    """Return the rows of what is waived or asked for an objective on a day (one query).

    Args:
        objective: With its team fetched; also what is for its teams counts.
        on: The organization's day.
    """
    which = Q(objective_public_id=objective.public_id)
    if objective.team is not None and not objective.is_personal:
        which |= Q(team__in=(*objective.team.ancestor_ids, objective.team.pk))
    open_states = (WaiverState.ASKED, WaiverState.GRANTED)
    return list(_rows().filter(which, state__in=open_states, expires_on__gte=on).order_by(*_LATEST))


def waivers_facts(
    viewer: Viewer, waivers: Sequence[Waiver], *, known: Sequence[Objective] = ()
) -> Sequence[WaiverFacts]:
    """Return waivers as the viewer reads them; those of what they do not see are left out.

    Args:
        viewer: Who asks.
        waivers: Rows with practice, team and people.
        known: Objectives that the viewer sees, with their teams; of others one query asks.
    """
    practices_read_permit(viewer)
    objectives = {each.public_id: each for each in known}
    ids = {each.objective_public_id for each in waivers if each.team_id is None} - {*objectives}
    if ids:
        seen = Objective.objects.filter(visible_to(viewer), public_id__in=ids)
        objectives |= {each.public_id: each for each in seen.select_related("team")}
    found = []
    for each in waivers:
        objective = objectives.get(each.objective_public_id)
        if each.team is not None:
            may = team_waiver_permitted(viewer, Act.ANSWER, each.team.path)
            found.append(_fact(viewer, each, Name(each.team.public_id, each.team.name), may))
        elif objective is not None:
            may = permitted(viewer, Act.ANSWER, waiver_thing(objective))
            found.append(_fact(viewer, each, Name(objective.public_id, objective.title), may))
    return found


def waivers_waiting(*, viewer: Viewer, on: date) -> Sequence[WaiverFacts]:
    """Return what waits for the viewer's answer and is not over yet, what ends first at the top.

    Two queries.
    """
    practices_read_permit(viewer)
    found = _facts(viewer, _rows().filter(state=WaiverState.ASKED, expires_on__gte=on))
    return sorted(
        (each for each in found if each.may_answer),
        key=lambda each: (each.expires_on, each.public_id),
    )


def waivers_list(
    *, viewer: Viewer, state: WaiverState | None = None, lasting_on: date | None = None
) -> Sequence[WaiverFacts]:
    """Return the waivers of teams, and of objectives that the viewer sees, the latest first.

    Two queries.

    Args:
        viewer: Who asks.
        state: Only these.
        lasting_on: Only those that are not over on this day.
    """
    practices_read_permit(viewer)
    return _facts(viewer, _narrowed(_rows(), state=state, lasting_on=lasting_on))


def waivers_part(
    *,
    viewer: Viewer,
    state: WaiverState | None = None,
    practice: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> WaiversPart:
    """Return some waivers of teams, and of objectives that the viewer sees, the latest first.

    Two queries; three behind the first part.

    Args:
        viewer: Who asks.
        state: Only these.
        practice: Public id; only of this one.
        after: Where the part before ended.
        limit: So many.

    Raises:
        NotFound: The part before ended with one that is gone.
    """
    practices_read_permit(viewer)
    seen = Objective.objects.filter(visible_to(viewer), public_id=OuterRef("objective_public_id"))
    rows = _rows().filter(Q(team__isnull=False) | Q(Exists(seen)))
    found = _narrowed(rows, state=state, practice=practice)
    # Where the part before ended may have been answered since.
    some, ended = rows_part(found, _LATEST, after=after, limit=limit, among=rows)
    return WaiversPart(waivers_facts(viewer, some), ended)


def _narrowed(
    rows: QuerySet[Waiver],
    *,
    state: WaiverState | None = None,
    practice: str | None = None,
    lasting_on: date | None = None,
) -> QuerySet[Waiver]:
    if state is not None:
        rows = rows.filter(state=state)
    if practice is not None:
        rows = rows.filter(practice__public_id=practice)
    if lasting_on is not None:
        rows = rows.filter(expires_on__gte=lasting_on)
    return rows


def waiver_get(*, viewer: Viewer, public_id: str) -> WaiverFacts:
    """Return one waiver.

    Raises:
        NotFound: There is none, or the viewer may not know of what it is for.
    """
    found = _facts(viewer, _rows().filter(public_id=public_id))
    if not found:
        raise NotFound("governance.waiver_not_found")
    return found[0]


def waiver_row(*, viewer: Viewer, public_id: str) -> Waiver:
    """Return the row of a waiver, to be answered.

    Raises:
        NotFound: There is none, or the viewer may not know of what it is for.
    """
    waiver_get(viewer=viewer, public_id=public_id)
    row: Waiver = _rows().get(public_id=public_id)
    return row


def waiver_answerable(row: Waiver) -> bool:
    """Whether somebody other than whoever asked could answer a waiver (two queries at most)."""
    objective = (
        Objective.objects.filter(public_id=row.objective_public_id)
        .select_related("owner__manager")
        .first()
        if row.team_id is None
        else None
    )
    manager = objective.owner.manager if objective and objective.owner else None
    if manager is not None and manager.active and manager.pk != row.asked_by_id:
        return True
    if objective is not None and objective.visibility == Visibility.PRIVATE:
        return False
    running = RoleGrant.objects.filter(
        role__in=(GrantedRole.CHAMPION, GrantedRole.ADMIN),
        person__active=True,
        person__is_service=False,
    )
    return bool(running.exclude(person_id=row.asked_by_id).exists())


def waiver_askable(viewer: Viewer, objective: Objective) -> bool:
    """Whether the viewer may ask for an objective (with its team fetched) to be let off."""
    return permitted(viewer, Act.ASK, waiver_thing(objective))


def _facts(viewer: Viewer, rows: QuerySet[Waiver]) -> Sequence[WaiverFacts]:
    return waivers_facts(viewer, list(rows.order_by(*_LATEST)))


def _fact(viewer: Viewer, row: Waiver, about: Name, may: bool) -> WaiverFacts:
    is_own = row.asked_by_id == viewer.person_id
    is_open = row.state in (WaiverState.ASKED, WaiverState.GRANTED)
    return WaiverFacts(
        public_id=row.public_id,
        practice=Name(row.practice.public_id, row.practice.name),
        about=about,
        is_for_team=row.team_id is not None,
        state=WaiverState(row.state),
        reason=row.reason,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_at=row.asked_at,
        expires_on=row.expires_on,
        answer=row.answer,
        answered_by=row.answered_by.name if row.answered_by else "",
        granted_by=row.granted_by.name if row.granted_by else "",
        granted_at=row.granted_at,
        granted_why=row.granted_why,
        may_answer=is_open and not is_own and may,
        may_withdraw=is_own and row.state == WaiverState.ASKED,
        version=row.version,
    )


def _rows() -> QuerySet[Waiver]:
    rows: QuerySet[Waiver] = Waiver.objects.select_related(
        "practice", "team", "asked_by", "answered_by", "granted_by"
    )
    return rows
