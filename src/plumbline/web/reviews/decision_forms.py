"""What is asked of a decision of a review."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.selectors.drafts import owners_offered
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.reviews.services.decisions import DECISION_LENGTH, DecisionValues
from plumbline.domain.reviews.values import DecisionKind
from plumbline.web.day_field import DayField
from plumbline.web.long_select import LongChoices, LongSelect
from plumbline.web.version_field import VersionField
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from django.http import QueryDict

REVIEW, WALL, ALL, WEEK = "review", "present", "all", "week"
"""Where a decision is written and seen to, and where one comes back to."""


class DecisionForm(forms.Form):
    """What was decided, who sees to it and until when; opened on no version for a new one."""

    use_required_attribute = False

    back = forms.ChoiceField(
        choices=[(each, each) for each in (REVIEW, WALL, ALL, WEEK)],
        required=False,
        widget=forms.HiddenInput,
    )
    kind = forms.ChoiceField(choices=DecisionKind.choices, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("We decided to"),
        help_text=gettext_lazy("Everybody here can read it: name nothing that is private."),
        max_length=DECISION_LENGTH,
        error_messages={"required": gettext_lazy("Say what was decided.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Who sees to it"), required=False, widget=LongSelect
    )
    due_on = DayField(gettext_lazy("Until"))

    def __init__(
        self,
        data: "QueryDict | None" = None,
        *,
        visit: Visit,
        stays: Name | None = None,
        kind: DecisionKind | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        """Offer who can see to it.

        Args:
            data: What was sent.
            visit: Who is there.
            stays: Who sees to it now, offered even where they could not be chosen.
            kind: Whether it is to be done, or tried; without one what was sent says.
            initial: What stands in the fields.
        """
        self.of_kind = kind or _kind_sent(data)
        start = {**(initial or {}), "kind": self.of_kind.value}
        super().__init__(data, auto_id=f"{self.of_kind.value}_%s", initial=start)
        if self.of_kind is DecisionKind.EXPERIMENT:
            text = self.fields["text"]
            text.label = _("We try to")
            text.error_messages["required"] = _("Say what is tried.")
            self.fields["due_on"].label = _("Result by")
        offered = owners_offered(viewer=visit.viewer)
        named = [(each.public_id, each.name) for each in offered]
        if stays is not None and stays.public_id not in dict(named):
            named.append((stays.public_id, stays.name))
        field = self.fields["owner"]
        field.choices = LongChoices(("", _("Nobody")), *named)  # type: ignore[attr-defined]

    def values(self, visit: Visit) -> DecisionValues:
        """Return what was typed, for the service."""
        given = self.cleaned_data
        named = given["owner"]
        return DecisionValues(
            text=given["text"],
            owner=person_get(viewer=visit.viewer, public_id=named) if named else None,
            due_on=given["due_on"],
            outcome=given.get("outcome", ""),
        )


class DecisionChangeForm(DecisionForm):
    """The same of one that is written down, on the version that was read."""

    version = VersionField()


class ExperimentChangeForm(DecisionChangeForm):
    """The same of an experiment, with what came of it."""

    outcome = forms.CharField(
        label=gettext_lazy("What came of it so far"),
        required=False,
        max_length=DECISION_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class BlockerForm(forms.Form):
    """One thing that is in the way."""

    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("In the way is"),
        help_text=gettext_lazy("It is added to your own answers of this week."),
        max_length=DECISION_LENGTH,
        error_messages={"required": gettext_lazy("Say what is in the way.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: "QueryDict | None" = None) -> None:
        super().__init__(data, auto_id="blocker_%s")


def _kind_sent(data: "QueryDict | None") -> DecisionKind:
    sent = data.get("kind", "") if data is not None else ""
    return DecisionKind(sent) if sent in DecisionKind.values else DecisionKind.DECISION
