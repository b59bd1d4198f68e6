"""Numbers found in a sentence: values, units, and what they are no measure of."""

import re
from decimal import Decimal
from typing import NamedTuple

from plumbline.engine.documents.caseless import holds_one
from plumbline.engine.documents.digits import digits_plain, is_odd_number
from plumbline.engine.documents.names_with_numbers import names_blanked
from plumbline.engine.documents.scalars import WHOLE_DIGITS_LIMIT

LONGEST_TEXT = 2000
"""Characters that are looked at; what is longer is no title."""

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "null": 0, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "zwölf": 12,
    "cero": 0, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "zéro": 0, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "dez": 10,
}  # fmt: skip
_MAGNITUDES = {
    "k": 3, "tsd": 3, "tsd.": 3, "thousand": 3, "mil": 3, "tausend": 3, "mille": 3,
    "m": 6, "mm": 6, "mn": 6, "mio": 6, "mio.": 6, "million": 6, "millions": 6, "millionen": 6,
    "millones": 6, "millón": 6, "milhões": 6, "milhão": 6, "mill": 6, "mi": 6, "mln": 6,
    "b": 9, "bn": 9, "billion": 9, "billions": 9, "mrd": 9, "mrd.": 9, "milliarden": 9,
    "milliards": 9,
    "千": 3, "천": 3, "万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8,
}  # fmt: skip
_CURRENCY = r"US\$|C\$|A\$|R\$|[$€£¥₹₽₩]|(?:USD|EUR|GBP|CHF|JPY|INR|BRL|MXN|CAD|AUD|SEK|NOK|DKK|PLN|Rp|Rs\.?|kr)(?=\s?\d)"
_CURRENCY_BEHIND = r"US\$|[$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|INR|BRL|MXN|CAD|AUD|SEK|NOK|DKK|PLN|euros?|dollars?|pounds?|Euro)\b"
_TIME = (
    r"milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|min\.?|hours?|hrs?|h|days?|d|weeks?|wks?"
    r"|months?|mos?|quarters?|years?|yrs?|sekunden?|minuten?|stunden?|std|tagen?|tage?|wochen?"
    r"|monate?n?|jahre?n?|segundos?|minutos?|horas?|d[íi]as?|semanas?|meses|mes|a[ñn]os?|secondes?"
    r"|heures?|jours?|semaines?|mois|ans?|dias?"
)
_TIME_BEGINS = "(?=[adhjmqstwyADHJMQSTWYſ])"
"""One of these begins each unit of time: most words are none, which is quickly seen."""

_COUNTER = (
    r"(?:个月|個月|か月|ヶ月|개월|小时|小時|時間|시간|分钟|分鐘|分間|ポイント|パーセント|퍼센트|人日"
    r"|[주周週天日일分분秒초年년月个個개家人명名件건次회回社台대条條篇份位款项項点점本张張枚册冊单單部场場名组組套门門页頁封章节節句倍배元円원])(?!期|기|度)"
)
"""Words right behind a number in Chinese, Japanese and Korean that say what is counted."""

_SIZE = r"(?:[KMGTPkmgt]i?[Bb]|[KMGkmg]b)(?:ps|/s)?|[rqt]ps|fps|k[mgW]|[kMGT]Wh|[MG]W|[kMG]Hz|px|ppm|req/s|t?CO2e?"
"""Units that are often written without a space: sizes, rates, weights, energy."""

_PERCENT_BEFORE = re.compile(r"(?:^|[\s(])%\s?$")
"""The sign of percent in front of its number, as in Turkish."""

_NUMBER = re.compile(
    r"(?=[\d+−$€£¥₹₽₩A-Zk-])"  # one of these begins each: quickly seen where none does
    rf"(?<![\w.,'’#@/&!+-])(?P<debt>[−-](?=[$€£]\d))?(?P<currency>(?:{_CURRENCY})\s?)?(?<![\w.])(?P<sign>[+−-](?=\d))?"
    r"(?P<digits>\d{1,3}(?:[,.'’ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d{1,9})?|\d{1,15}(?:[.,]\d{1,9})?)"
    r"(?!\d)(?:\s?(?P<magnitude>(?:[kK]|mm|M{1,2}|m|B|[bB]n|mn|MN|Mio\.?|Mrd\.?|Tsd\.?|million(?:s|en)?|mln|mi(?=\b)|billions?"
    r"|thousand|Million(?:s|en)?|Billions?|Thousand|Tausend|Milliarden|millones|millón|milhões|milhão|milliards|mil|mille)"
    r"(?![\w²³])|[千천万萬만亿億억]))?"
    rf"(?P<unit>\s?(?:%|percent(?!age)\b|per cent\b|pct\b|Prozent\b|por ?ciento\b|por cento\b|pour ?cent\b)"
    rf"|\s?[xX×](?![\w])|\s?(?:pp|pts?|ppts?|p\.p\.|bps)\b|\s?-?(?:percentage )?points?\b"
    rf"|\s?(?:{_CURRENCY_BEHIND})|[\s-]?{_TIME_BEGINS}(?:(?i:{_TIME}))(?![\w/])|(?P<size>{_SIZE})(?![\w/])|\s?(?P<counter>{_COUNTER}))?"
    r"(?P<plus>\s?\+(?!\s?\d))?"
)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{3,7}(?![\w-])")
"""What may be a number word: it is looked up, which is quicker than trying each of them."""

