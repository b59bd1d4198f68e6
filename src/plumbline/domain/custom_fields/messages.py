"""What custom fields have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "custom_fields.not_found": _("There is no such field any more."),
    "custom_fields.required": _("Fill in “{label}”: every one that is active says it."),
    "custom_fields.key_taken": _("There is a field with the key “{key}” already."),
    "custom_fields.choices_missing": _("Name at least one choice."),
    "custom_fields.unknown": _("There is no custom field “{key}”. An admin can define it."),
    "custom_fields.not_a_choice": _("“{value}” is none of the choices: {choices}."),
    "custom_fields.not_a_link": _("“{value}” is no link; it starts with https://."),
    "custom_fields.not_a_day": _("“{value}” is no day; write it like 2026-11-23."),
    "custom_fields.not_one_value": _("This field holds one value, not a list."),
    "custom_fields.not_yes_or_no": _("“{value}” is neither yes nor no."),
}
