"""Writing staged rows in short turns: nobody sees them, nobody waits long for them.

Each turn writes as many rows as fit into `TURN_SECONDS` on this machine, so that check-ins of
others find their place between two turns.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.custom_fields.models import FieldSubject, ValueSet
from plumbline.domain.custom_fields.services import custom_values_set
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    AlignmentState,
    EarlyWarning,
    KeyResult,
    KeyResultContributor,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveContributor,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
    Pause,
    Reading,
)
from plumbline.domain.okrs.services.alignment import End
from plumbline.domain.okrs.services.alignment_bulk import LinkStaged, LinkWanted, links_stage
from plumbline.domain.okrs.services.tree_tops import ties_refresh
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.orgs.services.staged_people import PersonNamed, people_stage
from plumbline.domain.orgs.services.staged_teams import teams_stage
from plumbline.domain.orgs.viewers import SystemActor
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    PlannedEnd,
    PlannedKeyResult,
    PlannedLink,
    PlannedObjective,
    PlannedPair,
    PlannedPerson,
    PlannedTeam,
)
from plumbline.domain.transfer.score_book import ScoreBook
from plumbline.domain.transfer.services.page_rows import page_rows
from plumbline.domain.transfer.services.rows import (
    Landing,
    adjustment_rows,
    check_in_rows,
    key_result_row,
    key_result_score_row,
    key_result_score_states,
    key_result_state_row,
    objective_row,
    objective_score_row,
    objective_score_states,
    objective_state_row,
    pause_rows,
    reading_rows,
)
from plumbline.engine.scoring.rollup import weight_scaled

#: A little below the tenth of a second that others may have to wait.
TURN_SECONDS = 0.07
FIRST_TURN = 10
#: Even a machine under load gets on: a turn of fewer rows costs hardly less.
SMALLEST_TURN = 5
LARGEST_TURN = 400

ItemT = TypeVar("ItemT")
Progress = Callable[[int, int], None]


@dataclass
class Staging:
    """What of a plan has been written, by its place in the plan.

    Attributes:
        objectives: By place in the plan.
        key_results: By place of objective and key result.
        people: Those whom nobody knew.
        outward: The links to what is here already; `None` for one whose parent is gone by now.
        system: The import as an actor, who makes what nobody knows yet.
    """

    plan: ImportPlan
    book: ScoreBook
    batch: ImportBatch
    landing: Landing
    organization: Organization
    system: SystemActor
    progress: Progress
    objectives: dict[int, Objective] = field(default_factory=dict)
    key_results: dict[tuple[int, int], KeyResult] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    outward: list[tuple[PlannedLink, LinkStaged | None]] = field(default_factory=list)
    _written: int = 0
    _held_seconds: float = 0.0

    def write(self) -> None:
        """Write everything that can be staged.

        Raises:
            Refused: The import was swept meanwhile.
        """
        teams, people = self.plan.teams, self.plan.people
        self._turns([one for one in teams if one.is_new], self._teams, is_told=False)
        self.landing.people.update({one.key: one.person for one in people if one.person})
        self._turns([one for one in people if one.person is None], self._people, is_told=False)
        self._turns(list(range(len(self.plan.objectives))), self._objectives)
        places = [
            (index, place)
            for index, planned in enumerate(self.plan.objectives)
            for place in range(len(planned.key_results))
        ]
        self._turns(places, self._key_results)
        links = self.plan.links
        self._turns([link for link in links if not link.is_outward], self._links_within)
        self._turns([link for link in links if link.is_outward], self._links_outward)
        within = [pair for pair in self.plan.pairs if not pair.is_outward]
        self._turns(within, self._pairs_within, is_told=False)

    def _turns(
        self,
        items: Sequence[ItemT],
        act: Callable[[Sequence[ItemT]], None],
        *,
        is_told: bool = True,
    ) -> None:
        """Hand items to `act` in turns of a size that this machine writes in time."""
        size, start = FIRST_TURN, 0
        while start < len(items):
            part = items[start : start + size]
            act(part)
            start += len(part)
            fitting = int(size * min(2.0, TURN_SECONDS / max(self._held_seconds, 0.001)))
            size = min(max(fitting, SMALLEST_TURN), LARGEST_TURN)
            if is_told:
                self._written += len(part)
                self.progress(self._written, self.total)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Write for one turn, and note how long others were kept from writing."""
        with writing(self.organization):
            began = time.monotonic()
            self.alive()
            yield
            self._held_seconds = time.monotonic() - began

    @property
    def total(self) -> int:
        """How many things there are to write in all."""
        return self.plan.counts.things

    def alive(self) -> None:
        """Mark the batch as alive.

        Raises:
            Refused: It was swept meanwhile, and must not get rows any more.
        """
        alive = ImportBatch.objects.filter(
            pk=self.batch.pk, state=ImportState.PREPARING, preparer=self.batch.preparer
        )
        now = datetime.now(tz=self.landing.at.tzinfo)
        self.batch.prepared = self._written
        if not alive.update(alive_at=now, prepared=self._written):
            raise Refused("transfer.batch.swept")

    def _teams(self, planned: Sequence[PlannedTeam]) -> None:
        with self._turn():
            rows = teams_stage(
                actor=self.system,
                names=[team.name for team in planned],
                parent=company_team(viewer=self.system),
                batch=self.landing.batch,
                at=self.landing.at,
            )
        self.landing.teams.update(zip(planned, rows, strict=True))

    def _people(self, planned: Sequence[PlannedPerson]) -> None:
        """Insert the people whom nobody knows yet."""
        with self._turn():
            rows = people_stage(
                actor=self.system,
                people=[PersonNamed(person.name, person.email) for person in planned],
                batch=self.landing.batch,
                at=self.landing.at,
            )
        keys = [person.key for person in planned]
        self.landing.people.update(zip(keys, rows, strict=True))
        self.people += rows

    def _objectives(self, indexes: Sequence[int]) -> None:
        planned = [self.plan.objectives[index] for index in indexes]
        begins = [self.book.begins[index] for index in indexes]
        stands = [self.book.objectives[index] for index in indexes]
        rows = [
            objective_row(one, self.landing, begins=begin)
            for one, begin in zip(planned, begins, strict=True)
        ]
        with self._turn():
            for row, one in zip(rows, planned, strict=True):
                row.custom_values = _custom(FieldSubject.OBJECTIVE, one.custom)
            Objective.objects.bulk_create(rows)
            ObjectiveState.objects.bulk_create(
                objective_state_row(row, begins=begin)
                for row, begin in zip(rows, begins, strict=True)
            )
            scores = ObjectiveScore.objects.bulk_create(
                objective_score_row(row, stand[-1]) for row, stand in zip(rows, stands, strict=True)
            )
            ObjectiveScoreState.objects.bulk_create(
                state
                for score, stand in zip(scores, stands, strict=True)
                for state in objective_score_states(score, stand)
            )
            self._beside_objectives(rows, planned)
        self.objectives.update(zip(indexes, rows, strict=True))

    def _beside_objectives(
        self, rows: Sequence[Objective], planned: Sequence[PlannedObjective]
    ) -> None:
        """Insert pauses, recorded changes and further owners of objectives."""
        pauses: list[Pause] = []
        changes: list[Adjustment] = []
        helpers: list[ObjectiveContributor] = []
        pages: list[ExternalLink] = []
        for row, one in zip(rows, planned, strict=True):
            pages += page_rows(one.objective.external_links, self.landing, objective=row)
            pauses += pause_rows(one.objective.pauses, at=self.landing.at, objective=row)
            changes += adjustment_rows(one.adjustments, self.landing, objective=row)
            helpers += [
                ObjectiveContributor(objective=row, person=self.landing.people[person.key])
                for person in one.contributors
            ]
        Pause.objects.bulk_create(pauses)
        Adjustment.objects.bulk_create(changes)
        ObjectiveContributor.objects.bulk_create(helpers)
        ExternalLink.objects.bulk_create(pages)

    def _key_results(self, places: Sequence[tuple[int, int]]) -> None:
        parts = [self.plan.objectives[index].key_results[place] for index, place in places]
        rows = [
            key_result_row(part, self.objectives[index], self.landing)
            for part, (index, _) in zip(parts, places, strict=True)
        ]
        stands = [self.book.key_results[place] for place in places]
        with self._turn():
            for part, row in zip(parts, rows, strict=True):
                row.custom_values = _custom(FieldSubject.KEY_RESULT, part.custom)
            KeyResult.objects.bulk_create(rows)
            KeyResultState.objects.bulk_create(
                key_result_state_row(row, begins=self.book.begins[index])
                for row, (index, _) in zip(rows, places, strict=True)
            )
            scores = KeyResultScore.objects.bulk_create(
                key_result_score_row(row, stand, on=self.landing.on)
                for row, stand in zip(rows, stands, strict=True)
            )
            KeyResultScoreState.objects.bulk_create(
                state
                for score, stand in zip(scores, stands, strict=True)
                for state in key_result_score_states(score, stand)
            )
            self._beside_key_results(rows, parts)
            self._history(rows, parts, places)
        self.key_results.update(zip(places, rows, strict=True))

    def _beside_key_results(
        self, rows: Sequence[KeyResult], parts: Sequence[PlannedKeyResult]
    ) -> None:
        """Insert pauses, recorded changes and further owners of key results."""
        pauses: list[Pause] = []
        changes: list[Adjustment] = []
        helpers: list[KeyResultContributor] = []
        pages: list[ExternalLink] = []
        for row, part in zip(rows, parts, strict=True):
            pages += page_rows(part.key_result.external_links, self.landing, key_result=row)
            pauses += pause_rows(part.key_result.pauses, at=self.landing.at, key_result=row)
            changes += adjustment_rows(
                part.adjustments, self.landing, objective=row.objective, key_result=row
            )
            helpers += [
                KeyResultContributor(key_result=row, person=self.landing.people[person.key])
                for person in part.contributors
            ]
        Pause.objects.bulk_create(pauses)
        Adjustment.objects.bulk_create(changes)
        KeyResultContributor.objects.bulk_create(helpers)
        ExternalLink.objects.bulk_create(pages)

    def _history(
        self,
        rows: Sequence[KeyResult],
        parts: Sequence[PlannedKeyResult],
        places: Sequence[tuple[int, int]],
    ) -> None:
        """Insert readings and check-ins, in the order in which they were recorded."""
        readings = [
            reading_rows(row, part, at=self.landing.at)
            for row, part in zip(rows, parts, strict=True)
        ]
        Reading.objects.bulk_create(reading for found in readings for _, reading in found)
        check_ins: list[CheckIn] = []
        corrected: list[tuple[CheckIn, CheckIn]] = []
        for row, part, found, place in zip(rows, parts, readings, places, strict=True):
            entries, replaces = check_in_rows(
                row, part, dict(found), self.book.key_results[place], self.landing
            )
            check_ins += entries
            corrected += [(entries[later], entries[old]) for later, old in replaces.items()]
        CheckIn.objects.bulk_create(check_ins)
        for later, old in corrected:
            CheckIn.objects.filter(pk=later.pk).update(corrects=old)

    def _links_within(self, links: Sequence[PlannedLink]) -> None:
        rows = []
        for link in links:
            child, parent = self.end(link.child), self.end(link.parent)
            rows.append(
                Alignment(
                    child_objective=child.objective,
                    child_key_result=child.key_result,
                    parent_objective=parent.objective,
                    parent_key_result=parent.key_result,
                    weight=_weight(link),
                    created_at=self.landing.at,
                )
            )
        with self._turn():
            Alignment.objects.bulk_create(rows)
            AlignmentState.objects.bulk_create(
                AlignmentState(subject=row, valid_from=self.landing.at, weight=row.weight)
                for row in rows
            )
            ties_refresh(row.child_objective_id for row in rows)

    def _links_outward(self, links: Sequence[PlannedLink]) -> None:
        """Insert links to what is here already; the switch asks whether they can stand."""
        wanted = []
        for link in links:
            stand = self.book.objectives[link.child.objective_index or 0][-1]
            wanted.append(
                LinkWanted(
                    child=self.end(link.child),
                    parent=self.end(link.parent),
                    weight=_weight(link),
                    child_progress=stand.progress,
                    child_has_data=bool(stand.sums.data_parts),
                )
            )
        with self._turn():
            staged = links_stage(actor=self.system, links=wanted, at=self.landing.at)
        self.outward += zip(links, staged, strict=True)

    def _pairs_within(self, pairs: Sequence[PlannedPair]) -> None:
        with self._turn():
            EarlyWarning.objects.bulk_create(self.warning(pair) for pair in pairs)

    def warning(self, pair: PlannedPair) -> EarlyWarning:
        """Return a pairing as a row."""
        return EarlyWarning(
            key_result=self.end(pair.key_result).key_result,
            indicator=self.end(pair.indicator).key_result,
        )

    def end(self, end: PlannedEnd) -> End:
        """Return the rows that one end of a link or pairing is."""
        if end.objective is not None:
            return End(end.objective, end.key_result)
        index, place = end.objective_index or 0, end.key_result_index
        return End(
            self.objectives[index], None if place is None else self.key_results[index, place]
        )


def _weight(link: PlannedLink) -> int | None:
    return None if link.weight is None else weight_scaled(link.weight)


def _custom(subject: FieldSubject, values: Mapping[str, object]) -> ValueSet | None:
    """Insert the custom values of one thing, if it has any."""
    return custom_values_set(value_set=None, subject=subject, values=values) if values else None
