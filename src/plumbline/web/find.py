"""Find or do: one field for everything the viewer may see, and for what they may do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.discussion.places import comment_in
from plumbline.domain.discussion.selectors.finding import CommentHit, comments_found
from plumbline.domain.okrs.selectors.finding import (
    Hits,
    key_results_found,
    objectives_found,
    words_of,
)
from plumbline.domain.orgs.selectors.people import people_list
from plumbline.domain.orgs.selectors.teams import TeamNode, teams_tree
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.engine.documents.model import State
from plumbline.web.find_places import places_found
from plumbline.web.find_practices import practices_found
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.written import day_with_year
from plumbline.web.ui.signs import STATE_WORDS
from plumbline.web.visits import Visit, tenant_page

FEW = 5  # of each group where all are shown
PAGE = 25  # of one group alone
MOST_PAGES = 40  # beyond which nobody pages: one more word finds it sooner


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One thing that was found.

    Attributes:
        aside: What tells it from others of its name.
        icon: Of a page or an act; empty for others.
        is_voice: Whether its words are a person's, and set so.
    """

    words: str
    url: str
    aside: str = ""
    icon: str = ""
    is_voice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """What was found of one kind, or a page of it.

    Attributes:
        kind: As `in` of the address names it.
        more_url: Shows the rest of it; empty where this is all.
        back_url: The page before; empty on the first one.
    """

    kind: str
    title: str
    lines: tuple[FoundLine, ...]
    more_url: str = ""
    back_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPage:
    """Everything the template says.

    Attributes:
        asked: What was typed.
        only: What alone is shown, named; empty for all groups.
        all_url: Shows all groups again.
    """

    asked: str
    groups: tuple[FoundGroup, ...]
    only: str
    all_url: str

    @property
    def count(self) -> int:
        """How many things are shown."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def is_nothing(self) -> bool:
        """Whether words were typed that nothing holds."""
        return bool(self.asked) and not any(group.lines for group in self.groups)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for, and which part of it is shown."""

    visit: Visit
    text: str
    words: tuple[str, ...]
    first: int
    limit: int


_Part = tuple[tuple[FoundLine, ...], bool]


@require_safe
@never_cache
@vary_on_headers("HX-Request")
@tenant_page
def find(visit: Visit) -> HttpResponse:
    """Show what was found; with htmx the lines alone."""
    page = _page(visit)
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(visit.request, "find.html#found", {"page": page, "live": True})
    frame = frame_for(visit, Entry.FIND)
    return render(visit.request, "find.html", {"frame": frame, "page": page})


def _page(visit: Visit) -> FindPage:
    text = " ".join(words_of(visit.request.GET.get("q", "")))
    kind = visit.request.GET.get("in", "")
    number = _number(visit.request.GET.get("page", ""))
    if kind in GROUPS:
        title, search = GROUPS[kind]
        first = (number - 1) * PAGE
        asked = _Asked(visit, text, words_of(text), first, PAGE)
        groups: tuple[FoundGroup, ...] = (_alone(asked, kind, title(), search, number),)
        only = title()
    else:
        asked = _Asked(visit, text, words_of(text), 0, FEW)
        groups = tuple(
            _few(asked, kind, title(), search) for kind, (title, search) in GROUPS.items()
        )
        groups = tuple(sorted(groups, key=lambda group: not _is_named(group, asked.words)))
        only = ""
    return FindPage(
        asked=text,
        groups=tuple(group for group in groups if group.lines),
        only=only,
        all_url=_url(visit, q=text),
    )


def _is_named(group: FoundGroup, words: tuple[str, ...]) -> bool:
    """Whether somebody was asked for by name: then they stand above what speaks of them."""
    asked = {word.casefold() for word in words}
    if group.kind != "people" or not asked:
        return False
    return any(asked <= set(line.words.casefold().split()) for line in group.lines)


