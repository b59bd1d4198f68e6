"""What the pages of people ask."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.teams import TeamNode
from plumbline.web.long_select import LongChoices, LongSelect

ROLE_WORDS: Final[Mapping[Role, Promise]] = {
    Role.ADMIN: gettext_lazy("Admin"),
    Role.CHAMPION: gettext_lazy("OKR champion"),
    Role.VIEWER: gettext_lazy("Viewer"),
    Role.AUDITOR: gettext_lazy("Auditor"),
    Role.FINANCE_PARTNER: gettext_lazy("Finance partner"),
}
"""The roles given by hand, as people say them."""

_INDENT = "\u2003"  # an em space: options of a select keep no others


class RoleField(forms.TypedChoiceField):
    """A role given by hand, or none: a member."""

    def __init__(self) -> None:
        choices = [
            ("", gettext_lazy("Member")),
            *((r.value, word) for r, word in ROLE_WORDS.items()),
        ]
        super().__init__(
            label=gettext_lazy("Role"),
            required=False,
            choices=choices,
            coerce=Role,
            empty_value=None,
        )


def _email_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=required,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("An invitation needs an e-mail address.")},
    )


class PersonForm(forms.Form):
    """Adding somebody, with their place and the way in."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the person is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = _email_field(required=False)
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False, widget=LongSelect)
    role = RoleField()
    invite = forms.BooleanField(
        label=gettext_lazy("Invite them to sign in"),
        required=False,
        initial=True,
        help_text=gettext_lazy("A mail with a link goes out, and you see the link once."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, teams: Sequence[TeamNode]
    ) -> None:
        super().__init__(data)
        offered = ((team.public_id, f"{_INDENT * team.depth}{team.name}") for team in teams)
        self.fields["team"].choices = LongChoices(("", _("No team yet")), *offered)  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> None:
        """Ask for the address an invitation goes to."""
        super().clean()
        given = self.cleaned_data
        if given.get("invite") and not given.get("email") and "email" not in self.errors:
            self.add_error(
                "email", _("Type where the invitation goes, or take the tick away below.")
            )


class InviteForm(forms.Form):
    """Inviting somebody who is in the list already."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    email = _email_field(required=True)
    role = RoleField()
