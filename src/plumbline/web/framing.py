"""The frame around a page: navigation, tabs and the cycle ruler, for one visit."""

from decimal import Decimal
from enum import StrEnum

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.charts import CycleRuler
from plumbline.domain.checkins.selectors import my_check_ins_due
from plumbline.domain.cycles.selectors import CycleFacts, cycle_facts
from plumbline.domain.cycles.weeks import week_count, week_number
from plumbline.domain.notify.selectors.inbox import inbox_unread
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.frame import Frame, NavEntry, Tab, Theme
from plumbline.web.help_topics.pages import topic_of_page
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.visits import Visit

WEEK_COUNT_ID = "my_week_count"


class Entry(StrEnum):
    """The entries of the side bar, and the pages that stand beside them all."""

    MY_WEEK = "my_week"
    TEAM = "team"
    COMPANY = "company"
    PLAN = "plan"
    GOVERNANCE = "governance"
    PEOPLE = "people"
    SETTINGS = "settings"
    FIND = "find"
    LEARN = "learn"
    HELP = "help"
    INBOX = "inbox"


def frame_for(
    visit: Visit,
    current: Entry,
    *,
    tabs: tuple[Tab, ...] = (),
    context: str = "",
    context_url: str = "",
    as_of: str = "",
    waiting: int | None = None,
    address: str = "",
    cycle: str = "",
) -> Frame:
    """Return the frame of a page.

    Args:
        visit: Who is there.
        current: The entry the page belongs to.
        tabs: The views of that entry.
        context: What the page is about, when it is not the organization.
        context_url: Where the context leads.
        as_of: The past day the page speaks of, written out.
        waiting: How many check-ins are due, where the page knows; counted otherwise.
        address: Where the page itself is read, where acts at other addresses show it, too.
        cycle: The public id of the cycle that what the page shows belongs to, where it is about one
            thing; the ruler tells of that cycle.
    """
    ruler, told = _ruler(visit, cycle)
    return Frame(
        organization=visit.organization_name,
        organization_slug=visit.slug,
        person=visit.request.user.name,  # type: ignore[union-attr]
        home_url=reverse("my-week", args=[visit.slug]),
        sign_out_url=reverse("sign-out"),
        preferences_url=reverse("preferences"),
        inbox_url=reverse("inbox", args=[visit.slug]),
        inbox_settings_url=reverse("inbox-settings", args=[visit.slug]),
        unread=inbox_unread(viewer=visit.viewer),
        is_inbox=current is Entry.INBOX,
        nav=_nav(visit, current, waiting),
        foot=_foot(visit, current),
        context=context,
        context_url=context_url,
        tabs=tabs,
        cycle=ruler,
        cycle_words=told,
        find_url=reverse("find", args=[visit.slug]),
        map_url=reverse("map", args=[visit.slug]),
        help_url=help_url(visit),
        is_finding=current is Entry.FIND,
        learns=ModuleKey.LEARNING in visit.modules,
        as_of=as_of,
        address=address,
        theme=_theme(visit),
    )


def _theme(visit: Visit) -> Theme:
    """Return the theme somebody chose; that of their system where they chose none."""
    account = visit.request.user
    return account.theme if account.theme in ("light", "dark") else "system"  # type: ignore[union-attr, return-value]  # signed in, so it is an Account


def _nav(visit: Visit, current: Entry, waiting: int | None) -> tuple[NavEntry, ...]:
    if waiting is None:
        waiting = my_check_ins_due(viewer=visit.viewer, at=visit.at)
    plan = NavEntry(
        label=_("Plan"),
        url=reverse("plan", args=[visit.slug]),
        icon="pencil",
        current=current is Entry.PLAN,
        key="p",
    )
    return (
        NavEntry(
            label=_("My week"),
            url=reverse("my-week", args=[visit.slug]),
            icon="calendar-check",
            current=current is Entry.MY_WEEK,
            count=waiting,
            count_id=WEEK_COUNT_ID,
            key="w",
        ),
        NavEntry(
            label=_("Team"),
            url=reverse("my-team", args=[visit.slug]),
            icon="users",
            current=current is Entry.TEAM,
            key="t",
        ),
        NavEntry(
            label=_("Company"),
            url=reverse("company", args=[visit.slug]),
            icon="building",
            current=current is Entry.COMPANY,
            key="c",
        ),
        plan,
        *_modules_nav(visit, current),
    )


def _modules_nav(visit: Visit, current: Entry) -> tuple[NavEntry, ...]:
    """Return the entries of modules that are switched on."""
    if ModuleKey.GOVERNANCE not in visit.modules:
        return ()
    governance = NavEntry(
        label=_("Governance"),
        url=reverse("practices", args=[visit.slug]),
        icon="gavel",
        current=current is Entry.GOVERNANCE,
        key="g",
    )
    return (governance,)


def _foot(visit: Visit, current: Entry) -> tuple[NavEntry, ...]:
    people = NavEntry(
        label=_("People"),
        url=reverse("people", args=[visit.slug]),
        icon="users",
        current=current is Entry.PEOPLE,
    )
    learn = NavEntry(
        label=_("Learn"),
        url=reverse("learn", args=[visit.slug]),
        icon="book",
        current=current is Entry.LEARN,
    )
    settings = NavEntry(
        label=_("Settings"),
        url=reverse("settings", args=[visit.slug]),
        icon="settings",
        current=current is Entry.SETTINGS,
    )
    help_of_page = NavEntry(
        label=_("Help"),
        url=help_url(visit),
        icon="help",
        current=current is Entry.HELP,
        key="h",
        is_help=current is not Entry.HELP,
    )
    learns = (learn,) if ModuleKey.LEARNING in visit.modules else ()
    return (people, *learns, settings, help_of_page)


def help_url(visit: Visit) -> str:
    """Return where the help of the page that is asked for stands."""
    match = visit.request.resolver_match
    topic = topic_of_page(match.url_name if match else None)
    return reverse("help-topic", args=[visit.slug, topic])


def _ruler(visit: Visit, public_id: str) -> tuple[CycleRuler | None, str]:
    """Return the ruler, or words in its place, of the cycle named, else of the visit's."""
    named = (cycle_facts(cycle) for cycle in visit.cycles if cycle.public_id == public_id)
    told = next(named, visit.cycle)
    return (None, "") if told is None else (cycle_ruler(told, visit), cycle_words(told, visit))


def cycle_words(cycle: CycleFacts, visit: Visit) -> str:
    """Write of a cycle that does not run when it begins or ended; empty for one that does."""
    if cycle.start <= visit.today <= cycle.end:
        return ""
    is_ahead = visit.today < cycle.start
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    day = date_format(cycle.start if is_ahead else cycle.end, _("j F Y"))
    words = _("%(cycle)s begins on %(day)s") if is_ahead else _("%(cycle)s ended on %(day)s")
    return words % {"cycle": cycle.name, "day": day}


def cycle_ruler(cycle: CycleFacts, visit: Visit) -> CycleRuler | None:
    """Return where today stands in a cycle, in whole weeks: a quarter of 92 days has 13.

    `None` for a cycle that does not run: the plumb line is always now.
    """
    if not cycle.start <= visit.today <= cycle.end:
        return None
    days = (cycle.end - cycle.start).days + 1
    gone = (visit.today - cycle.start).days + 1
    return CycleRuler(
        cycle=cycle.name,
        week=week_number(cycle.start, cycle.end, visit.today),
        weeks=week_count(cycle.start, cycle.end),
        share=Decimal(gone) / days,
        words=chart_words(),
    )
