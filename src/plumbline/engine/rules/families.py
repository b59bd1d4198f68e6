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
_SETS = {family: frozenset(words.split()) for family, words in _WORDS.items()}
AGGRESSIVE = frozenset({"revenue", "cost", "growth"})
"""Families whose targets can be bought at the expense of something else."""


def family_of(key_result: KeyResult) -> str | None:
    """Return the family of the first word of a title that names one; `None` where none does."""
    tokens = line_read(key_result.title).tokens
    for index, token in enumerate(tokens):
        for family, words in _SETS.items():
            if token.text in words:
                behind = tokens[index + 1].text if index + 1 < len(tokens) else ""
                # What people do is measured there, not how many they are.
                return "behaviour" if behind in {"who", "that"} else family
    return None
