"""The page of one person: teams, roles, manager, and what they own that the viewer may see."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.okrs.selectors.owned import Owned, OwnedThing, owned_by
from plumbline.domain.orgs.permissions import manage_permit, permitted
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.selectors.people import PersonDetail, person_detail, person_get
from plumbline.domain.orgs.selectors.roles import is_last_admin
from plumbline.domain.orgs.selectors.staffing import person_memberships
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.viewers import Thing
from plumbline.engine.documents.model import State
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.company import Link
from plumbline.web.okrs.written import day_with_year
from plumbline.web.orgs.people_forms import ROLE_WORDS
from plumbline.web.orgs.person_forms import JoinForm
from plumbline.web.orgs.places import manages, people_tabs
from plumbline.web.orgs.team_forms import team_options
from plumbline.web.orgs.team_managing import LastDay, days_words, joined_words, last_day_at
from plumbline.web.ui.signs import StateBadge
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import TeamMembership


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipLine:
    """A team somebody belongs or belonged to; `change_url` is empty where it is over."""

    team: str
    url: str
    is_lead: bool
    days: str
    is_over: bool
    change_url: str
    last_day: LastDay


@dataclass(frozen=True, slots=True)
class OwnedLine:
    """An objective or key result somebody owns; `under` names the objective of a key result."""

    title: str
    url: str
    parts: tuple[str, ...]
    state: StateBadge | None
    is_objective: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPart:
    """What somebody owns: how much in words, and the first of it."""

    words: str
    lines: tuple[OwnedLine, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Everything the template says; empty addresses are what the viewer may not do."""

    name: str
    email: str
    version: int
    is_active: bool
    sign_in: str
    roles: tuple[str, ...]
    manager: Link | None
    reports: tuple[Link, ...]
    deputies: tuple[str, ...]
    teams: tuple[MembershipLine, ...]
    owned: OwnedPart
    join: JoinForm | None
    own_url: str
    join_url: str
    edit_url: str
    invite_url: str
    leave_url: str
    stays: bool
    return_url: str
    hand_over_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def person(visit: Visit, person: str) -> HttpResponse:
    """Show a person; whoever manages teams lets them join one in the same place."""
    if visit.request.method != "POST":
        return person_page(visit, person)
    manage_permit(visit.viewer, Kind.TEAM)
    form = _join_form(visit, sent=True)
    return form_answer(
        form, page=partial(person_page, visit, person), save=partial(_join, visit, person),
        refusals=CHOSEN,
    )  # fmt: skip


def _join(visit: Visit, public_id: str, form: JoinForm) -> HttpResponse:
    given = form.cleaned_data
    who = person_get(viewer=visit.viewer, public_id=public_id)
    team = team_get(viewer=visit.viewer, public_id=given["team"])
    membership_add(
        actor=visit.viewer,
        person=who,
        team=team,
        since=given["since"],
        is_lead=given["is_lead"],
        at=visit.at,
    )
    messages.success(visit.request, joined_words(visit, who, team, since=given["since"]))
    return redirect("person", visit.slug, public_id)


def _join_form(visit: Visit, *, sent: bool = False) -> JoinForm:
    data = visit.request.POST if sent else None
    teams = team_options(teams_tree(viewer=visit.viewer))
    return JoinForm(data, teams=teams, initial={"since": visit.today.isoformat()})


