"""Who a line says it belongs to: roles and departments in front, handles and names behind."""

import re

from plumbline.engine.documents.given_names import GIVEN_NAMES

_ROLE_WORD = (
    r"C[A-Z]{1,3}O|C[A-Z]O|[SE]?VPE?|[SE]VP|VP[A-Z]?|DRI|HR|PM|PMM|PMO"
    r"|Directors?|Dir\.?|Head|Chief|Managers?|Leads?|Leader|Leadership|Presidents?|Founders?|Fellow"
    r"|Engineers?|Officers?|Owners?|Chair|Controller|Counsel|Architects?|Leiter(?:in)?|Leitung"
    r"|Gesch(?:ä|ae)ftsf(?:ü|ue)hr(?:er|erin|ung)|Vorstand|Director[ae]?s?|Gerente|Jef[ea]|Responsable"
    r"|Directeur|Directrice|Diretor[ae]?"
)
_ROLE = re.compile(rf"(?:^|[\s,;/&-])(?:{_ROLE_WORD})(?:$|[\s,;/&.-])")
_PREFIX = re.compile(r"\s*(?P<role>[^\W\d_][^:：\n]{0,88}?)\s*[:：]{1,2}(?=\s|$)\s*")
_SENTENCE = re.compile(
    r"(?i)(?<!\bDir)(?<!\bSr)(?<!\bJr)(?<!\bMr)(?<!\bDr)(?<!\bMgr)(?<!\bAsst)(?<!\bAssoc)(?<!\bEng)(?<!\bExec)[.!?]\s|\b(?:is|are|will|we|our|that|have|has|be|by|from|per|than|at least)\b|[%$€£]"
)
_NAME = r"[A-ZÄÖÜÉÈÁÍÓÚÑÇ][\w'’.-]{0,30}"
_HANDLE = r"@[A-Za-z0-9][\w./-]{0,60}"
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_LABELLED = (
    r"(?:[Oo]wners?|OWNER|DRIs?|[Ll]ead|[Aa]ssignees?|[Aa]ccountable|[Rr]esponsible|[Vv]erantwortlich"
    r"|[Vv]erantwortung|[Ll]eitung|[Zz]uständig|[Ii]nhaber(?:in)?|[Ss]ponsor|[Cc]hampion"
    r"|[Rr]esponsables?|[Dd]ue[ñn]o|[Rr]espons[áa]vel|[Pp]ilote|[Ww]ho)\s*[:=]\s*"
)
_BEHIND = r"(?:[-–—|·•]|(?i:owner|lead|dri|owned by|by)\b)"
_OWNERS = rf"(?:{_MAIL}|{_HANDLE}|{_NAME}(?: (?:(?:van|von|de|da|del) )?{_NAME}){{0,3}})"
_SEVERAL = rf"{_OWNERS}(?:\s*(?:,|/|&|and|und|y|et)\s*{_OWNERS}){{0,5}}"
OWNER_FIRST = re.compile(
    rf"(?<=[(\[])\s*{_LABELLED}(?P<owner>(?>{_SEVERAL}))\s*[,;]\s*(?=[^()\[\]]{{1,200}}[)\]])"
)
"""The owner in front of further remarks in one bracket: "(owner: Ada, weekly)"; those stay.

Names are never given back: in "(owner: Ada, Bob)" Bob is no remark.
"""

OWNER_AMONG = re.compile(
    rf"\s*[,;]\s*{_LABELLED}(?P<owner>{_SEVERAL})(?=\s*(?:[,;][^()\[\]]{{1,200}})?[)\]])"
)
"""The owner behind other remarks in one bracket: "(weekly, owner: Ada)"."""

