"""The frame of the settings: their views listed beside them, without a cycle.

A narrow window shows them as tabs, as any entry does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.permissions import openable_by
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.roles import deputizable
from plumbline.domain.orgs.viewers import Thing
from plumbline.web.frame import Frame, Tab, TabGroup
from plumbline.web.framing import Entry, frame_for
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True)
class SettingsView:
    """One view of the settings.

    Attributes:
        name: Name of its address.
        label: Its word in the tabs.
        words: What is done there, in one line.
        icon: A name of `plumbline.web.ui.icons.ICONS`.
        is_elsewhere: Listed among the settings, but its page belongs to another entry.
    """

    name: str
    label: str
    words: str
    icon: str
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """Views of one subject, with its heading."""

    label: str
    views: tuple[SettingsView, ...]


def settings_frame(visit: Visit, current: str = "") -> Frame:
    """Return the frame of a page of the settings.

    Args:
        visit: Who is there.
        current: Name of the view that is shown; empty on the page that lists them.
    """
    groups = settings_groups(visit) if current else ()
    own = [view for group in groups for view in group.views if not view.is_elsewhere]
    frame = frame_for(
        visit,
        Entry.SETTINGS,
        tabs=_tabs(visit, own, current),
        context=_("Settings"),
        context_url=reverse("settings", args=[visit.slug]),
    )
    listed = tuple(
        TabGroup(label=each.label, tabs=_tabs(visit, each.views, current)) for each in groups
    )
    return replace(frame, groups=listed, cycle=None, cycle_words="")


def _tabs(visit: Visit, views: Iterable[SettingsView], current: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            label=view.label,
            url=reverse(view.name, args=[visit.slug]),
            current=view.name == current,
        )
        for view in views
    )


def settings_groups(visit: Visit) -> tuple[SettingsGroup, ...]:
    """Return what the viewer may see of the settings, by subject; groups without any left out."""
    groups = (
        (_("The organization"), (*_house(visit), *_days(visit), *_taking_out(visit))),
        (_("What happened"), _record(visit)),
        (_("You"), _own(visit)),
    )
    found = ((label, tuple(view for may, view in views if may)) for label, views in groups)
    return tuple(SettingsGroup(label, views) for label, views in found if views)


_Offers = tuple[tuple[bool, SettingsView], ...]


def _house(visit: Visit) -> _Offers:
    return (
        (
            _may(visit, Act.MANAGE, Kind.ORGANIZATION),
            SettingsView(
                "organization-settings",
                _("Organization"),
                _("What it is called, its address, its time zone and fiscal year"),
                "building",
            ),
        ),
        (
            _may(visit, Act.VIEW, Kind.MODULE),
            SettingsView(
                "modules",
                _("Modules"),
                _("What is switched on: Simple, Full, or a choice of your own"),
                "adjustments-horizontal",
            ),
        ),
        (
            _may(visit, Act.VIEW, Kind.ROLE),
            SettingsView(
                "roles",
                _("Roles"),
                _("Who has which role, and who may do what"),
                "users",
            ),
        ),
        (
            _may(visit, Act.MANAGE, Kind.CUSTOM_FIELD),
            SettingsView(
                "fields",
                _("Custom fields"),
                _("What forms ask beyond what everybody asks"),
                "list-tree",
            ),
        ),
    )


def _days(visit: Visit) -> _Offers:
    return (
        (
            _may(visit, Act.VIEW, Kind.WORKING_DAYS),
            SettingsView(
                "working-days",
                _("Working days and holidays"),
                _("On which days nothing falls due, here and at each location"),
                "calendar-check",
            ),
        ),
    )


def _taking_out(visit: Visit) -> _Offers:
    return (
        (
            _may(visit, Act.EXPORT, Kind.DOCUMENT),
            SettingsView(
                "export",
                _("Export"),
                _("A cycle as XLSX, CSV, Markdown, YAML or JSON, to be imported again"),
                "download",
                is_elsewhere=True,
            ),
        ),
    )


def _record(visit: Visit) -> _Offers:
    return (
        (
            _may(visit, Act.VIEW, Kind.JOURNAL),
            SettingsView(
                "journal",
                _("Journal"),
                _("Every change and every sign-in: who, what and when"),
                "history",
            ),
        ),
        (
            _may(visit, Act.VIEW, Kind.MESSAGE),
            SettingsView(
                "mail", _("Mail"), _("What waits, was sent, or could not be delivered"), "mail"
            ),
        ),
        (
            _may(visit, Act.VIEW, Kind.JOB),
            SettingsView(
                "jobs", _("Jobs"), _("What runs by itself, and whether it went well"), "refresh"
            ),
        ),
        (
            bool(openable_by(visit.viewer)),
            SettingsView(
                "openings",
                _("Private objectives"),
                _("Open one with a reason; its owner is told"),
                "lock-open",
            ),
        ),
    )


def _own(visit: Visit) -> _Offers:
    own_token = Thing(kind=Kind.TOKEN, person_id=visit.viewer.person_id)
    oneself = Thing(kind=Kind.PERSON, person_id=visit.viewer.person_id)
    return (
        (
            permitted(visit.viewer, Act.EDIT, oneself),
            SettingsView(
                "inbox-settings",
                _("What I am told"),
                _("Which events come to your inbox, and which by mail, and when"),
                "bell",
                is_elsewhere=True,
            ),
        ),
        (
            permitted(visit.viewer, Act.DEPUTIZE, oneself) or deputizable(viewer=visit.viewer),
            SettingsView(
                "deputies",
                _("Deputies"),
                _("Who is your deputy while you are away, and whose deputy you are"),
                "user-plus",
            ),
        ),
        (
            permitted(visit.viewer, Act.CREATE, own_token),
            SettingsView(
                "tokens",
                _("API tokens"),
                _("Let a program read, check in or write as you"),
                "key",
            ),
        ),
    )


def _may(visit: Visit, act: Act, kind: Kind) -> bool:
    return permitted(visit.viewer, act, Thing(kind=kind))
