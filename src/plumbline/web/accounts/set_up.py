"""The first run: an organization, its first person and its first cycle in one act."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.domain.accounts.services.sign_in import sign_in_record
from plumbline.domain.cycles.beginnings import Beginning, organization_begin
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.modules import MODULES, Preset, preset_modules
from plumbline.domain.tenancy.selectors import organizations_few
from plumbline.domain.tenancy.services import RESERVED_SLUGS
from plumbline.http.first_run import set_up_is_open_to
from plumbline.web.accounts.set_up_form import SetUpForm
from plumbline.web.accounts.signing import session_open
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.module_words import MODULE_WORDS
from plumbline.web.ui.controls import ModuleSwitch

SLUG_CHARACTERS = 60
FORBIDDEN = 403


@never_cache
@sensitive_post_parameters("password", "token")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Ask the three questions; once there is an organization, lead to sign-in."""
    if organizations_few():
        return redirect("sign-in")
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")
    if not set_up_is_open_to(request, token):
        return render(request, "accounts/set_up_closed.html", {"tried": token}, status=FORBIDDEN)
    at = timezone.now()
    if request.method != "POST":
        return _page(request, SetUpForm(initial={"token": token}), at)
    form = SetUpForm(request.POST)
    begun = _begin(form, at)
    if begun is None:
        return _page(request, form, at, status=UNPROCESSABLE)
    session_open(request, begun.made.account, at=at)
    first = "import" if "bring" in request.POST else "my-week"
    return redirect(first, begun.made.organization.slug)


@never_cache
@require_safe
def other_ways(request: HttpRequest) -> HttpResponse:
    """Say how a backup is restored instead, and where an example is looked at.

    Neither is done from here: a backup takes the place of everything, so nothing may be served
    meanwhile, and an example is an instance of its own, that goes when it is ended.
    """
    if organizations_few():
        return redirect("sign-in")
    token = request.GET.get("token", "")
    if not set_up_is_open_to(request, token):
        return render(request, "accounts/set_up_closed.html", {"tried": token}, status=FORBIDDEN)
    context = {"back": _with_token("set-up", token)}
    return render(request, "accounts/set_up_other_ways.html", context)


def organization_slug(name: str) -> str:
    """Return the part of the address for an organization called so."""
    slug = slugify(name)[:SLUG_CHARACTERS].strip("-_") or "organization"
    return f"{slug}-1"[-SLUG_CHARACTERS:] if slug in RESERVED_SLUGS else slug


def _begin(form: SetUpForm, at: datetime) -> Beginning | None:
    """Make everything the form asks for; `None` when the form says what is wrong instead."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        begun = organization_begin(
            organization_name=given["organization_name"],
            slug=organization_slug(given["organization_name"]),
            email=given["email"],
            name=given["name"],
            password=given["password"],
            at=at,
            time_zone=given["time_zone"],
            preset=Preset(given["preset"]),
            first_cycle=form.first_cycle,
            first_run=True,
        )
    except ValidationRefused as refused:
        refusal_show(form, refused, fields={"end": "cycle_end"})
        return None
    sign_in_record(account=begun.made.account, at=at)
    return begun


def _page(request: HttpRequest, form: SetUpForm, at: datetime, status: int = 200) -> HttpResponse:
    form.first_fault_focus()
    context = {
        "other_ways": _with_token("set-up-other-ways", form["token"].value()),
        "form": form,
        "size_cards": form.size_cards(),
        "cycle_cards": form.cycle_cards(at.date()),
        "presets": [
            (preset.value, _switches(preset, is_built=True), _switches(preset, is_built=False))
            for preset in Preset
        ],
    }
    return render(request, "accounts/set_up.html", context, status=status)


def _with_token(page: str, token: str | None) -> str:
    """Return the address of a page of the set-up, with what lets its reader in."""
    return reverse(page) + (f"?{urlencode({'token': token})}" if token else "")


def _switches(preset: Preset, *, is_built: bool) -> list[ModuleSwitch]:
    return [
        ModuleSwitch(
            name=f"{preset.value}_{key.value}",
            label=str(MODULES[key].label),
            words=str(MODULE_WORDS[key]),
            is_on=is_on,
        )
        for key, is_on in preset_modules(preset).items()
        if MODULES[key].is_built is is_built
    ]
