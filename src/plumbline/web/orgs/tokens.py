"""A person's own API tokens: making one, seeing what there is, ending one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.tokens import TokenFacts, own_tokens
from plumbline.domain.orgs.services.tokens import token_create, token_revoke
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.context import organization_bound
from plumbline.web.form_answers import form_answer
from plumbline.web.posted import form_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.visits import Visit, tenant_page

#: What a token may do at most, as one choice: each includes the ones before it.
REACHES: Final[Mapping[str, frozenset[TokenScope]]] = {
    "read": frozenset({TokenScope.READ}),
    "check_in": frozenset({TokenScope.READ, TokenScope.CHECK_IN}),
    "write": frozenset(TokenScope),
}
_NEVER = "never"
LASTS_DAYS: Final[Mapping[str, Promise]] = {
    "30": gettext_lazy("In 30 days"),
    "90": gettext_lazy("In 90 days"),
    "365": gettext_lazy("In a year"),
    _NEVER: gettext_lazy("Never"),
}


class TokenForm(forms.Form):
    """What a new token is called, may do, and how long it lasts."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        error_messages={"required": gettext_lazy("Give the token a name to recognize it by.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reach = forms.ChoiceField(
        choices=[(reach, reach) for reach in REACHES],
        initial="read",
        error_messages={
            "required": gettext_lazy("Choose what the token may do."),
            "invalid_choice": gettext_lazy("Choose what the token may do."),
        },
    )
    lasts = forms.ChoiceField(
        label=gettext_lazy("It ends"), choices=list(LASTS_DAYS.items()), initial="90"
    )

    def reach_cards(self) -> RadioCards:
        """What the token may do, as cards."""
        return RadioCards(
            name="reach",
            label=_("What it may do"),
            chosen=str(self["reach"].value() or ""),
            errors=[str(error) for error in self["reach"].errors],
            choices=(
                Choice(value="read", label=_("Read"), words=_("What you may see.")),
                Choice(value="check_in", label=_("Read and check in"), words=_("For data feeds.")),
                Choice(value="write", label=_("Read and write"), words=_("All you may do.")),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """One token as the list shows it."""

    name: str
    prefix: str
    reach: str
    made_on: date
    used_on: date | None
    ends_on: date | None
    revoke_url: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def tokens(visit: Visit) -> HttpResponse:
    """List one's own tokens and make another; its secret is shown this once."""
    permit(visit.viewer, Act.VIEW, Thing(kind=Kind.TOKEN, person_id=visit.viewer.person_id))
    form = TokenForm(form_sent(visit.request))
    return form_answer(form, page=partial(_page, visit), save=partial(_create, visit))


@require_POST
@tenant_page
def revoke(visit: Visit, token: str) -> HttpResponse:
    """End a token for good."""
    ended = token_revoke(actor=visit.viewer, token_public_id=token, at=visit.at)
    messages.success(
        visit.request, _("The token “%(name)s” works no longer.") % {"name": ended.name}
    )
    return redirect("tokens", visit.slug)


def _create(visit: Visit, form: TokenForm) -> HttpResponse:
    lasts = form.cleaned_data["lasts"]
    issued = token_create(
        actor=visit.viewer,
        person=person_get(viewer=visit.viewer, public_id=visit.viewer.person_public_id),
        name=form.cleaned_data["name"],
        scopes=REACHES[form.cleaned_data["reach"]],
        at=visit.at,
        expires_at=None if lasts == _NEVER else visit.at + timedelta(days=int(lasts)),
    )
    return _page(visit, TokenForm(), secret=issued.secret)


def _page(visit: Visit, form: TokenForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    found = own_tokens(viewer=visit.viewer, at=visit.at)
    context = {
        "frame": settings_frame(visit, "tokens"),
        "lines": [_line(visit, token) for token in found],
        "form": form,
        "reach_cards": form.reach_cards(),
        "secret": secret,
        "is_saved": bool(secret),
        "url": reverse("tokens", args=[visit.slug]),
    }
    return render(visit.request, "orgs/tokens.html", context, status=status)


def _line(visit: Visit, token: TokenFacts) -> TokenLine:
    words = {
        "write": _("Read and write"),
        "check_in": _("Read and check in"),
        "read": _("Read"),
    }
    reach = next(
        (key for key in words if TokenScope(key) in token.scopes),
        "read",
    )
    organization = organization_bound()
    return TokenLine(
        name=token.name,
        prefix=token.prefix,
        reach=words[reach],
        made_on=organization_day(organization, token.created_at),
        used_on=token.last_used_on,
        ends_on=organization_day(organization, token.expires_at) if token.expires_at else None,
        revoke_url=reverse("token-revoke", args=[visit.slug, token.public_id]),
    )