_LETTERS = re.compile(r"[^\W\d_]+")

_NAMED_BY_WORD = re.compile(
    r"(?i)(?<!every )(?<!each )(?<!per )(?<!\ba )(?<!\bone )(?<!this )(?<!last )"
    r"\b(?:day|week|month|quarter|year|phase|stage|tier|level|step|sprint|wave|season)\s\Z"
)
"""What a number word behind it names and does not count: "hauliers live in week two"."""

_WORD_MAGNITUDE = re.compile(
    r"(?i)\s(?P<magnitude>hundred|thousand|million|billion|tausend|millionen|millones|mille|mil)\b"
)
_HYPHENATED_WORD = re.compile(
    rf"(?i)(?<![\w-])(?P<word>{'|'.join(_WORDS)})[\s-](?P<unit>days?|weeks?|hours?|minutes?|months?)(?=\s)"
)
_SPAN_OF_TIME = ("day", "week", "hour", "minute", "month")
"""One of these stands in each number word with a unit; looking for them is quicker."""

_COMMA_DECIMALS = re.compile(
    r"(?i)[äöüßñçãõ]|\b(?:von|auf|der|und|para|une|les|desde)\b|\d\.000\b(?!\.)"
)
"""What tells of a language that writes decimals with a comma."""

_DIGIT = re.compile(r"\d")
_LONGEST_FRONT = 8
"""Characters that may stand before the first digit of a number and belong to it: "−US$ +"."""

_TIME_COUNTED = re.compile(
    r"[个個かヶ개]?[月월]|小时|小時|時間|시간|分[钟鐘間]?|[주周週天日일분秒초年년]"
)
_SPEAKS_OF_TIME = re.compile(
    r"(?i)\b(?:time|times|duration|latency|wait\w*|builds?|mttr|mttd|runtime|downtime)\b"
)


class TextNumber(NamedTuple):
    """One number of a sentence.

    Attributes:
        value: With magnitudes multiplied out.
        unit: `%`, `x`, currency, time or points as written; `None` for a bare count.
        start: Offset of its first character, currency sign included.
        end: Offset behind its last character, unit and plus sign included.
        digits_start: Offset of the first digit.
        digits_end: Offset behind the digits and magnitude.
        plus: It is followed by `+` ("30+").
        word: It was written as a word ("two").
        hyphenated: It belongs to a compound such as "2-day".
        kind: `percent`, `times`, `money`, `time`, `points`, `size` or `count`.
        doubtful: Its separators can be read in two ways.
        signed: It was written with a sign.
        magnitude: Power of ten of a suffix such as `k`; 0 without one.
    """

    value: Decimal
    unit: str | None
    start: int
    end: int
    digits_start: int
    digits_end: int
    plus: bool = False
    word: bool = False
    hyphenated: bool = False
    kind: str = "count"
    doubtful: bool = False
    signed: bool = False
    magnitude: int = 0


OUT_OF_REACH = Decimal(10) ** WHOLE_DIGITS_LIMIT
"""The least amount that no measure can hold."""


def numbers_read(text: str) -> tuple[TextNumber, ...]:
    """Find every number that may measure something, in order.

    Left out are dates, quarters, versions, tiers, ordinals and names with a number in them, and
    numbers with more digits than a measure may have.

    Args:
        text: One line of words; only its first `LONGEST_TEXT` characters are looked at.
    """
    text = digits_plain(text[:LONGEST_TEXT])
    first = _DIGIT.search(text)
    letters = _LETTERS.findall(text.lower())
    words = _speaks_number(text, letters)
    if first is None and not words:
        return ()
    masked = names_blanked(text, letters)
    # Without either mark in it no number can be read in two ways.
    comma_decimals = ("." in text or "," in text) and _COMMA_DECIMALS.search(text) is not None
    found = []
    if first is not None:
        start = max(0, first.start() - _LONGEST_FRONT)
        matches = [each for each in _NUMBER.finditer(masked, start) if not _is_name(text, each)]
        found = [_number(text, match, comma_decimals) for match in matches]
        found = [number for number in found if abs(number.value) < OUT_OF_REACH]
    taken = [(number.start, number.end) for number in found]
    folded = masked.casefold()
    has_spans = holds_one(folded, _SPAN_OF_TIME)
    for match in _HYPHENATED_WORD.finditer(masked) if has_spans else ():
        found.append(_word(match, match["word"], match["unit"]))
        taken.append(match.span())
    for match in _words_in(masked) if words else ():
        if not any(start <= match.start() < end for start, end in taken) and not _is_capital(
            text, match.start()
        ):
            found.append(_word(match, match.group(), None))
            taken.append((match.start(), found[-1].end))
    return tuple(sorted(found, key=lambda number: number.start))


