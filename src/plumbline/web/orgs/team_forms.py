"""What the pages of teams ask."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.values import Cadence
from plumbline.domain.orgs.selectors.teams import TeamNode
from plumbline.web.day_field import DayField
from plumbline.web.long_select import LongChoices, LongSelect
from plumbline.web.okrs.objective_forms import Options, VersionField
from plumbline.web.working_days.places import Options as Locations
from plumbline.web.working_days.places import location_now, location_offered

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team

_INDENT = "\u2003"  # an em space: options of a select keep no others


class _TeamWords(forms.Form):
    """What a team is called, and how often its key results are measured."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the team is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    level = forms.CharField(
        label=gettext_lazy("Level"),
        required=False,
        max_length=50,
        help_text=gettext_lazy(
            "Your own word for teams like it: business unit, department, squad."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cadence = forms.ChoiceField(
        label=gettext_lazy("Check-ins"),
        choices=Cadence.choices,
        help_text=gettext_lazy("How often its key results are measured unless they say otherwise."),
    )


class TeamForm(_TeamWords):
    """Adding a team."""

    parent = forms.ChoiceField(
        label=gettext_lazy("Below"),
        error_messages={"required": gettext_lazy("Choose the team above.")},
        widget=LongSelect,
    )
    field_order = ("name", "parent", "level", "cadence")

    def __init__(
        self, data: Mapping[str, object] | None = None, *, teams: Sequence[TeamNode]
    ) -> None:
        super().__init__(data, initial={"cadence": Cadence.WEEKLY.value})
        self.fields["parent"].choices = LongChoices(*team_options(teams))  # type: ignore[attr-defined]  # a ChoiceField


class TeamEditForm(_TeamWords):
    """What a team is called, changed."""

    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=60,
        help_text=gettext_lazy("Its name in documents and programs."),
        error_messages={"required": gettext_lazy("Give the team a key.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    location = forms.ChoiceField(
        label=gettext_lazy("Location"),
        required=False,
        help_text=gettext_lazy("Whose working days and holidays count."),
    )
    version = VersionField()
    field_order = ("name", "level", "key", "cadence", "location", "version")

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        locations: Locations,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        location_offered(self, locations, inherited=_("As the team above, or the organization"))


class TeamMoveForm(forms.Form):
    """Where a team lies from now on."""

    use_required_attribute = False

    parent = forms.ChoiceField(
        label=gettext_lazy("Below"),
        error_messages={
            "required": gettext_lazy("Choose the team above."),
            "invalid_choice": gettext_lazy("Choose a team that does not lie below this one."),
        },
        widget=LongSelect,
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        teams: Sequence[TeamNode],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="id_move_%s")
        self.fields["parent"].choices = LongChoices(*team_options(teams))  # type: ignore[attr-defined]  # a ChoiceField


def move_form(
    data: Mapping[str, object] | None = None, *, team: "Team", nodes: Sequence[TeamNode]
) -> TeamMoveForm:
    """Return the form that moves a team, offering what does not lie below it.

    Args:
        data: What was sent; `None` to show where it lies now.
        team: With the team above it fetched.
        nodes: The whole tree.
    """
    now = team.parent.public_id if team.parent else ""
    offered = [node for node in nodes if not node.path.startswith(team.path)]
    return TeamMoveForm(data, teams=offered, initial={"parent": now, "version": team.version})


class MemberForm(forms.Form):
    """Who joins a team, and from when."""

    use_required_attribute = False

    person = forms.ChoiceField(
        label=gettext_lazy("Person"),
        error_messages={"required": gettext_lazy("Choose who joins.")},
        widget=LongSelect,
    )
    since = DayField(gettext_lazy("First day"), required=True)
    is_lead = forms.BooleanField(label=gettext_lazy("Leads the team"), required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        people: Options,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="id_member_%s")
        self.fields["person"].choices = LongChoices(("", _("Choose somebody")), *people)  # type: ignore[attr-defined]  # a ChoiceField


class MemberMoveForm(forms.Form):
    """To which team somebody goes, and from when."""

    use_required_attribute = False

    to = forms.ChoiceField(
        label=gettext_lazy("To"),
        error_messages={
            "required": gettext_lazy("Choose the team they go to."),
            "invalid_choice": gettext_lazy("Choose one of the other teams."),
        },
        widget=LongSelect,
    )
    since = DayField(
        gettext_lazy("First day there"),
        required=True,
        help_text=gettext_lazy("The day before is their last one in the team they leave."),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        teams: Sequence[TeamNode],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["since"].error_messages["required"] = _("Say from which day on.")
        self.fields["to"].choices = LongChoices(("", _("Choose a team")), *team_options(teams))  # type: ignore[attr-defined]  # a ChoiceField


class LeaveForm(forms.Form):
    """The last day of a member in a team."""

    last_day = DayField(gettext_lazy("Last day"))


def team_options(teams: Sequence[TeamNode]) -> Options:
    """Return teams as options, each as deep as it lies."""
    return [(team.public_id, f"{_INDENT * team.depth}{team.name}") for team in teams]


def team_now(team: "Team") -> dict[str, object]:
    """Return what a team says, as its form shows it."""
    return {
        "name": team.name,
        "level": team.level,
        "key": team.key,
        "cadence": team.cadence,
        "location": location_now(team),
    }
