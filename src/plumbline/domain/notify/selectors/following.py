"""Whether somebody follows a thing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.discussion.models import Comment
from plumbline.domain.notify.models import Follow
from plumbline.domain.okrs.models import KeyResult, Objective, ObjectiveContributor
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.objectives import key_result_get, objectives_visible
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.rows_asked import Asked, RowStands

Followed = Objective | KeyResult | Team | Cycle

THINGS = ("objective", "key_result", "team", "cycle")


@dataclass(frozen=True, slots=True)
class Following:
    """How somebody stands to a thing.

    Attributes:
        kind: `objective`, `key_result`, `team` or `cycle`.
        is_on: Whether they follow it.
        of_itself: Whether that follows from their part in it: they have not said so.
    """

    kind: str
    public_id: str
    is_on: bool
    of_itself: bool


def followed_get(*, viewer: Viewer, kind: str, public_id: str) -> Followed:
    """Return a thing that can be followed.

    Raises:
        NotFound: There is none, or the viewer may not know of it.
    """
    if kind == "objective":
        row: Objective | None = (
            objectives_visible(viewer=viewer).filter(public_id=public_id).first()
        )
        if row is None:
            raise NotFound("okrs.objective.not_found")
        return row
    if kind == "key_result":
        return key_result_get(viewer=viewer, public_id=public_id)
    if kind == "team":
        return team_get(viewer=viewer, public_id=public_id)
    return cycle_get(viewer=viewer, public_id=public_id)


def following_of(*, viewer: Viewer, kind: str, public_id: str) -> Following | None:
    """Return whether the viewer follows a thing; `None` where they do not see it (one query).

    Args:
        viewer: Who asks.
        kind: One of `THINGS`.
        public_id: Of the thing.
    """
    said: dict[str, Asked] = {"person_id": viewer.person_id, f"{kind}_id": F("pk")}
    rows = _seen(viewer, kind).filter(public_id=public_id)
    row = rows.annotate(
        said_on=RowStands(Follow, is_on=True, **said),
        said_off=RowStands(Follow, is_on=False, **said),
        has_part=_has_part(viewer, kind),
    )
    found = row.values_list("said_on", "said_off", "has_part").first()
    if found is None:
        return None
    said_on, said_off, has_part = found
    return Following(
        kind, public_id, is_on=said_on or (has_part and not said_off), of_itself=not said_on
    )


def _seen(viewer: Viewer, kind: str) -> QuerySet[Any]:
    if kind == "objective":
        return Objective.objects.filter(visible_to(viewer))
    if kind == "key_result":
        seen = Objective.objects.filter(visible_to(viewer), pk=OuterRef("objective_id"))
        return KeyResult.objects.filter(Exists(seen))
    return Team.objects.all() if kind == "team" else Cycle.objects.all()


def _has_part(viewer: Viewer, kind: str) -> Q:
    """Return the condition under which somebody follows a thing by their part in it.

    It says of one person what `audiences` says of all of them; a test holds both together.
    """
    me = viewer.person_id
    if kind == "objective":
        co_owned = RowStands(KeyResult, objective_id=F("pk"), owner_id=me)
        commented = _commented(me, objective_id=F("pk"))
        helping = RowStands(ObjectiveContributor, objective_id=F("pk"), person_id=me)
        own: Q = Q(owner_id=me) | Q(co_owned) | Q(commented) | Q(helping)
        return own
    if kind == "key_result":
        above = F("objective_id")
        said: dict[str, Asked] = {"objective_id": above, "person_id": me}
        of_objective = (
            Q(objective__owner_id=me)
            | Q(_commented(me, objective_id=above, key_result_id=None))
            | Q(_commented(me, objective_id=above, key_result_id=F("pk")))
            | Q(RowStands(ObjectiveContributor, **said))
            | Q(RowStands(Follow, is_on=True, **said))
        ) & ~Q(RowStands(Follow, is_on=False, **said))
        return Q(owner_id=me) | of_objective
    is_champion = kind == "cycle" and Role.CHAMPION in viewer.roles
    return Q(pk__isnull=not is_champion)


def _commented(person_id: int, **about: F | None) -> RowStands:
    return RowStands(Comment, author_id=person_id, taken_back_at=None, **about)
