"""Who may see an objective or key result, and who may do what to it.

The answers are those of `orgs.rights`; this module only says what an objective or key result is
to that table, once for one row (`objective_thing`) and once as a condition of the database
(`visible_to`). A test holds the two against each other for every cell.

What somebody opened with a reason is not *seen* by them: it can be read on its own pages
(`readable_to`), and every list, count, search and export goes on without it.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import F, Q

from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import KeyResult, Objective, Opening, State, Visibility
from plumbline.domain.okrs.models.openings import opening_standing
from plumbline.domain.okrs.seen_by import SeenBy
from plumbline.domain.orgs import rights
from plumbline.domain.orgs.permissions import permit, permitted, standing_granting
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, SystemActor, Thing, Viewer
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.domain.tenancy.rows_asked import RowStands


def visible_to(viewer: Actor, *, of: str = "") -> Q:
    """Return the condition under which an objective is seen by the viewer (A2).

    Staged objectives are seen by nobody.

    Args:
        viewer: Who asks.
        of: The path to the objective in a query of other rows, such as `subject`. A few rows that
            are found by an index are asked by this path: a subquery of everything the viewer sees
            may be read wholly for them.
    """
    at = f"{of}__" if of else ""
    shown = Q(**{f"{at}is_staged": False})
    if isinstance(viewer, SystemActor):
        return shown
    seen: Q = shown & Q(SeenBy((viewer, *viewer.absent), at))
    return seen


def openable_by(actor: Actor) -> tuple[Visibility, ...]:
    """Return with which visibilities the actor may open an objective not for their eyes.

    For nearly everybody, for every program and every job that is none.
    """
    if not isinstance(actor, Viewer):
        return ()
    return tuple(
        visibility
        for visibility in Visibility
        if permitted(
            actor,
            Act.OPEN,
            Thing(
                kind=Kind.OBJECTIVE,
                visibility=rights.Visibility(visibility),
                state=rights.State.ACTIVE,
            ),
        )
    )


def opening_permit(actor: Actor) -> None:
    """Refuse whoever may open nothing.

    Raises:
        PermissionRefused: They may not.
    """
    if not openable_by(actor):
        raise PermissionRefused("okrs.opening.refused")


def readable_to(viewer: Actor, *, at: datetime, of: str = "") -> Q:
    """Return the condition under which the viewer may read the pages of an objective.

    Beside what they see it holds for what they opened, as long as the opening stands and they
    may still open such things. It is for reading one thing by its id alone; what is listed,
    counted, searched, exported or changed asks `visible_to`.

    Args:
        viewer: Who reads.
        at: Now.
        of: The path to the objective; see `visible_to`.
    """
    seen, path = visible_to(viewer, of=of), f"{of}__" if of else ""
    openable = openable_by(viewer)
    if not openable:
        return seen
    own = RowStands(
        Opening,
        objective_id=F(f"{path}pk"),
        person_id=viewer.person_id,
        **opening_standing(at),
    )
    opened: Q = Q(**{f"{path}is_staged": False, f"{path}visibility__in": openable}) & Q(own)
    return seen | opened


def seen_by_no_more_people(parent: Objective, *, than: Objective) -> bool:
    """Tell whether everybody who sees the parent may see the child: its number tells of it.

    Args:
        parent: With its team fetched.
        than: The child, with its team fetched.
    """
    child = than
    if child.visibility == Visibility.ORGANIZATION:
        return True
    if child.visibility == Visibility.PRIVATE or parent.visibility != Visibility.TEAM:
        return False
    if child.team is None or parent.team is None or child.is_personal or parent.is_personal:
        return False
    # Those who see a team's objective belong to it or below, or lead above: a parent further
    # down the tree of teams is seen by a part of them.
    return parent.team.path.startswith(child.team.path)


def objective_thing(
    objective: Objective, *, participant_ids: frozenset[int], state: State | None = None
) -> Thing:
    """Return what an objective (with its team fetched) is to the table of rights."""
    return Thing(
        kind=Kind.PERSONAL_OBJECTIVE if objective.is_personal else Kind.OBJECTIVE,
        visibility=rights.Visibility(objective.visibility),
        state=rights.State(state or objective.state),
        owner_id=objective.owner_id,
        participant_ids=participant_ids,
        team_id=objective.team_id,
        team_path=objective.team.path if objective.team else "",
    )


def waiver_thing(objective: Objective) -> Thing:
    """Return what a waiver of an objective (with its team fetched) is to the table of rights."""
    return Thing(
        kind=Kind.WAIVER,
        owner_id=objective.owner_id,
        person_id=objective.owner_id,
        team_id=objective.team_id,
        team_path=objective.team.path if objective.team else "",
    )


def approval_thing(objective: Objective, *, named_ids: Collection[int] = ()) -> Thing:
    """Return what the approval of an objective (with its team fetched) is to the table of rights.

    It is led from the team above, not from its own; what is private is its owner's manager's.

    Args:
        objective: Which.
        named_ids: Who is named for it, or was asked by name.
    """
    if objective.visibility == Visibility.PRIVATE:
        return Thing(kind=Kind.APPROVAL, person_id=objective.owner_id)
    return Thing(
        kind=Kind.APPROVAL, team_path=path_above(objective), named_ids=frozenset(named_ids)
    )


def approval_request_thing(objective: Objective) -> Thing:
    """Return what asking for an approval is to the table of rights: its own team leads it."""
    return Thing(
        kind=Kind.APPROVAL,
        owner_id=objective.owner_id,
        person_id=objective.owner_id,
        team_path=objective.team.path if objective.team and not objective.is_personal else "",
    )


def path_above(objective: Objective) -> str:
    """Return the path of the team above the one of an objective; empty where there is none."""
    path = objective.team.path if objective.team else ""
    above = path.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


def key_result_thing(key_result: KeyResult, *, participant_ids: frozenset[int]) -> Thing:
    """Return what a key result (objective and team fetched) is to the table of rights."""
    objective = key_result.objective
    return Thing(
        kind=Kind.PERSONAL_KEY_RESULT if objective.is_personal else Kind.KEY_RESULT,
        visibility=rights.Visibility(objective.visibility),
        state=rights.State(objective.state),
        owner_id=objective.owner_id,
        key_result_owner_id=key_result.owner_id,
        participant_ids=participant_ids,
        team_id=objective.team_id,
        team_path=objective.team.path if objective.team else "",
    )


def participants(objective_id: int) -> frozenset[int]:
    """Return the ids of the people who own a key result of the objective (one query)."""
    owners = KeyResult.objects.filter(objective_id=objective_id, owner__isnull=False)
    return frozenset(owners.values_list("owner_id", flat=True))


def objective_permit(
    actor: Actor, act: Act, objective: Objective, *, state: State | None = None
) -> Author:
    """Refuse an act that the table of rights does not grant; else return the journal's author.

    Args:
        actor: Who acts.
        act: What they want to do.
        objective: With its team fetched; it need not be saved yet.
        state: The state to ask for, where it is not the one the objective has.

    Raises:
        NotFound: The actor may not know of the objective at all.
        PermissionRefused: They may see it, but not do this to it.
    """
    owners = participants(objective.pk) if objective.pk else frozenset()
    return _permit(actor, act, objective_thing(objective, participant_ids=owners, state=state))


def key_result_permit(actor: Actor, act: Act, key_result: KeyResult) -> Author:
    """Refuse an act on a key result that is not granted; else return the journal's author.

    Raises:
        NotFound: The actor may not know of it at all.
        PermissionRefused: They may see it, but not do this to it.
    """
    thing = key_result_thing(key_result, participant_ids=frozenset())
    if isinstance(actor, SystemActor) or standing_granting(actor, act, thing) is actor:
        # Who owns the other key results could only add to that.
        return permit(actor, act, thing)
    owners = participants(key_result.objective_id)
    return _permit(actor, act, replace(thing, participant_ids=owners))


def _permit(actor: Actor, act: Act, thing: Thing) -> Author:
    """Refuse as the table does; whom the state alone keeps from it is told so."""
    try:
        return permit(actor, act, thing)
    except PermissionRefused as refused:
        others = (replace(thing, state=rights.State(each)) for each in State)
        if not any(permitted(actor, act, other) for other in others):
            raise
        label, params = State(thing.state).label, refused.message.params
        raise PermissionRefused("okrs.refused_in_state", **params, state=label) from None


def objective_acts(
    viewer: Actor, objective: Objective, *, participant_ids: frozenset[int] | None = None
) -> frozenset[Act]:
    """Return everything the viewer may do to an objective, for the page to offer."""
    owners = participants(objective.pk) if participant_ids is None else participant_ids
    thing = objective_thing(objective, participant_ids=owners)
    return frozenset(act for act in Act if permitted(viewer, act, thing))


def key_result_acts(
    viewer: Actor, key_result: KeyResult, *, participant_ids: frozenset[int] | None = None
) -> frozenset[Act]:
    """Return everything the viewer may do to a key result, for the page to offer."""
    owners = participants(key_result.objective_id) if participant_ids is None else participant_ids
    thing = key_result_thing(key_result, participant_ids=owners)
    return frozenset(act for act in Act if permitted(viewer, act, thing))


def objective_changes_hands(actor: Actor, objective: Objective, *, to_id: int | None) -> bool:
    """Tell whether the actor may give an objective another owner.

    They must hold the act by which it changes in its state before, and still hold it after: nobody
    hands a thing to where they could not have put it themselves.

    Args:
        actor: Who would hand it over.
        objective: With its team fetched.
        to_id: Whose it would be; `None` for anybody's.
    """
    act = act_of_handing_over(State(objective.state))
    if act is None or objective.is_personal:
        return False
    # Owning one of its key results lets nobody change the objective.
    before = objective_thing(objective, participant_ids=frozenset())
    after = replace(before, owner_id=to_id)
    return permitted(actor, act, before) and permitted(actor, act, after)


def key_result_changes_hands(actor: Actor, key_result: KeyResult) -> bool:
    """Tell whether the actor may name another owner of a key result.

    Whoever owns a key result reads its objective. So where not everybody does, owning it oneself
    is not enough: it takes somebody who may change it for another reason.
    """
    act = act_of_handing_over(State(key_result.state))
    if act is None:
        return False
    thing = key_result_thing(key_result, participant_ids=participants(key_result.objective_id))
    if thing.visibility is not rights.Visibility.ORGANIZATION:
        thing = replace(thing, key_result_owner_id=None)
    return permitted(actor, act, thing)


def act_of_handing_over(state: State) -> Act | None:
    """Return the act by which something gets another owner in a state; `None` where it cannot."""
    if state in EDITABLE_STATES:
        return Act.EDIT
    return Act.ADJUST if state in RUNNING_STATES else None
