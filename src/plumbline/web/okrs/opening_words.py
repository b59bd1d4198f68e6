"""What pages say of an opening: to whoever opened a thing, to its owner, and where nothing is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.domain.okrs.permissions import openable_by
from plumbline.domain.okrs.selectors.openings import OpeningFacts
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.web.ui.chart_words import day_written
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningNotice:
    """By what the viewer reads a page that is not for their eyes, and how they let go of it.

    Attributes:
        head: Until when they may.
        told: Who knows of it.
        end_url: Takes a POST.
    """

    head: str
    told: str
    reason: str
    end_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """One opening in the history of an objective.

    Attributes:
        open_to: To whom it is open now, for the line that says who sees it; empty once it is over.
    """

    day: str
    words: str
    reason: str
    open_to: str


def instant_written(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant with its day: 23 November 2026, 17:30."""
    # Translators: Django's date format: "j F Y, H:i" gives 23 November 2026, 17:30.
    return date_format(at.astimezone(zone), _("j F Y, H:i"))


def opening_notice(visit: Visit, opening: OpeningFacts | None) -> OpeningNotice | None:
    """Return what stands on top of a page that is read by an opening."""
    if opening is None:
        return None
    until = instant_written(opening.until, zone_of(viewer=visit.viewer))
    return OpeningNotice(
        head=_("You opened this and can read it until %(until)s.") % {"until": until},
        told=told_words(opening),
        reason=opening.reason,
        end_url=reverse("opening-end", args=[visit.slug, opening.public_id]),
    )


def told_words(opening: OpeningFacts) -> str:
    """Say who was told."""
    if opening.told is None:
        return _("Nobody could be told by mail; the journal keeps it.")
    return _("%(person)s was told by mail.") % {"person": opening.told.name}


def opening_lines(
    visit: Visit, openings: Iterable[OpeningFacts], *, used: OpeningFacts | None
) -> tuple[OpeningLine, ...]:
    """Return the openings of an objective as lines of its page.

    Args:
        visit: Who is there.
        openings: What they are to know.
        used: The one by which they read the page, which `opening_notice` tells of.
    """
    found = [each for each in openings if used is None or each.public_id != used.public_id]
    if not found:
        return ()
    zone = zone_of(viewer=visit.viewer)
    return tuple(_line(opening, zone) for opening in found)


def _line(opening: OpeningFacts, zone: ZoneInfo) -> OpeningLine:
    words = (
        _("%(person)s opened it and can read it until %(until)s.")
        if opening.is_standing
        else _("%(person)s opened it and could read it until %(until)s.")
    )
    named = {"person": opening.person.name, "until": instant_written(opening.until, zone)}
    return OpeningLine(
        day=day_written(opening.opened_at.astimezone(zone)),
        words=words % named,
        reason=opening.reason,
        open_to=_("Open to %(person)s until %(until)s") % named if opening.is_standing else "",
    )


def nothing_here(visit: Visit) -> HttpResponse:
    """Answer for what is not there or not for the viewer's eyes, which nothing tells apart.

    Whoever may open things is shown where, whether or not there is anything.
    """
    open_url = ""
    if openable_by(visit.viewer):
        query = urlencode({"named": visit.request.path})
        open_url = f"{reverse('openings', args=[visit.slug])}?{query}"
    return render(visit.request, "404.html", {"open_url": open_url}, status=404)
