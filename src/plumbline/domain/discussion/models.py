"""Comments and whom they mention; they hang on an objective, so they are as private as it is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class Comment(TenantModel):
    """Something said about an objective, or about one of its key results.

    What it said before it was edited or taken back is kept by the journal alone.

    Attributes:
        key_result: What it is about, where that is not the objective itself.
        reply_to: The comment that begins its thread; `None` where it begins one.
        is_question: Whether an answer is required; only of what begins a thread.
        edited_at: When its words last changed.
        taken_back_at: When its author took it back; it has no words from then on.
    """

    sought = ("text",)

    public_id = PublicIdField()
    objective = models.ForeignKey(
        "okrs.Objective", on_delete=models.CASCADE, related_name="comments"
    )
    key_result = models.ForeignKey(
        "okrs.KeyResult", null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    author = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    text = models.TextField(blank=True)
    is_question = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("comment"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=False, text="")
                | (Q(taken_back_at__isnull=True) & ~Q(text="")),
                name="comment_has_words_until_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(is_question=False) | Q(reply_to__isnull=True),
                name="comment_question_begins_a_thread",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "objective", "key_result", "created_at"],
                name="comment_of_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.public_id}"


class CommentAttachment(TenantModel):
    """That a file hangs on a comment; whoever may read the comment may have it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="attached")
    attachment = models.ForeignKey(
        "attachments.Attachment", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "attachment"], name="comment_attachment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} on {self.comment_id}"


class Mention(TenantModel):
    """A person whom a comment mentions; they could read it when it was written.

    Attributes:
        written: How the comment calls them, without the @.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    written = models.CharField(max_length=254)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "comment", "person"], name="mention_once"
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.written}"
