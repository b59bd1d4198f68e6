"""The words of a comment as HTML: a little Markdown, links, mentions; nothing of it is trusted."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: What of Markdown is understood: paragraphs, lists, quotes, emphasis, code and links.
_RULES: Final = (
    "autolink",
    "backticks",
    "blockquote",
    "emphasis",
    "escape",
    "link",
    "list",
    "newline",
)
_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_DEPTH: Final = 12
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_BEHIND: Final = ".,;:!?)'"


def comment_html(text: str, mentioned: Collection[str]) -> SafeString:
    """Return the words of a comment for a page.

    Args:
        text: As its author typed it.
        mentioned: How it calls those whom it mentions, without the @.
    """
    tokens = _markdown().parse(text)
    names = _names(mentioned)
    for token in tokens:
        if token.children:
            token.children = list(_inline(token.children, names))
    html: str = _markdown().renderer.render(tokens, _markdown().options, {})
    # The renderer escapes all texts and attributes, HTML is off, and what is put in is escaped.
    return mark_safe(html)  # noqa: S308


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": _DEPTH})
    markdown.enable(list(_RULES))
    markdown.validateLink = _is_safe  # type: ignore[method-assign]  # made to be replaced
    return markdown


def _is_safe(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _names(mentioned: Collection[str]) -> re.Pattern[str] | None:
    if not mentioned:
        return None
    longest_first = sorted(mentioned, key=len, reverse=True)
    return re.compile(rf"(?<![\w@./])@(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _inline(tokens: list[Token], names: re.Pattern[str] | None) -> Iterator[Token]:
    """Yield inline tokens with mentions marked, and addresses that stand bare as links."""
    links = 0
    for token in tokens:
        if token.type == "link_open":
            token.attrSet("rel", "noopener nofollow")
        links += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "text":
            yield from _marked(token, names, bare_links=links == 0)
        else:
            yield token


def _marked(token: Token, names: re.Pattern[str] | None, *, bare_links: bool) -> Iterator[Token]:
    found = [(match, True) for match in (names.finditer(token.content) if names else ())]
    if bare_links:
        found += [(match, False) for match in _ADDRESS.finditer(token.content)]
    found.sort(key=lambda each: each[0].start())
    position = 0
    for match, is_mention in found:
        if match.start() < position:
            continue
        words = match[0] if is_mention else match[0].rstrip(_BEHIND)
        yield _text(token, token.content[position : match.start()])
        yield _html(token, _mention(words) if is_mention else _link(words))
        position = match.start() + len(words)
    yield _text(token, token.content[position:])


def _mention(words: str) -> str:
    return format_html('<span class="pl-mention">{}</span>', words)


def _link(url: str) -> str:
    if not _is_safe(url):
        return format_html("{}", url)
    return format_html('<a href="{}" rel="noopener nofollow">{}</a>', url, url)


def _text(token: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=token.level)


def _html(token: Token, content: str) -> Token:
    return Token("html_inline", "", 0, content=content, level=token.level)
