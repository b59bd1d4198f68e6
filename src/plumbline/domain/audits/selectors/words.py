"""Audits in people's words, on pages and on paper."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.audits.selectors.audits import FindingOutcome

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit, AuditFinding
    from plumbline.domain.audits.selectors.compliance import Compliance, Tally
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team


def day_words(day: object) -> str:
    """Write a day."""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    return date_format(day, _("j F Y"))  # type: ignore[arg-type]  # a day


def audit_name(audit: "Audit", day: str = "") -> str:
    """Return what an audit is called: by its day, or by other words for that day."""
    return _("Audit of %(day)s") % {"day": day or day_words(audit.as_of)}


def where_words(team: "Team | None", cycle: "Cycle | None") -> str:
    """Say where an audit looks."""
    place = _("The whole organization")
    if team is not None:
        place = _("%(team)s and all below") % {"team": team.name}
    return place if cycle is None else f"{place} · {cycle.name}"


def by_words(audit: "Audit") -> str:
    """Say who asked for an audit."""
    if audit.is_scheduled:
        return _("made by its schedule")
    if audit.asked_by is None:
        return ""
    return _("asked for by %(person)s") % {"person": audit.asked_by.name}


def percent_words(percent: int | None) -> str:
    """Write a share; a dash where nothing had to be kept."""
    return "–" if percent is None else _("%(percent)s %%") % {"percent": percent}


def tally_words(tally: "Tally") -> str:
    """Say how often practices were kept."""
    parts = [
        ngettext(
            "%(kept)s of %(asked)s check kept", "%(kept)s of %(asked)s checks kept", tally.asked
        )
        % {"kept": tally.kept, "asked": tally.asked}
    ]
    if tally.waived:
        parts.append(_("%(count)s waived") % {"count": tally.waived})
    if tally.broken:
        parts.append(_("%(count)s not kept") % {"count": tally.broken})
    return ", ".join(parts)


def outside_words(told: "Compliance") -> str:
    """Say what is outside teams: personal objectives, and people of no team who are to attest."""
    return _("Outside teams") if told.attestations else _("Personal objectives")


def outcome_words(finding: "AuditFinding") -> str:
    """Say what a finding comes to."""
    return str(FindingOutcome(finding.outcome).label)


def values_words(finding: "AuditFinding") -> str:
    """Write the numbers and days of a key result as they were."""
    names = {
        "baseline": _("from"),
        "target": _("to"),
        "low": _("at least"),
        "high": _("at most"),
        "current": _("stood at"),
        "due": _("due"),
        "checked_in_on": _("checked in"),
        "answered_on": _("answered"),
        "confidence": _("confidence"),
    }
    unit = finding.values.get("unit", "")
    parts = [
        f"{words} {_value(name, finding.values[name])}"
        f"{f' {unit}' if unit and name in _MEASURES else ''}"
        for name, words in names.items()
        if name in finding.values
    ]
    return " · ".join(parts)


def _value(name: str, value: str) -> str:
    return day_words(date.fromisoformat(value)) if name in _DAYS else value


_DAYS = frozenset({"due", "checked_in_on", "answered_on"})
_MEASURES = frozenset({"baseline", "target", "low", "high", "current"})
