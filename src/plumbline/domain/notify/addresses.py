"""Where the thing of a notification is read: the same place from the inbox and from a mail."""

from collections.abc import Callable
from typing import Final

from plumbline.domain.discussion.places import comment_in
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.selectors.inbox import NoticeFacts

#: Makes an address from a page's name and what its path needs.
Link = Callable[..., str]

#: Told of an objective, and read where its approvals stand.
_APPROVALS: Final = frozenset(
    f"objective.{act}" for act in ("approve", "send_back", "ask_again", "ask_approval")
)


def thing_url(facts: NoticeFacts, slug: str, link: Link) -> str:
    """Return where the thing of a notification is read.

    Args:
        facts: What it tells of.
        slug: Of the organization.
        link: Makes the address.
    """
    about = facts.about
    if about is None:
        return link("my-week", slug)
    name = about.kind.replace("_", "-")
    if facts.kind is NoticeKind.ATTEST:
        name = "practice-attest"
    elif facts.act == "practice.feedback_close":
        name = "practice-feedback"
    elif facts.act in _APPROVALS:
        name = "objective-approvals"
    elif facts.comment is not None:
        return comment_in(link(f"{name}-discussion", slug, about.public_id), facts.comment)
    return link(name, slug, about.public_id)
