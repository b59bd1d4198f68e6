"""What becomes of a key result in its cycle: check-ins, corrections, adjustments, its end."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

from plumbline.domain.attachments.services import Upload
from plumbline.domain.checkins.services import (
    CheckInValues,
    check_in_correct,
    check_in_record,
    check_in_withdraw,
)
from plumbline.domain.demo.content.model import (
    Adjusted,
    Corrected,
    Dropped,
    KeyResultContent,
    KeyResultEvent,
    Measured,
    ObjectiveContent,
    Said,
    Withdrawn,
)
from plumbline.domain.demo.metrics import decimal_of
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.okrs.selectors.rows import key_result_locked
from plumbline.domain.okrs.services.adjustments import key_result_adjust, key_result_baseline_set
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.values import key_result_values
from plumbline.domain.orgs.viewers import Viewer


def key_result_events_enter(
    stage: Stage,
    timeline: Timeline,
    objective: ObjectiveContent,
    content: KeyResultContent,
    *,
    start: date,
) -> None:
    """Enter everything that happens to a running key result."""
    scene = Scene(stage, objective, content, start)
    for event in content.events:
        number = event.day + event.late if isinstance(event, Said) else event.on
        timeline.enter(start + timedelta(days=number), partial(scene.act, event))


def _files(said: Said) -> tuple[Upload, ...]:
    if said.file is None:
        return ()
    name, text = said.file
    data = text.encode()
    return (Upload(name=name, file=BytesIO(data), size=len(data)),)


class Scene:
    """One key result of the content, with the acts that can happen to it."""

    def __init__(
        self, stage: Stage, objective: ObjectiveContent, content: KeyResultContent, start: date
    ) -> None:
        self._stage = stage
        self._objective = objective
        self._content = content
        self._start = start
        self._owner_key = content.owner

    def act(self, event: KeyResultEvent, at: datetime) -> None:
        """Do one event of the content."""
        match event:
            case Said():
                self._said(event, at)
            case Corrected():
                self._corrected(event, at)
            case Withdrawn():
                self._withdrawn(event, at)
            case Adjusted():
                self._adjusted(event, at)
            case Measured():
                self._measured(event, at)
            case Dropped():
                self._dropped(event, at)

    def _row(self) -> KeyResult:
        """Return the key result as it is now, for the version that an act must name."""
        return key_result_locked(self._stage.key_results[self._content.key].pk)

    def _day(self, number: int) -> date:
        return self._start + timedelta(days=number)

    def _owner(self, at: datetime, by: str = "") -> Viewer:
        return self._stage.viewer(by or self._owner_key, at)

    def _lead(self, at: datetime) -> Viewer:
        team = self._objective.team
        key = self._stage.lead_of(team) if team else self._objective.owner
        return self._stage.viewer(key, at)

    def _said(self, said: Said, at: datetime) -> None:
        check_in = check_in_record(
            actor=self._owner(at, said.by),
            key_result=self._stage.key_results[self._content.key],
            values=CheckInValues(
                effective_on=self._day(said.day),
                value=decimal_of(said.value),
                confidence=said.confidence,
                note=said.note,
                evidence_text=said.evidence,
                files=_files(said),
            ),
            at=at,
        )
        self._stage.check_ins[self._content.key, said.day] = check_in

    def _corrected(self, corrected: Corrected, at: datetime) -> None:
        check_in_correct(
            actor=self._owner(at),
            check_in=self._stage.check_ins[self._content.key, corrected.of],
            values=CheckInValues(
                effective_on=self._day(corrected.of),
                value=Decimal(corrected.value),
                confidence=corrected.confidence,
                note=corrected.note,
            ),
            at=at,
        )

    def _withdrawn(self, withdrawn: Withdrawn, at: datetime) -> None:
        check_in_withdraw(
            actor=self._owner(at),
            check_in=self._stage.check_ins[self._content.key, withdrawn.of],
            note=withdrawn.note,
            at=at,
        )

    def _adjusted(self, adjusted: Adjusted, at: datetime) -> None:
        row = self._row()
        values = key_result_values(row)
        if adjusted.target is not None:
            target = Decimal(adjusted.target)
            values = replace(values, metric=replace(values.metric, target=target))
        if adjusted.weight is not None:
            values = replace(values, weight=Decimal(adjusted.weight))
        if adjusted.owner is not None:
            values = replace(values, owner=self._stage.people[adjusted.owner])
            self._owner_key = adjusted.owner
        key_result_adjust(
            actor=self._lead(at),
            key_result=row,
            values=values,
            reason=adjusted.reason,
            effective_on=self._day(adjusted.on),
            expected=row.version,
            at=at,
        )

    def _measured(self, measured: Measured, at: datetime) -> None:
        key_result_baseline_set(
            actor=self._owner(at),
            key_result=self._stage.key_results[self._content.key],
            baseline=Decimal(measured.baseline),
            on=self._day(measured.on),
            at=at,
        )

    def _dropped(self, dropped: Dropped, at: datetime) -> None:
        row = self._row()
        key_result_stop(
            actor=self._lead(at),
            key_result=row,
            reason=dropped.reason,
            expected=row.version,
            at=at,
        )
