"""Inline mark-up taken off a line: emphasis, code, links, tags; the words and emoji stay.

Emoji at an end that are bullets or lights go with the marks.
"""

import html
import re

from plumbline.engine.documents.traced import Traced

_LIST_MARK = re.compile(r"^[\s>]*(?:(?:[-*+•‣◦▪–—·]|\d{1,3}[.)]|[a-zA-Z][.)])\s+)?")
_CHECK_BOX = re.compile(r"^\s*(?:\[[ xX✓✔~/-]?\]|☐|☑|☒|✅|⬜)\s*")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_HEADING_END = re.compile(r"\s+#{1,6}\s*$")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\](?:\([^()\s]{0,2000}[^()\n]{0,200}\)|\[[^\]\n]{0,200}\])")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,1000})\]"
    r"(?:\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)|\[[^\[\]\n]{0,200}\])"
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,500}\|)?(?P<text>[^\[\]|\n]{1,500})\]\]")
_AUTO_LINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")
_TRAILING_LINK = re.compile(r"(?<![\s,;:(–—-])[\s,;:(–—-]{0,10}https?://[^\s<>]{1,2000}\s*$")
_REFERENCE = re.compile(
    r"(?i)^(?:\(?(?:epic|issue|ticket|story|mr|pr|link|details?|more|board|doc|okr)s?\s*[#!&]?\d*"
    r"|[\w./-]*[#!&]\d+|[A-Z][A-Z0-9]+-\d+)$"
)
_TICKETS = re.compile(
    r"\s*+[(\[]\s*+(?:(?:(?:see|cf\.?|part of|tracked in|epic|issue|ticket|story|MR|PR)(?!-\d)"
    r"\s*+:?\s*+)?(?:[\w./-]{0,80}[#!&]\d{1,9}|[A-Z][A-Z0-9]{1,9}-\d{1,7})?[\s,;/]*+){0,6}+"
    r"[)\]](?=[\s.;,]*$)"
)
"""Brackets at the end that name tickets only, or nothing once their links are gone.

Nothing that was taken is given back: blanks could else be shared out in very many ways.
"""

_SEE = re.compile(
    r"(?i)\s+[—–-]\s*(?:see|cf\.?|tracked in|part of|epic|issue)\s*:?\s*"
    r"[\w./-]{0,80}[#!&]\d{1,9}[\s.]*$"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->|<br\s*/?>")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]{0,200}\}")
_STRUCK = re.compile(r"~~[^~\n]{1,500}~~")
_CODE = re.compile(r"(?P<fence>`{1,3})(?P<text>[^`\n]{1,1000})(?P=fence)")
_STRONG = re.compile(r"\*{2,3}|(?<![^\W_])_{2,3}|_{2,3}(?![^\W_])|==(?=\S)(?!>)|(?<=\S)==(?![>\w])")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<!\w)_(?=\S)|(?<=[^\s_])_(?!\w)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_ESCAPE = re.compile(r"\\(?P<text>[!-/:-@\[-`{-~])")
_PICTURE = (
    "[\U0001f000-\U0001faff"
    "\u2600-\u2793\u2795-\u27a0\u27a2-\u27bf"
    "\u2b00-\u2bff\u25a0-\u25ff\u23e9-\u23fa\u231a\u231b\ufe0f\u200d]"
)
_LIGHT = (
    "[\U0001f534-\U0001f535\U0001f7e0-\U0001f7eb\U0001f6a6\u26aa\u26ab\u26d4\u26a0"
    "\u2b1b\u2b1c\u25a0-\u25ff\u2610-\u2612\u2705\u274c\u274e\u2713-\u2718\u2b50\u2605\u2606"
    "\u2b06\u2b07\u2757\u2753\ufe0f]"
)
"""What says how it goes: circles, squares, boxes, ticks, stars, arrows."""
_BULLET = re.compile(rf"^\s*{_PICTURE}+(?:\s+{_PICTURE}+)*")
_LIGHTS = re.compile(
    rf"(?<=[·•|]\s){_PICTURE}+(?=\s)"
    rf"|(?:(?<=[:.)|–—-])|(?<=[:.)|–—-]\s))\s?{_LIGHT}+(?=\s|$)"
    rf"|(?<!\s)\s{{0,3}}{_LIGHT}+(?:\s{{0,3}}{_LIGHT}+)*\s*$"
)
_PICTURE_AND_BLANK = re.compile(rf"{_PICTURE}+\s*")
_LIGHTS_ALONE = re.compile(f"{_LIGHT}+")
_KEY_CAP = re.compile(r"(?<=[0-9#*])\ufe0f?\u20e3")
_SHORT_CODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{2,40}:(?![\w:])")
_UNMARKED = re.compile(r"(?:[^*_`\[\]<>~&\\=:!#({^\u2000-\U0010ffff]|:(?=\s|$))*")
"""A text without any character that mark-up is made of: most cells of a table."""

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{1,6}|[a-z]{2,8});")


