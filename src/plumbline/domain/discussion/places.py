"""Where one comment of a discussion is read."""

from typing import Final

#: Names the comment whose page of a long discussion is meant.
COMMENT: Final = "comment"


def comment_in(url: str, comment: str) -> str:
    """Return where a comment stands.

    Args:
        url: The page of its discussion.
        comment: Public id of it.
    """
    return f"{url}?{COMMENT}={comment}#comment-{comment}"
