"""A choice among thousands."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN = mark_safe(" selected")
_CHECKED = mark_safe(" checked")


class LongChoices(BaseChoiceIterator):
    """Thousands of options in no groups; Django looks into each of others for a group, twice."""

    def __init__(self, *options: tuple[str, str]) -> None:
        self._options = options

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give value and words of each."""
        return iter(self._options)


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
        # Safe: whatever comes from outside is escaped.
        options = mark_safe("\n".join(_options(self.choices, chosen)))  # noqa: S308
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


def _options(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> Iterator[str]:
    for key, words in choices:
        value = str(key)
        # What is no plain text, such as a translation, may be marked as safe.
        if type(words) is str:
            yield _plain(value, words, value in chosen)
        else:
            yield _option(value, conditional_escape(words), value in chosen)


# A page may hold thousands, and nearly all of them are those of the page before. Plain text alone:
# what is marked as safe is equal to the same text, and would be found for it.
@lru_cache(maxsize=8192)
def _plain(value: str, words: str, is_chosen: bool) -> str:
    return _option(value, escape(words), is_chosen)


def _option(value: str, said: str, is_chosen: bool) -> str:
    return f'<option value="{escape(value)}"{_CHOSEN if is_chosen else ""}>{said}</option>'
