"""Dates, versions and names with a number in them, which measure nothing."""

import re
from collections.abc import Collection
from functools import cache

from plumbline.engine.documents.caseless import small

_MONTH = (
    r"jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|rero)?|fév(?:rier)?|mar(?:ch|s|zo|ço)?|märz?|apr(?:il)?"
    r"|abr(?:il)?|avr(?:il)?|may|mai|mayo|june?|juni|juin|jul[iy]?|juillet|julio|julho|aug(?:ust)?|ago(?:sto)?"
    r"|ao[ûu]t|sep(?:t|tember|tiembre|tembre)?|oct(?:ober|ubre|obre)?|okt(?:ober)?|nov(?:ember|iembre|embre)?"
    r"|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre)?|d[ée]c(?:embre)?|ene(?:ro)?"
)
_DATES = (
    rf"\d{{2,4}}\s?[年년](?:\s?(?:第?[一二三四1-4]\s?季度|[1-4]\s?분기|[上下]半年))?|(?<!\d)\d{{1,2}}\s?[月월](?!\d)(?:\s?\d{{1,2}}\s?[日일号])?"
    rf"|[第제]\s?\d{{1,3}}|\d{{1,3}}\s?(?:季度|分期|분기|学期|期|차|단계|级|層|号|版|号店)"
    rf"|\b\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?\b|\b\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/)(?:\d{{4}}|\d{{2}})\b"
    rf"|\b\d{{1,2}}\.\s?\d{{1,2}}\.(?!\d)"
    rf"|\b(?:by|until|bis(?: zum)?|on|am|before|due|from|since|seit|hasta(?: el)?|antes del?|avant le) \d{{1,2}}/\d{{1,2}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?[\s-]?(?:of |de |d’)?(?:{_MONTH})\b\.?(?:[\s,-]{{0,2}}(?:\d{{4}}|'?\d{{2}}\b))?"
    rf"|\b(?:{_MONTH})\b\.?[\s-]?(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?[%kK$€])(?:,? \d{{4}})?|(?:of |de )?\d{{4}})"
    r"|(?<![\d.])\d{1,3}:\d{1,3}(?:\.\d{1,3})?\b|\b(?:FY|CY|H|HY|EO[QY])\s?'?\d{1,4}(?:[-\s]?[QH]\d)?\b|\b\d{0,4}[QHqT]-?[1-4](?:[\s-]?'?\d{2,4})?\b"
    r"|\b(?:20|19)\d\d(?:[-/](?:\d\d|(?:20|19)\d\d))?\b(?!\s?(?:%|\w))"
    r"|(?:\b(?:in|of|by|for|during|end|early|late|since|en|im|fin|bis|de|year|until|through|before|after|ende|du|the|our|its|this|fiscal|calendar)\s+)(?:20|19)\d\d\b(?!,\d)"
)
_NAMES = (
    r"\b(?:v|ver\.?|version|release(?=[\s-]\d+\.)|phase|stage|tier|level|step|sprint|week|wave|batch|iteration|quarter"
    r"|q|kw|cw|section|chapter|part|page|line|room|item|appendix|milestone|horizon|gate|goal|objective|kr|okr|o|priority"
    r"|prio|p|s|sev|severity|type|series|soc|iso|iec|rfc|wcag|http|ipv|python|java|node|rails|php|postgresql|postgres"
    r"|angular|building|terminal|hall|floor|zone|campus|ward|pier|runway|reactor|module|react|vue|windows|office|microsoft|web|industry|article|artikel|art|top-tier"
    r"|day|día|jour|tag|schritt|stufe|etapa|fase|n[ií]vel|niveau|epic|tls|ssl|oauth|openapi|bluetooth|usb|css|html|jdk|django|gpt|llama|kubernetes|season|basel"
    r"|covid|formula|studio|interstate|year|jahr|a[ñn]o)"
    r"[\s-]{1,2}#?\d{1,5}(?:\.\d{1,4}){0,3}\+?(?:\s?(?:[-–/]|or|and|to)\s?\d{1,4})?\b(?!\s?[%x€$]|[.,]\d)"
    r"|\bv\d{1,4}(?:\.\d{1,4}){0,3}\b|\b\d{1,3}\.\d{1,3}(?=\s(?:version|release|ga|beta|alpha|rc)\b)|[#№]\s?\d+\b|\b\d{1,4}\.\d{1,4}\.\d{1,4}(?:\.\d{1,4})?\b"
    r"|\b24\s?[/x×]\s?7\b|\b24\s?[x×/]\s?7\s?[x×/]\s?365\b|\b360(?:[°-]|\s?(?:degree|feedback|review|grad|view)\w*)"
    r"|\b(?:80/20|50/50|9-to-5)\b|\b[1-5]-star\b|\b\d{1,2}(?:st|nd|rd|th|º|ª|er|ère|ème|e)\b|\b1:1s?\b|\b1-on-1s?\b|\bone-on-ones?\b"
    r"|\b101\b|\b\d{1,2}(?:\s?[-–]\s?\d{1,2})?[-\s]year[-\s]olds?\b"
    r"|\bC\d{3,5}\b|\b(?:two|2)-(?:factor|way|step|sided|pizza)\b|\b[234]D\b|\b[345]G\b|\bfirst-?\d\b"
)
_NAMED = r"\b(?-i:(?:to|on|for|with|of|from|using|support) [A-Z]\w{1,20}) \d{1,3}\.\d{1,3}\b(?!\s?[%kKM])"
"""A name with its version, "to Python 3.12", which only its capital tells."""