def person_page(
    visit: Visit,
    public_id: str,
    form: JoinForm | None = None,
    *,
    last_day: LastDay | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a person; what was refused stands at its field."""
    found = person_detail(viewer=visit.viewer, public_id=public_id, on=visit.today)
    address = reverse("person", args=[visit.slug, public_id]) if last_day else ""
    frame = frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=False), address=address)
    context = {
        "frame": frame,
        "page": _shown(visit, found, form, last_day),
        "back": reverse("people", args=[visit.slug]),
    }
    return render(visit.request, "orgs/person.html", context, status=status)


def _shown(
    visit: Visit, found: PersonDetail, form: JoinForm | None, last_day: LastDay | None
) -> PersonPage:
    row, own = found.person, [visit.slug, found.person.public_id]
    may, places = manages(visit, Kind.PERSON), manages(visit, Kind.TEAM)
    thing = Thing(kind=Kind.PERSON, person_id=row.pk, of_service=row.is_service)
    owned = owned_by(viewer=visit.viewer, person=row)
    edits = may or permitted(visit.viewer, Act.EDIT, thing)
    # Asked of admins alone: of anybody else nothing depends on it.
    is_admin = may and row.active and Role.ADMIN in found.roles
    stays = is_admin and is_last_admin(viewer=visit.viewer, person=row)

    def where(name: str, *, if_: bool) -> str:
        return reverse(name, args=own) if if_ else ""

    return PersonPage(
        name=row.name,
        email=row.email,
        version=row.version,
        is_active=row.active,
        sign_in=_sign_in(found),
        roles=tuple(str(ROLE_WORDS[role]) for role in ROLE_WORDS if role in found.roles),
        manager=_link(visit, row.manager) if row.manager else None,
        reports=tuple(_link(visit, each) for each in found.reports),
        deputies=_deputies(found),
        teams=tuple(
            _membership(visit, each, last_day, may=places)
            for each in person_memberships(viewer=visit.viewer, person=row)
        ),
        owned=owned_part(visit, owned),
        join=(form or _join_form(visit)) if places and row.active else None,
        own_url=reverse("person", args=own),
        join_url=where("person", if_=places),
        edit_url=where("person-edit", if_=edits),
        invite_url=where("person-invite", if_=may and row.active and not _signs_in(found)),
        leave_url=where("person-deactivate", if_=may and row.active and not stays),
        stays=stays,
        return_url=where("person-reactivate", if_=may and not row.active),
        hand_over_url=where("person-hand-over", if_=bool(owned.hand_over_total)),
    )


def _signs_in(found: PersonDetail) -> bool:
    return found.person.is_claimed or found.person.is_service


def _sign_in(found: PersonDetail) -> str:
    if not found.person.active:
        return _("Deactivated")
    if found.person.is_service:
        return _("A service: a program with tokens")
    return _("Signs in") if found.person.is_claimed else _("Does not sign in yet")


def _link(visit: Visit, row: object) -> Link:
    public_id, name = row.public_id, row.name  # type: ignore[attr-defined]  # a person
    return Link(name, reverse("person", args=[visit.slug, public_id]))


def _deputies(found: PersonDetail) -> tuple[str, ...]:
    words = _("%(name)s, %(start)s to %(end)s")
    return tuple(
        words
        % {
            "name": each.person.name,
            "start": day_with_year(each.starts_on),
            "end": day_with_year(each.ends_on),
        }
        for each in found.deputies
    )


def _membership(
    visit: Visit, row: "TeamMembership", last_day: LastDay | None, *, may: bool
) -> MembershipLine:
    over = row.until is not None and row.until <= visit.today
    ids = [visit.slug, row.team.public_id]
    change_url = reverse("team-member", args=[*ids, row.person.public_id])
    return MembershipLine(
        team=row.team.name,
        url=reverse("team", args=ids),
        is_lead=row.is_lead,
        days=days_words(row, today=visit.today),
        is_over=over,
        change_url=change_url if may and not over else "",
        last_day=last_day_at(visit, change_url, last_day),
    )


def owned_part(visit: Visit, owned: Owned) -> OwnedPart:
    """Return what somebody owns, in words and lines."""
    objectives, key_results = owned.objectives_total, owned.key_results_total
    lines = (
        *(_owned(visit, each, "objective") for each in owned.objectives),
        *(_owned(visit, each, "key-result") for each in owned.key_results),
    )
    more = objectives + key_results - len(lines)
    parts = (
        (objectives, ngettext("%d objective", "%d objectives", objectives)),
        (key_results, ngettext("%d key result", "%d key results", key_results)),
    )
    return OwnedPart(
        words=", ".join(words % count for count, words in parts if count),
        lines=lines,
        more=ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
        if more
        else "",
    )


def _owned(visit: Visit, each: OwnedThing, page: str) -> OwnedLine:
    return OwnedLine(
        title=each.thing.name,
        url=reverse(page, args=[visit.slug, each.thing.public_id]),
        parts=(each.cycle,) if each.under is None else (each.under.name, each.cycle),
        state=None if each.state == "active" else StateBadge(State(str(each.state))),
        is_objective=each.under is None,
    )
