"""All dependencies of a team, taken and given, narrowed by how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.domain.dependencies.permissions import Side, asks_for
from plumbline.domain.dependencies.selectors.dependencies import dependencies_of_team
from plumbline.domain.dependencies.selectors.facts import DependencyFacts, is_open
from plumbline.domain.dependencies.states import ENDED_STATES, SETTLED_STATES, PromiseState
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.dependency_lines import DependencyLine, counts_words, dependency_lines
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit, tenant_page

OPEN, LATE, DECLINED, SETTLED, ALL = "", "late", "declined", "settled", "all"
#: What is read a page at a time, by what is shown.
_ENDED = {
    DECLINED: frozenset({PromiseState.DECLINED}),
    SETTLED: SETTLED_STATES,
    ALL: ENDED_STATES,
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A link that shows some of them."""

    words: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDependenciesPage:
    """Everything the template says.

    Attributes:
        later_url: Where what ended after this page stands; `earlier_url` what did before.
    """

    team: str
    team_url: str
    head: str
    ask_url: str
    narrowings: tuple[Narrowing, ...]
    taken: tuple[DependencyLine, ...]
    given: tuple[DependencyLine, ...]
    later_url: str
    earlier_url: str
    empty: Empty | None
    as_of: AsOf


@require_safe
@tenant_page
def dependencies(visit: Visit, team: str) -> HttpResponse:
    """Show what a team waits for, and what others wait for from it."""
    row = team_get(viewer=visit.viewer, public_id=team)
    as_of = as_of_asked(visit, keep=("show",))
    number = _number(visit)
    show = visit.request.GET.get("show", OPEN)
    seen = dependencies_of_team(
        viewer=visit.viewer,
        team=row,
        at=visit.at,
        as_of=as_of.day,
        page=number,
        ended=_ENDED.get(show, ENDED_STATES),
    )
    is_open = as_of.day is None and row.archived_on is None
    may_ask = is_open and asks_for(visit.viewer, Side(team=row))
    ask_url = reverse("team-dependency-new", args=[visit.slug, team]) if may_ask else ""
    page = TeamDependenciesPage(
        team=row.name,
        team_url=reverse("team", args=[visit.slug, team]) + as_of.query(),
        head=counts_words(seen) or _("Nothing open"),
        ask_url=ask_url,
        narrowings=_narrowings(visit, team, show, as_of),
        taken=_lines(visit, seen.taken, show, as_of, own="waiting"),
        given=_lines(visit, seen.given, show, as_of, own="delivering"),
        later_url=_page_url(visit, team, show, number - 1) if number > 1 else "",
        earlier_url=_page_url(visit, team, show, number + 1)
        if seen.has_earlier and show in _ENDED
        else "",
        empty=None if number > 1 or seen.taken or seen.given else _empty(ask_url),
        as_of=as_of,
    )
    frame = frame_for(
        visit, Entry.TEAM, context=row.name, context_url=page.team_url, as_of=as_of.words
    )
    return render(visit.request, "dependencies/team.html", {"frame": frame, "page": page})


def _number(visit: Visit) -> int:
    text = visit.request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _page_url(visit: Visit, team: str, show: str, number: int) -> str:
    url = reverse("team-dependencies", args=[visit.slug, team])
    return f"{url}?{urlencode({'show': show, 'page': number})}"


def _narrowings(visit: Visit, team: str, show: str, as_of: AsOf) -> tuple[Narrowing, ...]:
    url = reverse("team-dependencies", args=[visit.slug, team])
    words = {
        OPEN: _("Open"),
        LATE: _("Late"),
        DECLINED: _("Declined"),
        SETTLED: _("Settled"),
        ALL: _("All"),
    }
    return tuple(
        Narrowing(name, url + as_of.query(show=key), key == show) for key, name in words.items()
    )


def _lines(
    visit: Visit, facts: Iterable[DependencyFacts], show: str, as_of: AsOf, *, own: str
) -> tuple[DependencyLine, ...]:
    shown = [each for each in facts if _is_shown(each, show)]
    return dependency_lines(visit, shown, as_of.shown, own=own, names_own=True)


def _is_shown(facts: DependencyFacts, show: str) -> bool:
    if show == ALL:
        return True
    if show == LATE:
        return facts.is_late
    if show == DECLINED:
        return facts.state is PromiseState.DECLINED
    if show == SETTLED:
        return facts.state in SETTLED_STATES
    return is_open(facts)


def _empty(ask_url: str) -> Empty:
    return Empty(
        words=_(
            "This team waits for nobody, and nobody waits for it. What one team needs of another "
            "by a day is asked for here, or on the page of a key result."
        ),
        url=ask_url,
        action=_("Ask for something") if ask_url else "",
    )
