"""A choice among thousands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN = mark_safe(" selected")
_CHECKED = mark_safe(" checked")


class LongSelect(forms.Select):
    """A select that is written at once.

    Django draws each option with a template of its own: with 2,500 teams that took longer than the
    rest of the page. Options stand in no groups.
    """

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 — Django's own signature
        attrs: Mapping[str, Any] | None = None,
        renderer: object = None,
    ) -> SafeString:
        """Write the select with its options."""
        chosen = {str(each) for each in self.format_value(value) or ()}
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, _CHOSEN if str(key) in chosen else "", words) for key, words in self.choices),
        )
        attributes = self.build_attrs({**self.attrs, "name": name}, dict(attrs or {}))
        return format_html("<select{}>\n{}\n</select>", flatatt(attributes), options)


class LongChecks(forms.CheckboxSelectMultiple):
    """Some of thousands, as boxes in a list of its own height; written at once as well."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 — Django's own signature
        attrs: Mapping[str, Any] | None = None,
        renderer: object = None,
    ) -> SafeString:
        """Write the boxes with their labels."""
        chosen = {str(each) for each in value or ()}
        own = self.build_attrs({**self.attrs}, dict(attrs or {}))
        place, kept = own.pop("id", f"id_{name}"), {"class": own.pop("class", "")}
        boxes = format_html_join(
            "\n",
            '<div><label for="{}_{}"><input type="checkbox" class="form-check-input" name="{}"'
            ' value="{}" id="{}_{}"{}{}> {}</label></div>',
            (
                (
                    place,
                    at,
                    name,
                    key,
                    place,
                    at,
                    flatatt({key: own[key] for key in own if key.startswith("aria-")}),
                    _CHECKED if str(key) in chosen else "",
                    words,
                )
                for at, (key, words) in enumerate(self.choices)
            ),
        )
        return format_html('<div id="{}"{}>\n{}\n</div>', place, flatatt(kept), boxes)
