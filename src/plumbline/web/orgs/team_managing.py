"""Changing a team: its name, where it lies, who belongs to it, and closing it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.selectors.drafts import owners_offered
from plumbline.domain.okrs.services.team_closing import team_close
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.staffing import team_memberships
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.teams import team_restore, team_update
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, StaleVersion
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.objective_forms import named
from plumbline.web.okrs.written import day_with_year
from plumbline.web.orgs.places import people_tabs
from plumbline.web.orgs.team_forms import (
    MemberForm,
    TeamEditForm,
    TeamMoveForm,
    move_form,
    team_now,
)
from plumbline.web.posted import version_sent
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.working_days.places import location_options, placed

if TYPE_CHECKING:
    from datetime import date

    from plumbline.domain.orgs.models import Person, Team, TeamMembership


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a member as typed; `url` takes it, and `complaint` is why it did not."""

    url: str
    typed: str
    complaint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """Who belongs to a team.

    Attributes:
        days: Since when, or from when, and until when.
        change_url: Takes a POST: who leads, and who leaves.
        move_url: Asks to which other team they go, and from when.
    """

    name: PersonName
    url: str
    is_lead: bool
    days: str
    change_url: str
    last_day: LastDay
    move_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagePage:
    """Everything the template says; `complaint` is why an act of a button was not done."""

    name: str
    version: int
    okrs_url: str
    is_closed: bool
    is_company: bool
    members: tuple[MemberLine, ...]
    edit: TeamEditForm
    move: TeamMoveForm | None
    member: MemberForm
    urls: dict[str, str]
    complaint: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def manage(visit: Visit, team: str) -> HttpResponse:
    """Show what can be changed of a team, and change what it is called."""
    row = team_managed(visit, team)
    if visit.request.method != "POST":
        return manage_page(visit, row)
    form = TeamEditForm(visit.request.POST, locations=location_options(visit))
    return form_answer(
        form,
        page=lambda form, *, status=200: manage_page(visit, row, edit=form, status=status),
        save=partial(_rename, visit, row),
        now=team_now,
    )


@require_POST
@tenant_page
def join(visit: Visit, team: str) -> HttpResponse:
    """Let somebody belong to a team."""
    row = team_managed(visit, team)
    return form_answer(
        _member_form(visit, sent=True),
        page=lambda form, *, status=200: manage_page(visit, row, member=form, status=status),
        save=partial(_join, visit, row),
        refusals=CHOSEN,
    )


@require_POST
@tenant_page
def close(visit: Visit, team: str) -> HttpResponse:
    """Close a team; its history stays, and its members leave it."""
    row = team_managed(visit, team)
    act = partial(team_close, actor=visit.viewer, team=row, at=visit.at)
    return _done(visit, row, act, _("%(team)s is closed. What it did stays readable."))


@require_POST
@tenant_page
def restore(visit: Visit, team: str) -> HttpResponse:
    """Bring a closed team back."""
    row = team_managed(visit, team)
    act = partial(team_restore, actor=visit.viewer, team=row, at=visit.at)
    return _done(visit, row, act, _("%(team)s is back. Say who belongs to it."))


def team_managed(visit: Visit, public_id: str) -> "Team":
    """Return a team to whoever manages teams.

    Raises:
        NotFound: There is no such team.
        PermissionRefused: The viewer manages no teams.
    """
    manage_permit(visit.viewer, Kind.TEAM)
    return team_get(viewer=visit.viewer, public_id=public_id)


def _done(visit: Visit, row: "Team", act: Callable[..., object], words: str) -> HttpResponse:
    """Do what a button alone says; why it is not done stands on the page."""
    try:
        act(expected=version_sent(visit.request))
    except Refused as refused:
        complaint = wording(refused.message)
        return manage_page(visit, row, complaint=complaint, status=UNPROCESSABLE)
    except StaleVersion:
        complaint = _("Somebody changed it meanwhile. Look at it again first.")
        now = team_get(viewer=visit.viewer, public_id=row.public_id)
        return manage_page(visit, now, complaint=complaint, status=CONFLICT)
    messages.success(visit.request, words % {"team": row.name})
    return redirect("team-manage", visit.slug, row.public_id)


