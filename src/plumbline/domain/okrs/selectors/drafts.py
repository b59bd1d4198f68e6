"""What is being planned: drafts and what each lacks, teams without one, and what may be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.cycles.selectors import cycles_planned
from plumbline.domain.okrs.definitions import key_result_definition
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import KeyResult, Objective, State, Visibility
from plumbline.domain.okrs.permissions import (
    key_result_permit,
    key_result_thing,
    objective_permit,
    objective_thing,
    participants,
    seen_by_no_more_people,
    visible_to,
)
from plumbline.domain.okrs.selectors.blocked import NOTHING_UNMET, Unmet, drafts_unmet
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.names import person_name, team_name
from plumbline.domain.okrs.selectors.objectives import objectives_visible, with_key_results
from plumbline.domain.okrs.values import ObjectiveValues
from plumbline.domain.orgs import rights
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.teams import TeamNode, teams_tree
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.engine.scoring.metrics import metric_validate

PAGE_SIZE = 50
PARENTS_OFFERED = 100
#: Of more than these the words of a title narrow the choice.
PARENTS_LOOKED_AT = 500
#: Nothing new is linked below what is over.
OVER = frozenset({State.CLOSED, State.STOPPED})


class Lack(StrEnum):
    """What a draft needs before it can be activated."""

    OWNER = "owner"
    STYLE = "style"
    KEY_RESULTS = "key_results"
    KEY_RESULT_OWNERS = "key_result_owners"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """One objective that is being planned.

    Attributes:
        key_results: How many it has.
        lacks: What it needs, with how many key results it is about (0: the objective itself).
        blocked_by: The policies that would keep it from beginning as it is.
        warned_by: The guidelines that would let it begin with a note.
    """

    public_id: str
    title: str
    state: State
    visibility: Visibility
    owner: Name | None
    team: Name | None
    key_results: int
    lacks: tuple[tuple[Lack, int], ...]
    blocked_by: tuple[str, ...]
    warned_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftsPage:
    """One page of drafts; `number` counts from 1 up to `pages`."""

    drafts: Sequence[DraftFacts]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class KeyResultRights:
    """What somebody may do to the key results of one objective: add some, edit those named."""

    adds: bool
    edits: frozenset[str]


def drafts_page(*, viewer: Actor, cycle: Cycle, on: date, page: int = 1) -> DraftsPage:
    """Return what is planned for a cycle and seen by the viewer.

    Four queries; eleven at most where policies are asked.

    Args:
        viewer: Who asks.
        cycle: Whose drafts.
        on: The organization's day, for the practices in force.
        page: From 1; beyond the end the last one is returned.
    """
    rows = objectives_visible(viewer=viewer).filter(cycle=cycle, state__in=EDITABLE_STATES)
    total = rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, page), pages)
    first = (number - 1) * PAGE_SIZE
    ordered = with_key_results(rows).select_related("priority")
    shown = list(ordered.order_by("team__path", "rank", "pk")[first : first + PAGE_SIZE])
    unmet = drafts_unmet(shown, on=on)
    drafts = [_draft(row, unmet.get(row.public_id, NOTHING_UNMET)) for row in shown]
    return DraftsPage(drafts, total, number, pages)


def cycle_written(*, viewer: Actor, cycles: Sequence[Cycle], on: date) -> Cycle | None:
    """Return the cycle that something new is written for when nobody chose one.

    The one that `cycles_planned` puts first; the other where the viewer sees drafts in that alone
    (one query, none where only one comes into question).
    """
    first, *others = cycles_planned(cycles, on=on) or (None,)
    if first is None or not others:
        return first
    rows = objectives_visible(viewer=viewer).filter(state__in=EDITABLE_STATES)
    found = rows.filter(cycle__in=[first, *others]).order_by()
    written = set(found.values_list("cycle", flat=True).distinct())
    if first.pk in written:
        return first
    return next((each for each in others if each.pk in written), first)


def _draft(row: Objective, unmet: Unmet) -> DraftFacts:
    key_results = list(row.key_results.all())
    return DraftFacts(
        public_id=row.public_id,
        title=row.title,
        state=State(row.state),
        visibility=Visibility(row.visibility),
        owner=person_name(row.owner),
        team=team_name(row.team),
        key_results=len(key_results),
        lacks=draft_lacks(row, key_results),
        blocked_by=unmet.blocks,
        warned_by=unmet.warns,
    )


def draft_lacks(row: Objective, key_results: Sequence[KeyResult]) -> tuple[tuple[Lack, int], ...]:
    """Return what a draft needs before it can be activated, as `DraftFacts.lacks`."""
    return tuple(_lacks(row, key_results))


def _lacks(row: Objective, key_results: Sequence[KeyResult]) -> Iterator[tuple[Lack, int]]:
    """Yield what `objective_activate` would ask for, shortly; it alone decides."""
    if row.owner_id is None:
        yield Lack.OWNER, 0
    if not row.style:
        yield Lack.STYLE, 0
    if not key_results:
        yield Lack.KEY_RESULTS, 0
    nobody = sum(each.owner_id is None for each in key_results)
    if nobody:
        yield Lack.KEY_RESULT_OWNERS, nobody
    for each in key_results:
        each.objective = row
    unmeasured = sum(not is_measured(each) for each in key_results)
    if unmeasured:
        yield Lack.METRICS, unmeasured


def is_measured(row: KeyResult) -> bool:
    """Whether the measure of a key result says all that it needs to begin."""
    return not metric_validate(key_result_definition(row))


def teams_not_started(*, viewer: Actor, cycle: Cycle) -> tuple[Name, ...]:
    """Return teams the viewer may write for that have nothing in a cycle yet (two queries).

    What the viewer may not see is as if it were not there.
    """
    begun = Objective.objects.filter(
        visible_to(viewer), cycle=cycle, is_personal=False, team=OuterRef("pk")
    )
    not_begun = set(Team.objects.filter(~Exists(begun)).values_list("pk", flat=True))
    return tuple(
        Name(team.public_id, team.name)
        for team in teams_tree(viewer=viewer)
        if team.id in not_begun and _creates_in(viewer, team)
    )


def _creates_in(viewer: Actor, team: TeamNode) -> bool:
    thing = Thing(
        kind=Kind.OBJECTIVE,
        visibility=rights.Visibility.ORGANIZATION,
        state=rights.State.DRAFT,
        team_id=team.id,
        team_path=team.path,
    )
    return permitted(viewer, Act.CREATE, thing)


_ANY_PROPOSAL = Thing(
    kind=Kind.OBJECTIVE,
    visibility=rights.Visibility.ORGANIZATION,
    state=rights.State.PROPOSED,
)


def writing_permit(viewer: Actor) -> None:
    """Refuse those who may neither write objectives nor propose one.

    Raises:
        PermissionRefused: They only read.
    """
    permit(viewer, Act.PROPOSE, _ANY_PROPOSAL)


def writes(viewer: Actor) -> bool:
    """Whether somebody may write objectives, or at least propose one."""
    return permitted(viewer, Act.PROPOSE, _ANY_PROPOSAL)


def creates(viewer: Actor, values: ObjectiveValues) -> bool:
    """Whether these values become a draft of the viewer's own right; else they are proposed."""
    objective = Objective(
        team=values.team,
        owner=values.owner,
        is_personal=values.is_personal,
        visibility=values.visibility,
        state=State.DRAFT,
    )
    return permitted(viewer, Act.CREATE, objective_thing(objective, participant_ids=frozenset()))


