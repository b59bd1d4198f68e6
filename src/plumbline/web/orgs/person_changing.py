"""Changing what is known of somebody, handing over what they own, and letting them go."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.selectors.drafts import owners_offered
from plumbline.domain.okrs.selectors.owned import owned_by
from plumbline.domain.okrs.services.handing_over import ownership_hand_over, person_leave
from plumbline.domain.orgs.permissions import manage_permit, permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.services.people import person_reactivate, person_update
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.objective_forms import Options, kept, named
from plumbline.web.orgs.person import owned_part
from plumbline.web.orgs.person_forms import (
    DeactivateForm,
    HandOverForm,
    PersonEditForm,
    person_now,
)
from plumbline.web.orgs.places import manages, people_tabs
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.working_days.places import location_options, placed

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, person: str) -> HttpResponse:
    """Change name and zone; whoever manages people changes address and manager too."""
    row = person_get(viewer=visit.viewer, public_id=person)
    whole = manages(visit, Kind.PERSON)
    if not whole:
        permit(visit.viewer, Act.EDIT, Thing(kind=Kind.PERSON, person_id=row.pk))
    form = PersonEditForm(
        form_sent(visit.request),
        managers=kept(_others(visit, row), row.manager),
        locations=location_options(visit),
        whole=whole,
        initial={**person_now(row), "version": row.version},
    )
    return form_answer(
        form,
        page=partial(_edit_page, visit, row),
        save=partial(_save, visit, row),
        now=person_now,
        refusals=CHOSEN,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def hand_over(visit: Visit, person: str) -> HttpResponse:
    """Hand over what somebody owns, as far as the viewer may change it."""
    row = person_get(viewer=visit.viewer, public_id=person)
    if not owned_by(viewer=visit.viewer, person=row).hand_over_total:
        raise PermissionRefused("orgs.refused")
    form = HandOverForm(form_sent(visit.request), people=_others(visit, row))
    return form_answer(
        form,
        page=partial(_hand_over_page, visit, row),
        save=partial(_hand_over, visit, row),
        refusals=CHOSEN,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def deactivate(visit: Visit, person: str) -> HttpResponse:
    """Show what somebody owns, then let them go."""
    manage_permit(visit.viewer, Kind.PERSON)
    row = person_get(viewer=visit.viewer, public_id=person)
    form = DeactivateForm(
        form_sent(visit.request),
        people=_others(visit, row),
        optional=True,
        initial={"version": row.version},
    )
    return form_answer(
        form,
        page=partial(_leave_page, visit, row),
        save=partial(_leave, visit, row),
        refusals=CHOSEN,
    )


@require_POST
@tenant_page
def reactivate(visit: Visit, person: str) -> HttpResponse:
    """Let somebody act here again."""
    row = person_get(viewer=visit.viewer, public_id=person)
    person_reactivate(
        actor=visit.viewer, person=row, at=visit.at, expected=version_sent(visit.request)
    )
    messages.success(visit.request, _("%(name)s is back.") % {"name": row.name})
    return redirect("person", visit.slug, row.public_id)


def _others(visit: Visit, row: "Person") -> Options:
    offered = owners_offered(viewer=visit.viewer)
    return named([each for each in offered if each.public_id != row.public_id])


def _save(visit: Visit, row: "Person", form: PersonEditForm) -> HttpResponse:
    given = form.cleaned_data
    manager = given["manager"]
    with writing(organization_bound()):
        person_update(
            actor=visit.viewer,
            person=row,
            expected=given["version"],
            name=given["name"],
            email=given["email"],
            manager=person_get(viewer=visit.viewer, public_id=manager) if manager else None,
            time_zone=given["time_zone"],
            language=given["language"],
            at=visit.at,
        )
        placed(visit, form, person=row)
    messages.success(visit.request, _("Saved."))
    return redirect("person", visit.slug, row.public_id)


def _hand_over(visit: Visit, row: "Person", form: HandOverForm) -> HttpResponse:
    given = form.cleaned_data
    done = ownership_hand_over(
        actor=visit.viewer,
        person=row,
        to=person_get(viewer=visit.viewer, public_id=given["to"]),
        reason=given["reason"],
        at=visit.at,
    )
    count = done.objectives + done.key_results
    words = ngettext("%(count)d changed hands.", "%(count)d changed hands.", count)
    messages.success(visit.request, words % {"count": count})
    return redirect("person", visit.slug, row.public_id)


def _leave(visit: Visit, row: "Person", form: DeactivateForm) -> HttpResponse:
    given = form.cleaned_data
    person_leave(
        actor=visit.viewer,
        person=row,
        to=person_get(viewer=visit.viewer, public_id=given["to"]) if given["to"] else None,
        reason=given["reason"],
        expected=given["version"],
        at=visit.at,
    )
    words = _("%(name)s is deactivated. What they did stays.")
    messages.success(visit.request, words % {"name": row.name})
    return redirect("person", visit.slug, row.public_id)


def _edit_page(
    visit: Visit, row: "Person", form: PersonEditForm, *, status: int = 200
) -> HttpResponse:
    context = {**_context(visit, row), "form": form, "is_whole": manages(visit, Kind.PERSON)}
    return render(visit.request, "orgs/person_edit.html", context, status=status)


def _hand_over_page(
    visit: Visit, row: "Person", form: HandOverForm, *, status: int = 200
) -> HttpResponse:
    context = {**_context(visit, row), "form": form, "owned": _owned(visit, row)}
    return render(visit.request, "orgs/person_hand_over.html", context, status=status)


def _leave_page(
    visit: Visit, row: "Person", form: DeactivateForm, *, status: int = 200
) -> HttpResponse:
    owned = owned_by(viewer=visit.viewer, person=row)
    context = {
        **_context(visit, row),
        "form": form,
        "owned": owned_part(visit, owned),
        "is_leaving": True,
        "goes_over": bool(owned.hand_over_total),
    }
    return render(visit.request, "orgs/person_hand_over.html", context, status=status)


def _owned(visit: Visit, row: "Person") -> object:
    return owned_part(visit, owned_by(viewer=visit.viewer, person=row))


def _context(visit: Visit, row: "Person") -> dict[str, object]:
    return {
        "frame": frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=False)),
        "name": row.name,
        "back": reverse("person", args=[visit.slug, row.public_id]),
    }