def line_unmarked(line: Traced) -> Traced:
    """Return a line without quote, heading, list mark and check box in front."""
    if _HEADING.match(line.text):
        line = line.keep(_HEADING, lambda _: None).keep(_HEADING_END, lambda _: None)
    found = _LIST_MARK.match(line.text)
    if found:
        line = line.cut(found.end())
    found = _CHECK_BOX.match(line.text)
    return line.cut(found.end()) if found else line


def markup_removed(line: Traced) -> Traced:
    """Return a line's words without inline mark-up, link addresses and the emoji that are marks.

    Emoji among the words, and pictures at the end, are text. In front of the words they are
    bullets, as lights, boxes, ticks and stars are wherever a line ends with them.
    """
    if _UNMARKED.fullmatch(line.text):
        return line
    line = line.keep(_IMAGE, lambda _: None)
    line = line.keep(_WIKI_LINK, lambda _: "text")
    line = _links_removed(line)
    line = line.keep(_AUTO_LINK, lambda _: None)
    line = address_trailing_removed(line)
    for pattern in (_TAG, _ATTRIBUTES, _STRUCK, _FOOTNOTE):
        line = line.keep(pattern, lambda _: None)
    line = line.keep(_CODE, lambda _: "text")
    line = line.keep(_STRONG, lambda _: None)
    line = line.keep(_EMPHASIS, lambda _: None)
    line = line.keep(_UNDERSCORE, lambda _: None)
    line = line.keep(_ESCAPE, lambda _: "text")
    line = line.keep(_KEY_CAP, lambda _: None)
    line = line.keep(_BULLET, lambda _: None).keep(_LIGHTS, lambda _: None)
    line = line.keep(_SHORT_CODE, lambda _: None)
    return _entities_decoded(line)


def picture_leading(text: str) -> str:
    """Return the emoji in front with the blank behind, empty when they are lights or none."""
    found = _PICTURE_AND_BLANK.match(text)
    return found.group() if found and not _LIGHTS_ALONE.fullmatch(found.group().strip()) else ""


def frame_removed(line: Traced) -> Traced:
    """Return a line without the emoji at its end when the same stand in front of it."""
    framed = _PICTURE_AND_BLANK.match(line.text)
    words = line.text.rstrip()
    if framed is None or not words.endswith(framed.group().strip()):
        return line
    end = len(words) - len(framed.group().strip())
    return line.cut(0, end).strip() if end > framed.end() else line


def address_trailing_removed(line: Traced) -> Traced:
    """Return a line without a bare address at its end; one inside of open brackets stays."""
    found = _TRAILING_LINK.search(line.text)
    if found is None:
        return line
    words = line.text[: found.start()]
    return line if words.count("(") > words.count(")") else line.cut(0, found.start())


def _links_removed(line: Traced) -> Traced:
    """Keep the text of each link; a link that only names a ticket at the end goes altogether."""
    links = list(_LINK.finditer(line.text))
    for match in reversed(links):
        trailing = not line.text[match.end() :].strip(" .;,)\\")
        named = _REFERENCE.match(match["text"].strip("`* "))
        if trailing and named and match.start() > 0 and line.text[: match.start()].strip(" *-"):
            line = line.without(match.start(), match.end())
    line = line.keep(_TICKETS, lambda _: None).keep(_SEE, lambda _: None)
    return line.keep(_LINK, lambda _: "text")


def _entities_decoded(line: Traced) -> Traced:
    """Put characters in the place of the common entities such as `&amp;`."""
    for match in reversed(list(_ENTITY.finditer(line.text))):
        character = html.unescape(match.group())
        if len(character) == 1:
            line = Traced(
                line.text[: match.start()] + character + line.text[match.end() :],
                (*line.offsets[: match.start() + 1], *line.offsets[match.end() :]),
            )
    return line
