"""A text as a YAML scalar: bare where that is safe in every YAML, else in quotes."""

import re

# Bare texts start with a letter or digit, which no context of YAML reads as a mark.
_BARE = re.compile(r"[^\W_](?:.*\S)?\Z")
_UNPRINTABLE = r"\x00-\x1f\x7f-\x9f\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff"
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_MARKS = re.compile(rf":(?=\s|\Z)|\s#|[{_UNPRINTABLE}]")
# Words and shapes that YAML 1.1 or 1.2 reads as something other than text.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"])
_LOOKS_LIKE_VALUE = re.compile(
    r"[0-9][0-9_,.]*(?:[eE][+-]?[0-9]+)?%?\Z"  # numbers, with their thousands
    r"|0[xob][0-9a-fA-F_]+\Z"
    r"|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?\Z"  # base 60
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"  # days and moments
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(rf'[\\"{_UNPRINTABLE}]')
_ESCAPED_ALWAYS = re.compile(rf"[{_UNPRINTABLE}]")


def text_format(text: str, *, in_flow: bool = False) -> str:
    """Write a text as a YAML scalar that reads back as exactly that text.

    Args:
        text: Any text; line ends and control characters are escaped.
        in_flow: It stands inside `[…]` or `{…}`, where commas and brackets end a bare text.

    Returns:
        The bare text, or a text in double quotes; always on one line.
    """
    if _is_bare(text) and not (in_flow and _FLOW_MARKS.search(text)):
        return text
    return text_quote(text)


def text_quote(text: str) -> str:
    """Write a text in double quotes, which is JSON as well as YAML."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def text_quote_single(text: str) -> str | None:
    """Write a text in single quotes; `None` when it holds what only double quotes can carry."""
    if _ESCAPED_ALWAYS.search(text):
        return None
    return "'" + text.replace("'", "''") + "'"


def _is_bare(text: str) -> bool:
    """Whether a text needs no quotes outside of flow collections."""
    return (
        _BARE.match(text) is not None
        and _MARKS.search(text) is None
        and text.lower() not in _WORDS
        and _LOOKS_LIKE_VALUE.match(text) is None
    )


def _escape(match: re.Match[str]) -> str:
    """Return the escape of one character."""
    character = match.group()
    known = _ESCAPES.get(character)
    return known if known is not None else f"\\u{ord(character):04x}"
