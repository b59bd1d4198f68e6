"""A field of several lines, whose breaks count as the one character a reader sees."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms


def one_break(text: str) -> str:
    """Return a text with each break of a line as one character; browsers send two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


MARKED: Final = "data-marked"
"""Attribute of a field in which words are marked while they are typed."""


class TextArea(forms.Textarea):
    """A field of several lines: server and browser count the same number of characters."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # noqa: ANN401 — Django's own signature
        """Return what was typed, each break of a line as one character."""
        value = super().value_from_datadict(data, files, name)
        return one_break(value) if isinstance(value, str) else value
