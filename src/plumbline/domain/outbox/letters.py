"""Mails in HTML, in the hand of the pages: the words of the text, with links to press.

Nothing is loaded from anywhere, and every style stands on its element, since mail programs drop
the rest. What they keep of `<style>` only turns the colours in the dark; where they turn colours
themselves the light ones are far enough apart to stay readable. Colours are those of `tokens.css`,
written again because no mail can read it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_FONT: Final = "font-family:Inter,system-ui,-apple-system,'Segoe UI',Arial,sans-serif"
_PAPER, _SURFACE, _LINE = "#fbfaf8", "#ffffff", "#e5e2db"
_INK, _INK_2, _INK_3 = "#1b1e24", "#484e59", "#656b76"
_ACCENT, _ACCENT_INK, _ON_ACCENT = "#2f4bb3", "#2a43a3", "#ffffff"
_DARK: Final = (
    "@media (prefers-color-scheme:dark){"
    ".paper{background:#15171b!important}.surface{background:#1b1e23!important;"
    "border-color:#2b2f36!important}.ink{color:#eceae5!important}.ink2{color:#b9bcc3!important}"
    ".ink3{color:#959aa4!important}.link{color:#aebeff!important}"
    ".act{background:#9fb2ff!important;color:#12162a!important}"
    ".line{border-color:#2b2f36!important}}"
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]”’]")


@dataclass(frozen=True, slots=True)
class LetterLink:
    """Words that lead somewhere; `aside` is said in small below them."""

    words: str
    url: str
    aside: str = ""


def letter_html(
    *,
    title: str,
    above: Sequence[str] = (),
    lines: Sequence[LetterLink] = (),
    below: Sequence[str] = (),
    act: LetterLink | None = None,
    foot: Sequence[LetterLink] = (),
    closing: str = "",
) -> str:
    """Return a mail in HTML, in the language in force.

    Args:
        title: Its subject, as a heading.
        above: Paragraphs before the lines.
        lines: What it tells of, each with where it leads.
        below: Paragraphs after them.
        act: The one thing to press.
        foot: Small links at its end: choosing and stopping.
        closing: A small sentence above these.
    """
    parts = [_paragraphs(above)]
    if lines:
        parts.append(_lines(lines))
    parts.append(_paragraphs(below))
    if act is not None:
        parts.append(_act(act))
    return _page(title, _joined(parts), _foot(closing, foot))


def letter_of_text(*, title: str, text: str, act_words: str = "") -> str:
    """Return the HTML of a mail that was written as plain text.

    Paragraphs stay paragraphs. An address that is one of its own becomes a button, with the
    address below it for whoever has to copy it; any other becomes a link.

    Args:
        title: The subject.
        text: The whole message.
        act_words: What the button says.
    """
    blocks = [each.strip() for each in re.split(r"\n\s*\n", text) if each.strip()]
    parts: list[SafeString] = []
    for block in blocks:
        if _ADDRESS.fullmatch(block):
            parts.append(_act(LetterLink(act_words or _("Open it"), block, aside=block)))
        else:
            parts.append(_paragraphs([block]))
    closing = _("This message comes whatever you chose for notifications: it is about you alone.")
    return _page(title, _joined(parts), _foot(closing, ()))


def _page(title: str, body: SafeString, foot: SafeString) -> str:
    language = translation.get_language() or "en"
    return format_html(
        '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="supported-color-schemes" content="light dark">\n'
        "<title>{title}</title>\n<style>{dark}</style>\n</head>\n"
        '<body class="paper" style="margin:0;padding:0;background:{paper}">\n'
        '<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" '
        'style="background:{paper};{font}">\n<tr><td align="center" style="padding:28px 16px">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        'style="max-width:560px">\n'
        '<tr><td class="ink2" style="padding:0 4px 12px;font-size:14px;line-height:20px;'
        'font-weight:600;color:{ink2}">Plumbline</td></tr>\n'
        '<tr><td class="surface" style="padding:28px;background:{surface};'
        'border:1px solid {line};border-radius:8px">\n'
        '<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;'
        'font-weight:600;color:{ink}">{title}</h1>\n{body}</td></tr>\n'
        '<tr><td style="padding:16px 4px 0">{foot}</td></tr>\n'
        "</table>\n</td></tr>\n</table>\n</body>\n</html>\n",
        language=language,
        direction="rtl" if translation.get_language_bidi() else "ltr",
        title=title,
        dark=mark_safe(_DARK),  # noqa: S308 — written above, nothing of it comes from outside
        paper=_PAPER,
        surface=_SURFACE,
        line=_LINE,
        ink=_INK,
        ink2=_INK_2,
        font=mark_safe(_FONT),  # noqa: S308 — as above; its quotation marks stand inside double ones
        body=body,
        foot=foot,
    )


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _paragraphs(texts: Sequence[str]) -> SafeString:
    return format_html_join(
        "",
        '<p class="ink" style="margin:0 0 16px;font-size:15px;line-height:22px;color:{}">{}</p>\n',
        ((_INK, _linked(text)) for text in texts if text),
    )


def _lines(lines: Sequence[LetterLink]) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><td class="line" style="padding:10px 0;border-top:1px solid {}">'
        '<a class="link" href="{}" style="font-size:15px;line-height:22px;color:{};'
        'text-decoration:underline">{}</a>{}</td></tr>\n',
        (
            (
                _LINE,
                each.url,
                _ACCENT_INK,
                each.words,
                _small(each.aside, below_px=0) if each.aside else "",
            )
            for each in lines
        ),
    )
    return format_html(
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        'style="margin:0 0 16px">\n{}</table>\n',
        rows,
    )


def _act(link: LetterLink) -> SafeString:
    button = format_html(
        '<p style="margin:8px 0 8px"><a class="act" href="{}" style="display:inline-block;'
        "padding:11px 18px;border-radius:6px;background:{};color:{};font-size:15px;"
        'line-height:22px;font-weight:600;text-decoration:none">{}</a></p>\n',
        link.url,
        _ACCENT,
        _ON_ACCENT,
        link.words,
    )
    return button + _small(link.aside) if link.aside else button


def _small(text: str, *, below_px: int = 12) -> SafeString:
    return format_html(
        '<div class="ink3" style="margin:0 0 {}px;font-size:13px;line-height:18px;'
        'overflow-wrap:anywhere;word-break:break-word;color:{}">{}</div>\n',
        below_px,
        _INK_3,
        text,
    )


def _foot(closing: str, links: Sequence[LetterLink]) -> SafeString:
    shown = format_html_join(
        " · ",
        '<a class="ink3" href="{}" style="color:{};text-decoration:underline">{}</a>',
        ((each.url, _INK_3, each.words) for each in links),
    )
    parts = [part for part in (closing, shown) if part]
    return format_html_join(
        "",
        '<p class="ink3" style="margin:0 0 6px;font-size:12.5px;line-height:18px;color:{}">{}</p>',
        ((_INK_3, part) for part in parts),
    )


def _linked(text: str) -> SafeString:
    """Return a paragraph with its line breaks, and with links where addresses stand."""
    return format_html_join(mark_safe("<br>"), "{}", ((_line(each),) for each in text.split("\n")))


def _line(text: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text)))


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for found in _ADDRESS.finditer(text):
        yield text[end : found.start()]
        yield format_html(
            '<a class="link" href="{}" style="color:{};word-break:break-all">{}</a>',
            found[0],
            _ACCENT_INK,
            found[0],
        )
        end = found.end()
    yield text[end:]
