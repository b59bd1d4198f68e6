"""Which family of measures a key result belongs to, by the words of its title."""

from plumbline.engine.documents.model import KeyResult
from plumbline.engine.rules.language.line import line_read

_WORDS = {
    "revenue": (
        "revenue arr mrr acv tcv bookings sales turnover income upsell gmv arpu"
        " margin profit ebitda earnings donations fundraising"
    ),
    "cost": "cost costs expense expenses spending budget opex capex savings overhead burn",
    "growth": (
        "users customers members subscribers signups visitors traffic accounts merchants"
        " downloads leads followers donors tenants"
    ),
    "speed": "time duration latency speed velocity cycle frequency turnaround throughput days hours",
    "quality": "defects errors quality accuracy scrap complaints incidents bugs failures rework",
    "loyalty": "churn retention renewal renewals nps csat satisfaction loyalty engagement",
    "reliability": "uptime availability reliability outages downtime mttr recovery",
}
_FAMILIES = {word: family for family, words in _WORDS.items() for word in words.split()}
AGGRESSIVE = frozenset({"revenue", "cost", "growth"})
"""Families whose targets can be bought at the expense of something else."""

_SAYS_LITTLE = frozenset(
    [
        "rate",
        "rates",
        "ratio",
        "level",
        "levels",
        "value",
        "volume",
        "number",
        "growth",
        "share",
        "total",
        "target",
        "index",
        "score",
        "run",
        "average",
        "sum",
        "amount",
    ]
)
"""Nouns that leave the family to the word before them: "churn rate", "revenue growth"."""

_SHARES = frozenset(["share", "percentage", "proportion", "percent"])
_WHICH = frozenset(["who", "that", "whose", "which"])
_RATIOS = frozenset(["margin", "profit", "upsell"])
"""Measures in percent that are no share of something counted."""


def family_of(key_result: KeyResult) -> str | None:
    """Return the family of what a title measures; `None` where no known word names it.

    What is measured is the last noun of the phrase the line is about: "sales cycle" is a cycle,
    "turnout of members" a turnout.
    """
    line = line_read(key_result.title)
    tokens, begin = line.tokens, line.begin
    if not tokens:
        return None
    following = tokens[begin + 1].text if begin + 1 < len(tokens) else ""
    if tokens[begin].text in _SHARES or following in _WHICH:
        return "behaviour"  # what people do, or how many of them, not how many they are
    behind = line.object.behind
    while behind < len(tokens) and tokens[behind].text in _FAMILIES:
        behind += 1  # "sales cycle": the reader of phrases takes the cycle for a verb
    words = [token.text for token in tokens[line.object.first : behind] if token.word]
    if "per" in words:
        del words[words.index("per") :]  # "cost per order" is a cost
    while words and words[-1] in _SAYS_LITTLE:
        words.pop()
    family = _FAMILIES.get(words[-1]) if words else None
    if family not in {"growth", "revenue"} or words[-1] in _RATIOS:
        return family
    share = any(number.kind == "percent" for number in line.numbers)
    if share and line.measured.baseline_at is not None:
        return "behaviour"
    return "behaviour" if behind < len(tokens) and tokens[behind].text in _WHICH else family


def families_named(key_result: KeyResult) -> tuple[str, ...]:
    """Return the families that words of a title name, whatever is measured, in order of the words."""
    words = (token.text for token in line_read(key_result.title).tokens)
    return tuple(dict.fromkeys(_FAMILIES[word] for word in words if word in _FAMILIES))