def key_result_rights(viewer: Actor, objective: Objective) -> KeyResultRights:
    """Return what the viewer may do to the key results of a planned objective (two queries).

    Args:
        viewer: Who asks; they see the objective.
        objective: With its team fetched.
    """
    owners = participants(objective.pk)
    fresh = KeyResult(objective=objective)
    edits = set()
    for row in KeyResult.objects.filter(objective=objective):
        row.objective = objective
        if permitted(viewer, Act.EDIT, key_result_thing(row, participant_ids=owners)):
            edits.add(row.public_id)
    adds = permitted(viewer, Act.CREATE, key_result_thing(fresh, participant_ids=owners))
    return KeyResultRights(adds, frozenset(edits))


def adding_permit(viewer: Actor, objective: Objective) -> None:
    """Refuse those who may add no key result to an objective, whether it is planned or runs.

    Raises:
        PermissionRefused: They see the objective, but may not add to it.
    """
    if objective.state in EDITABLE_STATES:
        key_result_permit(viewer, Act.CREATE, KeyResult(objective=objective))
    else:
        objective_permit(viewer, Act.ADJUST, objective)


def adds_to(viewer: Actor, objective: Objective) -> bool:
    """Whether the viewer may add a key result to an objective, planned or running."""
    try:
        adding_permit(viewer, objective)
    except PermissionRefused:
        return False
    return objective.state in EDITABLE_STATES | RUNNING_STATES


