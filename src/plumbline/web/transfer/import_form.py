"""The form of the first step: a file, or a text."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.selectors.reading import reading_declined
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import SIZE_LIMIT_BYTES
from plumbline.engine.workbooks.read import file_read
from plumbline.web.text_area import TextArea

ACCEPTED = ".md,.mdx,.markdown,.txt,.yaml,.yml,.json,.csv,.tsv,.xlsx"
MEGABYTE = 1_000_000


class ImportForm(forms.Form):
    """What a document is brought in with."""

    use_required_attribute = False

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

    document_name = ""
    document_data = b""

    def clean(self) -> None:
        """Take the one document that was handed in, if it can be read."""
        super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if self.errors:
            return
        if file is None and not text.strip():
            self.add_error("file", _("Choose a file, or paste a text."))
        elif file is not None and text.strip():
            self.add_error("file", _("Choose a file or paste a text, not both."))
        elif file is not None and file.size > SIZE_LIMIT_BYTES:
            self.add_error("file", too_large_words())
        else:
            self._take(*(("", text.encode()) if file is None else (file.name, file.read())))

    def _take(self, name: str, data: bytes) -> None:
        self.document_name, self.document_data = name, data
        field = "file" if name else "text"
        for sentence in declined_sentences(file_read(data, name=name or None)):
            self.add_error(field, sentence)


def too_large_words() -> str:
    """Say that a document is too large, whatever it is."""
    limit = SIZE_LIMIT_BYTES // MEGABYTE
    return _(
        "This is more than %(limit)d MB, so it was not read. Split it by cycle or team, and choose "
        "a long text as a file."
    ) % {"limit": limit}


def declined_sentences(result: ReadResult) -> list[str]:
    """Return why a document cannot be previewed at all; empty when it can."""
    return [wording(message) for message in reading_declined(result)]
