"""Objectives and key results as they will be written, each with the row of its preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from plumbline.domain.custom_fields.models import FieldDefinition, FieldSubject
from plumbline.domain.custom_fields.services import ValueRefused, value_texts
from plumbline.domain.okrs.models import State, Style, Visibility
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.adjustments import POINTING, changes_kept
from plumbline.domain.transfer.plan_activation import activation_lacks
from plumbline.domain.transfer.plan_links import weight_problem
from plumbline.domain.transfer.plan_metrics import (
    days_plan,
    metric_plan,
    metric_understood,
)
from plumbline.domain.transfer.plan_notes import Notes, line_of
from plumbline.domain.transfer.plan_people import PeopleBook
from plumbline.domain.transfer.plan_places import KEY_LIMIT, PriorityBook, TeamBook
from plumbline.domain.transfer.plan_readings import check_ins_plan, instant_learned
from plumbline.domain.transfer.plan_values import (
    ImportTarget,
    PlannedCycle,
    PlannedKeyResult,
    PlannedObjective,
    PlannedPerson,
    PlanRow,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.model import Spans
from plumbline.engine.messages import Message

TITLE_LIMIT = 500

ItemT = TypeVar("ItemT", documents.Objective, documents.KeyResult)


@dataclass
class ItemPlanner:
    """What every objective and key result of one document is planned with."""

    organization: Organization
    cycle: PlannedCycle
    target: ImportTarget
    notes: Notes
    people: PeopleBook
    teams: TeamBook
    priorities: PriorityBook
    fields: Mapping[FieldSubject, Mapping[str, FieldDefinition]]
    on: date
    at: datetime
    importer: Person | None = None
    imports_for_others: bool = False

    def __post_init__(self) -> None:
        self._ids: set[str] = set()
        self._unknown_fields: set[str] = set()

    def objective(self, item: documents.Objective) -> tuple[PlannedObjective, PlanRow]:
        """Plan one objective without its key results."""
        notes = self.notes
        notes.row_begin()
        item = self._styled(self._identified(item))
        owner = self._objective_owner(item)
        state = State(item.state.value) if item.state else self.target.state
        is_personal = item.personal and self._may_be_personal(item, owner)
        team = (
            None
            if is_personal and item.team is None
            else self.teams.find(item.team, notes=notes, spans=item.spans)
        )
        planned = PlannedObjective(
            objective=replace(item, grade=self._grade(item.grade), key_results=()),
            state=state,
            visibility=Visibility(item.visibility.value) if item.visibility else _OPEN,
            team=team,
            owner=owner,
            contributors=self._contributors(item.contributors, item.spans, owner),
            priority=self.priorities.find(item.priority, notes=notes, spans=item.spans),
            is_personal=is_personal,
            adjustments=self._adjustments(item),
            custom=self._custom(FieldSubject.OBJECTIVE, item.fields, item.spans),
        )
        self.people.owns(owner, objectives=1)
        row = PlanRow(
            kind="objective",
            line=line_of(item.spans),
            title=planned.objective.title,
            style=Style(item.style.value) if item.style else None,
            team=team,
            owner=owner,
            state=state,
            problems=notes.row_problems(),
        )
        return planned, row

    def _may_be_personal(self, item: documents.Objective, owner: PlannedPerson | None) -> bool:
        """Whether somebody's personal objective may come in; noted when it may not.

        People write their own; for others only whoever may import anywhere does.
        """
        own = owner is not None and owner.person is not None and owner.person == self.importer
        if own or (owner is not None and self.imports_for_others):
            return True
        message = "transfer.owner.personal" if owner is None else "transfer.owner.personal_other"
        team_name = self.teams.default.name
        self.notes.add(item.spans, ("personal",), message, team=team_name)
        return False

    def key_result(
        self, item: documents.KeyResult, parent: PlannedObjective, place: int
    ) -> tuple[PlannedKeyResult, PlanRow]:
        """Plan one key result of a planned objective; `place` counts from 1."""
        notes = self.notes
        notes.row_begin()
        item = self._identified(item)
        owner = self._owner(item.owner, item.spans) or parent.owner
        item = self._measured(item)
        planned = PlannedKeyResult(
            key_result=replace(item, grade=self._grade(item.grade)),
            state=State(item.state.value) if item.state else parent.state,
            rank=item.rank or place,
            owner=owner,
            contributors=self._contributors(item.contributors, item.spans, owner),
            check_ins=check_ins_plan(
                item,
                self.cycle,
                notes,
                organization=self.organization,
                on=self.on,
                at=self.at,
            ),
            adjustments=self._adjustments(item),
            custom=self._custom(FieldSubject.KEY_RESULT, item.fields, item.spans),
        )
        for entry in planned.check_ins:
            self._author(entry.author, entry.spans)
        self.people.owns(owner, key_results=1)
        row = PlanRow(
            kind="key_result",
            line=line_of(item.spans),
            title=item.title,
            metric=metric_understood(item),
            owner=owner,
            state=planned.state,
            check_ins=planned.check_ins,
            problems=notes.row_problems(),
        )
        return planned, row

    def _identified(self, item: ItemT) -> ItemT:
        """Return an item with a title that fits and an id that no other one has."""
        title = self.notes.cut(item.title, TITLE_LIMIT, spans=item.spans, name="title")
        key = item.id
        if key is not None and len(key) > KEY_LIMIT:
            self.notes.add(item.spans, ("id",), "transfer.id_long", limit=KEY_LIMIT)
            key = None
        if key is not None and key in self._ids:
            self.notes.add(item.spans, ("id",), "transfer.id_twice", id=key)
            key = None
        if key is not None:
            self._ids.add(key)
        return replace(item, title=title, id=key)

    def _measured(self, item: documents.KeyResult) -> documents.KeyResult:
        """Return a key result with days, a metric and a weight that can be kept."""
        item = metric_plan(days_plan(item, self.cycle, self.notes), self.cycle, self.notes)
        if item.weight is not None and weight_problem(item.weight):
            self.notes.add(item.spans, ("weight",), "transfer.weight", weight=item.weight)
            item = replace(item, weight=None)
        return item

    def _styled(self, item: documents.Objective) -> documents.Objective:
        """Return an objective with the style chosen for what states none."""
        if item.style is not None or self.target.style is None:
            return item
        return replace(item, style=documents.Style(self.target.style.value))

    def activatable(
        self, planned: PlannedObjective, rows: Sequence[PlanRow]
    ) -> tuple[PlannedObjective, list[PlanRow]]:
        """Return an objective that runs only if it may; else it is a draft that says why.

        A state that the document states is the past as it was; one that the importer chose for
        what states none asks for all that an activation asks for.

        Args:
            planned: With its key results.
            rows: Its row, followed by those of its key results.
        """
        objective = planned.objective
        if objective.state is not None or planned.state != State.ACTIVE:
            return planned, list(rows)
        lacks = activation_lacks(planned, self.cycle)
        if not lacks:
            return planned, list(rows)
        self.notes.row_begin()
        said = " ".join(map(wording, lacks))
        self.notes.add(objective.spans, (), "transfer.active.draft", lacks=said)
        first, *below = rows
        first = replace(
            first, state=State.DRAFT, problems=(*first.problems, *self.notes.row_problems())
        )
        parts = tuple(_drafted(part) for part in planned.key_results)
        below = [replace(row, state=part.state) for row, part in zip(below, parts, strict=True)]
        return replace(planned, state=State.DRAFT, key_results=parts), [first, *below]

    def _objective_owner(self, item: documents.Objective) -> PlannedPerson | None:
        """Return the owner; a private objective of nobody would be seen by nobody ever again."""
        owner = self._owner(item.owner, item.spans)
        is_private = item.visibility is documents.Visibility.PRIVATE
        if owner is not None or not is_private or self.importer is None:
            return owner
        self.notes.add(item.spans, ("visibility",), "transfer.owner.private")
        return self.people.add(self.importer)

    def _owner(self, written: str | None, spans: Spans) -> PlannedPerson | None:
        if written and written.strip():
            return self.people.find(written, notes=self.notes, spans=spans, name="owner")
        return self.people.add(self.target.owner) if self.target.owner else None

    def _contributors(
        self, written: tuple[str, ...], spans: Spans, owner: PlannedPerson | None
    ) -> tuple[PlannedPerson, ...]:
        found: dict[str, PlannedPerson] = {}
        for text in written:
            if text.strip():
                person = self.people.find(text, notes=self.notes, spans=spans, name="contributors")
                found[person.key] = person
        return tuple(person for person in found.values() if owner is None or person != owner)

    def _author(self, written: str | None, spans: Spans) -> None:
        if written and written.strip():
            self.people.find(written, notes=self.notes, spans=spans, name="author")

    def _adjustments(
        self, item: documents.Objective | documents.KeyResult
    ) -> tuple[documents.Adjustment, ...]:
        """Return the recorded changes as they will be kept, each with its instant."""
        kept = []
        for one in item.adjustments:
            changes = changes_kept(one.changes)
            for name in one.changes:
                if POINTING.get(name, name) not in changes:
                    self.notes.add(one.spans, ("changes",), "transfer.adjustment", name=name)
            learned = instant_learned(one.recorded_at, one.on, self.organization, self.at)
            self._author(one.author, one.spans)
            kept.append(replace(one, changes=changes, recorded_at=learned))
        return tuple(kept)

    def _grade(self, grade: documents.Grade | None) -> documents.Grade | None:
        """Return a grade without scores that are none."""
        if grade is None:
            return None
        for name in ("self_score", "final_score"):
            score: Decimal | None = getattr(grade, name)
            if score is not None and not 0 <= score <= 1:
                self.notes.add(grade.spans, (name,), "transfer.grade", score=score)
                nothing: dict[str, Any] = {name: None}
                grade = replace(grade, **nothing)
        return grade

    def _custom(
        self, subject: FieldSubject, values: Mapping[str, object], spans: Spans
    ) -> Mapping[str, object]:
        """Return the values that custom fields can hold; an unknown key is noted once."""
        kept: dict[str, object] = {}
        known = self.fields.get(subject, {})
        for key, value in values.items():
            definition = known.get(key)
            if definition is None:
                if key not in self._unknown_fields:
                    self._unknown_fields.add(key)
                    self.notes.add(spans, ("fields", key), "transfer.field.unknown", key=key)
                continue
            try:
                value_texts(definition, value)
            except ValueRefused as refused:
                reason = wording(refused.message)
                self.notes.add(
                    spans, ("fields", key), "transfer.field.refused", key=key, reason=reason
                )
                continue
            kept[key] = value
        return kept


def _drafted(part: PlannedKeyResult) -> PlannedKeyResult:
    """Return a key result of a draft; a state of its own stays."""
    return part if part.key_result.state is not None else replace(part, state=State.DRAFT)


_OPEN = Visibility.ORGANIZATION


def row_left_out(row: PlanRow, message: Message) -> PlanRow:
    """Return a row that is shown but not imported."""
    return replace(row, left_out=message, problems=())
