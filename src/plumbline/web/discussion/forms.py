"""What is asked of a comment."""

from django import forms
from django.utils.translation import gettext_lazy

from plumbline.domain.discussion.services.comments import TEXT_LENGTH, CommentValues


class TextField(forms.CharField):
    """The words of a comment."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Comment"),
            max_length=TEXT_LENGTH,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=gettext_lazy(
                "@ before a name mentions somebody who may read this. **Bold**, *italic*, lists "
                "and links work."
            ),
            error_messages={"required": gettext_lazy("Write something first.")},
        )


class CommentForm(forms.Form):
    """A new comment, or an answer to one.

    `from_page` says that it was written on the page of the thing, where its author goes back to.
    """

    use_required_attribute = False

    text = TextField()
    is_question = forms.BooleanField(label=gettext_lazy("An answer is required"), required=False)
    reply_to = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    from_page = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def values(self) -> CommentValues:
        """Return what was typed."""
        return CommentValues(
            text=self.cleaned_data["text"],
            is_question=self.cleaned_data["is_question"],
            reply_to=self.cleaned_data["reply_to"],
        )


class EditForm(forms.Form):
    """Other words for a comment."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)
    text = TextField()
