"""Applying a document to a cycle: every change through the services, all of it or nothing.

The document is compared while nobody waits; the writer is held for the changes alone, and for
seeing that nothing they speak of was changed in between.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import KeyResult, Objective, State
from plumbline.domain.okrs.services.adjustments import (
    key_result_adjust,
    key_result_adjust_scope,
    objective_adjust,
)
from plumbline.domain.okrs.services.alignment import End, align, alignment_remove
from plumbline.domain.okrs.services.key_results import key_result_create, key_result_edit
from plumbline.domain.okrs.services.objectives import objective_create, objective_edit
from plumbline.domain.okrs.values import (
    THOUSANDTHS,
    ObjectiveValues,
    key_result_values,
    objective_values,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import DomainError, Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.selectors.difference import Change, ChangeKind, document_diff
from plumbline.domain.transfer.selectors.ground import Ground, ground_fetch, names_fetch
from plumbline.domain.transfer.selectors.ids import ids_here
from plumbline.domain.transfer.services.stated_values import StatedValues
from plumbline.domain.transfer.written import document_id
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message

#: A change with what the document says of its subject, and of its objective.
Wanted = tuple[Change, documents.Objective, documents.KeyResult | None]


def document_apply(
    *,
    actor: Actor,
    document: documents.Document,
    cycle: Cycle,
    reason: str,
    at: datetime,
) -> tuple[Change, ...]:
    """Change a cycle to what a document says.

    Drafts are edited, running objectives and key results adjusted with the reason, new ones made
    as drafts (key results of running objectives as a change of scope). What the document does
    not name stays.

    Args:
        actor: Who does it; every change needs the right that it needs on its page.
        document: With an id on everything.
        cycle: The cycle it speaks of.
        reason: Kept beside every change of what runs.
        at: Now.

    Returns:
        What was changed.

    Raises:
        ValidationRefused: Something cannot be, at `<id>.<field>`; nothing was changed.
        PermissionRefused: The actor may not make one of the changes; nothing was changed.
        Refused: Something it speaks of was changed while it was compared; nothing was changed.
    """
    items = list(_items(document))
    before = ids_here(actor, cycle, [item.id for item in items if item.id])
    changes = document_diff(viewer=actor, document=document, cycle=cycle)
    wanted = list(_wanted(document, changes))
    if not wanted:
        return changes
    values = StatedValues(names_fetch(viewer=actor))
    with writing(organization_bound()):
        ground = ground_fetch(
            viewer=actor,
            cycle=cycle,
            ids=[change.id for change, _, _ in wanted],
            above=[item.id for _, item, part in wanted if part is not None and item.id],
            linked=[link.id for item in items for link in item.supports],
        )
        for change, _, _ in wanted:
            if _version(before, change.id) != _version(ground.rows, change.id):
                raise Refused("transfer.apply.meanwhile")
        application = _Application(
            actor=actor, cycle=cycle, ground=ground, values=values, reason=reason.strip(), at=at
        )
        application.carry_out(wanted)
    return changes


def _version(rows: Mapping[str, Objective | KeyResult], key: str) -> int | None:
    row = rows.get(key)
    return None if row is None else row.version


def _items(
    document: documents.Document,
) -> Iterator[documents.Objective | documents.KeyResult]:
    for item in document.objectives:
        yield item
        yield from item.key_results


def _wanted(document: documents.Document, changes: Sequence[Change]) -> Iterator[Wanted]:
    """Yield what is to be changed, in the order of the document."""
    by_subject = {
        (change.subject, change.parent, change.id): change
        for change in changes
        if change.kind is not ChangeKind.MISSING
    }
    for item in document.objectives:
        change = by_subject.get(("objective", None, item.id or ""))
        if change is not None:
            yield change, item, None
        for part in item.key_results:
            change = by_subject.get(("key_result", item.id, part.id or ""))
            if change is not None:
                yield change, item, part


@dataclass(kw_only=True)
class _Application:
    """Carries changes out one by one; refusals are gathered, and any of them undoes all."""

    actor: Actor
    cycle: Cycle
    ground: Ground
    values: StatedValues
    reason: str
    at: datetime
    _errors: dict[str, list[Message]] = field(default_factory=dict)

    @property
    def _on(self) -> date:
        return organization_day(organization_bound(), self.at)

    def carry_out(self, wanted: Sequence[Wanted]) -> None:
        """Do everything, then the links, for which both ends must be there.

        Raises:
            ValidationRefused: At least one change was refused.
        """
        for change, item, part in wanted:
            if part is None:
                self._refusable(item.id, partial(self._objective, change, item))
            else:
                self._refusable(part.id, partial(self._key_result, change, item, part))
        for change, item, part in wanted:
            if change.kind is ChangeKind.CREATE or "supports" in _names(change):
                subject = part or item
                self._refusable(subject.id, partial(self._links, subject))
        if self._errors:
            raise ValidationRefused(self._errors)

    def _refusable(self, key: str | None, act: Callable[[], None]) -> None:
        """Do an act and gather what it refuses under the id it is about."""
        try:
            with writing(organization_bound()):
                act()
        except ValidationRefused as refused:
            for name, messages in refused.field_errors.items():
                place = f"{key or ''}.{name}".strip(".")
                self._errors.setdefault(place, []).extend(messages)
        except GateRefused as refused:
            self._errors.setdefault(key or "", []).extend(refused.lines)
        except DomainError as refused:
            self._errors.setdefault(key or "", []).append(refused.message)

    def _objective(self, change: Change, item: documents.Objective) -> None:
        if not item.id:
            raise Refused("transfer.apply.no_id", title=item.title)
        row = self.ground.rows.get(item.id)
        if change.kind is ChangeKind.CREATE:
            blank = ObjectiveValues(title="", cycle=self.cycle, document_key=item.id)
            self.ground.rows[item.id] = objective_create(
                actor=self.actor, values=self.values.objective(item, blank, None), at=self.at
            )
        elif isinstance(row, Objective) and (names := _names(change) - {"supports"}):
            self._objective_change(row, item, names)

    def _objective_change(self, row: Objective, item: documents.Objective, names: set[str]) -> None:
        """Edit a draft; adjust what runs, and edit its custom values, which no adjustment names."""
        values = self.values.objective(item, objective_values(row), names)
        if row.state not in EDITABLE_STATES:
            self._running(row)
            if names != {"fields"}:
                objective_adjust(
                    actor=self.actor,
                    objective=row,
                    values=replace(values, custom=None),
                    reason=self.reason,
                    effective_on=self._on,
                    expected=row.version,
                    at=self.at,
                )
                row = Objective.objects.get(pk=row.pk)
            if "fields" not in names:
                return
        objective_edit(
            actor=self.actor, objective=row, values=values, expected=row.version, at=self.at
        )

    def _running(self, row: Objective | KeyResult) -> None:
        """Refuse what is over, and a change of what runs without a reason."""
        if row.state not in RUNNING_STATES:
            label = State(row.state).label
            raise Refused("transfer.apply.closed", title=row.title, state=label)
        if not self.reason:
            raise ValidationRefused({"reason": [Message("transfer.apply.reason")]})

    def _key_result(
        self, change: Change, above: documents.Objective, item: documents.KeyResult
    ) -> None:
        if not item.id:
            raise Refused("transfer.apply.no_id", title=item.title)
        objective, row = self.ground.rows.get(above.id or ""), self.ground.rows.get(item.id)
        if change.kind is ChangeKind.CREATE:
            if isinstance(objective, Objective):
                self.ground.rows[item.id] = self._key_result_create(item, objective)
        elif isinstance(row, KeyResult) and (names := _names(change) - {"supports"}):
            self._key_result_change(row, item, names)

    def _key_result_change(
        self, row: KeyResult, item: documents.KeyResult, names: set[str]
    ) -> None:
        """The same as `_objective_change` for a key result."""
        values = self.values.key_result(item, key_result_values(row), names)
        if row.state not in EDITABLE_STATES:
            self._running(row)
            if names != {"fields"}:
                key_result_adjust(
                    actor=self.actor,
                    key_result=row,
                    values=replace(values, custom=None),
                    reason=self.reason,
                    effective_on=self._on,
                    expected=row.version,
                    at=self.at,
                )
                row = KeyResult.objects.get(pk=row.pk)
            if "fields" not in names:
                return
        key_result_edit(
            actor=self.actor, key_result=row, values=values, expected=row.version, at=self.at
        )

    def _key_result_create(self, item: documents.KeyResult, objective: Objective) -> KeyResult:
        values = self.values.key_result_new(item)
        if objective.state in EDITABLE_STATES:
            return key_result_create(
                actor=self.actor, objective=objective, values=values, at=self.at
            )
        self._running(objective)
        return key_result_adjust_scope(
            actor=self.actor,
            objective=objective,
            values=values,
            reason=self.reason,
            effective_on=self._on,
            at=self.at,
        )

    def _links(self, item: documents.Objective | documents.KeyResult) -> None:
        """Make the links of an objective or key result those that its document states."""
        row = self.ground.rows.get(item.id or "")
        if row is None:
            return
        child = End(row.objective, row) if isinstance(row, KeyResult) else End(row)
        place = (child.objective.pk, None if child.key_result is None else child.key_result.pk)
        wanted = {link.id: link.weight for link in item.supports}
        for link in self.ground.links.get(place, ()):
            key = document_id(link.parent_key_result or link.parent_objective)
            weight = None if link.weight is None else Decimal(link.weight) / THOUSANDTHS
            if key in wanted and wanted[key] == weight:
                del wanted[key]
            else:
                alignment_remove(actor=self.actor, link=link, at=self.at)
        for key, weight in wanted.items():
            self._link(child, key, weight)

    def _link(self, child: End, key: str, weight: Decimal | None) -> None:
        parent = self.ground.rows.get(key) or self.ground.around.get(key)
        if parent is None:
            raise Refused("transfer.link.unknown", id=key)
        upper = End(parent.objective, parent) if isinstance(parent, KeyResult) else End(parent)
        align(actor=self.actor, child=child, parent=upper, weight=weight, at=self.at)


def _names(change: Change) -> set[str]:
    return {one.name for one in change.changes}
