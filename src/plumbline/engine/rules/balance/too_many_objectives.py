"""More objectives than one team, person or company can pursue.

What it finds:
    More objectives in one cycle than the limit of the level: the organization, a team, a
    person.

Why it matters:
    Focus is choosing what not to do. With five objectives the week decides, not the team.

Source:
    Google re:Work asks for 3 to 5 objectives, the OKRs Field Book for 1 to 3. Three for a
    company, a team and a person lies in both: the limits are settings.

Bad:
    objectives:
      - title: Buyers trust us
      - title: Newcomers stay
      - title: Partners sell for us
      - title: Support is calm

Bad:
    objectives:
      - title: Buyers trust us
        personal: true
        owner: ada@example.org
      - title: Newcomers stay
        personal: true
        owner: ada@example.org
      - title: Partners sell for us
        personal: true
        owner: ada@example.org
      - title: Support is calm
        personal: true
        owner: ada@example.org

Good:
    objectives:
      - title: Buyers trust us
      - title: Newcomers stay
      - title: Partners sell for us

Good:
    objectives:
      - title: Buyers trust us
        state: closed
      - title: Newcomers stay
        state: closed
      - title: Partners sell for us
        state: closed
      - title: Support is calm
        state: closed

Parameters:
    most_company: Objectives of the organization itself.
    most_team: Objectives of a team.
    most_person: Objectives of a person.

Mend:
    Choose, and keep the others for a later cycle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, objectives
from plumbline.engine.rules.levels import level_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import Laxer, number

RULE = Rule(
    code="PL-B01",
    name="too-many-objectives",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    most_company: int = number(
        3, 1, 12, "Objectives of the organization itself", laxer=Laxer.HIGHER
    )
    most_team: int = number(3, 1, 12, "Objectives of a team", laxer=Laxer.HIGHER)
    most_person: int = number(3, 1, 12, "Objectives of a person", laxer=Laxer.HIGHER)


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find levels with too many objectives."""
    grouped: dict[tuple[str, str], list[Item]] = {}
    for item in objectives(document):
        grouped.setdefault(level_of(item.objective, context), []).append(item)
    limits = {
        "company": params.most_company,
        "team": params.most_team,
        "person": params.most_person,
    }
    for (level, _), items in grouped.items():
        most = limits[level]
        if len(items) > most:
            said = {"count": len(items), "most": most}
            yield found(RULE, items[most], Message("rules.too_many_objectives", said))
