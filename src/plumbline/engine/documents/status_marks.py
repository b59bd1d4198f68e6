"""Marks of how far something is: scores, shares done, states; read and taken off a title."""

import re

_DONE = (
    r"done|complete[d]?|achieved|shipped|delivered|finished|closed|wip|in[ -]progress|on[ -]track"
    r"|off[ -]track|at[ -]risk|behind|ahead|not[ -]started|started|ongoing|missed?|failed|pending"
    r"|postponed|cancel+ed|dropped|deferred|blocked|paused|no progress|partial(?:ly)?|planned"
    r"|tbd|todo|to do|hit|exceeded|green|yellow|amber|red|erledigt|abgeschlossen|erreicht|verfehlt"
    r"|offen|in arbeit|hecho|completad[oa]|logrado|en curso|pendiente|termin[ée]|fait|atteint|en cours"
    r"|conclu[íi]d[oa]|em andamento|carried over"
)
_RATIO = r"\d{1,4}(?:[.,]\d{1,2})?\s?/\s?\d{1,4}"
_PERCENT = r"[~≈]?\+?(?:\d{1,3}(?:[.,]\d{1,2})?|X)\s?%"
_UNIT_SCORE = r"(?:0?[.,]\d{1,2}|1[.,]0{1,2}|0[.,]0)(?!\d)"
_WORD = r"(?:final |self |current )?(?:score|grade|progress|confidence(?: level)?|rating|status|nota|avance|fortschritt|ergebnis|result)"
_VALUE = rf"(?:{_RATIO}|{_PERCENT}|{_UNIT_SCORE}|\d{{1,3}}|(?:{_DONE}))"

ARROW = re.compile(r"\s*(?:={1,2}>|-{2,3}>|⇒|⟹)\s*")
_VALUE_BEFORE = re.compile(
    r"(?<!\bby )(?<!\bto )(?<!\bat )(?<![\d.,])[$€£]?\d[\d.,]*\s?[kKMBx%€$£]?\s*$"
)
_NUMBER_START = re.compile(r"^[~≈<>≤≥$€£+-]?\s?\d")
_SCALE = re.compile(r"\s*[(\[]\s*0(?:[.,]0)?\s*(?:→|->|–|-|to|bis)\s*1(?:[.,]0)?\s*[)\]]\s*$")
"""The scale of scores ("0.0 → 1.0") behind a title."""

_BRACKETED = re.compile(
    rf"(?i)\s*[(\[](?!\s*\+)\s*(?:{_WORD}\s*[:=]?\s*)?(?:{_RATIO}|{_PERCENT}|{_UNIT_SCORE}|{_DONE})"
    rf"(?:\s*(?:{_DONE}))?(?:\s*[-–—:;,|]\s[^()\[\]\n]{{0,300}}|\s*(?:{_DONE})[^()\[\]\n]{{0,200}})?\s*[)\]]\s*\.?\s*$"
)
_WORDED = re.compile(rf"(?i)(?:\s*[-–—|,;(\[]\s*|\s+|^){_WORD}\s*[:=]\s*{_VALUE}\s*[)\]]?\s*$")
_DASHED = re.compile(
    rf"(?i)\s*(?P<mark>\s(?:[-–—]\s+|[|·•]\s*)|(?<=[^\d\s:])\s?[:=]\s+)(?:{_RATIO}(?:\s*\({_PERCENT}\))?|{_PERCENT}|{_UNIT_SCORE})"
    rf"(?:\s+(?:{_DONE})(?:\s*[-–—,.;:(]\s?.{{0,400}})?)?\s*$"
)
_RESULT_RATIO = re.compile(
    rf"\s*:?\s+{_RATIO}\s*(?:=>|→|->)\s*{_PERCENT}\s*$|\s*:?\s+{_RATIO}\s*\({_PERCENT}\)\s*$|\s+X/\d+\s*\(X%\)\s*$|\s*:\s*X/\d+.*$"
)
_DASHED_STATE = re.compile(
    rf"(?i)\s+[-–—|·•]\s*(?:{_DONE}|no progress yet)(?:\s*[!.,;:(-]\s?.{{0,200}})?\s*$"
)
_ARROW_BETWEEN = re.compile(r"\d\s?%?\s*(?:→|->)\s*[$€£]?\d")
"""What makes the numbers behind a colon a start and an aim: "Fresh by 8: 70% → 98% (80 %)"."""