def _begins(near: int) -> str:
    """Return where a date or a name with a number can begin in a text of ASCII.

    Its digit stands within `near` characters; a few names ("one-on-one", "two-factor") have none.
    """
    return (
        rf"(?=(?:(?<![A-Za-z0-9_])[A-Za-z]|#)(?=[^0-9]{{0,{near - 1}}}+[0-9])|(?<![0-9])[0-9]"
        r"|(?<![A-Za-z0-9_])(?:one|two|first)-)"
    )


@cache
def _anywhere() -> tuple[re.Pattern[str], ...]:
    """Return the patterns for a text that is not ASCII, compiled when there is one."""
    return tuple(re.compile(f"(?i){pattern}") for pattern in (_DATES, f"{_NAMES}|{_NAMED}"))


_NEAR, _FAR = 16, 34
_EITHER_ASCII = re.compile(f"{_begins(_NEAR)}(?:{small(f'{_DATES}|{_NAMES}')})")
"""The same for a text of ASCII in small letters, much quicker: tried where they can begin alone."""


@cache
def _dates_ascii() -> re.Pattern[str]:
    """Return the pattern for dates in a text of ASCII in small letters."""
    return re.compile(f"{_begins(_NEAR)}(?:{small(_DATES)})")


@cache
def _names_ascii() -> re.Pattern[str]:
    """Return the pattern for names in a text of ASCII in small letters."""
    return re.compile(f"{_begins(_NEAR)}(?:{small(_NAMES)})")


@cache
def _named_ascii() -> re.Pattern[str]:
    """Return the pattern for a text of ASCII with a point in it, compiled when there is one."""
    return re.compile(f"(?i){_begins(_FAR)}(?:{_NAMES}|{_NAMED})")


_DIGIT = re.compile(r"[0-9]")

_TELLING_WORDS = (
    "jan january januar janvier janeiro feb february februar febrero fev fevrier mar march mars marzo"
    " apr april abr abril avr avril may mai mayo june jun juni juin july juli jul juillet julio julho"
    " aug august ago agosto aout sep september septiembre septembre sept oct october octubre octobre"
    " okt oktober nov november noviembre novembre dec december decembre dez dezember dezembro dic"
    " diciembre ene enero fy cy h hy eoq eoy q t v c d g x e ver version release phase"
    " stage tier level step sprint week wave batch iteration quarter kw section chapter part page line"
    " room item appendix milestone horizon gate goal objective kr okr o priority prio p s sev severity"
    " type series soc iso iec rfc wcag http ipv python java node rails php postgresql postgres angular"
    " react vue windows office microsoft web industry article artikel art day dia jour tag schritt"
    " stufe etapa fase nivel niveau epic tls ssl oauth openapi bluetooth usb css html jdk django gpt"
    " llama kubernetes season basel covid formula studio interstate year jahr ano one two first cw"
    " building terminal hall floor zone campus ward pier runway reactor module"
)
_TELLING = frozenset(_TELLING_WORDS.split())
_WORD = re.compile(r"[a-z]+")
_SIGNS = re.compile(r"[0-9](?:\s?[-/:]|[0-9]{3}|60|01|st|nd|rd|th|er)|#")
"""Without one of these words and signs a text of ASCII without a point holds none of them.

Most lines have none, and a set of words is asked in a tenth of the time.
"""


def names_blanked(text: str, words: Collection[str] | None = None) -> str:
    """Return the text with dates and names with numbers blanked, offsets unchanged.

    Args:
        text: One line of words.
        words: Its words in small letters, where they are at hand.
    """
    if not text.isascii():
        for pattern in _anywhere():
            text = pattern.sub(_blank, text)
        return text
    folded = text.lower()
    start = _first(folded)
    if "." in text:
        # Only "to Python 3.12" takes so many characters to its digit, and it has a point in it.
        return _named_ascii().sub(_blank, _blanked(text, _dates_ascii(), folded, start))
    if not _may_hold_one(folded, start, words) or _EITHER_ASCII.search(folded, start) is None:
        return text  # most lines
    text = _blanked(text, _dates_ascii(), folded, start)
    return _blanked(text, _names_ascii(), text.lower(), start)


def _may_hold_one(folded: str, start: int, words: Collection[str] | None = None) -> bool:
    """Return whether a text in small letters holds a word or sign that all of them need."""
    if _SIGNS.search(folded, start) is not None:
        return True
    return not _TELLING.isdisjoint(_WORD.findall(folded, start) if words is None else words)


def _first(folded: str) -> int:
    """Return where in a text in small letters the first of them may begin."""
    if "one-" in folded or "two-" in folded:
        return 0
    digit = _DIGIT.search(folded)
    return max(0, digit.start() - _NEAR) if digit else len(folded)


def _blanked(text: str, pattern: re.Pattern[str], folded: str, start: int) -> str:
    """Return a text with what a pattern finds in its small letters blanked."""
    for match in pattern.finditer(folded, start):
        at, behind = match.span()
        text = text[:at] + "_" * (behind - at) + text[behind:]
    return text


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match.group())
