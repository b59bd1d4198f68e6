"""Comments, coming in and going out."""

from datetime import datetime

from pydantic import Field

from plumbline.api.schemas.attachments import Attachments
from plumbline.api.schemas.values import Flag, Input, Output, PublicId, Ref, Text
from plumbline.domain.discussion.services.comments import CommentValues


class MentionOut(Output):
    """Somebody whom a comment mentions."""

    person: Ref
    written: str = Field(description="How the comment calls them, without the @.")


class CommentOut(Output):
    """Something said about an objective, or about one of its key results."""

    id: str = Field(validation_alias="public_id")
    objective: Ref
    key_result: Ref | None = Field(description="What it is about, where not the objective itself.")
    author: Ref
    text: str = Field(description="Plain text; a little Markdown means something in it.")
    mentions: list[MentionOut]
    reply_to: str | None = Field(description="Id of the comment that begins its thread.")
    is_question: bool = Field(description="Whether an answer is required.")
    is_answered: bool = Field(description="Whether somebody else has answered it.")
    attachments: Attachments
    created_at: datetime
    edited_at: datetime | None


class CommentIn(Input):
    """What somebody says. `@` before a name or a mail address mentions whoever may read it."""

    text: Text
    reply_to: PublicId | None = None
    is_question: Flag = Field(False, description="Of an answer it is ignored.")

    def values(self) -> CommentValues:
        """Return what this says."""
        return CommentValues(
            text=self.text, reply_to=self.reply_to or "", is_question=self.is_question
        )


class CommentPatch(Input):
    """Other words."""

    text: Text
