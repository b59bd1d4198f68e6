"""Everything that people may do to a handful of objectives, in any order; for the laws."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.services import (
    CheckInValues,
    check_in_correct,
    check_in_record,
    check_in_withdraw,
)
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.services import CycleValues
from plumbline.domain.okrs.contributions import OVER_STATES
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import (
    Alignment,
    BetterState,
    KeyResult,
    MetricKind,
    Objective,
    State,
    Style,
    Visibility,
)
from plumbline.domain.okrs.services import objectives as acts
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.services.alignment import End, align, alignment_remove
from plumbline.domain.okrs.services.cycle_days import cycle_change
from plumbline.domain.okrs.services.grading import GradeValues, grade_close, grading_start
from plumbline.domain.okrs.services.key_result_pauses import key_result_pause, key_result_resume
from plumbline.domain.okrs.services.key_results import (
    key_result_create,
    key_result_delete,
    key_result_edit,
    key_result_stop,
)
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.values import (
    KeyResultValues,
    MetricValues,
    key_result_values,
    objective_values,
)
from plumbline.domain.tenancy.errors import DomainError
from tests.world import AT, World
from tests.world_okrs import END, limit, make_cycle, make_objective, metric

picks = st.integers(0, 1_000)
weights = st.sampled_from(["0", "0.001", "0.5", "1", "2.75", "1000"])
values = st.integers(-20, 120)
confidences = st.none() | st.integers(1, 10)
METRICS = (
    metric(),
    metric(baseline="90", target="30"),
    limit("60"),
    metric(MetricKind.MILESTONE, None, None),
)


class Acts(RuleBasedStateMachine):
    """People who do anything at all to a handful of objectives; what is refused changes nothing."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.at: datetime = AT - timedelta(days=50)
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cycles = [
            make_cycle(self.world, "2026-Q1", at=self.at),
            make_cycle(self.world, "2026-Q1b", at=self.at),
        ]
        for number in range(3):
            make_objective(self.world, f"First {number}", at=self.at, key_results=2)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Do one act an hour or so after the last; a refusal is an answer."""
        self.at += timedelta(hours=1)
        try:
            with self.world.reading():
                yield
        except DomainError:
            pass

    def pick(self, model: type[Any], number: int) -> Any:  # noqa: ANN401  # a row of any model
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(
        visibility=st.sampled_from(Visibility),
        style=st.sampled_from(Style),
        team=st.sampled_from(["claims", "freight"]),
        active=st.booleans(),
    )
    def create(self, visibility: Visibility, style: Style, team: str, active: bool) -> None:
        with self.acting():
            make_objective(
                self.world,
                f"Objective at {self.at}",
                visibility=visibility,
                style=style,
                team=self.world.teams[team],
                active=active,
                at=self.at,
            )

    @rule(
        number=picks,
        what=st.sampled_from(METRICS),
        weight=weights,
        is_guardrail=st.booleans(),
    )
    def add_key_result(
        self, number: int, what: MetricValues, weight: str, is_guardrail: bool
    ) -> None:
        with self.acting():
            key_result_create(
                actor=self.world.system,
                objective=self.pick(Objective, number),
                values=KeyResultValues(
                    title="Further",
                    owner=self.world.person("mia"),
                    metric=what,
                    weight=Decimal(weight),
                    is_guardrail=is_guardrail,
                ),
                at=self.at,
            )

    def _move(self, number: int, move: Callable[..., object], **further: object) -> None:
        with self.acting():
            row = self.pick(Objective, number)
            move(
                actor=self.world.system,
                objective=row,
                expected=row.version,
                at=self.at,
                **further,
            )

    @rule(number=picks)
    def activate(self, number: int) -> None:
        self._move(number, acts.objective_activate)

    @rule(number=picks, back=st.integers(0, 5))
    def pause(self, number: int, back: int) -> None:
        since = (self.at - timedelta(days=back)).date()
        self._move(number, acts.objective_pause, reason="waiting", since=since)

    @rule(number=picks)
    def resume(self, number: int) -> None:
        self._move(number, acts.objective_resume, until=self.at.date())

    @rule(number=picks)
    def stop(self, number: int) -> None:
        self._move(number, acts.objective_stop, reason="no longer wanted")

    @rule(number=picks)
    def delete(self, number: int) -> None:
        self._move(number, acts.objective_delete)

    @rule(number=picks)
    def start_grading(self, number: int) -> None:
        self._move(number, grading_start)

    @rule(number=picks)
    def close(self, number: int) -> None:
        grade = GradeValues(
            better_state=BetterState.PARTLY, note="missed", learned="much", evidence="a survey"
        )
        self._move(number, grade_close, values=grade)

    @rule(
        number=picks,
        style=st.sampled_from(Style),
        visibility=st.sampled_from(Visibility),
        team=st.sampled_from(["claims", "freight"]),
        cycle=st.integers(0, 1),
    )
    def change_objective(
        self, number: int, style: Style, visibility: Visibility, team: str, cycle: int
    ) -> None:
        with self.acting():
            row = self.pick(Objective, number)
            changed = replace(
                objective_values(row),
                style=style,
                visibility=visibility,
                team=self.world.teams[team],
                cycle=self.cycles[cycle],
            )
            if row.state in EDITABLE_STATES:
                acts.objective_edit(
                    actor=self.world.system,
                    objective=row,
                    values=changed,
                    expected=row.version,
                    at=self.at,
                )
                return
            objective_adjust(
                actor=self.world.system,
                objective=row,
                values=changed,
                reason="a new fact",
                effective_on=self.at.date(),
                expected=row.version,
                at=self.at,
            )

    @rule(number=picks, weight=weights, is_guardrail=st.booleans(), goal=st.integers(40, 140))
    def change_key_result(self, number: int, weight: str, is_guardrail: bool, goal: int) -> None:
        with self.acting():
            row = self.pick(KeyResult, number)
            changed = replace(
                key_result_values(row), weight=Decimal(weight), is_guardrail=is_guardrail
            )
            if row.target is not None:
                changed = replace(changed, metric=replace(changed.metric, target=Decimal(goal)))
            if row.state in EDITABLE_STATES:
                key_result_edit(
                    actor=self.world.system,
                    key_result=row,
                    values=changed,
                    expected=row.version,
                    at=self.at,
                )
                return
            key_result_adjust(
                actor=self.world.system,
                key_result=row,
                values=changed,
                reason="a new fact",
                effective_on=self.at.date(),
                expected=row.version,
                at=self.at,
            )

    @rule(number=picks)
    def stop_key_result(self, number: int) -> None:
        with self.acting():
            row = self.pick(KeyResult, number)
            key_result_stop(
                actor=self.world.system,
                key_result=row,
                reason="no longer wanted",
                expected=row.version,
                at=self.at,
            )

    @rule(number=picks, back=st.integers(0, 5))
    def pause_key_result(self, number: int, back: int) -> None:
        with self.acting():
            row = self.pick(KeyResult, number)
            key_result_pause(
                actor=self.world.system,
                key_result=row,
                reason="waiting",
                since=(self.at - timedelta(days=back)).date(),
                expected=row.version,
                at=self.at,
            )

    @rule(number=picks)
    def resume_key_result(self, number: int) -> None:
        with self.acting():
            paused = list(KeyResult.objects.filter(state=State.PAUSED).order_by("pk"))
            if paused:
                row = paused[number % len(paused)]
                key_result_resume(
                    actor=self.world.system,
                    key_result=row,
                    until=self.at.date(),
                    expected=row.version,
                    at=self.at,
                )

    @rule(cycle=st.integers(0, 1), later=st.integers(-20, 20))
    def change_cycle(self, cycle: int, later: int) -> None:
        with self.acting():
            row = Cycle.objects.get(pk=self.cycles[cycle].pk)
            values = CycleValues(name=row.name, start=row.start, end=END + timedelta(days=later))
            cycle_change(
                actor=self.world.system,
                cycle=row,
                values=values,
                expected=row.version,
                at=self.at,
            )

    @rule(number=picks)
    def delete_key_result(self, number: int) -> None:
        with self.acting():
            row = self.pick(KeyResult, number)
            key_result_delete(
                actor=self.world.system, key_result=row, expected=row.version, at=self.at
            )

    @rule(number=picks, value=values, confidence=confidences, back=st.integers(0, 9))
    def check_in(self, number: int, value: int, confidence: int | None, back: int) -> None:
        with self.acting():
            check_in_record(
                actor=self.world.system,
                key_result=self.pick(KeyResult, number),
                values=self._said(value, confidence, back),
                at=self.at,
            )

    @rule(number=picks, value=values, confidence=confidences, back=st.integers(0, 9))
    def correct(self, number: int, value: int, confidence: int | None, back: int) -> None:
        with self.acting():
            check_in = self.pick(CheckIn, number)
            if check_in is not None:
                check_in_correct(
                    actor=self.world.system,
                    check_in=check_in,
                    values=self._said(value, confidence, back),
                    at=self.at,
                )

    @rule(number=picks)
    def withdraw(self, number: int) -> None:
        with self.acting():
            check_in = self.pick(CheckIn, number)
            if check_in is not None:
                check_in_withdraw(
                    actor=self.world.system, check_in=check_in, note="a slip", at=self.at
                )

    def _said(self, value: int, confidence: int | None, back: int) -> CheckInValues:
        day = (self.at - timedelta(days=back)).date()
        return CheckInValues(effective_on=day, value=Decimal(value), confidence=confidence)

    @rule(child=picks, parent=picks, weight=st.none() | weights)
    def link(self, child: int, parent: int, weight: str | None) -> None:
        with self.acting():
            align(
                actor=self.world.system,
                child=End(self.pick(Objective, child)),
                parent=End(self.pick(Objective, parent)),
                weight=None if weight is None else Decimal(weight),
                at=self.at,
            )

    @rule(number=picks)
    def unlink(self, number: int) -> None:
        with self.acting():
            link = self.pick(Alignment, number)
            if link is not None:
                alignment_remove(actor=self.world.system, link=link, at=self.at)

    @rule(number=picks, value=values, back=st.integers(0, 9))
    def check_in_below_what_is_over(self, number: int, value: int, back: int) -> None:
        with self.acting():
            links = self._links_below_what_is_over()
            children = [link.child_objective_id for link in links]
            below = list(KeyResult.objects.filter(objective__in=children).order_by("pk"))
            if below:
                check_in_record(
                    actor=self.world.system,
                    key_result=below[number % len(below)],
                    values=self._said(value, None, back),
                    at=self.at,
                )

    @rule(number=picks)
    def unlink_below_what_is_over(self, number: int) -> None:
        with self.acting():
            links = self._links_below_what_is_over()
            if links:
                link = links[number % len(links)]
                alignment_remove(actor=self.world.system, link=link, at=self.at)

    def _links_below_what_is_over(self) -> list[Alignment]:
        links = Alignment.objects.filter(is_removed=False, parent_objective__state__in=OVER_STATES)
        return list(links.select_related("child_objective").order_by("pk"))

    @rule(child=picks, parent=picks)
    def end_the_parent_of_a_child_that_goes_on(self, child: int, parent: int) -> None:
        """Contribute to a running objective and close or stop it at once."""
        self.link(child, parent, "1")
        if child % 2:
            self.start_grading(parent)
            self.close(parent)
        else:
            self.stop(parent)

    @rule()
    def refresh(self) -> None:
        with self.acting():
            progress_refresh(at=self.at)
