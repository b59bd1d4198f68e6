"""Waivers in people's words, and those of a team or an objective on its page."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.waivers import (
    WaiverState,
    waivers_of_team,
)
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.engine.documents.model import State
from plumbline.web.day_words import day_words
from plumbline.web.okrs.written import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbline.domain.okrs.selectors.details import ObjectiveDetails
    from plumbline.domain.okrs.selectors.waivers import WaiverFacts
    from plumbline.domain.orgs.models import Team
    from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """A practice that a team or an objective need not keep for some time, or asks not to.

    Attributes:
        sentence: What an objective need not keep; empty while it is only asked for.
    """

    practice: str
    words: str
    url: str
    sentence: str = ""


def team_waiver_lines(visit: "Visit", team: "Team") -> tuple[WaiverLine, ...]:
    """Return what a team need not keep today, or asks not to; nothing while governance is off.

    One query.
    """
    if ModuleKey.GOVERNANCE not in visit.modules:
        return ()
    found = waivers_of_team(viewer=visit.viewer, team=team, on=visit.today)
    return tuple(_line(visit, each) for each in found)


def is_waivable(details: "ObjectiveDetails") -> bool:
    """Whether anything can be waived for it today: not once it is over, nor where it is opened."""
    is_over = state_of(details.facts.state) in (State.CLOSED, State.STOPPED)
    return not is_over and details.as_of is None and details.opening is None


def objective_waiver_lines(
    visit: "Visit", found: "Sequence[WaiverFacts]"
) -> tuple[WaiverLine, ...]:
    """Return in words what an objective need not keep today, or asks not to."""
    return tuple(_line(visit, each) for each in found)


def _line(visit: "Visit", facts: "WaiverFacts") -> WaiverLine:
    state = waiver_words(facts, on=visit.today)
    return WaiverLine(
        practice=facts.practice.name,
        words=f"{waived_words(facts)} · {state}" if facts.is_for_team else state,
        sentence=granted_words(facts) if facts.state is WaiverState.GRANTED else "",
        url=reverse("waiver", args=[visit.slug, facts.public_id]),
    )


def waiver_words(facts: "WaiverFacts", *, on: date) -> str:
    """Say how a waiver stands on a day."""
    day = {"day": day_words(facts.expires_on)}
    if facts.state is WaiverState.GRANTED:
        return (_("Expired on %(day)s") if facts.expires_on < on else _("Until %(day)s")) % day
    if facts.state is WaiverState.ASKED:
        return _("Asked for, until %(day)s") % day
    return str(facts.state.label)


def asked_words(facts: "WaiverFacts") -> str:
    """Say that leave was asked for: by whom, for what if not for this alone, until when."""
    said = {
        "who": facts.asked_by,
        "team": waived_words(facts),
        "day": day_words(facts.expires_on),
    }
    if facts.is_for_team:
        return _("A waiver for %(team)s is asked for, until %(day)s; nobody has answered") % said
    if not facts.asked_by:
        return _("A waiver is asked for, until %(day)s; nobody has answered") % said
    return _("%(who)s asked for a waiver, until %(day)s; nobody has answered") % said


def granted_words(facts: "WaiverFacts") -> str:
    """Say what need not be kept, and until when, in a sentence around the practice's name."""
    said = {"practice": facts.practice.name, "day": day_words(facts.expires_on)}
    words = _("It need not keep “%(practice)s” until %(day)s.") % said
    if not facts.granted_by or not facts.granted_why:
        return words
    why = {"who": facts.granted_by, "why": facts.granted_why}
    return words + " " + _("%(who)s granted it: “%(why)s”") % why


def waived_words(facts: "WaiverFacts") -> str:
    """Say what a waiver is for."""
    if facts.is_for_team:
        return _("%(team)s and all below") % {"team": facts.about.name}
    return facts.about.name
