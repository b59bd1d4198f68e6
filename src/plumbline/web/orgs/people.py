"""People of the organization: the list, adding somebody, inviting somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plumbline.domain.accounts.services.invitations import IssuedInvitation
from plumbline.domain.orgs.permissions import manage_permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.directory import (
    DirectoryRow,
    SignInState,
    people_directory,
)
from plumbline.domain.orgs.selectors.people import PAGE_SIZE, person_get
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.orgs.services.adding import person_add, person_invite_at
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import (
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.http.public_links import public_link
from plumbline.web.form_answers import form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.orgs.people_forms import ROLE_WORDS, InviteForm, PersonForm
from plumbline.web.orgs.places import people_tabs
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit, tenant_page

SEARCH_CHARACTERS = 200

SIGN_IN_WORDS: Mapping[SignInState, Promise] = {
    SignInState.CLAIMED: gettext_lazy("Signs in"),
    SignInState.INVITED: gettext_lazy("Invited"),
    SignInState.UNCLAIMED: gettext_lazy("Not invited"),
    SignInState.SERVICE: gettext_lazy("Service"),
    SignInState.DEACTIVATED: gettext_lazy("Deactivated"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """An invitation just made; its link is shown this once."""

    name: str
    email: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person as the list shows them."""

    name: PersonName
    url: str
    email: str
    teams: str
    roles: str
    sign_in: str
    invite_url: str
    invite_words: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def people(visit: Visit) -> HttpResponse:
    """List the people; whoever manages them adds one in the same place."""
    if visit.request.method != "POST":
        return _page(visit)
    manage_permit(visit.viewer, Kind.PERSON)
    form = _person_form(visit, sent=True)
    return form_answer(form, page=partial(_page, visit), save=partial(_add, visit), once=visit)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def invite(visit: Visit, person: str) -> HttpResponse:
    """Invite somebody who is in the list and does not sign in yet."""
    manage_permit(visit.viewer, Kind.PERSON)
    invited = person_get(viewer=visit.viewer, public_id=person)
    if visit.request.method != "POST":
        form = InviteForm(initial={"email": invited.email, "version": invited.version})
        return _invite_page(visit, form, invited.name)
    form = InviteForm(visit.request.POST)
    if not form.is_valid():
        return _invite_page(visit, form, invited.name, status=UNPROCESSABLE)
    try:
        issued = person_invite_at(
            actor=visit.viewer,
            person=invited,
            expected=form.cleaned_data["version"],
            email=form.cleaned_data["email"],
            role=form.cleaned_data["role"],
            at=visit.at,
            link=_invitation_link,
        )
    except (ValidationRefused, Refused, StaleVersion) as refused:
        refusal_show(form, refused)
        status = UNPROCESSABLE if isinstance(refused, ValidationRefused) else CONFLICT
        return _invite_page(visit, form, invited.name, status=status)
    return _page(visit, handed=_handed(invited.name, issued))


def _add(visit: Visit, form: PersonForm) -> HttpResponse:
    given = form.cleaned_data
    team = team_get(viewer=visit.viewer, public_id=given["team"]) if given["team"] else None
    added = person_add(
        actor=visit.viewer,
        name=given["name"],
        email=given["email"],
        team=team,
        role=given["role"],
        since=visit.today,
        at=visit.at,
        link=_invitation_link if given["invite"] else None,
    )
    if added.invitation is not None:
        return _page(visit, handed=_handed(added.person.name, added.invitation))
    messages.success(visit.request, _("%(name)s is added.") % {"name": added.person.name})
    return redirect("people", visit.slug)


def _invitation_link(secret: str) -> str:
    return public_link("invitation", secret)


def _handed(name: str, issued: IssuedInvitation) -> Handed:
    link = _invitation_link(issued.secret)
    return Handed(name=name, email=issued.invitation.email, link=link)


def _manages(visit: Visit) -> bool:
    return permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.PERSON))


def _person_form(visit: Visit, *, sent: bool = False) -> PersonForm:
    teams = teams_tree(viewer=visit.viewer)
    return PersonForm(visit.request.POST if sent else None, teams=teams)


def _page(
    visit: Visit,
    form: PersonForm | None = None,
    *,
    handed: Handed | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = visit.request.GET
    search = asked.get("q", "")[:SEARCH_CHARACTERS].strip()
    manages = _manages(visit)
    found = people_directory(
        viewer=visit.viewer,
        on=visit.today,
        at=visit.at,
        search=search,
        page=page_asked(visit.request),
        # Whoever may let them act again finds them by their name.
        with_deactivated=manages and bool(search),
    )
    url = reverse("people", args=[visit.slug])
    searched = f"?{urlencode({'q': search})}" if search else ""
    context = {
        "frame": frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=False)),
        "lines": [_line(visit, row, manages=manages) for row in found.rows],
        "total": found.total,
        "search": search,
        "pages": pages_of(found, size=PAGE_SIZE, url=url + searched),
        "form": (form or _person_form(visit)) if manages else None,
        "handed": handed,
        "is_saved": handed is not None,
        "url": url,
    }
    return render(visit.request, "orgs/people.html", context, status=status)


def _invite_page(visit: Visit, form: InviteForm, name: str, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=False)),
        "form": form,
        "name": name,
        "back": reverse("people", args=[visit.slug]),
    }
    return render(visit.request, "orgs/person_invite.html", context, status=status)


def _line(visit: Visit, row: DirectoryRow, *, manages: bool) -> PersonLine:
    waits = row.sign_in in {SignInState.INVITED, SignInState.UNCLAIMED}
    lead = _("%(team)s (leads)")
    return PersonLine(
        name=PersonName(row.name),
        url=reverse("person", args=[visit.slug, row.public_id]),
        email=row.email,
        teams=", ".join(lead % {"team": team} if team in row.leads else team for team in row.teams),
        roles=", ".join(str(ROLE_WORDS[role]) for role in row.roles if role in ROLE_WORDS),
        sign_in=str(SIGN_IN_WORDS[row.sign_in]),
        invite_url=reverse("person-invite", args=[visit.slug, row.public_id])
        if waits and manages
        else "",
        invite_words=_("Invite again") if row.sign_in is SignInState.INVITED else _("Invite"),
    )
