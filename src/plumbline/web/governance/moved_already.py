"""A move of a practice that somebody made meanwhile: what happened is said, and no act offered."""

from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from plumbline.domain.governance.selectors.practices import Tier, practice_versions
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.web.day_words import day_words
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.words import VERSION_WORDS, practice_url
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice, PracticeVersion

AWAY: Final = "away"
USE: Final = "use"


def stands_already(row: "Practice", to: str) -> bool:
    """Whether a move leads where the practice is: another page or person was faster."""
    if to in {AWAY, USE}:
        return row.is_archived is (to == AWAY)
    return to == row.tier and not row.is_archived


def already_page(visit: Visit, row: "Practice", to: str) -> HttpResponse:
    """Say who moved it there, and offer no move."""
    last = next(iter(practice_versions(viewer=visit.viewer, practice=row)), None)
    head = _("It is put away already") if to == AWAY else _("It is in use already")
    if to == row.tier:
        head = _("It is this already: %(tier)s") % {"tier": Tier(row.tier).label}
    sent = visit.request.method == "POST"
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "slug": visit.slug,
        "name": row.name,
        "head": head,
        "words": _("Nothing of yours was saved, and there is nothing left to do.")
        if sent
        else _("There is nothing left to do."),
        "last": _version_words(last) if last else "",
        "back": practice_url(visit, row),
    }
    return render(visit.request, "governance/move.html", context, status=CONFLICT if sent else 200)


def _version_words(row: "PracticeVersion") -> str:
    """Say what became of it last: what was done, by whom, when and why."""
    on = day_words(organization_day(organization_bound(), row.at))
    done = {"act": str(VERSION_WORDS.get(row.act, row.act)), "day": on, "reason": row.reason}
    if row.author is None:
        return _("%(act)s on %(day)s: %(reason)s") % done
    return _("%(act)s by %(who)s on %(day)s: %(reason)s") % {**done, "who": row.author.name}
