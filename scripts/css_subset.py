"""Cut a stylesheet down to what a set of class names can reach.

A small reader for minified, valid CSS: it knows blocks, strings, comments and nesting of
at-rules, which is all that taking rules away needs. It never rewrites a declaration it keeps.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

CLASS_NAME = re.compile(r"\.(-?[_a-zA-Z](?:[\w-]|\\.)*)")
FUNCTIONAL_PSEUDO = re.compile(r":(?:not|is|where|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
CUSTOM_PROPERTY_USE = re.compile(r"var\(\s*(--[\w-]+)")
CUSTOM_PROPERTY = re.compile(r"(?<=[{;])(--[\w-]+):((?:[^;{}\"']|\"[^\"]*\"|'[^']*')*)(;|(?=\}))")
THEME = re.compile(r"\[data-(?:bs-)?theme")
GROUPING_RULES = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True, slots=True)
class Block:
    """One `prelude { body }`, or a statement such as `@charset` when `body` is None."""

    prelude: str
    body: str | None


def blocks(css: str) -> Iterator[Block]:
    """Split a stylesheet, or the inside of a grouping rule, into its top-level blocks."""
    start = index = 0
    while index < len(css):
        if css.startswith("/*", index):
            index = css.index("*/", index) + 2
            start = index if not css[start:index].partition("/*")[0].strip() else start
        elif css[index] in "\"'":
            index = _after_string(css, index)
        elif css[index] == ";":
            yield Block(css[start:index].strip(), None)
            start = index = index + 1
        elif css[index] == "{":
            end = _matching_brace(css, index)
            yield Block(css[start:index].strip(), css[index + 1 : end])
            start = index = end + 1
        else:
            index += 1


def subset(css: str, classes: Collection[str]) -> str:
    """Keep the rules that these classes, or plain elements, can match.

    Rules for `[data-bs-theme=…]` and `[data-theme=…]` are dropped too: our own tokens carry both
    themes.

    Args:
        css: A valid stylesheet.
        classes: Class names without the dot.

    Returns:
        The kept rules in their order, without source map comments.
    """
    kept = _kept(css, frozenset(classes))
    used_animations = set(re.findall(r"animation(?:-name)?:([^;}]*)", kept))
    words = {word for value in used_animations for word in re.findall(r"[\w-]+", value)}
    return "".join(
        _written(block)
        for block in blocks(kept)
        if not block.prelude.startswith("@keyframes") or block.prelude.split()[-1] in words
    )


def prune_custom_properties(css: str, also_used_in: str = "") -> str:
    """Drop declarations of custom properties that nothing reads any more, to a fixed point."""
    while True:
        used = set(CUSTOM_PROPERTY_USE.findall(css + also_used_in))
        declared = {match.group(1) for match in CUSTOM_PROPERTY.finditer(css)}
        pruned = css
        for name in declared - used:
            pruned = re.sub(CUSTOM_PROPERTY.pattern.replace(r"--[\w-]+", name), "", pruned)
        pruned = re.sub(r"(?<=[};])[^{};@]+\{\s*\}", "", pruned)
        if pruned == css:
            return css
        css = pruned


def _kept(css: str, classes: frozenset[str]) -> str:
    parts = []
    for block in blocks(css):
        if block.body is None:
            parts.append(_written(block))
        elif block.prelude.startswith(GROUPING_RULES):
            inner = _kept(block.body, classes)
            if inner:
                parts.append(f"{block.prelude}{{{inner}}}")
        elif block.prelude.startswith("@"):
            parts.append(_written(block))
        else:
            selectors = [s for s in _selectors(block.prelude) if _reachable(s, classes)]
            if selectors:
                parts.append(f"{','.join(selectors)}{{{block.body}}}")
    return "".join(parts)


def _reachable(selector: str, classes: frozenset[str]) -> bool:
    if THEME.search(selector):
        return False
    plain = FUNCTIONAL_PSEUDO.sub("", selector)
    return all(name.replace("\\", "") in classes for name in CLASS_NAME.findall(plain))


def _selectors(prelude: str) -> Iterator[str]:
    depth = start = 0
    for index, character in enumerate(prelude):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth == 0:
            yield prelude[start:index].strip()
            start = index + 1
    yield prelude[start:].strip()


def _written(block: Block) -> str:
    return f"{block.prelude};" if block.body is None else f"{block.prelude}{{{block.body}}}"


def _matching_brace(css: str, opening: int) -> int:
    depth = 0
    index = opening
    while index < len(css):
        if css.startswith("/*", index):
            index = css.index("*/", index) + 2
            continue
        if css[index] in "\"'":
            index = _after_string(css, index)
            continue
        if css[index] == "{":
            depth += 1
        elif css[index] == "}":
            depth -= 1
            if depth == 0:
                return index
        index += 1
    raise ValueError("a brace of the stylesheet is never closed")


def _after_string(css: str, opening: int) -> int:
    quote = css[opening]
    index = opening + 1
    while css[index] != quote:
        index += 2 if css[index] == "\\" else 1
    return index + 1
