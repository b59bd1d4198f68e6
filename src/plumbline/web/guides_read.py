"""The how-to guides of the documentation, as the help shows them: no other place is asked."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_PACKED: Final = Path(__file__).parent / "guides"
GUIDES: Final = _PACKED if _PACKED.is_dir() else Path(__file__).parents[3] / "docs/how-to"
"""As the wheel holds them (`scripts/build_hook.py`), else as they stand in the repository."""

_INDEX: Final = "index"


@cache
def guides_told() -> frozenset[str]:
    """Return the names of the guides: of their files, without the ending."""
    return frozenset(each.stem for each in GUIDES.glob("*.md")) - {_INDEX}


def guide_title(guide: str) -> str:
    """Return the heading of a guide, in English as all of the documentation.

    Args:
        guide: One of `guides_told`.
    """
    return _parted(guide)[0]


def guide_html(guide: str, url: Callable[[str], str]) -> SafeString:
    """Return a guide as HTML, without its heading.

    Links to other guides lead to these; what else of the documentation is named stays as words, as
    it is not served, and pictures are left out. A link without words bears the title of its page.

    Args:
        guide: One of `guides_told`.
        url: Returns the address of another guide.
    """
    tokens = _markdown().parse(_parted(guide)[1])
    for token in tokens:
        if token.children:
            token.children = list(_linked(token.children, url))
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", "")):
            # The policy of the pages knows no style but that of classes.
            token.attrJoin("class", "pl-right" if "right" in str(style) else "")
        if token.type == "table_open":
            token.attrJoin("class", "pl-table")
    html: str = _markdown().renderer.render(tokens, _markdown().options, {})
    # Our own words, HTML in them is off, and the renderer escapes all of them.
    return mark_safe(html)  # noqa: S308


@cache
def _parted(guide: str) -> tuple[str, str]:
    """Return the heading of a guide and the rest."""
    head, _, rest = (GUIDES / f"{guide}.md").read_text(encoding="utf-8").partition("\n")
    return head.removeprefix("# ").strip(), rest


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _linked(tokens: list[Token], url: Callable[[str], str]) -> Iterator[Token]:
    """Yield what stands in a line, with the links that lead somewhere."""
    leads, bare = False, ""
    for token in tokens:
        if token.type == "image":
            continue
        if token.type == "link_close" and bare:
            yield Token("text", "", 0, content=bare)
        bare = ""
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            to = _address(href, url)
            leads, bare = bool(to), _title(href)
            token.attrSet("href", to)
            if to.startswith("/"):
                token.attrSet("data-help-on", "")
        if token.type not in ("link_open", "link_close") or leads:
            yield token


def _title(href: str) -> str:
    """Return what the page is called to which a link leads: by its file where it is not served."""
    name = PurePosixPath(urlsplit(href).path).stem
    if name in guides_told():
        return guide_title(name)
    return f"“{name.replace('-', ' ').capitalize()}”"


def _address(href: str, url: Callable[[str], str]) -> str:
    """Return where a link of a guide leads; empty for what is not served."""
    parts = urlsplit(href)
    if parts.scheme in ("http", "https"):
        return href
    name = parts.path.removesuffix(".md")
    return url(name) if name in guides_told() else ""
