"""Laws that hold after any sequence of acts: exact sums, unbroken history, nothing private counted.

A few dozen steps in the suite, ten thousand with the thorough profile; `LAW_STEPS` says otherwise.
"""

import os
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from plumbline.domain.okrs.contributions import OVER_STATES
from plumbline.domain.okrs.definitions import key_result_definition
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    CountsMark,
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
    PastCounts,
    Reading,
    State,
    Visibility,
)
from plumbline.domain.okrs.models.alignment import AlignmentFields
from plumbline.domain.okrs.models.key_result import KeyResultFields, KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveFields, ObjectiveScoreFields
from plumbline.domain.okrs.scoring import engine_readings_of, pauses_of
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.past_statuses import statuses_of, statuses_seen
from plumbline.domain.okrs.selectors.rows_at import objectives_at
from plumbline.domain.okrs.selectors.tallies import NOTHING, Tally
from plumbline.domain.okrs.selectors.team_tallies import Part, PartTallies, team_tallies
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.okrs.services import past_counting
from plumbline.domain.okrs.services.counting import counts_compare
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.past_counting import past_compare, past_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.tree_tops import ties_compare
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.history import versioned_values
from plumbline.engine.scoring.progress import key_result_progress
from plumbline.engine.scoring.rollup import progress_scaled
from tests.domain.okrs.law_acts import Acts
from tests.world import World

STEPS_OF_A_RUN = 40


def runs() -> int:
    """How many runs to try; the first one of Hypothesis is always the dullest there is."""
    thorough = settings.default is not None and settings.default.max_examples >= 1_000
    steps = int(os.environ.get("LAW_STEPS", "10000" if thorough else "80"))
    return 1 + steps // STEPS_OF_A_RUN


HISTORIES = (
    (Objective, ObjectiveState, ObjectiveFields),
    (ObjectiveScore, ObjectiveScoreState, ObjectiveScoreFields),
    (KeyResult, KeyResultState, KeyResultFields),
    (KeyResultScore, KeyResultScoreState, KeyResultScoreFields),
    (Alignment, AlignmentState, AlignmentFields),
)


class Organization(Acts):
    """What holds after each act."""

    def __init__(self) -> None:
        super().__init__()
        #: The sums that objectives ended with, by their id.
        self.ended: dict[int, dict[str, Any]] = {}
        with self.world.reading():
            counts_refresh(at=self.at)

    @rule(turns=st.integers(1, 3))
    def some_counts_are_refreshed(self, turns: int) -> None:
        left = iter(range(turns))
        with self.world.reading():
            counts_refresh(at=self.at, goes_on=lambda: next(left, None) is not None)

    @rule(turns=st.integers(1, 2))
    def past_days_are_kept(self, turns: int) -> None:
        left = iter(range(turns))
        with self.world.reading():
            past_refresh(at=self.at, goes_on=lambda: next(left, None) is not None)

    @rule()
    def refreshed_counts_are_those_of_the_rows(self) -> None:
        with self.world.reading():
            counts_refresh(at=self.at)
            assert not CountsMark.objects.exists()
            now = moment_of(at=self.at, as_of=None)
            then = moment_of(at=self.at, as_of=now.day)
            for team in self.world.teams.values():
                for cycle in self.cycles:
                    kept, counted = (
                        team_tallies(team, cycle, moment, at=self.at, with_inside=True)
                        for moment in (now, then)
                    )
                    for audience in (False, True):
                        assert _parts(kept[audience]) == _parts(counted[audience])

    @invariant()
    def what_is_not_marked_is_kept_as_it_is(self) -> None:
        with self.world.reading():
            assert counts_compare(at=self.at) == []

    @invariant()
    def the_latest_past_day_is_kept_as_it_would_be_counted(self) -> None:
        with self.world.reading():
            assert past_compare(at=self.at) == 0

    @invariant()
    def the_map_of_the_latest_past_day_counts_what_is_seen(self) -> None:
        viewer = self.world.viewer("mia")
        with self.world.reading():
            for cycle in self.cycles:
                kept = PastCounts.objects.filter(cycle=cycle).order_by("day").last()
                if kept is not None:
                    moment = moment_of(at=self.at, as_of=kept.day)
                    rows = objectives_at(viewer, moment).filter(cycle=cycle)
                    seen = statuses_seen(viewer, cycle, moment)
                    assert {key: each for key, each in seen.items() if each} == statuses_of(
                        rows, moment
                    )

    @invariant()
    def sums_are_those_of_the_parts(self) -> None:
        with self.world.reading():
            assert recomputation_compare() == []
            assert ties_compare() == []
            for progress in ObjectiveScore.objects.values_list("progress", flat=True):
                assert progress is None or 0 <= progress <= 10**9

    @invariant()
    def what_is_over_keeps_its_number(self) -> None:
        with self.world.reading():
            over = ObjectiveScore.objects.filter(objective__state__in=OVER_STATES)
            for score in over:
                sums = versioned_values(score, ObjectiveScoreFields)
                assert self.ended.setdefault(score.objective_id, sums) == sums

    @invariant()
    def key_results_stand_as_the_engine_says(self) -> None:
        with self.world.reading():
            rows = KeyResult.objects.select_related("score", "objective__cycle")
            # What was stopped keeps its number, whatever its cycle does afterwards.
            for row in rows.exclude(score__computed_on=None).exclude(state=State.STOPPED):
                progress = key_result_progress(
                    key_result_definition(row),
                    engine_readings_of(Reading.objects.filter(key_result=row)),
                    on=row.score.computed_on,
                    pauses=pauses_of(row),
                )
                assert row.score.progress == progress_scaled(progress.counted), row.title

    @invariant()
    def nothing_private_counts_and_nothing_counts_twice(self) -> None:
        with self.world.reading():
            counted = Alignment.objects.filter(is_removed=False, weight__isnull=False)
            assert not counted.filter(child_objective__visibility=Visibility.PRIVATE).exists()
            ends = list(counted.values_list("child_objective_id", "parent_objective_id"))
            assert len(ends) == len(set(ends))

    @invariant()
    def history_has_neither_gap_nor_overlap_and_ends_with_the_present(self) -> None:
        with self.world.reading():
            for model, state_model, fields in HISTORIES:
                states: dict[int, list[Any]] = {}
                for state in state_model.objects.order_by("valid_from", "pk"):
                    states.setdefault(state.subject_id, []).append(state)
                for row in model.objects.all():
                    history = states[row.pk]
                    assert [one.valid_to for one in history[:-1]] == [
                        two.valid_from for _, two in pairwise(history)
                    ]
                    assert all(one.valid_from < two.valid_from for one, two in pairwise(history))
                    assert history[-1].valid_to is None
                    assert versioned_values(history[-1], fields) == versioned_values(row, fields)

    @invariant()
    def today_as_of_today_is_now(self) -> None:
        viewer = self.world.system
        with self.world.reading():
            today = organization_day(self.world.organization, self.at)
            for cycle in self.cycles:
                now, then = (
                    tree_level(viewer=viewer, cycle=cycle, at=self.at, as_of=as_of)
                    for as_of in (None, today)
                )
                assert now.nodes == then.nodes


def _parts(found: PartTallies) -> dict[Part, Tally]:
    return {part: tally for part, tally in found.tallies.items() if tally != NOTHING}


def test_the_laws_hold_after_any_sequence_of_acts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Organization.world = world
    monkeypatch.setattr(past_counting, "OBJECTIVES_LEAST", 1)
    run_state_machine_as_test(
        Organization,
        settings=settings(
            max_examples=runs(),
            stateful_step_count=STEPS_OF_A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
