"""Threads of a discussion as their page and those of objectives and key results show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.attachments.selectors import AttachmentFacts
from plumbline.domain.discussion.selectors.threads import CommentFacts, Discussion
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.web.discussion.forms import CommentForm
from plumbline.web.discussion.rendering import comment_html
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that hangs on a comment or a check-in.

    Attributes:
        name: Empty once it was taken away.
        size: In words.
        url: Hands it out.
        remove_url: Takes it away, for its author.
    """

    name: str
    size: str
    url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """One comment.

    Attributes:
        when: When it was written, and that it was edited.
        asks: Of a question whether an answer is still required; empty for anything else.
        html: Its words; empty once they were taken back.
        edit_url: Where its author changes it or takes it back; empty for everybody else.
        files: What hangs on it.
    """

    key: str
    author: PersonName
    when: str
    asks: str
    html: SafeString | str
    edit_url: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """A comment with its answers.

    Attributes:
        answer_label: How its field is called.
    """

    comment: CommentLine
    replies: tuple[CommentLine, ...]
    answer_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The discussion of a thing.

    Attributes:
        waiting: How many questions wait for an answer, in words; empty for none.
        url: Takes a new comment; also where all of them stand.
        all_words: The way to all threads, where the page shows some of them.
        form: Empty, or as it was refused; `None` where the viewer may only read.
        is_whole_page: Whether it has a page to itself.
    """

    waiting: str
    url: str
    threads: tuple[ThreadLine, ...]
    all_words: str
    form: CommentForm | None
    is_whole_page: bool
    is_empty: bool = field(default=False)


def talk_of(
    visit: Visit,
    discussion: Discussion,
    *,
    form: CommentForm | None = None,
    is_whole_page: bool = False,
) -> Talk:
    """Return a discussion for a page.

    Args:
        visit: Who looks.
        discussion: What they may read of it.
        form: As it was refused.
        is_whole_page: Whether it stands alone, page by page.
    """
    may = discussion.may_comment
    more = not is_whole_page and discussion.pages > 1
    return Talk(
        waiting=_waiting(discussion.questions),
        url=talk_url(visit, discussion),
        threads=tuple(_threads(visit, discussion)),
        all_words=_("All %(count)d threads") % {"count": discussion.total} if more else "",
        form=(form or CommentForm()) if may else None,
        is_whole_page=is_whole_page,
        is_empty=not discussion.total,
    )


def talk_url(visit: Visit, discussion: Discussion) -> str:
    """Return where all of a discussion stands."""
    name = "key-result-discussion" if discussion.is_of_key_result else "objective-discussion"
    return reverse(name, args=[visit.slug, discussion.subject.public_id])


def written_at(visit: Visit) -> Callable[[datetime], str]:
    """Return how instants are written to the viewer."""
    zone = zone_of(viewer=visit.viewer)
    this_year = visit.today.year

    def written(at: datetime) -> str:
        local = at.astimezone(zone)
        if local.year == this_year:
            # Translators: Django's date format: "j F, H:i" gives 23 November, 17:30.
            return date_format(local, _("j F, H:i"))
        # Translators: Django's date format: "j F Y, H:i" gives 23 November 2026, 17:30.
        return date_format(local, _("j F Y, H:i"))

    return written


def _threads(visit: Visit, discussion: Discussion) -> Iterable[ThreadLine]:
    written = written_at(visit)
    for thread in discussion.threads:
        named = {"name": thread.comment.author.name}
        yield ThreadLine(
            comment=_line(visit, thread.comment, written, may=discussion.may_comment),
            replies=tuple(
                _line(visit, reply, written, may=discussion.may_comment) for reply in thread.replies
            ),
            answer_label=_("Answer %(name)s") % named,
        )


def _line(
    visit: Visit, facts: CommentFacts, written: Callable[[datetime], str], *, may: bool
) -> CommentLine:
    when = written(facts.created_at)
    if facts.edited_at is not None and not facts.is_taken_back:
        when = _("%(when)s · edited") % {"when": when}
    own = facts.is_own and may and not facts.is_taken_back
    return CommentLine(
        key=facts.public_id,
        author=PersonName(facts.author.name),
        when=when,
        asks=_asks(facts),
        html=""
        if facts.is_taken_back
        else comment_html(facts.text, [each.written for each in facts.mentions]),
        edit_url=reverse("comment", args=[visit.slug, facts.public_id]) if own else "",
        files=() if facts.is_taken_back else file_lines(visit.slug, facts.attachments),
    )


def file_lines(slug: str, files: Iterable[AttachmentFacts]) -> tuple[FileLine, ...]:
    """Return files for a page; of those that were taken away only that they were there."""
    return tuple(
        FileLine(
            name=each.name,
            size=filesizeformat(each.size),
            url=reverse("attachment", args=[slug, each.public_id]),
            remove_url=reverse("attachment-remove", args=[slug, each.public_id]),
        )
        for each in files
    )


def _asks(facts: CommentFacts) -> str:
    if not facts.is_question or facts.is_taken_back:
        return ""
    return _("answered") if facts.is_answered else _("an answer is required")


def _waiting(questions: int) -> str:
    if not questions:
        return ""
    return ngettext(
        "%(count)d question waits for an answer",
        "%(count)d questions wait for an answer",
        questions,
    ) % {"count": questions}
