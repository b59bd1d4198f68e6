"""The form of the first run: three questions, and who answers them."""

import zoneinfo
from datetime import date
from functools import cache

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.cycles.beginnings import FirstCycle
from plumbline.domain.cycles.selectors import quarter_of
from plumbline.domain.tenancy.modules import SIMPLE_BELOW_PEOPLE, Preset
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.messages import Message
from plumbline.web.accounts.passwords import NewPasswordField, account_faults_add
from plumbline.web.day_field import DayField
from plumbline.web.ui.controls import Choice, RadioCards

THIS_QUARTER = "quarter"
OTHER_DATES = "other"


@cache
def time_zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return the time zones that people live in, by region, UTC first."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(zoneinfo.available_timezones()):
        region, slash, place = zone.partition("/")
        if slash and region not in {"Etc", "SystemV"}:
            regions.setdefault(region, []).append((zone, place.replace("_", " ")))
    return [("UTC", "UTC"), *regions.items()]


class SetUpForm(forms.Form):
    """What the first run asks."""

    use_required_attribute = False

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    organization_name = forms.CharField(
        label=gettext_lazy("Name of the organization"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what your organization is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    preset = forms.ChoiceField(
        choices=[(preset.value, preset.value) for preset in Preset], initial=Preset.SIMPLE.value
    )
    cycle = forms.ChoiceField(
        choices=[(THIS_QUARTER, THIS_QUARTER), (OTHER_DATES, OTHER_DATES)], initial=THIS_QUARTER
    )
    cycle_name = forms.CharField(
        label=gettext_lazy("What you call it"), max_length=80, required=False
    )
    cycle_start = DayField(gettext_lazy("First day"))
    cycle_end = DayField(gettext_lazy("Last day"))
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=gettext_lazy("Your e-mail"),
        max_length=254,
        error_messages={"required": gettext_lazy("Type your e-mail address; you sign in with it.")},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = NewPasswordField(label=gettext_lazy("Your password"))
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=time_zone_choices,
        initial="UTC",
        help_text=gettext_lazy("The organization’s days begin and end there."),
    )

    def clean(self) -> None:
        """Ask for the dates of a cycle that is not this quarter, and look at the account."""
        super().clean()
        account_faults_add(self, email=self.cleaned_data.get("email", ""))
        if self.cleaned_data.get("cycle") != OTHER_DATES:
            return
        asked = {
            "cycle_name": _("Give the cycle a name, such as 2027-H1."),
            "cycle_start": _("Choose its first day."),
            "cycle_end": _("Choose its last day."),
        }
        for field, words in asked.items():
            if not self.cleaned_data.get(field) and field not in self.errors:
                self.add_error(field, words)
        start, end = (self.cleaned_data.get(field) for field in ("cycle_start", "cycle_end"))
        if start and end and end < start:
            self.add_error("cycle_end", wording(Message("cycles.end_before_start")))

    def first_fault_focus(self) -> None:
        """Put the focus on the first field in error, where typing goes on; cards take none."""
        for name, field in self.fields.items():
            if name in self.errors and not field.widget.is_hidden:
                field.widget.attrs["autofocus"] = True
                return

    @property
    def first_cycle(self) -> FirstCycle | None:
        """The dates asked for; None for the quarter that holds today."""
        if self.cleaned_data["cycle"] != OTHER_DATES:
            return None
        return FirstCycle(
            name=self.cleaned_data["cycle_name"],
            start=self.cleaned_data["cycle_start"],
            end=self.cleaned_data["cycle_end"],
        )

    def size_cards(self) -> RadioCards:
        """The second question."""
        return RadioCards(
            name="preset",
            label=_("How many of you will use it?"),
            label_hidden=True,
            chosen=str(self["preset"].value()),
            errors=[str(error) for error in self["preset"].errors],
            choices=(
                Choice(
                    value=Preset.SIMPLE.value,
                    label=_("Fewer than %(people)d") % {"people": SIMPLE_BELOW_PEOPLE},
                    words=_("Simple: write, check in, review, grade."),
                ),
                Choice(
                    value=Preset.FULL.value,
                    label=_("%(people)d or more") % {"people": SIMPLE_BELOW_PEOPLE},
                    words=_(
                        "Full: also governance, and what later versions bring, such as review "
                        "across teams, money, feedback."
                    ),
                ),
            ),
        )

    def cycle_cards(self, today: date) -> RadioCards:
        """The third question, on a day."""
        name, start, end, _kind = quarter_of(today, fiscal_year_start_month=1)
        return RadioCards(
            name="cycle",
            label=_("Which cycle do you start with?"),
            label_hidden=True,
            chosen=str(self["cycle"].value()),
            errors=[str(error) for error in self["cycle"].errors],
            choices=(
                Choice(
                    value=THIS_QUARTER,
                    label=_("%(cycle)s, this quarter") % {"cycle": name},
                    words=_("%(first)s to %(last)s")
                    % {"first": date_format(start, "j F"), "last": date_format(end, "j F")},
                ),
                Choice(
                    value=OTHER_DATES,
                    label=_("Other dates…"),
                    words=_("month, half, year, or a fiscal quarter of your own"),
                ),
            ),
        )
