"""A choice among thousands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN = mark_safe(" selected")


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
