"""Writing staged rows in short turns: nobody sees them, nobody waits long for them.

Each turn writes as many rows as fit into `TURN_SECONDS` on this machine, so that check-ins of
others find their place between two turns.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.custom_fields.models import FieldSubject
from plumbline.domain.custom_fields.services import custom_values_set
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
    Pause,
    Reading,
)
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.plan_values import ImportPlan, PlannedKeyResult, PlannedLink
from plumbline.domain.transfer.score_book import ScoreBook
from plumbline.domain.transfer.services.rows import (
    Landing,
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
LARGEST_TURN = 400

ItemT = TypeVar("ItemT")
Progress = Callable[[int, int], None]


@dataclass
class Staging:
    """What of a plan has been written, by its place in the plan.

    Attributes:
        objectives: By place in the plan.
        key_results: By place of objective and key result.
        check_ins: Rows whose author is somebody the import still has to make, by person key.
    """

    plan: ImportPlan
    book: ScoreBook
    batch: ImportBatch
    landing: Landing
    organization: Organization
    progress: Progress
    objectives: dict[int, Objective] = field(default_factory=dict)
    key_results: dict[tuple[int, int], KeyResult] = field(default_factory=dict)
    check_ins: dict[str, list[int]] = field(default_factory=dict)
    _written: int = 0

    def write(self) -> None:
        """Write everything that can be staged.

        Raises:
            Refused: The import was swept meanwhile.
        """
        self._turns(list(range(len(self.plan.objectives))), self._objectives)
        places = [
            (index, place)
            for index, planned in enumerate(self.plan.objectives)
            for place in range(len(planned.key_results))
        ]
        self._turns(places, self._key_results)
        inside = [link for link in self.plan.links if link.parent.objective is None]
        self._turns(inside, self._links)

    def _turns(self, items: Sequence[ItemT], act: Callable[[Sequence[ItemT]], None]) -> None:
        """Hand items to `act` in turns of a size that this machine writes in time."""
        size, start = FIRST_TURN, 0
        while start < len(items):
            part = items[start : start + size]
            began = time.monotonic()
            act(part)
            spent = max(time.monotonic() - began, 0.001)
            start += len(part)
            size = max(1, min(LARGEST_TURN, int(size * min(2.0, TURN_SECONDS / spent))))
            self._written += len(part)
            self.progress(self._written, self.total)

    @property
    def total(self) -> int:
        """How many things there are to write in all."""
        counts = self.plan.counts
        return counts.objectives + counts.key_results + counts.links

    def alive(self) -> None:
        """Mark the batch as alive.

        Raises:
            Refused: It was swept meanwhile, and must not get rows any more.
        """
        alive = ImportBatch.objects.filter(pk=self.batch.pk, state=ImportState.PREPARING)
        if not alive.update(alive_at=datetime.now(tz=self.landing.at.tzinfo)):
            raise Refused("transfer.batch.swept")

    def _objectives(self, indexes: Sequence[int]) -> None:
        plan, book, landing = self.plan, self.book, self.landing
        rows = [
            objective_row(plan.objectives[index], landing, begins=book.begins[index])
            for index in indexes
        ]
        with writing(self.organization):
            self.alive()
            for index, row in zip(indexes, rows, strict=True):
                if custom := plan.objectives[index].custom:
                    row.custom_values = custom_values_set(
                        value_set=None, subject=FieldSubject.OBJECTIVE, values=custom
                    )
            Objective.objects.bulk_create(rows)
            pairs = list(zip(indexes, rows, strict=True))
            ObjectiveState.objects.bulk_create(
                objective_state_row(row, begins=book.begins[index]) for index, row in pairs
            )
            scores = ObjectiveScore.objects.bulk_create(
                objective_score_row(row, book.objectives[index][-1]) for index, row in pairs
            )
            ObjectiveScoreState.objects.bulk_create(
                state
                for index, score in zip(indexes, scores, strict=True)
                for state in objective_score_states(score, book.objectives[index])
            )
            Pause.objects.bulk_create(
                pause
                for index, row in pairs
                for pause in pause_rows(
                    plan.objectives[index].objective.pauses, at=landing.at, objective=row
                )
            )
        self.objectives.update(pairs)

    def _key_results(self, places: Sequence[tuple[int, int]]) -> None:
        parts = [self.plan.objectives[index].key_results[place] for index, place in places]
        rows = [
            key_result_row(part, self.objectives[index], self.landing)
            for part, (index, _) in zip(parts, places, strict=True)
        ]
        stands = [self.book.key_results[place] for place in places]
        with writing(self.organization):
            self.alive()
            for part, row in zip(parts, rows, strict=True):
                if part.custom:
                    row.custom_values = custom_values_set(
                        value_set=None, subject=FieldSubject.KEY_RESULT, values=part.custom
                    )
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
            Pause.objects.bulk_create(
                pause
                for row, part in zip(rows, parts, strict=True)
                for pause in pause_rows(part.key_result.pauses, at=self.landing.at, key_result=row)
            )
            self._history(rows, parts, places)
        self.key_results.update(zip(places, rows, strict=True))

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
        authors: list[str] = []
        for row, part, found, place in zip(rows, parts, readings, places, strict=True):
            entries, replaces = check_in_rows(
                row, part, dict(found), self.book.key_results[place], self.landing
            )
            check_ins += entries
            corrected += [(entries[later], entries[old]) for later, old in replaces.items()]
            authors += [entry.author or "" for entry in part.check_ins]
        people = {person.key: person for person in self.plan.people}
        keys = [_author_key(author, people) for author in authors]
        for check_in, key in zip(check_ins, keys, strict=True):
            check_in.author = people[key].person if key else None
        CheckIn.objects.bulk_create(check_ins)
        for check_in, key in zip(check_ins, keys, strict=True):
            if key and people[key].person is None:
                self.check_ins.setdefault(key, []).append(check_in.pk)
        for later, old in corrected:
            CheckIn.objects.filter(pk=later.pk).update(corrects=old)

    def _links(self, links: Sequence[PlannedLink]) -> None:
        with writing(self.organization):
            self.alive()
            rows = Alignment.objects.bulk_create(self._alignment(link) for link in links)
            AlignmentState.objects.bulk_create(
                AlignmentState(subject=row, valid_from=self.landing.at, weight=row.weight)
                for row in rows
            )

    def _alignment(self, link: PlannedLink) -> Alignment:
        child, parent = link.child, link.parent
        lower, upper = child.objective_index or 0, parent.objective_index or 0
        return Alignment(
            child_objective=self.objectives[lower],
            child_key_result=(
                None
                if child.key_result_index is None
                else self.key_results[lower, child.key_result_index]
            ),
            parent_objective=self.objectives[upper],
            parent_key_result=(
                None
                if parent.key_result_index is None
                else self.key_results[upper, parent.key_result_index]
            ),
            weight=None if link.weight is None else weight_scaled(link.weight),
            created_at=self.landing.at,
        )


def _author_key(author: str, people: Collection[str]) -> str:
    """Return by what the plan knows an author; empty for nobody."""
    key = people_key(author) if author else ""
    return key if key in people else ""
