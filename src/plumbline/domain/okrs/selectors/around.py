"""What stands around somebody: the objectives they own, and what others moved near them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, State
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name, TreeNode
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.nodes import nodes_of
from plumbline.domain.okrs.selectors.rows_at import objectives_read, objectives_seen, span_at
from plumbline.domain.okrs.selectors.team_work import RUNNING, Moved, facts_running, moves_since
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.scoping import asked_alike

#: Nobody owns more that run at once and still takes them in on one page.
OWN_UP_TO = 8
#: Objectives whose key results are looked through for what moved, nearest first.
NEAR_UP_TO = 60
#: What moved is told so often.
TOLD_UP_TO = 6


@dataclass(frozen=True, slots=True)
class Around:
    """The objectives somebody owns that run, and what others moved in and beside them."""

    owned: tuple[TreeNode, ...]
    moved: tuple[Moved, ...]


def around(*, viewer: Viewer, at: datetime, since: date) -> Around:
    """Return what the viewer owns and what others moved around it; at most 12 queries.

    Around are the objectives they own or own a key result of, those of teams they lead, and those
    that support them or are supported by them, as far as the viewer sees them.

    Args:
        viewer: Who asks.
        at: Now.
        since: The first day whose values are told.
    """
    moment = moment_of(at=at, as_of=None)
    nodes = owned_running(viewer=viewer, at=at)
    near = _near(viewer)
    if not near:
        return Around(nodes, ())
    rows = Objective.objects.filter(visible_to(viewer), pk__in=near, state__in=RUNNING)
    found = list(rows.select_related("cycle").only("public_id", "title", "cycle", "team"))
    facts = facts_running(
        {row.pk: Name(row.public_id, row.title) for row in found},
        {row.pk: span_at(row.cycle, moment) for row in found},
        moment,
        teams={row.pk: row.team_id for row in found},
    )
    others = {
        pk: pair
        for pk, pair in facts.items()
        if pair[0].owner is None or pair[0].owner.public_id != viewer.person_public_id
    }
    return Around(nodes, moves_since(since, others, moment)[:TOLD_UP_TO])


def owned_running(*, viewer: Viewer, at: datetime) -> tuple[TreeNode, ...]:
    """Return the objectives that the viewer owns and that run or pause, the latest cycle first."""
    moment = moment_of(at=at, as_of=None)
    owned = objectives_read(_owned_asked(viewer), moment)
    return nodes_of(viewer=viewer, rows=owned, moment=moment)


@asked_alike(128)
def _owned_asked(viewer: Viewer) -> QuerySet[Any]:
    rows = objectives_seen(viewer).filter(
        owner=viewer.person_id, state__in=(*RUNNING, State.PAUSED)
    )
    return rows.order_by("-cycle__start", "pk")[:OWN_UP_TO]


def _near(viewer: Viewer) -> Collection[int]:
    """Return the ids of the objectives around the viewer, their own first (two queries)."""
    ids = dict.fromkeys(_own_asked(viewer.person_id, viewer.led_team_paths))
    if not ids:
        return ()
    links = Alignment.objects.filter(
        Q(child_objective__in=list(ids)) | Q(parent_objective__in=list(ids)), is_removed=False
    )
    for pair in links.values_list("parent_objective", "child_objective")[:NEAR_UP_TO]:
        ids |= dict.fromkeys(pair)
    return list(ids)[:NEAR_UP_TO]


@asked_alike(128)
def _own_asked(me: int, led_team_paths: tuple[str, ...]) -> QuerySet[Objective, int]:
    """Return the ids of what somebody owns or leads, or owns a key result of, that runs."""
    # Each part is found by an index of its own; one condition for all would read every objective.
    mine = (
        Objective.objects.filter(owner=me)
        .values("pk")
        .union(
            KeyResult.objects.filter(owner=me).values("objective"),
            Objective.objects.filter(team__path__in=led_team_paths).values("pk"),
        )
    )
    # What nobody sees would take the places of what is seen.
    own = Objective.objects.filter(pk__in=mine, is_staged=False, state__in=RUNNING).order_by("-pk")
    return own.values_list("pk", flat=True)[:NEAR_UP_TO]
