"""What working days and holidays have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "working_days.location.not_found": _("There is no such location any more."),
    "working_days.location.back": _("This location is there again already."),
    "working_days.location.name": _("Say what the location is called."),
    "working_days.location.taken": _("There is a location “{name}” already."),
    "working_days.location.many": _("At most {limit} locations can be kept."),
    "working_days.holiday.not_found": _("There is no such holiday any more."),
    "working_days.holiday.name": _("Say what the holiday is called."),
    "working_days.holiday.taken": _("{day} is a holiday already: {name}."),
    "working_days.holiday.many": _("At most {limit} holidays can be kept for one location."),
    "working_days.upload.not_found": _("This upload has been undone already."),
    "working_days.upload.nothing": _("All of these days are holidays already."),
    "working_days.name_long": _("A name has at most {limit} characters."),
    "working_days.weekdays": _("Choose at least one day of the week."),
    "working_days.read.long": _("This text is longer than a million characters."),
    "working_days.read.many": _("There are more than {limit} days in it. Add them in parts."),
    "working_days.read.nothing": _("There is no holiday in it."),
    "working_days.read.line": _("This line cannot be read as cells."),
    "working_days.read.day": _("“{value}” is no day; write it like 2026-12-25."),
    "working_days.read.name": _("There is no name beside the day."),
    "working_days.read.far": _("This day is too far away to reckon with."),
    "working_days.read.times": _("This event is not made of whole days."),
    "working_days.read.endless": _("This event is longer than two months."),
    "working_days.read.repeats": _("This event repeats in a way that is not read here."),
    "working_days.read.unfinished": _("The file ends in the middle of this event."),
}
