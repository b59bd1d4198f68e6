"""The rows of the tree of teams: which are shown, who belongs to each, and where each can go."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.orgs.selectors.staffing import Member, Staff, teams_people, teams_staffed
from plumbline.domain.orgs.selectors.teams import TeamNode
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.written import day_with_year
from plumbline.web.ui.kept import kept
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit

#: Of a larger tree only two levels are shown at once, with the way to what lies below.
WHOLE_UP_TO = 200
LEVELS_SHOWN = 2
#: More people than these are not shown in one tree.
PEOPLE_SHOWN = 300
#: Rows are indented up to this depth.
DEEPEST_INDENT = 8
#: So many drawn teams are kept, a kilobyte or two each; a large organization has thousands.
KEPT_ROWS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member below their team in the tree; `move_url` asks where they go, or is empty."""

    name: PersonName
    url: str
    is_lead: bool
    depth: int
    rank: int
    move_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """One team in the tree.

    Attributes:
        depth: How far it is indented, 0 to `DEEPEST_INDENT`.
        staff: How many people, in words; empty for none.
        below_url: Shows what lies below it, where that is not listed.
        below: How much that is, in words.
        change_url: Where it is changed; empty where it is not the viewer's to do.
        move_url: Shows what a move would change; empty for the company and what is closed.
        place: The team as a place to drop others on; empty where none can lie below it.
        rank: How deep it really lies in what is shown, 1 for the top.
        closed: Since when it is closed, in words.
        people: Its members, where they are shown.
    """

    name: str
    url: str
    level: str
    depth: int
    leads: str
    staff: str
    below_url: str
    below: str
    change_url: str
    move_url: str
    place: str
    rank: int
    closed: str
    people: tuple[MemberLine, ...]


def under_asked(visit: Visit, nodes: Sequence[TeamNode]) -> TeamNode | None:
    """Return the team whose branch the address asks for; `None` for the whole tree."""
    asked = visit.request.GET.get("under", "")
    return next((node for node in nodes if node.public_id == asked), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """The teams that are listed, how deep the first one lies, and those of which more lie below."""

    nodes: tuple[TeamNode, ...]
    base: int
    below: Mapping[int, int]


def shown_of(visit: Visit, nodes: Sequence[TeamNode]) -> Shown:
    """Return the rows of the tree, or of one branch where it is large."""
    top = under_asked(visit, nodes)
    branch = [node for node in nodes if top is None or node.path.startswith(top.path)]
    base = branch[0].depth if branch else 0
    if len(branch) <= WHOLE_UP_TO:
        return Shown(tuple(branch), base, {})
    shown = tuple(node for node in branch if node.depth - base < LEVELS_SHOWN)
    below = _below(branch)
    last = [node.id for node in shown if node.depth - base == LEVELS_SHOWN - 1]
    return Shown(shown, base, {team_id: below[team_id] for team_id in last})


def people_of(visit: Visit, shown: Shown, as_of: AsOf) -> Mapping[int, Sequence[Member]] | None:
    """Return the members of the teams shown, where asked for; `None` where they are too many."""
    if "people" not in visit.request.GET:
        return {}
    ids = [node.id for node in shown.nodes]
    return teams_people(
        viewer=visit.viewer, on=visit.today, team_ids=ids, as_of=as_of.day, most=PEOPLE_SHOWN
    )


def rows_of(
    visit: Visit,
    shown: Shown,
    people: Mapping[int, Sequence[Member]],
    as_of: AsOf,
    *,
    may: bool,
) -> tuple[SafeString, ...]:
    """Return the rows as they are drawn, each team with the people given for it."""
    ids = [node.id for node in shown.nodes]
    staff = teams_staffed(viewer=visit.viewer, on=visit.today, team_ids=ids, as_of=as_of.day)
    return tuple(
        _row(
            visit.slug,
            node,
            staff.get(node.id),
            as_of,
            depth=node.depth - shown.base,
            below=shown.below.get(node.id, 0),
            members=tuple(people.get(node.id, ())),
            may=may,
        )
        for node in shown.nodes
    )


@kept(KEPT_ROWS)
def _row(
    slug: str,
    node: TeamNode,
    staff: Staff | None,
    as_of: AsOf,
    *,
    depth: int,
    below: int,
    members: tuple[Member, ...],
    may: bool,
) -> SafeString:
    """Draw a team with its people; of hundreds each has four addresses to find."""
    own = [slug, node.public_id]
    count = 0 if staff is None else staff.people
    is_open = may and node.archived_on is None
    line = TeamLine(
        name=node.name,
        url=reverse("team", args=own) + as_of.query(),
        level=node.level,
        depth=min(depth, DEEPEST_INDENT),
        leads=", ".join(staff.leads) if staff else "",
        staff=ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
        if count
        else "",
        below_url=reverse("teams", args=[slug]) + as_of.query(under=node.public_id)
        if below
        else "",
        below=ngettext("%(count)d team below", "%(count)d teams below", below) % {"count": below},
        change_url=reverse("team-manage", args=own) if may else "",
        move_url=reverse("team-move", args=own) if is_open and node.parent_id else "",
        place=node.public_id if is_open else "",
        rank=depth + 1,
        closed=_("closed on %(day)s") % {"day": day_with_year(node.archived_on)}
        if node.archived_on
        else "",
        people=tuple(_member(slug, node, each, depth=depth, may=is_open) for each in members),
    )
    return render_to_string("orgs/team_row.html", {"line": line, "is_movable": may})


def _member(slug: str, node: TeamNode, member: Member, *, depth: int, may: bool) -> MemberLine:
    own = [slug, node.public_id, member.public_id]
    return MemberLine(
        name=PersonName(member.name),
        url=reverse("person", args=[slug, member.public_id]),
        is_lead=member.is_lead,
        depth=min(depth + 1, DEEPEST_INDENT),
        rank=depth + 2,
        move_url=reverse("member-move", args=own) if may else "",
    )


def _below(nodes: Sequence[TeamNode]) -> Mapping[int, int]:
    """Count the teams below each."""
    above = (node.path.strip("/").split("/")[:-1] for node in nodes)
    return Counter(int(team_id) for ids in above for team_id in ids)
