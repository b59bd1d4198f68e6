"""The form of the first step: a file, or a text."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.file_readings import FileReading, file_parse, is_long
from plumbline.domain.transfer.selectors.reading import reading_declined
from plumbline.engine.documents.source import SIZE_LIMIT_BYTES
from plumbline.web.file_or_text import FileOrTextForm
from plumbline.web.text_area import TextArea

ACCEPTED = ".md,.mdx,.markdown,.txt,.yaml,.yml,.json,.csv,.tsv,.xlsx"
MEGABYTE = 1_000_000


class ImportForm(FileOrTextForm):
    """What a document is brought in with.

    Attributes:
        reading: What was read; `None` of what is too long to be read at once.
    """

    size_limit_bytes = SIZE_LIMIT_BYTES
    reading: FileReading | None = None

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("Markdown, YAML, JSON, CSV or XLSX, at most 5 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste a text"),
        required=False,
        strip=False,
        widget=TextArea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    @staticmethod
    def too_large_words() -> str:
        """Say that a document is too large, whatever it is."""
        return _(
            "This is more than %(limit)d MB, so it was not read. Split it by cycle or team, and "
            "choose a long text as a file."
        ) % {"limit": SIZE_LIMIT_BYTES // MEGABYTE}

    def take(self, name: str, data: bytes) -> None:
        """Keep a document that can be read; a long one is read, and judged, behind the preview."""
        super().take(name, data)
        if is_long(data):
            return
        self.reading = file_parse(data, name=name, kind="")
        for message in reading_declined(self.reading.result):
            self.add_error("file" if name else "text", wording(message))
