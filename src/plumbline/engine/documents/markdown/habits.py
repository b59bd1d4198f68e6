"""How the lines of one document are written: who stands in front, what stands behind."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plumbline.engine.documents.markdown.blocks import Block, BlockKind
from plumbline.engine.documents.markdown.sections import (
    looks_back,
    section_left_out,
    team_named,
)
from plumbline.engine.documents.markup import markup_removed
from plumbline.engine.documents.roles import NAMES_PAIRED, OWNER_NAMED, role_prefix
from plumbline.engine.documents.status_marks import status_certain
from plumbline.engine.documents.titles import CleanTitle, Habits, traced_clean

_NUMBER_IN_FRONT = re.compile(r"\s*(?P<number>[1-9]\d?)\s+(?=\S)")
_FEWEST_LINES = 3
"""Lines that make a habit."""


def habits_of(root: Block, plain: dict[Block, CleanTitle]) -> Habits:
    """Look at all lines of a document for what is usual in it.

    Args:
        root: The tree of its lines.
        plain: Filled with the titles that were read for it, as they are without any habit.
    """
    lines = [
        markup_removed(block.text).squeeze().text[:1000]
        for block in root.walk()
        if block.kind is not BlockKind.TABLE
    ]
    return Habits(
        owner_prefixes=_owners_in_front(root, plain),
        owner_suffixes=_names_behind(lines),
        names_at_end=_names_at_end(lines),
        scores_behind=sum(map(status_certain, lines)) >= _FEWEST_LINES,
    )


def headings_numbered(root: Block) -> frozenset[Block]:
    """Return the headings that are numbered without a point: "## 1 Title", "## 2 Title".

    They count on through a text, or anew below each heading above them.
    """
    numbered: dict[int, list[tuple[int, Block]]] = {}
    for block in root.walk():
        if block.kind is BlockKind.HEADING:
            found = _NUMBER_IN_FRONT.match(markup_removed(block.text).text)
            if found:
                numbered.setdefault(block.level, []).append((int(found["number"]), block))
    return frozenset(block for here in numbered.values() if _is_count(here) for _, block in here)


def _is_count(here: list[tuple[int, Block]]) -> bool:
    """Return whether numbers count from 1, two at least, and begin anew only at 1."""
    numbers = [number for number, _ in here]
    return numbers[:2] == [1, 2] and all(
        after in (before + 1, 1) for before, after in pairwise(numbers)
    )


def _names_behind(lines: list[str]) -> bool:
    """Return whether lines mostly end with a name in brackets, not with a department or aside."""
    named = [match["owner"] for line in lines if (match := OWNER_NAMED.search(line))]
    people = [name for name in named if team_named(name) is None and not name.isupper()]
    bracketed = sum(line.rstrip(" .").endswith(")") for line in lines)
    return len(people) >= _FEWEST_LINES and len(people) * 5 >= bracketed * 4


def _names_at_end(lines: list[str]) -> frozenset[str]:
    """Return the names that lines end with when several end with two of them ("… Ada/Bob")."""
    tails = [match["owner"] for line in lines if (match := NAMES_PAIRED.search(line))]
    names = frozenset(name for tail in tails for name in tail.split("/"))
    return names if len(tails) >= _FEWEST_LINES and len(names) >= _FEWEST_LINES else frozenset()


def _owners_in_front(root: Block, plain: dict[Block, CleanTitle]) -> bool:
    """Return whether the lines of a document mostly begin with who they belong to."""
    lines = prefixed = known = 0
    for block in _items_looked_at(root):
        lines += 1
        plain[block] = clean = traced_clean(block.text)
        role = clean.role
        known += role is not None
        prefixed += (
            role is not None
            or role_prefix(block.text.text.lstrip("*_ ").replace("**", ""), any_short=True)
            is not None
        )
    return known >= 3 and prefixed * 3 >= lines


def _items_looked_at(root: Block) -> Iterator[Block]:
    """Yield the list items outside of sections that explain or look back."""
    stack = [root]
    while stack:
        block = stack.pop()
        reason = section_left_out(block.text.text.strip("# *_")) if block.level else None
        if looks_back([child.text.text for child in block.children]):
            reason = "retrospective"
        if reason is not None:
            stack.extend(child for child in block.children if child.level and reason == "contents")
            continue
        stack.extend(block.children)
        if block.kind is BlockKind.ITEM:
            yield block