def _number(typed: str) -> int:
    """Return the page asked for; what is none is the first."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    return min(max(1, number), MOST_PAGES)


def _few(asked: _Asked, kind: str, title: str, search: Callable[[_Asked], _Part]) -> FoundGroup:
    lines, is_more = search(asked)
    more = _url(asked.visit, q=asked.text, **{"in": kind}) if is_more else ""
    return FoundGroup(kind=kind, title=title, lines=lines, more_url=more)


def _alone(
    asked: _Asked, kind: str, title: str, search: Callable[[_Asked], _Part], number: int
) -> FoundGroup:
    lines, is_more = search(asked)

    def url(page: int) -> str:
        return _url(asked.visit, q=asked.text, **{"in": kind, "page": str(page)})

    return FoundGroup(
        kind=kind,
        title=title,
        lines=lines,
        more_url=url(number + 1) if is_more and number < MOST_PAGES else "",
        back_url=url(number - 1) if number > 1 else "",
    )


def _url(visit: Visit, **asked: str) -> str:
    return f"{reverse('find', args=[visit.slug])}?{urlencode(asked)}"


def _places(asked: _Asked) -> _Part:
    """Return pages and acts; they are few, so all that fit are shown at once."""
    lines = tuple(
        FoundLine(place.words, place.url, icon=place.icon)
        for place in places_found(asked.visit, asked.words)
    )
    return (lines, False) if asked.first == 0 else ((), False)


def _practices(asked: _Asked) -> _Part:
    places = practices_found(asked.visit, asked.words)
    shown = places[asked.first : asked.first + asked.limit]
    lines = tuple(FoundLine(place.words, place.url, icon=place.icon) for place in shown)
    return lines, len(places) > asked.first + asked.limit


def _objectives(asked: _Asked) -> _Part:
    found = objectives_found(
        viewer=asked.visit.viewer, words=asked.words, first=asked.first, limit=asked.limit
    )
    return _hit_lines(asked.visit, found, "objective", is_voice=True)


def _key_results(asked: _Asked) -> _Part:
    found = key_results_found(
        viewer=asked.visit.viewer, words=asked.words, first=asked.first, limit=asked.limit
    )
    return _hit_lines(asked.visit, found, "key-result", is_voice=False)


def _hit_lines(visit: Visit, found: Hits, page: str, *, is_voice: bool) -> _Part:
    lines = tuple(
        FoundLine(
            words=hit.title,
            url=reverse(page, args=[visit.slug, hit.public_id]),
            aside=" · ".join(
                part
                for part in (
                    hit.within or _("personal"),
                    hit.owner,
                    hit.cycle,
                    _state(hit.state),
                    *(f"#{tag}" for tag in hit.tagged),
                )
                if part
            ),
            is_voice=is_voice,
        )
        for hit in found.rows
    )
    return lines, found.is_more


def _state(state: str) -> str:
    """Write a state, but not the one that everybody expects."""
    named = State(str(state))
    return "" if named is State.ACTIVE else str(STATE_WORDS[named]).lower()


def _comments(asked: _Asked) -> _Part:
    found = comments_found(
        viewer=asked.visit.viewer, words=asked.words, first=asked.first, limit=asked.limit
    )
    lines = tuple(_comment_line(asked.visit, hit) for hit in found.rows)
    return lines, found.is_more


def _comment_line(visit: Visit, hit: CommentHit) -> FoundLine:
    name, public_id = (
        ("key-result-discussion", hit.key_result)
        if hit.key_result
        else ("objective-discussion", hit.objective)
    )
    at = hit.created_at.astimezone(zone_of(viewer=visit.viewer))
    return FoundLine(
        words=hit.excerpt,
        url=comment_in(reverse(name, args=[visit.slug, public_id]), hit.public_id),
        aside=" · ".join((hit.author, day_with_year(at.date()), hit.about)),
    )


def _teams(asked: _Asked) -> _Part:
    if not asked.words:
        return (), False
    nodes = teams_tree(viewer=asked.visit.viewer)
    names = {node.id: node.name for node in nodes}
    words = [word.casefold() for word in asked.words]
    found = [node for node in nodes if all(word in node.name.casefold() for word in words)]
    shown = found[asked.first : asked.first + asked.limit]
    lines = tuple(_team_line(asked.visit, node, names) for node in shown)
    return lines, len(found) > asked.first + asked.limit


def _team_line(visit: Visit, node: TeamNode, names: Mapping[int, str]) -> FoundLine:
    above = names.get(node.parent_id, "") if node.parent_id is not None else ""
    return FoundLine(node.name, reverse("team", args=[visit.slug, node.public_id]), above)


def _people(asked: _Asked) -> _Part:
    if not asked.words:
        return (), False
    page = people_list(
        viewer=asked.visit.viewer,
        search=" ".join(asked.words),
        page=asked.first // asked.limit + 1,
        size=asked.limit,
    )
    if page.number != asked.first // asked.limit + 1:
        return (), False
    slug = asked.visit.slug
    lines = tuple(
        FoundLine(person.name, reverse("person", args=[slug, person.public_id]), person.email)
        for person in page.people
    )
    return lines, page.number < page.pages


GROUPS: Mapping[str, tuple[Callable[[], str], Callable[[_Asked], _Part]]] = {
    "places": (lambda: _("Go and do"), _places),
    "objectives": (lambda: _("Objectives"), _objectives),
    "key-results": (lambda: _("Key results"), _key_results),
    "teams": (lambda: _("Teams"), _teams),
    "people": (lambda: _("People"), _people),
    "practices": (lambda: _("Practices and rules"), _practices),
    "comments": (lambda: _("Comments"), _comments),
}
