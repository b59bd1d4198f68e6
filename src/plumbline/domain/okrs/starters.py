"""Templates that come along: objectives to begin from, by function, without anybody's figures.

They say what to measure and in which unit. Where a team stands and where it wants to be only that
team knows, so baselines, targets and limits stay open until somebody measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.domain.okrs.models import MetricKind, Style

#: Translated when somebody reads it, and written in the words of whoever begins from it.
Words: TypeAlias = Promise | str


class Function(models.TextChoices):
    """What kind of work a template is for."""

    PRODUCT = "product", _("Product")
    ENGINEERING = "engineering", _("Engineering")
    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")
    SERVICE = "service", _("Customer service")
    OPERATIONS = "operations", _("Operations")
    PEOPLE = "people", _("People")
    FINANCE = "finance", _("Finance")


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterKeyResult:
    """What to measure; its figures are open."""

    title: Words
    kind: MetricKind
    unit: Words
    is_guardrail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """An objective to begin from."""

    function: Function
    title: Words
    why: Words
    style: Style
    key_results: tuple[StarterKeyResult, ...]


_INCREASE, _DECREASE = MetricKind.INCREASE, MetricKind.DECREASE


def _more(title: Words, unit: Words) -> StarterKeyResult:
    return StarterKeyResult(title=title, kind=_INCREASE, unit=unit)


def _less(title: Words, unit: Words) -> StarterKeyResult:
    return StarterKeyResult(title=title, kind=_DECREASE, unit=unit)


def _at_most(title: Words, unit: Words) -> StarterKeyResult:
    return StarterKeyResult(title=title, kind=MetricKind.AT_MOST, unit=unit, is_guardrail=True)


def _at_least(title: Words, unit: Words) -> StarterKeyResult:
    return StarterKeyResult(title=title, kind=MetricKind.AT_LEAST, unit=unit, is_guardrail=True)


#: By the part of the address that names each; a key is never given to another one.
STARTERS: Final[Mapping[str, Starter]] = {
    "first-value": Starter(
        function=Function.PRODUCT,
        title=_("New customers see the worth of our product on their first day"),
        why=_("Who does not get there on the first day rarely comes back on the second."),
        style=Style.ASPIRATIONAL,
        key_results=(
            _more(_("New accounts that finish their first real task within a day"), "%"),
            _less(_("Median time from signing up to the first real task"), _("minutes")),
            _more(_("New accounts still in use four weeks later"), "%"),
            _at_most(_("Requests for help by each hundred new accounts"), _("requests")),
        ),
    ),
    "problem-worth-solving": Starter(
        function=Function.PRODUCT,
        title=_("We know whether this problem is worth solving, and for whom"),
        why=_("A quarter of learning costs less than a year of building the wrong thing."),
        style=Style.LEARNING,
        key_results=(
            _more(_("People with the problem who told us how they cope today"), _("people")),
            _more(_("Of those who saw a sketch, people who asked to use it"), "%"),
            _more(_("Riskiest assumptions with evidence for or against"), _("assumptions")),
        ),
    ),
    "calm-releases": Starter(
        function=Function.ENGINEERING,
        title=_("Changes reach our users within a day, and nobody is afraid of it"),
        why=_("Small changes that go out at once are easier to understand and to take back."),
        style=Style.ASPIRATIONAL,
        key_results=(
            _less(_("Median time from a merged change to its release"), _("hours")),
            _more(_("Releases in a week"), _("releases")),
            _less(_("Median time until a failed release is taken back"), _("minutes")),
            _at_most(_("Releases that need a repair at once"), "%"),
        ),
    ),
    "reliable-service": Starter(
        function=Function.ENGINEERING,
        title=_("Our users can rely on the service at any hour"),
        why=_("Each outage costs trust that no new feature buys back."),
        style=Style.COMMITTED,
        key_results=(
            _more(_("Requests answered correctly and in time"), "%"),
            _less(_("Incidents in a month that users notice"), _("incidents")),
            _less(_("Median time until an incident is over"), _("minutes")),
            _at_most(_("Nights in a month on which somebody on call is woken"), _("nights")),
        ),
    ),
    "right-audience": Starter(
        function=Function.MARKETING,
        title=_("The people we can help best find us and recognize themselves"),
        why=_("Reach among people whom we cannot help fills the funnel and nothing else."),
        style=Style.ASPIRATIONAL,
        key_results=(
            _more(_("New conversations in a month with customers who fit"), _("conversations")),
            _more(_("Visitors who go on to try the product"), "%"),
            _more(_("New customers who came because somebody recommended us"), "%"),
            _at_most(_("Cost of winning one customer, in the house currency"), ""),
        ),
    ),
    "sales-that-last": Starter(
        function=Function.SALES,
        title=_("We win customers who stay, because we promise what we can keep"),
        why=_("A contract that ends within a year costs more than it brings."),
        style=Style.COMMITTED,
        key_results=(
            _more(_("Offers that are accepted"), "%"),
            _less(_("Median time from the first talk to the signature"), _("days")),
            _more(_("Customers of last year who renewed"), "%"),
            _at_most(_("Average discount on the list price"), "%"),
        ),
    ),
    "helped-at-once": Starter(
        function=Function.SERVICE,
        title=_("Whoever asks us is helped the first time"),
        why=_("Having to ask twice is what customers remember."),
        style=Style.ASPIRATIONAL,
        key_results=(
            _more(_("Requests settled with the first answer"), "%"),
            _less(_("Median time until a first answer by a person"), _("hours")),
            _less(_("Requests in a week about our five most frequent causes"), _("requests")),
            _at_least(_("Customers who were content with the answer"), "%"),
        ),
    ),
    "on-time": Starter(
        function=Function.OPERATIONS,
        title=_("What we promise arrives complete and on the day"),
        why=_("Customers plan around our dates; a late delivery stops their work as well."),
        style=Style.COMMITTED,
        key_results=(
            _more(_("Orders delivered complete on the promised day"), "%"),
            _less(_("Median time from order to delivery"), _("days")),
            _less(_("Orders that somebody has to correct by hand"), "%"),
            _at_most(_("Accidents at work in the cycle"), _("accidents")),
        ),
    ),
    "people-stay": Starter(
        function=Function.PEOPLE,
        title=_("People join us well and want to stay"),
        why=_("Whoever leaves in the first year leaves before the work gets easy."),
        style=Style.ASPIRATIONAL,
        key_results=(
            _more(_("New colleagues who say after 60 days that the job is as described"), "%"),
            _less(_("Median time until an open position is filled"), _("days")),
            _less(_("Colleagues who leave within their first year"), "%"),
            _at_least(_("Applicants who would recommend applying to us"), "%"),
        ),
    ),
    "figures-in-time": Starter(
        function=Function.FINANCE,
        title=_("Everybody who decides has figures they trust while it still matters"),
        why=_("A correct figure that comes three weeks late has decided nothing."),
        style=Style.COMMITTED,
        key_results=(
            _less(_("Working days until a month is closed"), _("days")),
            _less(_("Corrections after a month is closed"), _("corrections")),
            _more(_("Invoices paid by their day"), "%"),
            _at_most(_("Overtime in the days of closing, by person"), _("hours")),
        ),
    ),
}
