"""What a document states of no day, on the preview: how much, and of which day it is taken."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_values import ImportPlan
from plumbline.web.day_field import DayField
from plumbline.web.transfer.import_choices import DAY, TAKE, ImportChoices
from plumbline.web.visits import Visit

_OF_THE_DAY = frozenset({"transfer.as_of.future", "documents.yaml.day_far"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """The choice of a day.

    Attributes:
        words: How many key results state something of no day.
        outcome: What becomes of it.
        as_of: The day it is taken as of; empty when it is left out.
        day: What stands in the field, today at first.
        latest: The last day that can be named.
        is_taken: Whether check-ins are made of it.
        errors: Why the day that was named is none; empty for nothing.
    """

    words: str
    outcome: str
    as_of: str
    day: str
    latest: str
    is_taken: bool
    errors: tuple[str, ...] = ()


def day_part(visit: Visit, plan: ImportPlan, choices: ImportChoices) -> DayPart | None:
    """Return the choice; `None` for a document that states nothing of no day."""
    if not (count := plan.undated):
        return None
    words = ngettext(
        "%(count)d key result states a value, a confidence or a note, and not of which day.",
        "%(count)d key results state a value, a confidence or a note, and not of which day.",
        count,
    )
    today, as_of = visit.today.isoformat(), choices.as_of
    return DayPart(
        words=words % {"count": count},
        outcome=_outcome(plan, choices),
        as_of=as_of.isoformat() if as_of else "",
        day=as_of.isoformat() if as_of else today,
        latest=today,
        is_taken=as_of is not None,
        errors=_errors(visit) if as_of is None else _refused(plan),
    )


def _errors(visit: Visit) -> tuple[str, ...]:
    """Say what is wrong with a day that was to be taken just now and was not."""
    asked = visit.request.GET
    if asked.get(TAKE) != "1":
        return ()
    fault = "invalid" if asked.get(DAY, "").strip() else "required"
    return (str(DayField.default_error_messages[fault]),)


def _refused(plan: ImportPlan) -> tuple[str, ...]:
    """Say at the field why nothing is taken as of the day."""
    return tuple(wording(each) for each in plan.refusals if each.id in _OF_THE_DAY)


def _outcome(plan: ImportPlan, choices: ImportChoices) -> str:
    if choices.as_of is None:
        return _(
            "It is left out, unless you say of which day it is: then check-ins are made of it."
        )
    count = sum(entry.date == choices.as_of for row in plan.rows for entry in row.check_ins)
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    day = date_format(choices.as_of, _("j F Y"))
    if not count:
        return _("Nothing is taken as of %(day)s.") % {"day": day}
    words = ngettext(
        "%(count)d check-in of %(day)s is made; it stands at its line below.",
        "%(count)d check-ins of %(day)s are made; each stands at its line below.",
        count,
    )
    return words % {"count": count, "day": day}
