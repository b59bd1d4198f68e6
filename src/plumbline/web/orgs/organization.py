"""What the organization says of itself, and the form that changes it."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.organization import organization_now
from plumbline.domain.orgs.services.organization import organization_update
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.modules import MODULES
from plumbline.domain.tenancy.services import OrganizationValues, organization_faults
from plumbline.domain.tenancy.wording import wording
from plumbline.http.public_links import public_link
from plumbline.web.form_answers import form_answer
from plumbline.web.posted import form_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.visits import Visit, tenant_page

FIELDS = ("name", "slug", "time_zone", "fiscal_year_start_month")


class OrganizationForm(forms.Form):
    """Name, address, time zone and fiscal year."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the organization is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the organization an address.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=64,
        help_text=gettext_lazy(
            "Such as Europe/Berlin. Days begin and end there: what is due, late or over is counted "
            "anew once you save."
        ),
        error_messages={"required": gettext_lazy("Name a time zone, such as Europe/Berlin.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    fiscal_year_start_month = forms.TypedChoiceField(
        label=gettext_lazy("The fiscal year begins in"),
        choices=lambda: list(MONTHS.items()),
        coerce=int,
        help_text=gettext_lazy("Cycles that are proposed follow it; those there are keep theirs."),
    )

    def clean(self) -> None:
        """Look at all that was typed at once: one mistake must not hide another."""
        typed = {field: self.cleaned_data[field] for field in FIELDS if field in self.cleaned_data}
        found = organization_faults(organization=organization_bound(), values=typed)
        for field, reasons in found.items():
            if field in typed:
                self.add_error(field, [wording(each) for each in reasons])

    def values(self) -> OrganizationValues:
        """What was typed, for the service."""
        return OrganizationValues(**{field: self.cleaned_data[field] for field in FIELDS})


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def settings(visit: Visit) -> HttpResponse:
    """Show what the organization says of itself and save what was changed."""
    manage_permit(visit.viewer, Kind.ORGANIZATION)
    stands = organization_now(viewer=visit.viewer)
    initial = {**_words_now(stands), "version": stands.version}
    return form_answer(
        OrganizationForm(form_sent(visit.request), initial=initial),
        page=partial(_page, visit),
        save=partial(_save, visit),
        now=_words_now,
    )


def _words_now(stands: object) -> dict[str, object]:
    return {field: getattr(stands, field) for field in FIELDS}


def _save(visit: Visit, form: OrganizationForm) -> HttpResponse:
    row = organization_update(
        actor=visit.viewer,
        values=form.values(),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    if row.slug != visit.slug:
        words = _("Saved. The organization’s pages are now at %(address)s.")
        messages.success(visit.request, words % {"address": _address(row.slug)})
    else:
        messages.success(visit.request, _("Saved."))
    return redirect("organization-settings", row.slug)


def _address(slug: str) -> str:
    return public_link("organization", slug)


def _page(visit: Visit, form: OrganizationForm, *, status: int = 200) -> HttpResponse:
    words = _(
        "Its pages are at %(address)s. With another address the links in bookmarks and mails that "
        "were sent lead nowhere."
    )
    form.fields["slug"].help_text = words % {"address": _address(visit.slug)}
    context = {
        "frame": settings_frame(visit, "organization-settings"),
        "form": form,
        "modules_url": reverse("modules", args=[visit.slug]),
        "modules_on": len(visit.modules),
        "modules_off": len(MODULES) - len(visit.modules),
    }
    return render(visit.request, "orgs/organization.html", context, status=status)