def _speaks_number(text: str, letters: list[str]) -> bool:
    """Return whether a word of a text may be a number; far quicker than to find where.

    Args:
        text: One line of words.
        letters: Its runs of letters, in small ones.
    """
    if _WORDS.keys().isdisjoint(letters):
        return False  # most of them; of the others the words of compounds are to be left out
    return not _WORDS.keys().isdisjoint(map(str.lower, _WORD.findall(text)))


_FRACTION_BEHIND = re.compile(r"(?i)[\s-](?:thirds?|fifths?|tenths?|quarters?(?=\s+of\b))\b")
"""What makes a number word a part of a fraction: "two thirds of the alerts"."""


def _counts_nothing(text: str, match: re.Match[str]) -> bool:
    """Return whether "one" stands for somebody or something: "no one", "one another", "one of us"."""
    before, behind = text[: match.start()][-6:].lower(), text[match.end() :][:8].lower()
    return before.endswith(("no ", "every ", "any ")) or behind.startswith((" another", " of the "))


def _words_in(text: str) -> list[re.Match[str]]:
    """Return the words of a text that are numbers."""
    return [
        match
        for match in _WORD.finditer(text)
        if match.group().lower() in _WORDS
        and not _NAMED_BY_WORD.search(text[max(0, match.start() - 20) : match.start()])
        and not (match.group().lower() == "one" and _counts_nothing(text, match))
        and not _FRACTION_BEHIND.match(text, match.end())
    ]


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Return whether digits are glued to letters or odd numbers: `P0`, `3D`, `2FA`, `1½`, `10²`."""
    behind = text[match.end() : match.end() + 1]
    if text.isascii():
        return behind.isalpha() or behind == "_"
    before = text[: match.start("digits")][-1:]
    if is_odd_number(before) or (is_odd_number(behind) and not match["unit"]):
        return True  # behind a unit it is the number of a footnote
    if behind > "\u2e80" or match["counter"] or text[match.end() - 1] > "\u2e80":
        return False  # scripts without spaces between words
    return behind.isalpha() or behind == "_"


def _counted(counter: str) -> tuple[str, str]:
    """Return a counting word as unit, and the kind of number it makes."""
    if counter in {"パーセント", "퍼센트"}:
        return "%", "percent"
    if counter in {"倍", "배"}:
        return "x", "times"
    if counter in {"元", "円", "원"}:
        return counter, "money"
    return counter, "time" if _TIME_COUNTED.fullmatch(counter) else "count"


def _is_capital(text: str, at: int) -> bool:
    """Return whether a number word has a capital inside a sentence in small letters: a name."""
    if not text[at].isupper() or not re.search(r"[\w)]\s$", text[:at][-2:]):
        return False
    return len(re.findall(r"\b[a-zäöüéèñç]{4,}", text)) * 2 >= len(text.split())


_HYPHEN_SHARED = re.compile(r"(?i) (?:and|or|to|und|oder|bis) \S{1,12}-[a-z]")
"""What goes on behind the first hyphen of "1- and 6-hour rates"."""


def _number(text: str, match: re.Match[str], comma_decimals: bool) -> TextNumber:
    """Make a number of a match."""
    value, doubtful = decimal_read(
        match["digits"], comma_decimals, percent="%" in (match["unit"] or "")
    )
    magnitude = match["magnitude"]
    if magnitude and not match["currency"] and match["unit"] is None:
        if magnitude == "mm":
            return _of_unit(match, value, "mm", "length")
        if magnitude == "m" and _SPEAKS_OF_TIME.search(text):
            return _of_unit(match, value, "m", "time")
    if magnitude:
        value = value.scaleb(_MAGNITUDES[magnitude.lower()])
    if match["sign"] in {"-", "−"} or match["debt"]:
        value = -value
    raw_unit = match["unit"]
    unit, kind = _unit_of_match(text, match)
    return TextNumber(
        value=value,
        unit=unit,
        start=match.start(),
        end=match.end(),
        digits_start=match.start("digits"),
        digits_end=match.end("magnitude") if magnitude else match.end("digits"),
        plus=bool(match["plus"]),
        hyphenated=bool(raw_unit and raw_unit.startswith("-"))
        or (
            text[match.end() : match.end() + 1] in {"-", "–"}
            and (
                text[match.end() + 1 : match.end() + 2].isalpha()
                or _HYPHEN_SHARED.match(text, match.end() + 1) is not None
            )
        ),
        kind=kind,
        doubtful=doubtful,
        signed=bool(match["sign"]),
        magnitude=_MAGNITUDES[magnitude.lower()] if magnitude else 0,
    )


def _unit_of_match(text: str, match: re.Match[str]) -> tuple[str | None, str]:
    """Tell the unit and kind of a match: by its counter, its size, or what stands around it."""
    if match["counter"]:
        return _counted(match["counter"])
    if match["size"]:
        return match["size"], "size"
    before = text[max(0, match.start() - 3) : match.start()]
    if match["unit"] is None and "%" in before and _PERCENT_BEFORE.search(before):
        return "%", "percent"
    return _unit(match["unit"], (match["currency"] or "").strip())


def _of_unit(match: re.Match[str], value: Decimal, unit: str, kind: str) -> TextNumber:
    """Make a number whose letter is a unit and no magnitude, as "14m" of a build time."""
    return TextNumber(
        value=value,
        unit=unit,
        start=match.start(),
        end=match.end("magnitude"),
        digits_start=match.start("digits"),
        digits_end=match.end("digits"),
        kind=kind,
    )


def _unit(raw: str | None, currency: str) -> tuple[str | None, str]:
    """Return a unit as written and its kind."""
    if currency:
        return currency, "money"
    if raw is None:
        return None, "count"
    unit = raw.strip(" -")
    lowered = unit.lower()
    if unit == "%" or lowered.startswith(("percent", "per cent", "pct", "prozent", "por", "pour")):
        return ("%", "percent") if "point" not in lowered else (unit, "points")
    if lowered in {"x", "×"}:
        return "x", "times"
    if re.fullmatch(r"(?i)pp|pts?|ppts?|p\.p\.|bps|(?:percentage )?points?", unit):
        return unit, "points"
    if re.fullmatch(_CURRENCY_BEHIND.replace(r"\b", ""), unit):
        return unit, "money"
    return unit, "time"


def _word(match: re.Match[str], word: str, unit: str | None) -> TextNumber:
    """Make a number of a word such as "two"."""
    value, end, power = Decimal(_WORDS[word.lower()]), match.end(), 0
    scaled = _WORD_MAGNITUDE.match(match.string, end) if unit is None else None
    if scaled:
        power = (
            2
            if scaled["magnitude"].lower() == "hundred"
            else _MAGNITUDES[scaled["magnitude"].lower()]
        )
        value, end = value.scaleb(power), scaled.end()
    return TextNumber(
        value=value,
        unit=unit,
        start=match.start(),
        end=end,
        digits_start=match.start(),
        digits_end=end if power else match.start() + len(word),
        magnitude=power,
        word=True,
        hyphenated=unit is not None and match.group()[len(word)] == "-",
        kind="time" if unit else "count",
    )


def decimal_read(
    digits: str, comma_decimals: bool = False, *, percent: bool = False
) -> tuple[Decimal, bool]:
    """Read digits with thousands separators and a decimal mark of either habit.

    Args:
        digits: Such as `1,500`, `1.500,25`, `10 000` or `99.95`.
        comma_decimals: The text around them is in a language that writes decimals with a comma.
        percent: A percent sign follows: a single dot or comma is then a decimal mark.

    Returns:
        The value, and whether it could be read in another way.
    """
    if digits.isdecimal():
        return Decimal(digits), False
    plain = re.sub(r"[\s'’]", "", digits)
    commas, dots = plain.count(","), plain.count(".")
    if commas and dots:
        last = max(plain.rfind(","), plain.rfind("."))
        whole = re.sub(r"[.,]", "", plain[:last])
        return Decimal(f"{whole}.{plain[last + 1 :]}"), False
    mark = "," if commas else "."
    if commas + dots > 1:
        return Decimal(plain.replace(mark, "")), False
    if commas + dots == 0:
        return Decimal(plain), False
    whole, fraction = plain.split(mark)
    if len(fraction) != 3 or whole.lstrip("0") == "" or len(whole) > 3 or percent:
        return Decimal(f"{whole}.{fraction}"), False
    if mark == ",":
        return Decimal(whole + fraction), False
    if comma_decimals or fraction == "000":
        return Decimal(whole + fraction), not comma_decimals
    return Decimal(f"{whole}.{fraction}"), True
