"""The same key result in two teams.

What it finds:
    Key results of different teams whose titles share most of their words, and that are neither
    shared nor linked. Asked of one objective by a practice, it compares with what runs in the
    same cycle and everybody sees.

Why it matters:
    Two teams that pull at one number without knowing count it twice and answer for it never.

Source:
    Our own reasoning: what two teams measure alike is one result, and counts twice where it
    stands twice. A shared key result has one accountable owner.

Bad:
    objectives:
      - title: Buyers trust us
        team: sales
        key_results: [{title: Renewal rate from 84% to 92%}]
      - title: Newcomers stay
        team: product
        key_results: [{title: Rate of renewal from 84% to 92%}]

Good:
    objectives:
      - title: Buyers trust us
        team: sales
        key_results: [{title: Renewal rate from 84% to 92%, id: r, shared: true}]
      - title: Newcomers stay
        team: product
        key_results: [{title: Rate of renewal from 84% to 92%, supports: [r]}]

Parameters:
    least_share: Share of words in common from which on they count as the same.

Mend:
    Make one of them shared, with one accountable owner, and let the other team support it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.nearness import near_pairs
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-A03",
    name="duplicated-across-teams",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
    looks_at_all=True,
)


LEAST_SHARE = 0.5
"""No practice asks for less, so that what could be near at all is known before it is compared."""


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_share: float = number(
        0.8, LEAST_SHARE, 1.0, "Share of words in common from which on they count as the same"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results that stand in two teams."""
    walked = [
        (objective.team, item)
        for objective, one, item in key_results(document)
        if not one.shared and not one.supports
    ]
    titles = [item.node.title for _, item in walked]
    for first, second, _ in near_pairs(titles, params.least_share):
        if walked[first][0] != walked[second][0]:
            said = {"team": walked[first][0] or "–", "title": titles[first][:120]}
            yield found(RULE, walked[second][1], Message("rules.duplicated_across_teams", said))
    if context.alongside is None:
        return
    for team, item in walked:
        for other in context.alongside.near(item.node.title, params.least_share):
            if other.team != (team or ""):
                said = {"team": other.team or "–", "title": other.title[:120]}
                yield found(RULE, item, Message("rules.duplicated_across_teams", said))
                break
