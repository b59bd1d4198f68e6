"""What the page of one person asks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.web.day_field import DayField
from plumbline.web.long_select import LongChoices, LongSelect
from plumbline.web.okrs.objective_forms import Options, VersionField
from plumbline.web.text_area import TextArea
from plumbline.web.working_days.places import Options as Locations
from plumbline.web.working_days.places import location_now, location_offered

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person


class PersonEditForm(forms.Form):
    """What is known of somebody; address and manager are the admin's to change."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the person is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    manager = forms.ChoiceField(label=gettext_lazy("Manager"), required=False)
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        required=False,
        max_length=64,
        help_text=gettext_lazy(
            "Such as Europe/Berlin, for reminders and times of day. Empty: as the organization."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    location = forms.ChoiceField(
        label=gettext_lazy("Location"),
        required=False,
        help_text=gettext_lazy("Whose working days and holidays count."),
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        managers: Options,
        locations: Locations,
        whole: bool,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        as_here = ("", _("As the organization"))
        self.fields["manager"].choices = [("", _("Nobody")), *managers]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["language"].choices = [as_here, *settings.LANGUAGES]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["email"].disabled = self.fields["manager"].disabled = not whole
        location_offered(self, locations, inherited=_("As their team, or the organization"))


class HandOverForm(forms.Form):
    """Who owns from now on, and why."""

    use_required_attribute = False

    to = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        error_messages={"required": gettext_lazy("Choose who owns it from now on.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, for those it touches"),
        required=False,
        max_length=2000,
        widget=TextArea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        people: Options,
        optional: bool = False,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        nobody = _("Nobody: it stays as it is") if optional else _("Choose somebody")
        self.fields["to"].choices = [("", nobody), *people]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["to"].required = not optional


class DeactivateForm(HandOverForm):
    """Somebody leaves, and what they own goes over to another one or stays."""

    version = VersionField()


class JoinForm(forms.Form):
    """Which team somebody joins, and from when."""

    use_required_attribute = False

    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        error_messages={"required": gettext_lazy("Choose the team.")},
        widget=LongSelect,
    )
    since = DayField(gettext_lazy("First day"), required=True)
    is_lead = forms.BooleanField(label=gettext_lazy("Leads the team"), required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        teams: Sequence[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["team"].choices = LongChoices(("", _("Choose a team")), *teams)  # type: ignore[attr-defined]  # a ChoiceField


def person_now(person: "Person") -> dict[str, object]:
    """Return what is known of somebody, as the form shows it."""
    return {
        "name": person.name,
        "email": person.email,
        "manager": person.manager.public_id if person.manager else "",
        "time_zone": person.time_zone,
        "language": person.language,
        "location": location_now(person),
    }