def key_results_movable(viewer: Actor, objective: Objective) -> frozenset[str]:
    """Return the public ids of the key results that the viewer may move elsewhere (two queries).

    Args:
        viewer: Who asks; they see the objective.
        objective: With its team fetched.
    """
    rows = list(KeyResult.objects.filter(objective=objective).exclude(state=State.STOPPED))
    owners = participants(objective.pk)
    if objective.state == State.ACTIVE:
        may = permitted(viewer, Act.ADJUST, objective_thing(objective, participant_ids=owners))
        return frozenset(row.public_id for row in rows if may)
    if objective.state not in EDITABLE_STATES:
        return frozenset()
    for row in rows:
        row.objective = objective
    return frozenset(
        row.public_id
        for row in rows
        if permitted(viewer, Act.DELETE, key_result_thing(row, participant_ids=owners))
    )


def objectives_taking(*, viewer: Actor, key_result: KeyResult, text: str = "") -> tuple[Name, ...]:
    """Return the objectives that a key result could be moved to, its team's first (one query).

    Args:
        viewer: Who would move it; what they may not see is not offered.
        key_result: With its objective and team fetched.
        text: Words that stand in the title.
    """
    own = key_result.objective
    rows = objectives_visible(viewer=viewer).exclude(pk=own.pk).filter(title__icontains=text)
    if own.state in EDITABLE_STATES:
        rows = rows.filter(state__in=EDITABLE_STATES).exclude(cycle__phase=CyclePhase.CLOSED)
    else:
        rows = rows.filter(state=State.ACTIVE, cycle_id=own.cycle_id)
    ordered = rows.order_by("-cycle__start", "team__path", "rank", "pk")
    taking = [row for row in ordered[:PARENTS_LOOKED_AT] if _takes(viewer, row, own)]
    taking.sort(key=lambda row: row.team_id != own.team_id)
    return tuple(
        Name(row.public_id, f"{row.title} ({row.cycle.name})") for row in taking[:PARENTS_OFFERED]
    )


def _takes(viewer: Actor, objective: Objective, own: Objective) -> bool:
    nobody: frozenset[int] = frozenset()
    if objective.state in EDITABLE_STATES:
        fresh = KeyResult(objective=objective)
        thing, act = key_result_thing(fresh, participant_ids=nobody), Act.CREATE
    else:
        thing, act = objective_thing(objective, participant_ids=nobody), Act.ADJUST
    return permitted(viewer, act, thing) and seen_by_no_more_people(own, than=objective)


def owners_offered(*, viewer: Actor) -> tuple[Name, ...]:
    """Return everybody who can own something, by name (one query)."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    rows = Person.objects.filter(active=True, is_service=False).order_by("name", "pk")
    return tuple(Name(*row) for row in rows.values_list("public_id", "name"))


def parents_offered(*, viewer: Actor, text: str = "", without: str = "") -> tuple[Name, ...]:
    """Return objectives that others may be linked below, the latest cycles first (one query).

    Args:
        viewer: Who asks; what they may not see is not offered.
        text: Words that stand in the title.
        without: Public id of the one that is to be linked.
    """
    rows: QuerySet[Objective] = objectives_visible(viewer=viewer).exclude(state__in=OVER)
    rows = rows.filter(is_personal=False, title__icontains=text).exclude(public_id=without)
    ordered = rows.order_by("-cycle__start", "team__path", "rank", "pk")
    return tuple(
        Name(row.public_id, f"{row.title} ({row.cycle.name})") for row in ordered[:PARENTS_OFFERED]
    )
