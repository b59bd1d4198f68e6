"""Who has which role; giving one and taking one."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.orgs.permissions import manage_permit, permitted
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.roles import (
    HOLDERS_A_PAGE,
    RoleEarlier,
    RoleHolder,
    person_named,
    role_holders,
    roles_earlier,
    roles_given,
)
from plumbline.domain.orgs.services.roles import role_grant, role_revoke
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import NotFound
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.orgs.people_forms import ROLE_WORDS
from plumbline.web.orgs.role_words import ROLE_ABOUT
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person


class GiveForm(forms.Form):
    """To whom a role is given, and which."""

    use_required_attribute = False

    person = forms.CharField(
        label=gettext_lazy("Person"),
        max_length=254,
        help_text=gettext_lazy("A whole name, or an e-mail address."),
        error_messages={"required": gettext_lazy("Say who gets the role.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.TypedChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, words) for role, words in ROLE_WORDS.items()],
        coerce=Role,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCell:
    """Whether somebody has a role, since when, and where it is taken from them."""

    label: str
    has: bool
    since: str
    take_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLine:
    """Who had a role, and on which days."""

    name: str
    role: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderLine:
    """Somebody with roles, as the table shows them."""

    name: PersonName
    cells: tuple[RoleCell, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def roles(visit: Visit) -> HttpResponse:
    """Show who has which role; an admin gives one in the same place."""
    sent = form_sent(visit.request)
    if sent is not None:
        manage_permit(visit.viewer, Kind.ROLE)
    return form_answer(GiveForm(sent), page=partial(_page, visit), save=partial(_give, visit))


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def take(visit: Visit, person: str, role: str) -> HttpResponse:
    """Say what somebody loses with a role, and take it from them."""
    manage_permit(visit.viewer, Kind.ROLE)
    holder = person_get(viewer=visit.viewer, public_id=person)
    if role not in roles_given(viewer=visit.viewer, person=holder):
        raise NotFound("orgs.person.not_found")
    return form_answer(
        forms.Form(form_sent(visit.request)),
        page=partial(_take_page, visit, holder, Role(role)),
        save=partial(_taken, visit, holder, Role(role)),
    )


def _taken(visit: Visit, holder: "Person", role: Role, _form: forms.Form) -> HttpResponse:
    role_revoke(actor=visit.viewer, person=holder, role=role, at=visit.at)
    said = {"name": holder.name, "role": ROLE_WORDS[role]}
    messages.success(visit.request, _("%(name)s: no longer %(role)s.") % said)
    return redirect("roles", visit.slug)


def _take_page(
    visit: Visit, holder: "Person", role: Role, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": settings_frame(visit, "roles"),
        "form": form,
        "name": holder.name,
        "role": ROLE_WORDS[role],
        "about": ROLE_ABOUT[role],
        "is_own": holder.pk == visit.viewer.person_id,
        "is_admin": role is Role.ADMIN,
        "back": reverse("roles", args=[visit.slug]),
    }
    return render(visit.request, "orgs/role_take.html", context, status=status)


def _give(visit: Visit, form: GiveForm) -> HttpResponse:
    role = form.cleaned_data["role"]
    person = person_named(viewer=visit.viewer, named=form.cleaned_data["person"])
    role_grant(actor=visit.viewer, person=person, role=role, at=visit.at)
    words = _("%(name)s is now %(role)s.") % {"name": person.name, "role": ROLE_WORDS[role]}
    messages.success(visit.request, words)
    return redirect("roles", visit.slug)


def _page(visit: Visit, form: GiveForm, *, status: int = 200) -> HttpResponse:
    found = role_holders(viewer=visit.viewer, on=visit.today, page=page_asked(visit.request))
    gives = permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.ROLE))
    reads = permitted(visit.viewer, Act.VIEW, Thing(kind=Kind.JOURNAL))
    earlier, has_more = roles_earlier(viewer=visit.viewer) if reads else ((), False)
    url = reverse("roles", args=[visit.slug])
    context = {
        "frame": settings_frame(visit, "roles"),
        "lines": [_line(visit, holder, takes=gives) for holder in found.holders],
        "found": found,
        "roles": [(ROLE_WORDS[role], ROLE_ABOUT[role]) for role in ROLE_WORDS],
        "pages": pages_of(found, size=HOLDERS_A_PAGE, url=url),
        "form": form if gives else None,
        "earlier": [_earlier(each) for each in earlier],
        "journal_url": reverse("journal", args=[visit.slug]) if has_more else "",
        "url": url,
        "rights_url": reverse("rights", args=[visit.slug]),
        "people_url": reverse("people", args=[visit.slug]),
    }
    return render(visit.request, "orgs/roles.html", context, status=status)


def _line(visit: Visit, holder: RoleHolder, *, takes: bool) -> HolderLine:
    def url(role: Role) -> str:
        return reverse("role-take", args=[visit.slug, holder.public_id, role.value])

    return HolderLine(
        name=PersonName(holder.name, unclaimed=not holder.is_claimed),
        cells=tuple(
            RoleCell(
                label=str(words),
                has=role in holder.roles,
                since=_since(holder.roles.get(role)),
                take_url=url(role) if takes and role in holder.roles else "",
            )
            for role, words in ROLE_WORDS.items()
        ),
    )


def _since(day: date | None) -> str:
    return _("since %(day)s") % {"day": day_words(day)} if day is not None else ""


def _earlier(earlier: RoleEarlier) -> EarlierLine:
    last = day_words(earlier.until - timedelta(days=1))
    if earlier.since is None:
        days = _("until %(last)s") % {"last": last}
    elif earlier.since >= earlier.until:
        days = _("for a part of %(first)s") % {"first": day_words(earlier.since)}
    else:
        days = _("%(first)s to %(last)s") % {"first": day_words(earlier.since), "last": last}
    return EarlierLine(name=earlier.name, role=str(ROLE_WORDS[earlier.role]), days=days)
