"""The help: what a page is for, in a panel over it or as a page of its own; and all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.web.framing import Entry, frame_for
from plumbline.web.guides_read import guide_html, guide_title, guides_told
from plumbline.web.help_topics.pages import topics_found, topics_told
from plumbline.web.help_topics.topic import Topic
from plumbline.web.visits import Visit, tenant_page

MOST_CHARACTERS = 200  # of what is looked for


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One subject in a list."""

    title: str
    url: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """Everything the template says.

    Attributes:
        title: Its heading.
        topic: The subject that is shown; `None` where there is a list.
        asked: What was looked for.
        lines: The subjects of the list: those found, or all.
        url: The list of everything; takes `q`.
        guide: The how-to guide that says more of the subject, and where it is read.
        guide_html: The words of a guide, where it is what is shown.
    """

    title: str
    topic: Topic | None = None
    asked: str = ""
    lines: tuple[HelpLine, ...] = ()
    url: str
    guide: HelpLine | None = None
    guide_html: str = ""


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def index(visit: Visit) -> HttpResponse:
    """List the subjects, or those that hold what is looked for."""
    return _framed(visit, _list(visit.request, [visit.slug], topics_told(visit.modules)))


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def topic(visit: Visit, topic: str) -> HttpResponse:
    """Show one subject; with htmx its words alone, for the panel."""
    return _framed(visit, _one(topic, [visit.slug], topics_told(visit.modules)))


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def guide(visit: Visit, guide: str) -> HttpResponse:
    """Show a how-to guide of the documentation; with htmx its words alone, for the panel."""
    return _framed(visit, _guide(guide, [visit.slug]))


@require_safe
def outside_guide(request: HttpRequest, guide: str) -> HttpResponse:
    """Show a how-to guide to somebody who is in no organization (yet)."""
    return _bare(request, _guide(guide, []))


@require_safe
def outside(request: HttpRequest) -> HttpResponse:
    """List the subjects for somebody who is in no organization (yet)."""
    return _bare(request, _list(request, [], topics_told()))


@require_safe
def outside_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Show one subject to somebody who is in no organization (yet)."""
    return _bare(request, _one(topic, [], topics_told()))


def _framed(visit: Visit, page: HelpPage) -> HttpResponse:
    context: dict[str, object] = {"page": page, "layout": "frame.html"}
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(visit.request, "help.html#words", context)
    context["frame"] = frame_for(visit, Entry.HELP)
    return render(visit.request, "help.html", context)


def _bare(request: HttpRequest, page: HelpPage) -> HttpResponse:
    return render(request, "help.html", {"page": page, "layout": "bare.html"})


def _list(request: HttpRequest, place: list[str], told: Mapping[str, Topic]) -> HelpPage:
    asked = " ".join(request.GET.get("q", "")[:MOST_CHARACTERS].split())
    lines = tuple(
        HelpLine(str(each.title), _url(place, key), str(each.purpose))
        for key, each in topics_found(asked, told)
    )
    return HelpPage(title=_("Help"), asked=asked, lines=lines, url=_url(place))


def _one(key: str, place: list[str], told: Mapping[str, Topic]) -> HelpPage:
    found = told.get(key)
    if found is None:
        raise Http404
    more = None
    if found.guide:
        more = HelpLine(guide_title(found.guide), _guide_url(place, found.guide), "")
    return HelpPage(title=str(found.title), topic=found, url=_url(place), guide=more)


def _guide(guide: str, place: list[str]) -> HelpPage:
    if guide not in guides_told():
        raise Http404
    words = guide_html(guide, partial(_guide_url, place))
    return HelpPage(title=guide_title(guide), url=_url(place), guide_html=words)


def _guide_url(place: list[str], guide: str) -> str:
    return reverse("help-guide" if place else "help-outside-guide", args=[*place, guide])


def _url(place: list[str], key: str = "") -> str:
    """Return the address of a subject or of the list, in an organization or outside of any."""
    name = "help" if place else "help-outside"
    return reverse(f"{name}-topic", args=[*place, key]) if key else reverse(name, args=place)
