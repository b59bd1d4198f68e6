"""Patterns of paths, as they stand in a configuration."""

import re
from functools import cache
from pathlib import PurePath


def matches(pattern: str, path: PurePath) -> bool:
    """Say whether a pattern names a path, or a folder that it lies in.

    `*` and `?` stand for anything but a slash, `**` for any folders. A pattern without a slash
    names files and folders at any depth; one with a slash starts at the folder of the
    configuration.

    Args:
        pattern: Such as `drafts/**`, `*.csv` or `archive`.
        path: Relative to the folder of the configuration, or absolute when it lies elsewhere.
    """
    found = _compiled(pattern)
    if "/" not in pattern.rstrip("/"):
        return any(found.fullmatch(part) for part in path.parts)
    text = path.as_posix()
    return found.fullmatch(text) is not None or any(
        found.fullmatch(parent.as_posix()) for parent in path.parents
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Turn a pattern into an expression for a whole path."""
    text = pattern.removeprefix("./").rstrip("/")
    pieces: list[str] = []
    at = 0
    while at < len(text):
        if text.startswith("**/", at):
            pieces.append("(?:[^/]+/)*")
            at += 3
        elif text.startswith("**", at):
            pieces.append(".*")
            at += 2
        else:
            pieces.append({"*": "[^/]*", "?": "[^/]"}.get(text[at], re.escape(text[at])))
            at += 1
    return re.compile("".join(pieces), re.DOTALL)
