"""What an import takes in one of several ways, said before it happens.

Nothing here is a problem: a name that nobody has may well be somebody new. But who wrote the
document may have meant another, so each is told with its line, and can be chosen otherwise.
"""

from collections.abc import Iterator

from plumbline.domain.okrs.models import State
from plumbline.domain.transfer.plan_notes import line_of, place_of
from plumbline.domain.transfer.plan_people import is_by_given_name
from plumbline.domain.transfer.plan_values import ImportPlan, PlannedObjective, PlanRow
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.reading import Problem
from plumbline.engine.messages import Message

#: What is made because nobody or nothing here is called so.
PERSON_MADE = "transfer.assumed.person"
PERSON_TAKEN = "transfer.assumed.given_name"
TEAM_MADE = "transfer.assumed.team"
#: What running key results do not say of their objective.
DRAFT_KEPT = "transfer.assumed.draft"


def assumptions_joined(plan: ImportPlan) -> tuple[Problem, ...]:
    """Return what the reader and the plan assumed, in order of line."""
    found = (*plan.result.assumed, *_people(plan), *_teams(plan), *_drafts(plan))
    return tuple(sorted(found, key=lambda each: (each.line, each.column)))


def drafts_of_running(plan: ImportPlan) -> int:
    """Return how many objectives come in as drafts though their key results are active."""
    return sum(map(_is_draft_of_running, plan.objectives))


def _is_draft_of_running(planned: PlannedObjective) -> bool:
    stated = planned.objective.state
    return (
        stated is None
        and planned.state == State.DRAFT
        and any(part.key_result.state is documents.State.ACTIVE for part in planned.key_results)
    )


def _drafts(plan: ImportPlan) -> Iterator[Problem]:
    if plan.target.state == State.ACTIVE:
        return  # what keeps these from being active stands among the problems
    for planned in plan.objectives:
        if _is_draft_of_running(planned):
            line, column = place_of(planned.objective.spans, ())
            params = {"title": planned.objective.title}
            yield Problem(line=line, column=column, message=Message(DRAFT_KEPT, params))


def _people(plan: ImportPlan) -> Iterator[Problem]:
    lines = _first_lines(plan)
    for person in plan.people:
        if person.person is None and not person.is_ambiguous:
            message = Message(PERSON_MADE, {"name": person.written})
            yield Problem(line=lines.get(person.key, 1), column=1, message=message)
        elif is_by_given_name(person):
            params = {"name": person.written, "person": person.name}
            message = Message(PERSON_TAKEN, params)
            yield Problem(line=lines.get(person.key, 1), column=1, message=message)


def _first_lines(plan: ImportPlan) -> dict[str, int]:
    """Return by the key of each person the first line of something they own or work on."""
    lines: dict[str, int] = {}
    for planned in plan.objectives:
        spans = planned.objective.spans
        for person in filter(None, (planned.owner, *planned.contributors)):
            lines.setdefault(person.key, line_of(spans))
        for part in planned.key_results:
            for person in filter(None, (part.owner, *part.contributors)):
                lines.setdefault(person.key, line_of(part.key_result.spans))
    return lines


def _teams(plan: ImportPlan) -> Iterator[Problem]:
    told: set[str] = set()
    for row in plan.rows:
        if row.team is not None and row.team.is_new and row.team.key not in told:
            told.add(row.team.key)
            yield _team_made(row)


def _team_made(row: PlanRow) -> Problem:
    name = row.team.name if row.team else ""
    return Problem(line=row.line, column=1, message=Message(TEAM_MADE, {"name": name}))