_RETOLD = re.compile(
    r":\s+(?:Sourced|Hired|Achieved|Completed|Delivered|Done|Shipped|Launched|Reached|Missed)\b.*$"
)
_REPORTED = re.compile(
    r":\s+[>~]?\s?(?:\d{1,5}|X)\b[^:\n]{0,200}\((?:\d{1,3}|X)\s?%\)[^:\n]{0,120}$|:\s+\d{1,3}%\s*\([^:\n]{0,200}$"
)
_BREAKDOWN = re.compile(
    rf"\s*\((?:[\w.]{{1,20}}: ?)?{_RATIO}[^()\n]{{0,40}}(?:\([^()\n]{{0,20}}\)[^()\n]{{0,300}})?[^()\n]{{0,400}}\)\s*$"
)
_BARE_SCORE = re.compile(rf"(?:(?<=\s\s)|(?<=[.!?:|]\s)){_UNIT_SCORE}\s*$")
_STRONG_TAIL = re.compile(
    rf"(?i)(?:(?<=[.!?:;)\]=>–—|-])\s*|\s{{2,}})(?<![^\s*.!?:;)\]=>–—|-])(?P<mark>(?<!\*)\*{{1,2}})(?:{_PERCENT}|{_RATIO}|{_UNIT_SCORE})[^*\n]{{0,300}}(?P=mark).{{0,400}}$"
)
_LABEL = re.compile(
    r"(?i)^[\W\d_]*(?:krs?|o|okr|key[ -]?results?|objectives?|goal)?[\s\d.]*[:.)–—-]"
)
_LABEL_ONLY = re.compile(r"(?i)[\W\d_]*(?:krs?|o|okr|key[ -]?results?|objectives?|goal)?[\W\d_]*")
_AIMED = re.compile(
    r"(?i)(?:\b(?:to|at|by|of|from|below|above|under|over|least|most|than|is|reach|achieve)|[<>≥≤~])\s*[*_`]*\s*$"
)
"""Words before an emphasized share that make it part of the sentence."""

_CODE_TAIL = re.compile(rf"(?i)\s*`(?:{_PERCENT}|{_RATIO}|{_UNIT_SCORE})`\s*$")
_LEADING = re.compile(
    rf"(?i)^\s*[(\[]\s*(?:{_RATIO}|{_PERCENT}|{_UNIT_SCORE}|{_DONE})\s*[)\]]\s*[:–—-]?\s*"
)
_ONLY_SCORE = re.compile(r"(?:0?[.,]\d{1,2}|1[.,]0{1,2})(?!\s?[%\d])")
_DONE_WORD = re.compile(rf"(?i)\b(?:{_DONE})\b")
_STATE_ONLY = re.compile(rf"(?i)\W*(?:{_DONE}|removed|abandoned|gestrichen|descartado)\W*")
_DOING = re.compile(
    r"(?i)\W*(?:achiev|add|adopt|agree|analy|apply|assess|audit|automat|build|clean|clos|collect|complet"
    r"|conduct|configur|consolidat|convert|creat|defin|deliver|deploy|design|develop|document|enabl"
    r"|establish|evaluat|execut|expand|finali[sz]|finish|fix|fully|get|hir|host|identif|implement"
    r"|improv|increas|integrat|introduc|invit|launch|mak|merg|migrat|mov|onboard|open|organi[sz]|perform"
    r"|plan|prepar|produc|provid|publish|reduc|refactor|refresh|releas|remov|renew|replac|research|resolv"
    r"|review|revis|rewrit|roll|run|schedul|secur|set|ship|sign|start|stop|streamlin|submit|support|switch"
    r"|test|train|translat|triag|updat|upgrad|valid|writ|erstell|einf[üu]hr|aufbau|crear|lanzar"
    r"|publicar|cr[ée]er|lancer|publier|criar|lan[çc]ar)\w*\s"
)
"""Words that open a line about work to do, whose share is how much of it is done."""

_WITHIN = re.compile(
    r"(?i)\b(?:within|innerhalb von|binnen|en menos de|en moins de)\s+\d+(?:[.,]\d+)?\s?[a-zäöü]+"
    r"|\b(?:by|before|until|bis|vor)\s+\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\b|uhr\b|o'clock\b|h\b)?"
)
"""A condition on what is counted, which is no measure: "answered within 15 minutes"."""

