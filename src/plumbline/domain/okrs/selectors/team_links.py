"""The links that a move of a team concerns, before it is made and while it is."""

from collections.abc import Sequence

from django.db.models import Q

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Alignment, AlignmentState, Visibility
from plumbline.domain.okrs.permissions import seen_by_no_more_people
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.viewers import Actor


def links_concerned(team: Team) -> list[Alignment]:
    """Return the contributing links whose team-visible child may come to be seen by others.

    For the move itself: nothing is narrowed to a viewer. Two queries.
    """
    path = Team.objects.filter(pk=team.pk).values_list("path", flat=True).first()
    if path is None:
        return []
    below = Team.objects.filter(path__startswith=path).values("pk")
    links = Alignment.objects.filter(
        Q(child_objective__team__in=below) | Q(parent_objective__team__in=below),
        is_removed=False,
        weight__isnull=False,
        child_objective__visibility=Visibility.TEAM,
    )
    return list(links.order_by("pk"))


def links_again(links: Sequence[Alignment]) -> list[Alignment]:
    """Read links anew with the teams of their ends where they lie now (one query)."""
    rows = Alignment.objects.filter(
        pk__in=[link.pk for link in links], is_removed=False, weight__isnull=False
    )
    ends = rows.select_related("child_objective__team", "parent_objective__team")
    return list(ends.order_by("pk"))


def weights_before_move(team: Team, parent: Team) -> dict[int, int]:
    """Return what links counted before the last move of a team let them support only.

    For taking that move back: of links that nobody touched since, and of nothing where the last
    move did not come from there. Three queries, none narrowed to a viewer.

    Args:
        team: Which one was moved.
        parent: Where it is placed again.

    Returns:
        Thousandths by id of the link.
    """
    moves = JournalEntry.objects.filter(subject_kind="team", subject_id=team.pk, act="team.move")
    last = moves.order_by("-pk").first()
    if last is None or last.changes["parent"]["old"] != parent.public_id:
        return {}
    fresh = AlignmentState.objects.filter(
        valid_from=last.at, valid_to=None, weight=None, is_removed=False
    )
    # Of all that became looser at that moment, what hangs on the objectives of these teams.
    below = Team.objects.filter(path__startswith=team.path).values("pk")
    fresh = fresh.filter(
        Q(subject__child_objective__team__in=below) | Q(subject__parent_objective__team__in=below)
    )
    before = AlignmentState.objects.filter(
        valid_to=last.at, weight__isnull=False, subject__in=fresh.values("subject")
    )
    return dict(before.values_list("subject_id", "weight"))


def tells_too_much(link: Alignment) -> bool:
    """Tell whether a link's number reaches people who may not see where it comes from."""
    return not seen_by_no_more_people(link.parent_objective, than=link.child_objective)


def links_loosened_by_move(*, viewer: Actor, team: Team, parent: Team) -> int:
    """Return how many links would support only, were a team placed under another (3 queries).

    It is the number that the move itself tells afterwards.

    Args:
        viewer: Who asks; they manage teams.
        team: Which one would move.
        parent: The team above it from then on.

    Raises:
        PermissionRefused: The viewer may not manage teams.
    """
    manage_permit(viewer, Kind.TEAM)
    above = f"{parent.path}{team.pk}/"
    links = links_again(links_concerned(team))
    for link in links:
        for end in (link.child_objective.team, link.parent_objective.team):
            # These rows are of this reading alone and never saved.
            if end is not None and end.path.startswith(team.path):
                end.path = above + end.path.removeprefix(team.path)
    return sum(tells_too_much(link) for link in links)
