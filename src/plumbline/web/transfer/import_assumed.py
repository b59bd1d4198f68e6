"""What the import takes in one of several ways, on the preview: counted, with its lines."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from plumbline.domain.okrs.values import State
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_assumptions import (
    DRAFT_KEPT,
    PERSON_MADE,
    PERSON_TAKEN,
    TEAM_MADE,
    drafts_of_running,
)
from plumbline.domain.transfer.plan_values import ImportPlan
from plumbline.engine.documents.reading import Problem
from plumbline.web.transfer.import_choices import TEAM, ImportChoices, match_key
from plumbline.web.transfer.import_where import Option, Where

LINES_SHOWN = 20
TEAMS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchChoice:
    """A name of the document, and who or what it may be.

    Attributes:
        otherwise: Who it is when nothing is chosen; empty when somebody or something is made.
    """

    name: str
    field: str
    owns: str
    options: tuple[Option, ...]
    is_matched: bool
    otherwise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedGroup:
    """What was taken in one way: how often, and where first.

    Attributes:
        words: "3 rows join the objective above".
        lines: Line, or row of a sheet, with its sentence.
        more: How many are not listed.
    """

    words: str
    lines: tuple[tuple[int, str], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedPart:
    """What an import takes in one of several ways, and what can be chosen instead.

    Attributes:
        activate: The query that brings in as active what states nothing, where key results run;
            may be empty.
        teams: Teams that would be made, and which ones they may be.
    """

    groups: tuple[AssumedGroup, ...]
    activate: str
    teams: tuple[MatchChoice, ...]


def assumed_part(where: Where, plan: ImportPlan, choices: ImportChoices) -> AssumedPart:
    """Return what was assumed; `where` holds the teams that there are."""
    return AssumedPart(
        groups=_groups(plan),
        activate=_activating_query(plan, choices),
        teams=_team_matches(where, plan, choices)[:TEAMS_SHOWN],
    )


def _groups(plan: ImportPlan) -> tuple[AssumedGroup, ...]:
    """Return what is alike together, in order of first mention."""
    alike: dict[str, list[Problem]] = defaultdict(list)
    for one in plan.assumed:
        alike[one.message.id].append(one)
    return tuple(
        AssumedGroup(
            words=_COUNTED[kind](len(found)) % {"count": len(found)},
            lines=tuple(_line(plan, one) for one in found[:LINES_SHOWN]),
            more=max(0, len(found) - LINES_SHOWN),
        )
        for kind, found in alike.items()
    )


def _activating_query(plan: ImportPlan, choices: ImportChoices) -> str:
    """Return what brings objectives in as active whose key results are; empty without any."""
    if not drafts_of_running(plan):
        return ""
    return replace(choices, state=State.ACTIVE.value).query()


def _team_matches(
    where: Where, plan: ImportPlan, choices: ImportChoices
) -> tuple[MatchChoice, ...]:
    """Return the teams that would be made, each with the teams that it may be instead."""
    there = [option for option in where.teams if option.value]
    return tuple(
        MatchChoice(
            name=team.written,
            field=f"{TEAM}{key}",
            owns="",
            options=tuple(
                replace(one, chosen=one.value == choices.teams.get(key)) for one in there
            ),
            is_matched=team.is_matched,
        )
        for team, key in ((team, match_key(team.key)) for team in plan.teams)
        if team.is_new or team.is_matched
    )


def _line(plan: ImportPlan, one: Problem) -> tuple[int, str]:
    cell = plan.result.cell(one.line, one.column)
    return (cell.row if cell else one.line), wording(one.message)


SHEET_TOO = "documents.xlsx.sheet_too"
_COUNTED: dict[str, Callable[[int], str]] = {
    SHEET_TOO: lambda count: ngettext(
        "%(count)d more sheet holds OKRs", "%(count)d more sheets hold OKRs", count
    ),
    "documents.csv.joined": lambda count: ngettext(
        "%(count)d row joins the objective above",
        "%(count)d rows join the objective above",
        count,
    ),
    "documents.csv.objective_alone": lambda count: ngettext(
        "%(count)d row without a key result", "%(count)d rows without a key result", count
    ),
    PERSON_MADE: lambda count: ngettext(
        "%(count)d person is made", "%(count)d people are made", count
    ),
    PERSON_TAKEN: lambda count: ngettext(
        "%(count)d first name is taken for somebody here",
        "%(count)d first names are taken for somebody here",
        count,
    ),
    TEAM_MADE: lambda count: ngettext("%(count)d team is made", "%(count)d teams are made", count),
    DRAFT_KEPT: lambda count: ngettext(
        "%(count)d objective stays a draft", "%(count)d objectives stay drafts", count
    ),
}
