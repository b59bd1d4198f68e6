"""A form that takes a file or a text, one of the two."""

from django import forms
from django.utils.translation import gettext as _


class FileOrTextForm(forms.Form):
    """What is handed in as a `file` or pasted as `text`; both fields are the form's own.

    Attributes:
        size_limit_bytes: How large a file may be.
        document_name: What the file is called; empty for a text.
        document_data: What was handed in.
    """

    use_required_attribute = False

    size_limit_bytes = 0

    document_name = ""
    document_data = b""

    def clean(self) -> None:
        """Take the one thing that was handed in, if it can be read."""
        super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if self.errors:
            return
        if file is None and not text.strip():
            self.add_error("file", _("Choose a file, or paste a text."))
        elif file is not None and text.strip():
            self.add_error("file", _("Choose a file or paste a text, not both."))
        elif file is not None and file.size > self.size_limit_bytes:
            self.add_error("file", self.too_large_words())
        elif file is not None:
            self.take(file.name, file.read())
        else:
            self.take("", text.encode())

    @staticmethod
    def too_large_words() -> str:
        """Say that a file is too large."""
        return _("This is too large, so it was not read.")

    def take(self, name: str, data: bytes) -> None:
        """Keep what was handed in; a form that cannot read it adds an error that says why.

        Args:
            name: The file's; empty for a text.
            data: Its bytes; those of a text in UTF-8.
        """
        self.document_name, self.document_data = name, data
