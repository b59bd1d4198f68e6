"""Writing a comment, changing its words, taking it back; the journal keeps every wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.attachments.services import (
    Looked,
    Upload,
    attachments_remove,
    attachments_store,
    uploads_looked,
)
from plumbline.domain.discussion.models import Comment, CommentAttachment, Mention
from plumbline.domain.discussion.permissions import comment_permit, own_permit
from plumbline.domain.discussion.selectors.naming import mentioned_in
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message

TEXT_LENGTH = 5_000
"""Two pages; what is longer is a document, and linked to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentValues:
    """What somebody says.

    Attributes:
        text: Plain text, in which a little Markdown and @ before a name mean something.
        reply_to: Public id of a comment of the same discussion that it answers; empty for none.
        is_question: Whether an answer is required; of an answer it is ignored.
        files: What hangs on it.
    """

    text: str
    reply_to: str = ""
    is_question: bool = False
    files: tuple[Upload, ...] = ()


def comment_write(
    *,
    actor: Viewer,
    objective: Objective,
    key_result: KeyResult | None = None,
    values: CommentValues,
    at: datetime,
) -> Comment:
    """Say something about an objective, or about one of its key results.

    Args:
        actor: Who says it; nobody says anything in another's name.
        objective: What it hangs on.
        key_result: Of this objective, where it is about that.
        values: What they say.
        at: Now.

    Raises:
        NotFound: The actor may not know of it.
        PermissionRefused: They may only read.
        ValidationRefused: No words or too many, a name that several people have, or a file that is
            not taken.
        Refused: What it answers is gone.
    """
    looked = uploads_looked(values.files)
    with acting(actor):
        if key_result is not None:
            key_result = key_result_locked(key_result.pk)
            objective = key_result.objective
        else:
            objective = objective_locked(objective.pk)
        author = comment_permit(actor, objective, key_result)
        comment = Comment(
            objective=objective,
            key_result=key_result,
            reply_to=_thread(objective, key_result, values.reply_to),
            author=Person.objects.get(pk=actor.person_id),
            text=_text(values.text),
            created_at=at,
        )
        comment.is_question = values.is_question and comment.reply_to is None
        comment.save(force_insert=True)
        _mentions_set(comment, at)
        _journal(author, comment, "write", old=None, at=at)
        _attach(actor, author, comment, looked, at)
        return comment


def comment_edit(
    *, actor: Viewer, comment: Comment, text: str, expected: int, at: datetime
) -> Comment:
    """Change the words of one's own comment; others see that it was edited.

    Raises:
        NotFound: It is gone, or not for the actor's eyes.
        PermissionRefused: Somebody else wrote it.
        Refused: It was taken back.
        StaleVersion: It changed meanwhile.
        ValidationRefused: No words or too many, or a name that several people have.
    """
    with acting(actor):
        comment, author = _own(actor, comment, expected)
        old, comment.text = comment.text, _text(text)
        if comment.text == old:
            return comment
        comment.edited_at = at
        version_save(comment, expected=expected, update_fields=("text", "edited_at"))
        _mentions_set(comment, at)
        _journal(author, comment, "edit", old=old, at=at)
        return comment


def comment_take_back(*, actor: Viewer, comment: Comment, expected: int, at: datetime) -> Comment:
    """Take one's own comment back; that it was there shows only where somebody answered it.

    Raises:
        NotFound: It is gone, or not for the actor's eyes.
        PermissionRefused: Somebody else wrote it.
        Refused: It was taken back already.
        StaleVersion: It changed meanwhile.
    """
    with acting(actor):
        comment, author = _own(actor, comment, expected)
        old, comment.text = comment.text, ""
        comment.taken_back_at = at
        version_save(comment, expected=expected, update_fields=("text", "taken_back_at"))
        comment.mentions.all().delete()
        _detach(author, comment, _attached(comment), at)
        _journal(author, comment, "take_back", old=old, at=at)
        return comment


def comment_attach(*, actor: Viewer, comment: Comment, upload: Upload, at: datetime) -> Attachment:
    """Hang a further file on one's own comment; its words stay as they are.

    Raises:
        NotFound: It is gone, or not for the actor's eyes.
        PermissionRefused: Somebody else wrote it.
        Refused: It was taken back.
        ValidationRefused: The file is not taken, or there is no room for it.
    """
    looked = uploads_looked((upload,))
    with acting(actor):
        comment, author = _own(actor, comment, None)
        (attachment,) = _attach(actor, author, comment, looked, at)
        return attachment


