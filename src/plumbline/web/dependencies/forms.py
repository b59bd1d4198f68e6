"""What is asked for by a day, and what is answered."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from plumbline.domain.dependencies.lifecycle import DependencyAct
from plumbline.web.day_field import DayField
from plumbline.web.text_area import TextArea

TITLE_CHARACTERS = 500
REASON_CHARACTERS = 2000

Choices = Sequence[tuple[str, object]]


class AskForm(forms.Form):
    """What is needed, from whom, by when."""

    use_required_attribute = False

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("What is needed"),
        max_length=TITLE_CHARACTERS,
        help_text=gettext_lazy(
            "A thing that can be handed over: an interface, a text, a decision."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say what is needed.")},
    )
    delivering = forms.ChoiceField(
        label=gettext_lazy("From whom"),
        error_messages={
            "required": gettext_lazy("Choose a team or a key result."),
            "invalid_choice": gettext_lazy("Choose a team or a key result of the list."),
        },
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        required=False,
        help_text=gettext_lazy("Of a team only; of a key result its owner is asked."),
    )
    needed_by = DayField(gettext_lazy("Needed by"), required=True)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        sides: Choices,
        people: Choices,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["delivering"].choices = sides  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a ChoiceField


class ActForm(forms.Form):
    """Which act, on which version, and why."""

    use_required_attribute = False
    needs: ClassVar[Mapping[DependencyAct, frozenset[str]]] = {
        DependencyAct.DECLINE: frozenset({"reason"}),
        DependencyAct.MOVE: frozenset({"reason", "needed_by"}),
        DependencyAct.WITHDRAW: frozenset({"reason"}),
    }

    act = forms.ChoiceField(
        choices=[(act.value, act.value) for act in DependencyAct], widget=forms.HiddenInput
    )
    version = forms.IntegerField(min_value=0, max_value=999_999_999, widget=forms.HiddenInput)
    needed_by = DayField(gettext_lazy("Needed by"), required=True)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=REASON_CHARACTERS,
        widget=TextArea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why, for those who wait or deliver.")},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        act: DependencyAct,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(
            data, initial={"act": act.value, **(initial or {})}, auto_id=f"id_{act.value}_%s"
        )
        for name in {"needed_by", "reason"} - self.needs.get(act, frozenset()):
            del self.fields[name]
        if act is DependencyAct.WITHDRAW:
            self.fields["reason"].required = False
