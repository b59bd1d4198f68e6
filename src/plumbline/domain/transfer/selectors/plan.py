"""Planning an import: everything is read, nothing is written.

The same plan is shown as the preview and carried out by `services.imports`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from plumbline.domain.custom_fields.models import FieldDefinition, FieldSubject
from plumbline.domain.custom_fields.selectors import field_definitions
from plumbline.domain.okrs.link_graph import links_above
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.orgs.viewers import Actor, SystemActor
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.transfer.permissions import import_anywhere_permitted, import_permitted
from plumbline.domain.transfer.plan_assumptions import assumptions_joined
from plumbline.domain.transfer.plan_dependencies import DependencyPlanner
from plumbline.domain.transfer.plan_items import ItemPlanner, row_left_out
from plumbline.domain.transfer.plan_links import LinkPlanner, end_here, pairs_plan
from plumbline.domain.transfer.plan_notes import Notes, line_of, problems_joined
from plumbline.domain.transfer.plan_people import PeopleBook
from plumbline.domain.transfer.plan_places import PriorityBook, TeamBook
from plumbline.domain.transfer.plan_texts import result_cleaned
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    ImportTarget,
    PlanCounts,
    PlannedCycle,
    PlannedEnd,
    PlannedObjective,
    PlannedPair,
    PlanRow,
)
from plumbline.domain.transfer.selectors.cycle_choice import cycle_plan
from plumbline.domain.transfer.selectors.here import said_otherwise
from plumbline.domain.transfer.selectors.ids import ids_around, ids_here
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.as_of import as_of
from plumbline.engine.documents.reading import LeftOut, ReadResult
from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY
from plumbline.engine.messages import Message

FILES_NAMED = 12


def import_plan(
    *, viewer: Actor, result: ReadResult, target: ImportTarget | None = None, at: datetime
) -> ImportPlan:
    """Say what importing a document would do, without doing any of it.

    Args:
        viewer: Who would import it.
        result: What the reader brought.
        target: Choices made beside the document; all defaults when `None`.
        at: Now; check-ins of later days are left out.

    Returns:
        The plan; one that cannot be carried out says why in `refusals`.
    """
    target = target or ImportTarget()
    result = as_of(result_cleaned(result), target.as_of)
    document = result.document
    bare = _bare(result, target)
    if document is None:
        return replace(bare, refusals=(result.declined or Message("transfer.declined"),))
    if not import_permitted(viewer, target.team):
        return replace(bare, refusals=(Message("transfer.refused"),))
    if target.team is not None and target.team.archived_on is not None:
        return replace(bare, refusals=(Message("orgs.team.archived"),))
    organization = organization_bound()
    on = organization_day(organization, at)
    cycle = cycle_plan(viewer, document.cycle, target.cycle, on=on)
    if isinstance(cycle, Message):
        return replace(bare, refusals=(cycle,))
    if (no_day := _day_refused(target.as_of, on)) is not None:
        return replace(bare, refusals=(no_day,))
    notes = Notes()
    planner = ItemPlanner(
        organization=organization,
        cycle=cycle,
        target=target,
        notes=notes,
        people=PeopleBook.of(Person.objects.select_related("account"), target.matches),
        teams=_team_book(viewer, target),
        priorities=PriorityBook.of(viewer, priorities_list(viewer=viewer), document.priorities),
        fields=_fields(viewer),
        on=on,
        at=at,
        importer=Person.objects.filter(pk=viewer.person_id).first(),
        imports_for_others=isinstance(viewer, SystemActor) or import_anywhere_permitted(viewer),
    )
    return _Assembly(viewer, bare, document, cycle, planner, notes).plan()


def _bare(result: ReadResult, target: ImportTarget) -> ImportPlan:
    """Return a plan that holds no more than what the reader brought."""
    return ImportPlan(
        result=result,
        target=target,
        problems=result.problems,
        left_out=result.left_out,
        assumed=result.assumed,
    )


def _team_book(viewer: Actor, target: ImportTarget) -> TeamBook:
    default = _default_team(viewer, target.team)
    return TeamBook.of(viewer, Team.objects.all(), default=default, matches=target.team_matches)


def _default_team(viewer: Actor, chosen: Team | None) -> Team:
    """Return where objectives go that name no team: the chosen one, or the highest allowed."""
    if chosen is not None:
        return chosen
    company = company_team(viewer=viewer)
    if import_permitted(viewer, company) or isinstance(viewer, SystemActor):
        return company
    led = Team.objects.filter(path__in=viewer.led_team_paths).order_by("depth", "pk").first()
    return led or company


def _fields(viewer: Actor) -> Mapping[FieldSubject, Mapping[str, FieldDefinition]]:
    return {
        subject: {
            definition.key: definition
            for definition in field_definitions(viewer=viewer, subject=subject)
        }
        for subject in FieldSubject
    }


@dataclass
class _Assembly:
    """Puts one plan together: rows and objectives first, then the links between them."""

    viewer: Actor
    bare: ImportPlan
    document: documents.Document
    cycle: PlannedCycle
    planner: ItemPlanner
    notes: Notes

    def plan(self) -> ImportPlan:
        self.planner.priorities.all_stated(self.notes)
        here = ids_here(self.viewer, self.cycle.cycle, _ids(self.document))
        self.otherwise = said_otherwise(
            viewer=self.viewer,
            document=self.document,
            cycle=self.cycle.cycle,
            ids=set(here),
        )
        rows, objectives = self._items(here)
        ends = _ends(objectives)
        named = [key for key in _ids(self.document) if key not in ends]
        around = ids_around(self.viewer, self.cycle.end, [key for key in named if key not in here])
        ends |= {key: end_here(row) for key, row in (around | here).items() if key not in ends}
        rows = self._linked(rows, objectives, ends)
        self._initiatives()
        depends = DependencyPlanner(ends, self.planner.people, self.planner.teams, self.notes)
        dependencies = depends.plan(self.document.dependencies)
        people = self.planner.people.people()
        plan = replace(
            self.bare,
            cycle=self.cycle,
            rows=tuple(row for row, _ in rows),
            people=people,
            teams=self.planner.teams.teams(),
            priorities=self.planner.priorities.priorities(),
            problems=problems_joined(self.bare.result.problems, self.notes.problems),
            left_out=(*self.bare.left_out, *_files_left(objectives)),
            objectives=tuple(objectives),
            links=tuple(self._links.links),
            pairs=tuple(self._pairs),
            dependencies=dependencies,
        )
        refusals = () if objectives else (self.otherwise.nothing(list(self.document.objectives)),)
        return replace(
            plan, refusals=refusals, counts=_counts(plan), assumed=assumptions_joined(plan)
        )

    def _items(
        self, here: Mapping[str, Objective | KeyResult]
    ) -> tuple[list[tuple[PlanRow, PlannedEnd | None]], list[PlannedObjective]]:
        """Plan every row; what is here already is shown and left out."""
        rows: list[tuple[PlanRow, PlannedEnd | None]] = []
        objectives: list[PlannedObjective] = []
        for item in self.document.objectives:
            if item.id is not None and item.id in here:
                rows += self._duplicate(item)
                continue
            index = len(objectives)
            planned, found = self._whole(item)
            objectives.append(planned)
            rows.append((found[0], PlannedEnd(objective_index=index)))
            rows += [
                (row, PlannedEnd(objective_index=index, key_result_index=place))
                for place, row in enumerate(found[1:])
            ]
        return rows, objectives

    def _whole(self, item: documents.Objective) -> tuple[PlannedObjective, list[PlanRow]]:
        """Plan an objective with its key results; its own row comes first."""
        planned, row = self.planner.objective(item)
        rows, parts = [row], []
        named: dict[str, int] = {}
        for place, part in enumerate(item.key_results, start=1):
            planned_part, row = self.planner.key_result(part, planned, place)
            line = named.setdefault(" ".join(part.title.casefold().split()), place)
            if line != place:
                self._twin_noted(part, rows[line].line)
                row = replace(row, problems=self.notes.row_problems())
            rows.append(row)
            parts.append(planned_part)
        return self.planner.activatable(replace(planned, key_results=tuple(parts)), rows)

    def _twin_noted(self, part: documents.KeyResult, line: int) -> None:
        """Say of a key result that its objective has another of its name."""
        title = part.title[:80]
        self.notes.add(part.spans, ("title",), "transfer.twin", title=title, line=line)

    def _duplicate(self, item: documents.Objective) -> Iterable[tuple[PlanRow, None]]:
        yield row_left_out(_plain_row("objective", item), self.otherwise.objective(item)), None
        for part in item.key_results:
            yield (
                row_left_out(_plain_row("key_result", part), self.otherwise.key_result(part)),
                None,
            )

    def _linked(
        self,
        rows: list[tuple[PlanRow, PlannedEnd | None]],
        objectives: list[PlannedObjective],
        ends: Mapping[str, PlannedEnd],
    ) -> list[tuple[PlanRow, PlannedEnd | None]]:
        """Plan the links and pairings; their problems join those of their rows."""
        here = {end.objective.pk for end in ends.values() if end.objective is not None}
        self._links = LinkPlanner(objectives, ends, links_above(here))
        self._pairs: list[PlannedPair] = []
        linked: list[tuple[PlanRow, PlannedEnd | None]] = []
        for row, end in rows:
            if end is not None:
                self.notes.row_begin()
                objective = objectives[end.objective_index or 0]
                if end.key_result_index is None:
                    self._links.plan(end, objective.objective.supports, self.notes)
                else:
                    part = objective.key_results[end.key_result_index].key_result
                    self._links.plan(end, part.supports, self.notes)
                    found = pairs_plan(part.pairs_with, ends, self.notes, part.spans)
                    self._pairs += [
                        PlannedPair(key_result=end, indicator=other)
                        for other in dict.fromkeys(found)
                        if other != end
                    ]
                row = replace(row, problems=(*row.problems, *self.notes.row_problems()))
            linked.append((row, end))
        return linked

    def _initiatives(self) -> None:
        """Say once that work is read and not kept."""
        carriers = [item for item in _document_items(self.document) if item.initiatives]
        if carriers:
            count = sum(len(item.initiatives) for item in carriers)
            self.notes.add(
                carriers[0].initiatives[0].spans, (), "transfer.initiatives", count=count
            )


def _day_refused(day: date | None, on: date) -> Message | None:
    """Say why nothing can be known as of a day; what a document may not state is no day here."""
    if day is None:
        return None
    if day < FIRST_DAY:
        params = {"value": day, "first": FIRST_DAY.year, "last": LAST_DAY.year}
        return Message("documents.yaml.day_far", params)
    return Message("transfer.as_of.future", {"day": day}) if day > on else None


def _files_left(objectives: Iterable[PlannedObjective]) -> Iterator[LeftOut]:
    """Name the files that a document only names: they are in none, and cannot come back from it."""
    named: list[tuple[int, str]] = []
    for planned in objectives:
        grades = [(planned.objective.spans, planned.objective.grade)]
        grades += [(part.key_result.spans, part.key_result.grade) for part in planned.key_results]
        named += [(line_of(at), name) for at, grade in grades if grade for name in grade.files]
        for part in planned.key_results:
            line = line_of(part.key_result.spans)
            named += [(line, name) for entry in part.check_ins for name in entry.files]
    if named:
        names = ", ".join(name for _, name in named[:FILES_NAMED])
        more = " …" if len(named) > FILES_NAMED else ""
        message = Message("transfer.files", {"count": len(named), "names": f"{names}{more}"})
        lines = [line for line, _ in named]
        yield LeftOut(first=min(lines), last=max(lines), message=message)


def _plain_row(kind: str, item: documents.Objective | documents.KeyResult) -> PlanRow:
    span = item.spans.get("title") or item.spans.get("self")
    return PlanRow(kind=kind, line=span.line if span else 1, title=item.title)


def _document_items(
    document: documents.Document,
) -> Iterator[documents.Objective | documents.KeyResult]:
    """Yield every objective, each followed by its key results."""
    for objective in document.objectives:
        yield objective
        yield from objective.key_results


def _ids(document: documents.Document) -> list[str]:
    """Return every id a document gives or names."""
    found: dict[str, None] = {}
    for item in _document_items(document):
        if item.id is not None:
            found[item.id] = None
        found |= dict.fromkeys(link.id for link in item.supports)
        if isinstance(item, documents.KeyResult):
            found |= dict.fromkeys(item.pairs_with)
    for each in document.dependencies:
        found |= dict.fromkeys(key for key in (each.waiting, each.delivering) if key)
    return list(found)


def _ends(objectives: Iterable[PlannedObjective]) -> dict[str, PlannedEnd]:
    """Return where each id of the document leads."""
    ends: dict[str, PlannedEnd] = {}
    for index, planned in enumerate(objectives):
        if planned.objective.id is not None:
            ends[planned.objective.id] = PlannedEnd(objective_index=index)
        for place, part in enumerate(planned.key_results):
            if part.key_result.id is not None:
                end = PlannedEnd(objective_index=index, key_result_index=place)
                ends[part.key_result.id] = end
    return ends


def _counts(plan: ImportPlan) -> PlanCounts:
    key_results = [part for planned in plan.objectives for part in planned.key_results]
    return PlanCounts(
        objectives=len(plan.objectives),
        key_results=len(key_results),
        check_ins=sum(len(part.check_ins) for part in key_results),
        links=len(plan.links),
        dependencies=len(plan.dependencies),
        people_found=len({one.person for one in plan.people if not one.is_unclaimed}),
        people_unclaimed=sum(person.is_unclaimed for person in plan.people),
        people_new=sum(person.person is None for person in plan.people),
        teams_new=sum(team.is_new for team in plan.teams),
        cycles_new=int(plan.cycle is not None and plan.cycle.is_new),
        priorities_new=sum(priority.is_new for priority in plan.priorities),
        duplicates=sum(row.left_out is not None and row.kind == "objective" for row in plan.rows),
    )
