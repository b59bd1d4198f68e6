"""Words and figures of a key result that have parted: the title, with the figures that hold now.

"Hauliers who renew from 71 % to 84 %" reads wrong as soon as the target is 90. Which number of a
title is meant is read as the rules read it; it is called outdated only where that is sure: it is a
figure that an adjustment replaced, or title and measure speak of the same unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.numbers_in_text import TextNumber, numbers_read
from plumbline.engine.documents.text_metric import TextMetric

GROUPS = ",.'’ \u00a0\u202f\u2009"
"""What stands between groups of three digits."""
MINUSES = frozenset("-\N{MINUS SIGN}")
SIGNS = MINUSES | {"+"}
GAPS = "XYZN"
"""What stands in the place of figures, the first one first."""
GLUED_BEFORE = frozenset("&/.-")
GLUED_BEHIND = frozenset("&'’./:-")
"""Beside these a letter that stands for a figure is none any more."""
ROLES = ("baseline", "target", "low", "high")


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers a key result is measured by, in its unit; `None` for what it has not."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None

    def by_role(self) -> dict[str, Decimal | None]:
        """Return the numbers by what they are."""
        return {
            "baseline": self.baseline,
            "target": self.target,
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class Mended:
    """A title with the figures that hold now.

    Attributes:
        title: The whole of it.
        stated: The outdated figures as the title writes them, in order.
        holding: Those that hold in their place, written the same way.
    """

    title: str
    stated: tuple[str, ...]
    holding: tuple[str, ...]


def title_mended(
    title: str, now: Figures, *, earlier: Sequence[Figures] = (), of_another: bool = False
) -> Mended | None:
    """Return a title with the figures that hold now; `None` where it states no other.

    Args:
        title: As it stands.
        now: What holds.
        earlier: What held before, in any order.
        of_another: Whether it is the title of something else, as of the objective: then only a
            figure that was replaced is surely this one's, and one that is alike in its unit not.
    """
    numbers = numbers_read(title)
    read = metric_read(title, numbers)
    claims: dict[TextNumber, set[Decimal]] = defaultdict(set)
    for role, value in now.by_role().items():
        if value is None:
            continue
        replaced = {each.by_role()[role] for each in earlier} - {None, value}
        number = _stated(role, numbers, read, now, replaced)
        if number is None or (of_another and number.value not in replaced):
            continue
        if number.value != value:
            claims[number].add(value)
    # A number that two figures lay claim to is surely neither's.
    sure = [(number, values.pop()) for number, values in claims.items() if len(values) == 1]
    changed = [
        (_begins(title, number), number.digits_end, _written(title, number, value))
        for number, value in sorted(sure, key=lambda pair: pair[0].digits_start)
    ]
    if not changed:
        return None
    mended = title
    for start, end, words in reversed(changed):
        mended = mended[:start] + words + mended[end:]
    stated = tuple(title[start:end] for start, end, _ in changed)
    return Mended(mended, stated, tuple(words for _, _, words in changed))


def title_blanked(title: str, of: Sequence[Figures], *, is_own: bool) -> str:
    """Return a title with a gap in the place of each figure: "from X % to Y %".

    The rule `placeholder-number` finds such gaps, and fills them once there are figures.

    Args:
        title: As it stands.
        of: The figures that it may state.
        is_own: Whether it is the title of what they measure: then the numbers that are read as
            its figures are blanked whatever they say; of another, as the objective, those alike.
    """
    numbers = numbers_read(title)
    read = metric_read(title, numbers)
    known = {value for each in of for value in each.by_role().values()}
    stated = [
        each
        for each in sorted(numbers, key=lambda number: number.digits_start)
        if (each.value in known and title[each.digits_start].isdigit())  # "one" is often no number
        or (is_own and any(_is_at(read, role, each) for role in ROLES))
    ]
    blanked = title
    for place, number in reversed(list(enumerate(stated))):
        start, end = _begins(title, number), number.digits_end
        gap = GAPS[min(place, len(GAPS) - 1)]
        if title[start - 1 : start] in GLUED_BEFORE or title[end : end + 1] in GLUED_BEHIND:
            gap = f"[{gap}]"  # alone it would read as part of a word: "X-day"
        elif title[end : end + 1].isalnum():
            gap = f"{gap} "
        blanked = blanked[:start] + gap + blanked[end:]
    return blanked


def _stated(
    role: str,
    numbers: Sequence[TextNumber],
    read: TextMetric,
    now: Figures,
    replaced: Iterable[Decimal | None],
) -> TextNumber | None:
    """Return the number of a title that is surely meant as the figure of a role."""
    at = [each for each in numbers if _is_at(read, role, each)]
    if at and (at[0].value in replaced or _is_sure(read, now)):
        return at[0]
    holding = set(now.by_role().values())
    # What stands in the place of another figure is that one's, whatever this one was once.
    free = [each for each in numbers if not any(_is_at(read, one, each) for one in ROLES)]
    left = [each for each in free if each.value in replaced and each.value not in holding]
    return left[0] if not at and len(left) == 1 else None


def _is_at(read: TextMetric, role: str, number: TextNumber) -> bool:
    """Whether a number stands where the figure of a role was read."""
    place = getattr(read, f"{role}_at")
    return place is not None and place[0] <= number.digits_start < place[1]


def _is_sure(read: TextMetric, now: Figures) -> bool:
    """Whether title and measure speak of the same thing: one unit, named by both."""
    metric = read.metric
    if read.doubtful or metric is None or metric.relative_target is not None:
        return False
    return bool(now.unit) and (metric.unit or "").casefold() == (now.unit or "").casefold()


def _begins(title: str, number: TextNumber) -> int:
    """Return where a number begins with its sign, or with the currency between that and it."""
    head = title[number.start : number.digits_start]
    return number.start if SIGNS & set(head) else number.digits_start


def _written(title: str, number: TextNumber, value: Decimal) -> str:
    """Write a number the way the one in its place is written: its sign, its comma, its k."""
    head = title[_begins(title, number) : number.digits_start]
    sign = next((each for each in head if each in SIGNS), "")
    if value < 0:
        sign = sign if sign in MINUSES else "-"
    elif sign in MINUSES:
        sign = ""
    between = "".join(each for each in head if each not in SIGNS)
    return sign + between + _digits(title, number, abs(value))


def _digits(title: str, number: TextNumber, value: Decimal) -> str:
    old = title[number.digits_start : number.digits_end]
    digits = old
    tail = ""
    if number.magnitude:
        digits = old.rstrip("".join({each for each in old if not each.isdigit()}))
        tail = old[len(digits) :]
        shorter = value.scaleb(-number.magnitude)
        # 1.2k can take the place of 1.5k; 1,234,567 is no short number of millions.
        if len(shorter.normalize().as_tuple().digits) <= 4:
            value = shorter
        else:
            tail = ""
    text = format(value, "f")
    whole, point, places = text.partition(".")
    places = places.rstrip("0")
    group = _group(digits)
    if group:
        whole = _grouped(whole, group)
    decimal = "," if _has_comma(digits) or group == "." else "."
    return whole + (decimal + places if point and places else "") + tail


def _group(digits: str) -> str:
    """Return what stands between the groups of a number; empty where nothing does."""
    marks = [each for each in digits if each in GROUPS]
    if not marks:
        return ""
    is_group = len(marks) > 1 or marks[0] not in ".," or _thousands(digits)
    return marks[0] if is_group else ""


def _thousands(digits: str) -> bool:
    """Whether a number of one point or comma can only be read in thousands."""
    whole, _, last = digits.replace(".", ",").partition(",")
    return len(last) == 3 and whole.isdigit() and whole != "0"


def _has_comma(digits: str) -> bool:
    return "," in digits and not _thousands(digits)


def _grouped(whole: str, group: str) -> str:
    parts: list[str] = []
    while len(whole) > 3:
        whole, last = whole[:-3], whole[-3:]
        parts.insert(0, last)
    return group.join([whole, *parts])
