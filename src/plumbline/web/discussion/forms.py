"""What is asked of a comment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from plumbline.domain.attachments.kinds import ENDINGS
from plumbline.domain.attachments.services import Upload
from plumbline.domain.discussion.services.comments import TEXT_LENGTH, CommentValues
from plumbline.web.text_area import TextArea

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class TextField(forms.CharField):
    """The words of a comment."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Comment"),
            max_length=TEXT_LENGTH,
            widget=TextArea(attrs={"rows": 3}),
            help_text=gettext_lazy(
                "@ before a name mentions somebody who may read this. **Bold**, *italic*, lists "
                "and links work."
            ),
            error_messages={"required": gettext_lazy("Write something first.")},
        )


def files_accepted() -> str:
    """Return the endings of what is taken, as a control for files writes them."""
    return ",".join(sorted(f".{ending}" for kind in ENDINGS.values() for ending in kind))


class FilesInput(forms.FileInput):
    """A control that takes several files; dropping and pasting is added by `attaching.js`."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files to attach, any number of them; each is looked at by the service."""

    def __init__(self, label: "StrPromise | str" = "") -> None:
        super().__init__(
            label=label or gettext_lazy("Files"),
            required=False,
            allow_empty_file=True,
            widget=FilesInput(attrs={"accept": files_accepted()}),
            help_text=gettext_lazy(
                "Pictures, PDF, texts and office documents, at most 10 MB each."
            ),
        )

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ANN401 — Django's own signature
        """Return all files instead of the last one."""
        files = data if isinstance(data, Sequence) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in files]


def files_read(files: "Sequence[UploadedFile[Any]]") -> tuple[Upload, ...]:
    """Return what a `FilesField` took, for a service."""
    return tuple(Upload(name=file.name or "", file=file, size=file.size or 0) for file in files)


class CommentForm(forms.Form):
    """A new comment, or an answer to one.

    `from_page` says that it was written on the page of the thing, where its author goes back to.
    """

    use_required_attribute = False

    text = TextField()
    attachments = FilesField()
    is_question = forms.BooleanField(label=gettext_lazy("An answer is required"), required=False)
    reply_to = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    from_page = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def values(self) -> CommentValues:
        """Return what was typed."""
        return CommentValues(
            text=self.cleaned_data["text"],
            is_question=self.cleaned_data["is_question"],
            reply_to=self.cleaned_data["reply_to"],
            files=files_read(self.cleaned_data["attachments"]),
        )


class EditForm(forms.Form):
    """Other words for a comment."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)
    text = TextField()
