"""Objectives as the rules look at them: each as a document, with what is known beside it.

What is known beside an objective is the same for everybody: nothing of it comes from an objective
that somebody may not see.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final

from django.db.models import Q, QuerySet

from plumbline.domain.governance.judging import Matter
from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, Pause, State, Visibility
from plumbline.domain.okrs.selectors.alongside import Alongsides
from plumbline.domain.okrs.selectors.check_ins_said import check_ins_said
from plumbline.domain.okrs.selectors.histories import Histories
from plumbline.domain.okrs.selectors.lazily import Lazily
from plumbline.domain.okrs.selectors.levels import Around, Levels, Running
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.stated import (
    evidence_stated,
    grade_stated,
    measurement_stated,
    metric_stated,
    movement_stated,
)
from plumbline.domain.okrs.values import THOUSANDTHS
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.documents import model as documents
from plumbline.engine.rules.model import Approved, Context, Elsewhere


def place_of(objective: Objective) -> Place:
    """Return where an objective (with its team fetched) stands."""
    if objective.is_personal or objective.team is None:
        return Place()
    return Place(objective.team.path)


Approvals = Mapping[str, tuple[Approved, ...]]
#: Of which nothing is known, the rule about approvals finds nothing in it.
NOTHING_KNOWN: Final[Approvals] = {}


def matter_of(
    objective: Objective,
    *,
    on: date,
    approved: Approvals = NOTHING_KNOWN,
    key_results: Sequence[KeyResult] | None = None,
    ties: Sequence[Alignment] | None = None,
) -> Matter:
    """Return one objective as the rules look at it (as many queries as `matters_of`).

    Args:
        objective: As for `matters_of`.
        on: The organization's day.
        approved: As for `matters_of`.
        key_results: Its own, with owners and scores, in order; read where they are not at hand.
        ties: Its links upwards with what they lead to; read where they are not at hand.
    """
    parts = None if key_results is None else {objective.pk: key_results}
    links = None if ties is None else {objective.pk: ties}
    return matters_of([objective], on=on, approved=approved, parts=parts, links=links)[0]


def matters_of(
    objectives: Sequence[Objective],
    *,
    on: date,
    approved: Approvals = NOTHING_KNOWN,
    parts: Mapping[int, Sequence[KeyResult]] | None = None,
    links: Mapping[int, Sequence[Alignment]] | None = None,
    levels: Levels | None = None,
) -> list[Matter]:
    """Return objectives as the rules look at them (at most six queries, whatever the number).

    Rules that ask what the cycle holds, or what was said in check-ins, cost one more each.

    Args:
        objectives: With team, cycle, owner and priority fetched; they need not be saved as they
            are.
        on: The organization's day.
        approved: Who approved them, from `approved.approved_of`.
        parts: Their key results by row, where they are at hand.
        links: Their links upwards by row, where they are at hand.
        levels: From `levels_of_many`; asked again and again in a long work, it reads each level
            once.
    """
    ids = [each.pk for each in objectives]
    parts = _key_results(ids) if parts is None else parts
    links = _ties(ids) if links is None else links
    pauses: Mapping[int, list[Pause]] = defaultdict(list)
    if any(each.state not in EDITABLE_STATES for each in objectives):
        for pause in Pause.objects.filter(objective_id__in=ids).order_by("pk"):
            pauses[pause.objective_id].append(pause)
    moment, levels = Moment(on, None), levels or levels_now()
    around = levels.around(objectives)
    known = Known(
        moment=moment,
        histories=Histories(parts, moment),
        grades=cache(partial(_grades, objectives)),
        alongsides=levels.alongsides or Alongsides(moment, _titles(parts)),
        check_ins=check_ins_said(parts, moment),
        approved=approved,
    )
    return [
        matter_made(
            each,
            Beside(parts.get(each.pk, ()), links.get(each.pk, ()), pauses[each.pk]),
            around[each.pk],
            known.of(each),
        )
        for each in objectives
    ]


@dataclass(frozen=True, slots=True)
class Beside:
    """What hangs on one objective."""

    key_results: Sequence[KeyResult]
    links: Sequence[Alignment]
    pauses: Sequence[Pause | documents.Pause]


Grades = Callable[[], Mapping[int, tuple[Decimal, ...]]]
"""Gives the final scores of owners, by row; it reads them once, when it is first called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside some objectives at a moment; most of it is read when it is asked for."""

    moment: Moment
    histories: Histories
    grades: Grades
    alongsides: Alongsides
    check_ins: Mapping[str, tuple[documents.CheckIn, ...]]
    approved: Approvals

    def of(self, objective: Objective) -> Context:
        """Return what a rule is told beside one of them (with its cycle fetched)."""
        return Context(
            today=self.moment.day,
            history=self.histories.of(objective),
            grades=graded(objective, self.grades),
            alongside=self.alongsides.of(objective.cycle),
            check_ins=self.check_ins,
            begun=begun(objective),
            approved=self.approved,
        )


def begun(objective: Objective) -> Mapping[str, date]:
    """Return the day an objective became active; nothing of an import, which ran elsewhere."""
    if objective.activated_at is None or objective.imported_on is not None:
        return {}
    day = organization_day(organization_bound(), objective.activated_at)
    return {objective.public_id: day}


def graded(objective: Objective, grades: Grades) -> Mapping[str, tuple[Decimal, ...]]:
    """Return the scores of an objective's owner under the name its document has for them.

    They are read when a rule looks for them: none does of what is committed.
    """
    return Lazily(partial(_of_owner, objective, grades))


def _of_owner(objective: Objective, grades: Grades) -> Mapping[str, tuple[Decimal, ...]]:
    owner = objective.owner
    if owner is None or owner.pk not in (found := grades()):
        return {}
    return {owner.name: found[owner.pk]}


def _grades(objectives: Sequence[Objective]) -> Mapping[int, tuple[Decimal, ...]]:
    """Return the final scores of the owners in earlier cycles, as far as everybody sees, by row."""
    rows = Objective.objects.filter(
        owner_id__in={each.owner_id for each in objectives if each.owner_id is not None},
        state=State.CLOSED,
        visibility=Visibility.ORGANIZATION,
        final_score__isnull=False,
        is_staged=False,
    )
    found: dict[int, tuple[Decimal, ...]] = {}
    for owner, score in rows.order_by("cycle__end", "pk").values_list("owner_id", "final_score"):
        found[owner] = (*found.get(owner, ()), score)
    return found


def _key_results(ids: Sequence[int]) -> Mapping[int, Sequence[KeyResult]]:
    parts: Mapping[int, list[KeyResult]] = defaultdict(list)
    rows = KeyResult.objects.filter(objective_id__in=ids).select_related("owner", "score")
    for row in rows.order_by("rank", "pk"):
        parts[row.objective_id].append(row)
    return parts


def _ties(ids: Sequence[int]) -> Mapping[int, Sequence[Alignment]]:
    links: Mapping[int, list[Alignment]] = defaultdict(list)
    rows = Alignment.objects.filter(child_objective_id__in=ids, is_removed=False)
    for link in rows.select_related("parent_objective__team", "parent_key_result").order_by("pk"):
        links[link.child_objective_id].append(link)
    return links


def levels_now() -> Levels:
    """Return the levels of now: what runs, as far as everybody sees it."""
    return Levels(_running)


def levels_of_many(*, on: date) -> Levels:
    """Return the same for a long work, which asks of most objectives there are.

    Args:
        on: The organization's day.
    """
    return Levels(_running, alongsides=Alongsides(Moment(on, None)))


def _titles(parts: Mapping[int, Sequence[KeyResult]]) -> Sequence[str]:
    return [row.title for rows in parts.values() for row in rows]


def _running(condition: Q) -> QuerySet[Any]:
    return Objective.objects.filter(
        condition, visibility=Visibility.ORGANIZATION, state=State.ACTIVE, is_staged=False
    )


def matter_made(row: Objective, beside: Beside, around: Around, known: Context) -> Matter:
    """Return one objective as the rules look at it.

    Args:
        row: With team, cycle, owner and priority fetched.
        beside: What hangs on it.
        around: What runs in its cycle on its level, and what the organization itself has.
        known: The day and the scores of earlier cycles.
    """
    own = _objective(row, beside)
    document = documents.Document(
        cycle=documents.Cycle(name=row.cycle.name, start=row.cycle.start, end=row.cycle.end),
        objectives=(own,),
    )
    return Matter(
        document=document,
        context=_context(row, beside.links, around.company, known),
        beside=replace(document, objectives=(*(each.document for each in around.level), own)),
    )


def _context(
    row: Objective, links: Sequence[Alignment], company: Sequence[Running], known: Context
) -> Context:
    elsewhere = {each.public_id: each.elsewhere for each in company}
    for link in links:
        parent = link.parent_objective
        team = parent.team
        is_open = parent.visibility == Visibility.ORGANIZATION
        target = link.parent_key_result or parent
        # The words of what somebody may not see are in nobody's findings.
        elsewhere[target.public_id] = Elsewhere(
            parent.title if is_open else "",
            team.key if team else None,
            is_company=team is not None and team.parent_id is None and not parent.is_personal,
        )
    team = row.team
    is_top = team is not None and team.parent_id is None
    keys = {each.team_key for each in company}
    if team is not None and is_top:
        keys.add(team.key)
    return replace(known, company=frozenset(keys), elsewhere=elsewhere)


def _objective(row: Objective, beside: Beside) -> documents.Objective:
    return documents.Objective(
        id=row.public_id,
        title=row.title,
        why=row.why or None,
        owner=_name(row),
        team=row.team.key if row.team and not row.is_personal else None,
        personal=row.is_personal,
        priority=row.priority.public_id if row.priority else None,
        style=documents.Style(row.style) if row.style else None,
        state=documents.State(row.state),
        visibility=documents.Visibility(row.visibility),
        supports=_links(beside.links, None),
        key_results=tuple(_key_result(part, beside.links) for part in beside.key_results),
        pauses=tuple(documents.Pause(since=each.since, until=each.until) for each in beside.pauses),
        grade=grade_stated(row),
        tags=tuple(row.tags),
    )


def _key_result(row: KeyResult, links: Sequence[Alignment]) -> documents.KeyResult:
    return documents.KeyResult(
        id=row.public_id,
        title=row.title,
        owner=_name(row),
        metric=metric_stated(row),
        guardrail=row.is_guardrail,
        shared=row.is_shared,
        supports=_links(links, row.pk),
        weight=Decimal(row.weight) / THOUSANDTHS,
        state=documents.State(row.state),
        start=row.start,
        due=row.due,
        cadence=documents.Cadence(row.cadence),
        indicator=documents.Indicator(row.indicator) if row.indicator else None,
        dimension=documents.Dimension(row.dimension) if row.dimension else None,
        theme=documents.Theme(row.theme) if row.theme else None,
        expected_movement=movement_stated(row),
        measurement=measurement_stated(row),
        evidence=evidence_stated(row),
        check_ins=_last(row),
        grade=grade_stated(row),
        tags=tuple(row.tags),
    )


def _last(row: KeyResult) -> tuple[documents.CheckIn, ...]:
    """Return how a key result stands as its last check-in."""
    score = getattr(row, "score", None)
    if score is None:
        return ()
    day = score.checked_in_on or score.current_on
    if day is None:
        return ()
    stage = score.current_stage
    value = score.current_value if stage is None else Decimal(stage)
    return (documents.CheckIn(date=day, value=value, confidence=score.confidence),)


def _links(links: Sequence[Alignment], key_result_id: int | None) -> tuple[documents.Link, ...]:
    return tuple(
        documents.Link(id=(each.parent_key_result or each.parent_objective).public_id)
        for each in links
        if each.child_key_result_id == key_result_id
    )


def _name(row: Objective | KeyResult) -> str | None:
    return row.owner.name if row.owner else None