def comment_detach(
    *, actor: Viewer, comment: Comment, attachment: Attachment, expected: int, at: datetime
) -> Comment:
    """Take a file away from one's own comment; that one was there stays.

    Raises:
        NotFound: It is gone, or not for the actor's eyes.
        PermissionRefused: Somebody else wrote the comment.
        Refused: The comment was taken back.
        StaleVersion: It changed meanwhile.
    """
    with acting(actor):
        comment, author = _own(actor, comment, expected)
        rows = _attached(comment).filter(pk=attachment.pk, removed_at__isnull=True)
        if not rows.exists():
            raise NotFound("attachments.not_found")
        version_save(comment, expected=expected, update_fields=())
        _detach(author, comment, rows, at)
        return comment


def _attached(comment: Comment) -> QuerySet[Attachment]:
    held = CommentAttachment.objects.filter(comment=comment)
    rows: QuerySet[Attachment] = Attachment.objects.filter(pk__in=held.values("attachment"))
    return rows


def _attach(
    actor: Viewer, author: Author, comment: Comment, looked: tuple[Looked, ...], at: datetime
) -> tuple[Attachment, ...]:
    if not looked:
        return ()
    rows = attachments_store(actor=actor, looked=looked, at=at)
    for row in rows:
        CommentAttachment(comment=comment, attachment=row).save(force_insert=True)
    _files_journal(author, comment, "attach", [(None, row.name) for row in rows], at)
    return rows


def _detach(author: Author, comment: Comment, rows: QuerySet[Attachment], at: datetime) -> None:
    names = attachments_remove(attachments=rows, at=at)
    _files_journal(author, comment, "detach", [(name, None) for name in names], at)


def _files_journal(
    author: Author,
    comment: Comment,
    act: str,
    names: Sequence[tuple[str | None, str | None]],
    at: datetime,
) -> None:
    for old, new in names:
        change = Change(old, new, personal=True, about_person_id=comment.author_id)
        journal_record(
            author=author,
            act=f"comment.{act}",
            subject=Subject("comment", comment.pk, comment.public_id),
            at=at,
            changes={"file": change},
        )


def _own(actor: Viewer, comment: Comment, expected: int | None) -> tuple[Comment, Author]:
    """Lock what a comment is about, then the comment, and ask for the right to change it."""
    objective = objective_locked(comment.objective_id)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("key_result")
    found: Comment | None = rows.filter(pk=comment.pk).first()
    if found is None:
        raise NotFound("discussion.not_found")
    found.objective = objective
    if found.key_result is not None:
        found.key_result.objective = objective
    author = own_permit(actor, found)
    if found.taken_back_at is not None:
        raise Refused("discussion.taken_back")
    if expected is not None:
        version_check(found, expected=expected)
    return found, author


def _thread(objective: Objective, key_result: KeyResult | None, reply_to: str) -> Comment | None:
    """Return the comment that begins the thread of the one that is answered."""
    if not reply_to:
        return None
    rows = Comment.objects.filter(objective=objective, key_result=key_result)
    answered = rows.select_related("reply_to").filter(public_id=reply_to).first()
    if answered is None or answered.taken_back_at is not None:
        raise Refused("discussion.reply_gone")
    begun: Comment = answered.reply_to or answered
    return begun


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationRefused({"text": [Message("discussion.empty")]})
    if len(text) > TEXT_LENGTH:
        message = Message("discussion.too_long", {"most": TEXT_LENGTH})
        raise ValidationRefused({"text": [message]})
    return text


def _mentions_set(comment: Comment, at: datetime) -> None:
    """Keep whom the words mention; who is mentioned still keeps their row."""
    named = {each.person.pk: each for each in mentioned_in(comment.text, comment.objective, at=at)}
    comment.mentions.exclude(person_id__in=named).delete()
    kept = dict(comment.mentions.values_list("person_id", "written"))
    for person_id, each in named.items():
        if person_id not in kept:
            Mention(comment=comment, person=each.person, written=each.written).save()
        elif kept[person_id] != each.written:
            comment.mentions.filter(person_id=person_id).update(written=each.written)


def _journal(author: Author, comment: Comment, act: str, *, old: str | None, at: datetime) -> None:
    changes = {
        "text": Change(old, comment.text or None, personal=True, about_person_id=comment.author_id)
    }
    if act == "write":
        subject = comment.key_result or comment.objective
        changes["about"] = Change(None, subject.public_id)
        if comment.is_question:
            changes["is_question"] = Change(None, new=True)
        if comment.reply_to is not None:
            changes["reply_to"] = Change(None, comment.reply_to.public_id)
    journal_record(
        author=author,
        act=f"comment.{act}",
        subject=Subject("comment", comment.pk, comment.public_id),
        at=at,
        changes=changes,
    )
