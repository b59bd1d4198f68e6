"""The version that a form was opened on."""

from django import forms


class VersionField(forms.IntegerField):
    """The version a form was opened on; hidden, and never older than 1."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=10**9)
