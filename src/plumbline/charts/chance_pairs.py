"""What data and people say beside each other: mean chance filled, mean confidence outlined."""

from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.labels import shortened, text_width
from plumbline.charts.sign import Sign, sign_shape
from plumbline.charts.words import ChartWords, half_up

WIDE, NARROW = 400.0, 340.0
MARGIN = 14.0
ROW = 54.0
LINE_AT = 32.0
FOOT = 26.0
PILL = (28.0, 19.0)
NEAR = 26.0
LOW_UP_TO, HIGH_FROM = 3, 7
FULL = Decimal(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One objective.

    Attributes:
        label: Its title.
        chance: Its mean chance, 0 to 1; `None` while there is none.
        sign: Its status.
        confidence: Its mean confidence, 1 to 10; `None` where nobody said anything.
    """

    label: str
    chance: Decimal | None
    sign: Sign
    confidence: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChancePairs:
    """How far people and data are apart.

    Attributes:
        finding: What it shows, in a sentence.
        pairs: One an objective.
        words: What else it says.
    """

    finding: str
    pairs: tuple[Pair, ...]
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """The finding; the table says the rest."""
        return self.finding

    def svg(self, *, narrow: bool = False) -> str:
        """Draw each pair on a line of its own, below its title."""
        width = NARROW if narrow else WIDE
        height = ROW * max(1, len(self.pairs)) + FOOT
        left, right, bottom = MARGIN, width - MARGIN, height - FOOT + 4
        parts = [self._axis(left, right, bottom)]
        for index, pair in enumerate(self.pairs):
            parts.append(self._pair(pair, left, right, index * ROW))
        return svg.image(
            *parts, width=width, height=height, name=self.name, class_="pl-chart pl-pairs"
        )

    def table(self) -> Table:
        """A row for each objective."""
        words = self.words
        rows = tuple(
            (
                pair.label,
                words.no_chance if pair.chance is None else words.percent(pair.chance),
                words.nobody if pair.confidence is None else self._number(pair.confidence),
            )
            for pair in self.pairs
        )
        return Table(self.name, (words.objective, words.mean_chance, words.mean_confidence), rows)

    def _number(self, value: Decimal) -> str:
        return self.words.number(half_up(value, 1))

    def _axis(self, left: float, right: float, bottom: float) -> str:
        middle = self.words.percent_or_ten.format(value=self.words.percent(Decimal("0.5")), of="5")
        full = self.words.percent_or_ten.format(value=self.words.percent(Decimal(1)), of="10")
        parts = []
        for share, anchor, text in (
            (0.0, "start", self.words.percent(Decimal(0))),
            (0.5, "middle", middle),
            (1.0, "end", full),
        ):
            x = left + (right - left) * share
            parts.append(svg.element("line", x1=x, y1=4, x2=x, y2=bottom, class_="pl-grid"))
            at = {"start": x - MARGIN, "middle": x, "end": x + MARGIN}[anchor]
            parts.append(svg.words(text, x=at, y=bottom + 16, class_="pl-tick", anchor=anchor))
        return "".join(parts)

    def _pair(self, pair: Pair, left: float, right: float, top: float) -> str:
        y = top + LINE_AT
        title = shortened(pair.label, 12.0, right - left)
        parts = [svg.words(title, x=left, y=top + 13, class_="pl-label-text")]
        data = None if pair.chance is None else left + (right - left) * float(pair.chance)
        people = None
        if pair.confidence is not None:
            people = left + (right - left) * float(min(FULL, pair.confidence) / FULL)
        over = y
        if data is not None and people is not None:
            if abs(people - data) < NEAR:
                # One above the other: a pill would cover sign and figure.
                y, over = y + 7, y - 8
            else:
                parts.append(
                    svg.element("line", x1=data, y1=y, x2=people, y2=y, class_="pl-pair-line")
                )
        if people is not None and pair.confidence is not None:
            parts.append(self._pill(pair.confidence, people, y))
        if data is None:
            parts.append(svg.words(self.words.no_chance, x=left, y=y + 4, class_="pl-tick"))
        else:
            parts.append(sign_shape(pair.sign, data, over))
            parts.append(self._figure(pair, data, people, over, (left, right)))
        return "".join(parts)

    def _figure(
        self, pair: Pair, data: float, people: float | None, y: float, ends: tuple[float, float]
    ) -> str:
        """Write the chance beside its sign, on the side where the pill is not."""
        text = self.words.percent(pair.chance or Decimal(0))
        wide = text_width(text, 12.0) + 9
        to_left = people is not None and people >= data
        if to_left and data - wide < ends[0] - MARGIN:
            to_left = False
        if not to_left and data + wide > ends[1] + MARGIN:
            to_left = True
        x = data - 9 if to_left else data + 9
        return svg.words(
            text,
            x=x,
            y=y + 4,
            class_=f"pl-pair-chance pl-part-name-{pair.sign.value}",
            anchor="end" if to_left else "start",
        )

    def _pill(self, confidence: Decimal, x: float, y: float) -> str:
        """Draw a person's word: the surer, the stronger the line."""
        band = "medium"
        if confidence <= LOW_UP_TO:
            band = "low"
        elif confidence >= HIGH_FROM:
            band = "high"
        width, height = PILL
        return svg.element(
            "rect",
            x=x - width / 2,
            y=y - height / 2,
            width=width,
            height=height,
            rx=height / 2,
            class_=f"pl-pill pl-pill-{band}",
        ) + svg.words(self._number(confidence), x=x, y=y + 4, class_="pl-goal", anchor="middle")
