"""Forms of working days, holidays and locations."""

from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.web.day_field import DayField
from plumbline.web.file_or_text import FileOrTextForm
from plumbline.web.text_area import TextArea

if TYPE_CHECKING:
    from django.http import QueryDict

    from plumbline.web.day_field import Words

NAME_CHARACTERS: Final = 120
FILE_BYTES: Final = 1_000_000
WEEKDAY_CHOICES: Final = [(str(day), words) for day, words in WEEKDAYS.items()]


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week, 0 for Monday."""

    def __init__(self, label: "Words", *, help_text: "Words" = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            choices=WEEKDAY_CHOICES,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class WeekForm(forms.Form):
    """On which days of the week the organization works."""

    use_required_attribute = False

    weekdays = WeekdaysField(gettext_lazy("Working days"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)


class HolidayForm(forms.Form):
    """One holiday."""

    use_required_attribute = False

    day = DayField(gettext_lazy("Day"), required=True)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=NAME_CHARACTERS,
        error_messages={"required": gettext_lazy("Say what the holiday is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: "QueryDict | None" = None) -> None:
        """Take what was sent; its fields stand beside those of a location, which has a name too."""
        super().__init__(data, auto_id="id_holiday_%s")
        self.fields["day"].error_messages["required"] = _("Say which day it is.")


class LocationNewForm(forms.Form):
    """A location that is not there yet."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=NAME_CHARACTERS,
        error_messages={"required": gettext_lazy("Say what the location is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LocationForm(LocationNewForm):
    """What a location is called, and when people work there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    weekdays = WeekdaysField(
        gettext_lazy("Working days"),
        help_text=gettext_lazy("None chosen: those of the organization."),
    )


class PlaceForm(forms.Form):
    """Which team or person works at a location."""

    use_required_attribute = False

    named = forms.CharField(
        label=gettext_lazy("Team or person"),
        max_length=254,
        help_text=gettext_lazy("A whole name, or a person’s e-mail address."),
        error_messages={"required": gettext_lazy("Say which team or person.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class UploadForm(FileOrTextForm):
    """A calendar of holidays: a file, or a text."""

    size_limit_bytes = FILE_BYTES

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.tsv,.txt"}),
        help_text=gettext_lazy("iCalendar (.ics) or CSV, at most 1 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste a text"),
        required=False,
        strip=False,
        help_text=gettext_lazy("One holiday a line: 2026-12-25, Christmas Day"),
        widget=TextArea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    calendar_text = ""

    @staticmethod
    def too_large_words() -> str:
        """Say that a calendar is too large."""
        return _("This is more than 1 MB, so it was not read.")

    def take(self, name: str, data: bytes) -> None:
        """Keep a calendar as text."""
        del name
        self.calendar_text = decoded(data)


def decoded(data: bytes) -> str:
    """Return the text of a file; what is no UTF-8 is read as Windows writes it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