def _rename(visit: Visit, row: "Team", form: TeamEditForm) -> HttpResponse:
    given = form.cleaned_data
    with writing(organization_bound()):
        team_update(
            actor=visit.viewer,
            team=row,
            expected=given["version"],
            name=given["name"],
            level=given["level"],
            key=given["key"],
            cadence=given["cadence"],
            at=visit.at,
        )
        placed(visit, form, team=row)
    messages.success(visit.request, _("Saved. Pages of past days keep the old name."))
    return redirect("team-manage", visit.slug, row.public_id)


def _edit_form(visit: Visit, row: "Team") -> TeamEditForm:
    now = {**team_now(row), "version": row.version}
    return TeamEditForm(locations=location_options(visit), initial=now)


def _join(visit: Visit, row: "Team", form: MemberForm) -> HttpResponse:
    given = form.cleaned_data
    person = person_get(viewer=visit.viewer, public_id=given["person"])
    membership_add(
        actor=visit.viewer,
        person=person,
        team=row,
        since=given["since"],
        is_lead=given["is_lead"],
        at=visit.at,
    )
    messages.success(visit.request, joined_words(visit, person, row, since=given["since"]))
    return redirect("team-manage", visit.slug, row.public_id)


def joined_words(visit: Visit, person: "Person", team: "Team", *, since: "date") -> str:
    """Say that somebody belongs to a team, or from when on they will."""
    if since <= visit.today:
        return _("%(name)s belongs to %(team)s.") % {"name": person, "team": team}
    words = _("%(name)s belongs to %(team)s from %(day)s on.")
    return words % {"name": person, "team": team, "day": day_with_year(since)}


def last_day_at(visit: Visit, url: str, refused: LastDay | None) -> LastDay:
    """Return what the field says whose form posts to `url`: what was refused there, or today."""
    if refused is not None and refused.url == url:
        return refused
    return LastDay(url, visit.today.isoformat())


def _member_form(visit: Visit, *, sent: bool = False) -> MemberForm:
    people = named(owners_offered(viewer=visit.viewer))
    data = visit.request.POST if sent else None
    return MemberForm(data, people=people, initial={"since": visit.today.isoformat()})


def manage_page(
    visit: Visit,
    row: "Team",
    *,
    edit: TeamEditForm | None = None,
    move: TeamMoveForm | None = None,
    member: MemberForm | None = None,
    last_day: LastDay | None = None,
    complaint: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show what can be changed of a team; what was refused stands at its form."""
    is_company = row.parent is None
    own = [visit.slug, row.public_id]
    members = team_memberships(viewer=visit.viewer, team=row, on=visit.today)
    page = ManagePage(
        name=row.name,
        version=row.version,
        okrs_url=reverse("team", args=own),
        is_closed=row.archived_on is not None,
        is_company=is_company,
        members=tuple(_member(visit, row, each, last_day) for each in members),
        edit=edit or _edit_form(visit, row),
        move=None
        if is_company
        else move or move_form(team=row, nodes=teams_tree(viewer=visit.viewer)),
        member=member or _member_form(visit),
        urls={name: reverse(f"team-{name}", args=own) for name in _ACTS},
        complaint=complaint,
    )
    address = page.urls["manage"] if last_day else ""
    frame = frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=True), address=address)
    context: dict[str, object] = {
        "frame": frame,
        "page": page,
        "back": reverse("teams", args=[visit.slug]),
    }
    return render(visit.request, "orgs/team_manage.html", context, status=status)


_ACTS = ("manage", "move", "join", "close", "restore")


def _member(
    visit: Visit, row: "Team", membership: "TeamMembership", last_day: LastDay | None
) -> MemberLine:
    person = membership.person
    own = [visit.slug, row.public_id, person.public_id]
    change_url = reverse("team-member", args=own)
    return MemberLine(
        name=PersonName(person.name),
        url=reverse("person", args=[visit.slug, person.public_id]),
        is_lead=membership.is_lead,
        days=days_words(membership, today=visit.today),
        change_url=change_url,
        last_day=last_day_at(visit, change_url, last_day),
        move_url=reverse("member-move", args=own),
    )


def days_words(membership: "TeamMembership", *, today: "date") -> str:
    """Write from when to when somebody belongs to a team."""
    since = day_with_year(membership.since)
    if membership.until is None:
        words = _("from %(day)s on") if membership.since > today else _("since %(day)s")
        return words % {"day": since}
    return _("%(since)s until %(until)s") % {
        "since": since,
        "until": day_with_year(membership.until),
    }
