"""Dependencies as lines of the pages of key results, objectives and teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.dependencies.permissions import Side, asks_for
from plumbline.domain.dependencies.selectors.dependencies import (
    dependencies_of_key_result,
    dependencies_of_objective,
    dependencies_of_team,
)
from plumbline.domain.dependencies.selectors.facts import (
    DependenciesSeen,
    DependencyFacts,
    SideFacts,
    is_open,
)
from plumbline.domain.dependencies.selectors.needing import dependencies_needing
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.written import day_long, day_with_year
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team

BESIDE = 5
"""How many stand beside a thing; the others are on the page of its team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyLine:
    """A dependency, seen from one of its sides.

    Attributes:
        other: The other side: what it is and who stands for it.
        own: Its own side, where the page is about more than that.
        day: By when, in words.
        state: How far it is; `icon` its sign.
        is_over: Whether nobody waits any more.
        is_circle: Whether both sides wait for each other.
    """

    title: str
    url: str
    other: str
    own: str
    day: str
    state: str
    icon: str
    is_late: bool
    is_over: bool
    is_circle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyPart:
    """What stands of dependencies on the page of a thing.

    Attributes:
        head: How many are open and late; empty without any.
        ask_url: Where something is asked for; empty where it is not the viewer's to do.
        all_url: Where the rest stands; empty where there is none.
    """

    taken: tuple[DependencyLine, ...] = ()
    given: tuple[DependencyLine, ...] = ()
    head: str = ""
    ask_url: str = ""
    all_url: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say or to do."""
        return bool(self.taken or self.given or self.ask_url)


def key_result_part(visit: Visit, details: KeyResultDetails, as_of: AsOf) -> DependencyPart:
    """Return what a key result waits for and what is awaited from it."""
    public_id = details.facts.public_id
    seen = dependencies_of_key_result(
        viewer=visit.viewer, public_id=public_id, at=visit.at, as_of=as_of.day
    )
    return _part(visit, seen, as_of, ask_url=_ask_url(visit, details), is_whole=True)


def objective_part(visit: Visit, public_id: str, as_of: AsOf) -> DependencyPart:
    """Return what the key results of an objective wait for and what is awaited from them."""
    seen = dependencies_of_objective(
        viewer=visit.viewer, public_id=public_id, at=visit.at, as_of=as_of.day
    )
    return _part(visit, seen, as_of, is_whole=True, names_own=True)


def team_part(visit: Visit, team: "Team", as_of: AsOf) -> DependencyPart:
    """Return the open dependencies of a team, and where all of them stand."""
    seen = dependencies_of_team(viewer=visit.viewer, team=team, at=visit.at, as_of=as_of.day)
    ask_url = ""
    is_open = as_of.day is None and team.archived_on is None
    if is_open and asks_for(visit.viewer, Side(team=team)):
        ask_url = reverse("team-dependency-new", args=[visit.slug, team.public_id])
    any_ = seen.taken or seen.given
    all_url = reverse("team-dependencies", args=[visit.slug, team.public_id]) if any_ else ""
    return _part(visit, seen, as_of, ask_url=ask_url, all_url=all_url, names_own=True)


def team_waits_shown(visit: Visit, team: "Team", as_of: AsOf) -> tuple[DependencyLine, ...]:
    """Return what a team waits for as a wall may show it: nothing with a private side."""
    seen = dependencies_of_team(viewer=visit.viewer, team=team, at=visit.at, as_of=as_of.day)
    return _part(visit, seen.for_the_room(), as_of, names_own=True).taken


@dataclass(frozen=True, slots=True)
class NeedingLine:
    """A dependency that waits for the viewer, in a sentence."""

    icon: str
    title: str
    sentence: str
    url: str


def needing_lines(visit: Visit) -> tuple[NeedingLine, ...]:
    """Return what waits for a word or a deed of the viewer, the nearest day first."""
    found = dependencies_needing(viewer=visit.viewer, at=visit.at)
    return tuple(
        NeedingLine(
            icon=STATE_ICONS[each.state],
            title=each.title,
            sentence=_needing_words(each, visit.today),
            url=reverse("dependency", args=[visit.slug, each.public_id]),
        )
        for each in found
    )


def _needing_words(facts: DependencyFacts, today: date) -> str:
    words = {"day": day_words(facts, today)}
    if facts.state is PromiseState.DECLINED:
        owner = facts.delivering.owner
        words["side"] = owner.name if owner else facts.delivering.name
        return _("%(side)s declined it. Ask for another day, or withdraw it.") % words
    words["side"] = facts.waiting.name
    if facts.state is PromiseState.ASKED:
        return _("Asked by “%(side)s” by %(day)s. Accept it, or decline it with a reason.") % words
    if facts.is_late:
        return _("Promised to “%(side)s” by %(day)s, and late.") % words
    return _("Promised to “%(side)s” by %(day)s.") % words


def dependency_lines(
    visit: Visit, facts: Iterable[DependencyFacts], as_of: date, *, own: str, names_own: bool
) -> tuple[DependencyLine, ...]:
    """Return dependencies as lines.

    Args:
        visit: Who is there.
        facts: Which ones.
        as_of: The day that they are told for.
        own: The side that the page is about: `waiting` or `delivering`.
        names_own: Whether that side has to be said.
    """
    return tuple(_line(visit, each, as_of, own=own, names_own=names_own) for each in facts)


def counts_words(seen: DependenciesSeen) -> str:
    """Write how many are open and how many of them late; empty without any open."""
    if not seen.open_count:
        return ""
    words = ngettext("%(count)d open", "%(count)d open", seen.open_count)
    words %= {"count": seen.open_count}
    if seen.late_count:
        words += ", " + _("%(count)d late") % {"count": seen.late_count}
    return words


def side_words(side: SideFacts) -> str:
    """Write what a side is and who stands for it."""
    parts = [side.name]
    if side.key_result is not None and side.team is not None:
        parts.append(side.team.name)
    if side.owner is not None:
        parts.append(side.owner.name)
    return " · ".join(parts)


def state_words(state: PromiseState) -> str:
    """Write how far a dependency is."""
    words = {
        PromiseState.ASKED: _("asked, no answer yet"),
        PromiseState.ACCEPTED: _("accepted"),
        PromiseState.DECLINED: _("declined"),
        PromiseState.DELIVERED: _("delivered"),
        PromiseState.WITHDRAWN: _("withdrawn"),
    }
    return words[state]


STATE_ICONS = {
    PromiseState.ASKED: "message-question",
    PromiseState.ACCEPTED: "check",
    PromiseState.DECLINED: "hand-stop",
    PromiseState.DELIVERED: "circle-check",
    PromiseState.WITHDRAWN: "x",
}


def day_words(facts: DependencyFacts, today: date) -> str:
    """Write by when it is needed."""
    day = facts.needed_by
    return day_long(day) if day.year == today.year else day_with_year(day)


def _line(
    visit: Visit, facts: DependencyFacts, today: date, *, own: str, names_own: bool
) -> DependencyLine:
    sides = {"waiting": facts.waiting, "delivering": facts.delivering}
    mine = sides.pop(own)
    return DependencyLine(
        title=facts.title,
        url=reverse("dependency", args=[visit.slug, facts.public_id]),
        other=side_words(*sides.values()),
        own=mine.name if names_own and mine.key_result else "",
        day=_("by %(day)s") % {"day": day_words(facts, today)},
        state=state_words(facts.state),
        icon=STATE_ICONS[facts.state],
        is_late=facts.is_late,
        is_over=not is_open(facts),
        is_circle=facts.is_in_circle,
    )


def _part(
    visit: Visit,
    seen: DependenciesSeen,
    as_of: AsOf,
    *,
    ask_url: str = "",
    all_url: str = "",
    is_whole: bool = False,
    names_own: bool = False,
) -> DependencyPart:
    lines = []
    for own, found in (("waiting", seen.taken), ("delivering", seen.given)):
        shown = found if is_whole else [each for each in found if is_open(each)][:BESIDE]
        lines.append(dependency_lines(visit, shown, as_of.shown, own=own, names_own=names_own))
    taken, given = lines
    return DependencyPart(
        taken=taken, given=given, head=counts_words(seen), ask_url=ask_url, all_url=all_url
    )


def _ask_url(visit: Visit, details: KeyResultDetails) -> str:
    if details.as_of is not None or details.opening is not None:
        return ""
    if not asks_for(visit.viewer, Side(key_result=details.subject)):
        return ""
    return reverse("key-result-dependency-new", args=[visit.slug, details.facts.public_id])
