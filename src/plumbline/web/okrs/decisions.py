"""What waits for a decision, on the organization's page: what, why, and by when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.dependencies.selectors.facts import DependencyFacts
from plumbline.domain.dependencies.selectors.late import dependencies_late
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.okrs.selectors.decisions import (
    NotBegun,
    SilentOffTrack,
    not_begun,
    silent_off_track,
    upper_teams,
)
from plumbline.domain.okrs.selectors.waivers import WaiverFacts, waivers_list
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.okrs.waiver_lines import waived_words
from plumbline.web.okrs.written import day_before
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

#: So many waivers are told; all of them stand in Governance.
WAIVERS_UP_TO: Final = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to be decided.

    Attributes:
        title: What it is about.
        words: Why it waits, and for whom.
        when: By when, or for how long it has waited.
        url: Where it is decided.
    """

    title: str
    words: str
    when: str
    url: str


def decisions(visit: Visit, cycle: "Cycle", *, upper_only: bool) -> tuple[Decision, ...]:
    """Return what waits, as far as the viewer sees it: late promises first, then silence.

    Eleven queries at most; four where nothing waits.

    Args:
        visit: Who is there.
        cycle: Whose objectives.
        upper_only: Whether to look no further than right below the organization.
    """
    late = dependencies_late(viewer=visit.viewer, at=visit.at)
    teams = upper_teams() if upper_only else None
    silent = silent_off_track(viewer=visit.viewer, cycle=cycle, at=visit.at, teams=teams)
    waiting = not_begun(viewer=visit.viewer, cycle=cycle, at=visit.at, teams=teams)
    return (
        *(_late(visit, each) for each in late),
        *(_silent(visit, each) for each in silent),
        *(_waiting(visit, each, cycle) for each in waiting),
        *(_waiver(visit, each) for each in _waivers(visit)),
    )


def _late(visit: Visit, facts: DependencyFacts) -> Decision:
    days = (visit.today - facts.needed_by).days
    sides = {"delivering": facts.delivering.name, "waiting": facts.waiting.name}
    words = (
        _("“%(delivering)s” has not answered “%(waiting)s”.")
        if facts.state is PromiseState.ASKED
        else _("“%(delivering)s” owes it to “%(waiting)s”.")
    )
    return Decision(
        facts.title,
        words % sides,
        ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days},
        reverse("dependency", args=[visit.slug, facts.public_id]),
    )


def _silent(visit: Visit, found: SilentOffTrack) -> Decision:
    days = (visit.today - found.heard_on).days
    return Decision(
        found.key_result.name,
        _("Off track when it was last heard of: persist, pivot, pause or stop? %(whose)s")
        % {"whose": ", ".join(filter(None, (found.owner, found.team)))},
        ngettext("silent for %(count)d day", "silent for %(count)d days", days) % {"count": days},
        reverse("key-result", args=[visit.slug, found.key_result.public_id]),
    )


def _waiting(visit: Visit, found: NotBegun, cycle: "Cycle") -> Decision:
    days = (visit.today - cycle.start).days
    return Decision(
        found.objective.name,
        " ".join(filter(None, (_why(visit, found), found.team))),
        ngettext(
            "waits, %(count)d day into the cycle", "waits, %(count)d days into the cycle", days
        )
        % {"count": days},
        reverse("objective", args=[visit.slug, found.objective.public_id]),
    )


def _why(visit: Visit, found: NotBegun) -> str:
    if ModuleKey.GOVERNANCE in visit.modules:
        if found.sent_back:
            return _("In review, and sent back.")
        if found.asked:
            return ngettext(
                "In review: %(count)d approval is asked for.",
                "In review: %(count)d approvals are asked for.",
                found.asked,
            ) % {"count": found.asked}
    return _("In review, and not activated.")


def _waivers(visit: Visit) -> tuple[WaiverFacts, ...]:
    if ModuleKey.GOVERNANCE not in visit.modules:
        return ()
    try:
        asked = waivers_list(viewer=visit.viewer, state=WaiverState.ASKED, lasting_on=visit.today)
    except NotFound:  # they may not read practices
        return ()
    own = [each for each in asked if each.may_answer]
    return tuple(sorted(own, key=lambda each: each.asked_at)[:WAIVERS_UP_TO])


def _waiver(visit: Visit, facts: WaiverFacts) -> Decision:
    asked_on = organization_day(organization_bound(), facts.asked_at)
    return Decision(
        _("Waiver of “%(practice)s” for %(whom)s")
        % {"practice": facts.practice.name, "whom": waived_words(facts)},
        _("%(who)s asks: %(reason)s") % {"who": facts.asked_by, "reason": facts.reason}
        if facts.asked_by
        else facts.reason,
        _("asked on %(day)s") % {"day": day_before(asked_on, visit.today)},
        reverse("waiver", args=[visit.slug, facts.public_id]),
    )