_VALUE_FOUND = re.compile(rf"(?i){_RATIO}|{_PERCENT}|{_UNIT_SCORE}|\b(?:{_DONE})\b")
_STATED = re.compile(
    r"(?i)(?:\b(?:targets?|goal|aim|ziel(?:wert)?|meta|objetivo|cible|soll|current(?:ly)?|now|today|baseline"
    r"|heute|aktuell)|目标|目標|목표)\s*[:=]?\s*$"
)
"""What makes the number behind it the aim or the start, never how far it is."""

_TAILS = (
    _SCALE,
    _REPORTED,
    _WORDED,
    _BRACKETED,
    _BREAKDOWN,
    _RESULT_RATIO,
    _DASHED,
    _DASHED_STATE,
    _BARE_SCORE,
)


_TAIL_MARK = re.compile(r"[-–—|·•:=/(\[>⇒⟹]")
"""One of these stands in every remark but a bare score."""


def status_emphasized(text: str) -> int | None:
    """Return the offset of a closing share done set in emphasis ("… defined. *50%*"), if any."""
    if "*" not in text and "`" not in text:
        return None
    match = _STRONG_TAIL.search(text[:4000]) or _CODE_TAIL.search(text[:4000])
    if match is None:
        return None
    before = text[: match.start()]
    joined = "%" in match.group() and before.rstrip("* ").endswith((":", "-", "–", "—", "|"))
    is_aim = joined and not any(character.isdigit() for character in _LABEL.sub("", before))
    is_aim = is_aim or _AIMED.search(before) is not None
    return None if is_aim or _LABEL_ONLY.fullmatch(before) else match.start()


def status_leading(text: str) -> int:
    """Return how many characters of `text` are a score or state in brackets in front."""
    match = _LEADING.match(text[:60])
    return match.end() if match else 0


def status_tail(text: str, *, scored: bool = False) -> tuple[int, str | None] | None:
    """Find where the title ends and a remark on how far it is begins.

    Args:
        text: A title without mark-up.
        scored: The document states shares done behind a colon or dash; where it does not, such
            a share may be the aim itself ("Guests who return: 60 %").

    Returns:
        The offset at which the remark starts and its score or state as written, or `None`.
    """
    if not _TAIL_MARK.search(text) and not _BARE_SCORE.search(text):
        return None
    counted = _RESULT_RATIO.search(text) if "/" in text else None
    if counted is not None and "=>" in counted.group() and counted.start() > 0:
        return counted.start(), _value(counted.group().split("=>")[1])
    for match in ARROW.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if (
            not before.strip()
            or before.count("(") > before.count(")")
            or (
                _VALUE_BEFORE.search(before[-30:])
                and _NUMBER_START.match(after)
                and not _ONLY_SCORE.match(after)
            )
        ):
            continue
        return match.start(), _value(after)
    retold = _RETOLD.search(text)
    if retold is not None and retold.start() > 0:
        return retold.start(), _value(retold.group())
    tail_start = max(0, len(text) - 800)
    for pattern in _TAILS:
        tail = pattern.search(text, tail_start)
        if pattern is _REPORTED and tail is not None and _ARROW_BETWEEN.search(tail.group()):
            continue
        if tail is None or (pattern is _DASHED and not scored and _may_be_aim(text, tail)):
            continue
        value = _VALUE_FOUND.search(text, tail.start())
        if value is not None and _STATED.search(text[max(0, value.start() - 20) : value.start()]):
            continue
        if text[: tail.start()].strip():
            return tail.start(), _value(tail.group())
    return None


def status_certain(text: str) -> bool:
    """Return whether a share or ratio behind a colon or dash can only be how far the line is."""
    match = _DASHED.search(text[:4000])
    return match is not None and not _may_be_aim(text[:4000], match)


def status_only(text: str) -> bool:
    """Return whether a text is nothing but a state ("(dropped)")."""
    return bool(_STATE_ONLY.fullmatch(text[:80]))


def _may_be_aim(text: str, match: re.Match[str]) -> bool:
    """Return whether the only number of a line that names no work stands behind its mark."""
    before = text[: match.start()]
    said = any(character.isdigit() for character in _WITHIN.sub("", before)) or _DOING.match(before)
    return not said and not _DONE_WORD.search(match.group())


def _value(text: str) -> str | None:
    """Return the first score, share or state word of a remark."""
    match = _VALUE_FOUND.search(text[:200])
    return match.group() if match else None