OWNER_LABELLED = re.compile(
    rf"(?:^|\s|[(\[|·•—–-])[(\[]?\s*(?:{_LABELLED}|(?i:owner|lead|dri)\s+(?=@))(?P<owner>{_SEVERAL})"
    rf"\s*[)\]]?(?=\s*$|\s*[(\[|;·•—–]|\s*=>)"
)
OWNER_BRACKETED = re.compile(
    rf"\s*[(\[]\s*(?P<owner>(?:{_HANDLE}|{_MAIL})(?:\s*(?:,|/|&|and|\s)\s*(?:{_HANDLE}|{_MAIL})){{0,5}})\s*[)\]]"
)
OWNER_NAMED = re.compile(
    rf"\s*\((?P<owner>{_NAME}(?: {_NAME}){{0,2}}(?:\s*(?:,|/|&|and|und|y|et)\s*{_NAME}(?: {_NAME}){{0,2}}){{0,4}})\)\s*\.?\s*$"
)
"""A name in brackets at the end: an owner where a document makes it a habit, or it is surely one."""

OWNER_AFTER = re.compile(
    rf"(?<=[a-zäöüß\d%][.!?])\s+\((?P<owner>{_NAME}(?: {_NAME})?(?:\s*(?:,|/|&|and|und|y|et)\s*{_NAME}(?: {_NAME})?){{0,3}})\)\s*$"
)
"""A name in brackets behind the full stop belongs to no sentence."""

NAMES_PAIRED = re.compile(
    r"[^/]\s(?P<owner>[A-ZÄÖÜ][a-zäöüßéèñ]{1,20}(?:/[A-ZÄÖÜ][a-zäöüßéèñ]{1,20}){1,3})$"
)
NAMES_LAST = re.compile(
    r"\s+(?P<owner>[A-ZÄÖÜ][a-zäöüßéèñ]{1,20}(?:[/,&][A-ZÄÖÜ][a-zäöüßéèñ]{1,20}){0,3})$"
)
"""Names without any mark at the end of a line, told by looking at all lines."""

OWNER_SQUARE = re.compile(rf"\s*\[(?P<owner>{_NAME}(?: {_NAME}){{1,2}})\]\s*$")
OWNER_TRAILING = re.compile(
    rf"(?:\s+[-–—|]\s*|\s+)(?P<owner>(?:{_HANDLE}|{_MAIL})(?:\s*(?:,|/|&|\s)\s*(?:{_HANDLE}|{_MAIL})){{0,5}})\s*$"
)
OWNER_LEADING = re.compile(rf"^\s*(?P<owner>{_HANDLE})\s*[:–—-]?\s+(?=\S)")
_SPLIT = re.compile(r"\s*(?:,|/|&|\s(?:and|und|y|et|e)\s)\s*|\s+(?=@)")


def role_prefix(text: str, *, any_short: bool = False) -> tuple[str, int] | None:
    """Find a role in front of a text, as in "VP Eng: Ship it" or "Legal: …".

    Args:
        text: A line without list mark and mark-up.
        any_short: Take any short prefix for a role, not only one that names an office; true for
            documents whose lines all begin with an owner.

    Returns:
        The role and the offset of the text behind it, or `None`.
    """
    match = _PREFIX.match(text[:120])
    if match is None:
        return None
    role = match["role"].strip(" *-")
    if len(role.split()) > 12 or _SENTENCE.search(role):
        return None
    if _ROLE.search(role) and len(role.split()) <= 12:
        return role, match.end()
    if any_short and len(role.split()) <= 6:
        return role, match.end()
    return None


def role_named(text: str) -> bool:
    """Return whether the text is nothing but a role, such as "VPE" or "Director of Support"."""
    bare = text.strip(" :*-")
    return len(bare.split()) <= 6 and bool(_ROLE.search(bare)) and not _SENTENCE.search(bare)


def named_surely(text: str) -> bool:
    """Return whether all that is named in "Ana Silva, Bob Marsh" is surely the names of people.

    A given name that is nothing else and a further name tell it: "(Latin America)" has none.
    """
    names = [name.split() for name in owners_split(text)]
    return all(len(words) > 1 and words[0].lower() in GIVEN_NAMES for words in names)


def owners_split(text: str) -> tuple[str, ...]:
    """Return the single owners named in "Ada, Bob and @carl", handles without their sign."""
    parts = _SPLIT.split(" ".join(text.split()))
    return tuple(part.strip().lstrip("@") for part in parts if part and part.strip())
