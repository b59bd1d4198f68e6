"""What is asked of an audit, of its findings and of a schedule."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.audits.selectors.audits import FindingOutcome, Rhythm
from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.web.day_field import DayField
from plumbline.web.long_select import LongChoices, LongSelect

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team
    from plumbline.web.visits import Visit

_INDENT = "\u2003"  # an em space: options of a select keep no others


class ScopeForm(forms.Form):
    """Where an audit looks."""

    use_required_attribute = False

    team = forms.ChoiceField(
        label=gettext_lazy("Where"),
        required=False,
        widget=LongSelect,
        help_text=gettext_lazy("A team brings all teams below it."),
    )
    cycle = forms.ChoiceField(label=gettext_lazy("Cycle"), required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        visit: "Visit",
        initial: Mapping[str, object] | None = None,
    ) -> None:
        """Take what was sent; the choices are the visitor's."""
        super().__init__(data, initial=dict(initial or {}))
        self._visit = visit
        teams = [
            (team.public_id, _INDENT * team.depth + team.name)
            for team in teams_tree(viewer=visit.viewer)
            if team.depth
        ]
        cycles = [(cycle.public_id, cycle.name) for cycle in visit.cycles]
        self.fields["team"].choices = LongChoices(("", _("The whole organization")), *teams)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["cycle"].choices = [("", _("Every cycle")), *cycles]  # type: ignore[attr-defined]  # a ChoiceField

    def team_chosen(self) -> "Team | None":
        """Return the team; `None` for the whole organization."""
        chosen = self.cleaned_data["team"]
        return team_get(viewer=self._visit.viewer, public_id=chosen) if chosen else None

    def cycle_chosen(self) -> "Cycle | None":
        """Return the cycle; `None` for every one."""
        chosen = self.cleaned_data["cycle"]
        return cycle_get(viewer=self._visit.viewer, public_id=chosen) if chosen else None


class AuditForm(ScopeForm):
    """A new audit."""

    as_of = DayField(
        gettext_lazy("As of"),
        required=True,
        help_text=gettext_lazy("Today, or a day before: what stood at its end is looked at."),
    )


class ScheduleForm(ScopeForm):
    """A new schedule."""

    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=Rhythm.choices)
    next_on = DayField(gettext_lazy("First on"), required=True)


class FindingsForm(forms.Form):
    """How findings are narrowed."""

    use_required_attribute = False

    practice = forms.ChoiceField(label=gettext_lazy("Practice"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What it comes to"),
        required=False,
        choices=[("", gettext_lazy("All")), *FindingOutcome.choices],
    )
    words = forms.CharField(label=gettext_lazy("Words or a rule"), required=False, max_length=200)

    def __init__(
        self,
        data: Mapping[str, object],
        *,
        practices: Sequence[tuple[str, str]],
        teams: Sequence[tuple[str, str]],
    ) -> None:
        """Take what was asked, and what there is to choose from."""
        super().__init__(data)
        self.fields["practice"].choices = [("", _("All")), *practices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["team"].choices = [("", _("All")), *teams]  # type: ignore[attr-defined]  # a ChoiceField
