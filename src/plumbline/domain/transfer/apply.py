"""Applying a document to a cycle: every change through the services, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, State, Style, Visibility
from plumbline.domain.okrs.permissions import visible_to
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
    KeyResultValues,
    ObjectiveValues,
    key_result_values,
    objective_values,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import DomainError, Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.difference import Change, ChangeKind, document_diff
from plumbline.domain.transfer.plan import ids_around, ids_here
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.plan_people import PeopleBook
from plumbline.domain.transfer.services.rows import key_result_values_of
from plumbline.domain.transfer.written import document_id
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message


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
    """
    with writing(organization_bound()):
        changes = document_diff(viewer=actor, document=document, cycle=cycle)
        wanted = [change for change in changes if change.kind is not ChangeKind.MISSING]
        if not wanted:
            return changes
        _Application(actor, document, cycle, reason.strip(), at).carry_out(wanted)
        return changes


@dataclass
class _Application:
    """Carries changes out one by one; refusals are gathered, and any of them undoes all."""

    actor: Actor
    document: documents.Document
    cycle: Cycle
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        self._errors: dict[str, list[Message]] = {}
        self._people = PeopleBook.of(Person.objects.select_related("account"))
        self._teams = {team.key: team for team in Team.objects.all()}
        self._teams |= {team.name.casefold(): team for team in self._teams.values()}
        self._priorities = {
            document_id(priority): priority for priority in priorities_list(viewer=self.actor)
        }
        self._on: date = organization_day(organization_bound(), self.at)

    def carry_out(self, wanted: list[Change]) -> None:
        """Do everything, then the links, for which both ends must be there.

        Raises:
            ValidationRefused: At least one change was refused.
        """
        by_subject = {(change.subject, change.parent, change.id): change for change in wanted}
        for item in self.document.objectives:
            self._refusable(item.id, self._objective, item, by_subject)
        for item in self.document.objectives:
            change = by_subject.get(("objective", None, item.id or ""))
            self._refusable(item.id, self._links, item, change)
            for part in item.key_results:
                change = by_subject.get(("key_result", item.id, part.id or ""))
                self._refusable(part.id, self._links, part, change)
        if self._errors:
            raise ValidationRefused(self._errors)

    def _refusable(self, key: str | None, act, *arguments: object) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Do an act and gather what it refuses under the id it is about."""
        try:
            with writing(organization_bound()):
                act(*arguments)
        except ValidationRefused as refused:
            for name, messages in refused.field_errors.items():
                place = f"{key or ''}.{name}".strip(".")
                self._errors.setdefault(place, []).extend(messages)
        except DomainError as refused:
            self._errors.setdefault(key or "", []).append(refused.message)

    def _objective(
        self, item: documents.Objective, changes: Mapping[tuple[str, str | None, str], Change]
    ) -> None:
        if not item.id:
            raise Refused("transfer.apply.no_id", title=item.title)
        change = changes.get(("objective", None, item.id))
        row = self._row(item.id)
        if change is not None and change.kind is ChangeKind.CREATE:
            blank = ObjectiveValues(title="", cycle=self.cycle, document_key=item.id)
            values = self._objective_values(item, blank, None)
            row = objective_create(actor=self.actor, values=values, at=self.at)
        elif change is not None and isinstance(row, Objective):
            names = {one.name for one in change.changes} - {"supports"}
            if names:
                self._objective_change(row, item, names)
        if not isinstance(row, Objective):
            return
        for part in item.key_results:
            self._refusable(part.id, self._key_result, part, row, item.id, changes)

    def _objective_change(self, row: Objective, item: documents.Objective, names: set[str]) -> None:
        """Edit a draft; adjust what runs, and edit its custom values, which no adjustment names."""
        values = self._objective_values(item, objective_values(row), names)
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
        self,
        item: documents.KeyResult,
        objective: Objective,
        parent: str,
        changes: Mapping[tuple[str, str | None, str], Change],
    ) -> None:
        if not item.id:
            raise Refused("transfer.apply.no_id", title=item.title)
        change = changes.get(("key_result", parent, item.id))
        if change is None:
            return
        if change.kind is ChangeKind.CREATE:
            self._key_result_create(item, objective)
            return
        row = self._row(item.id)
        if not isinstance(row, KeyResult):
            return
        names = {one.name for one in change.changes} - {"supports"}
        if names:
            self._key_result_change(row, item, names)

    def _key_result_change(
        self, row: KeyResult, item: documents.KeyResult, names: set[str]
    ) -> None:
        """The same as `_objective_change` for a key result."""
        values = self._key_result_values(item, key_result_values(row), names)
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

    def _key_result_create(self, item: documents.KeyResult, objective: Objective) -> None:
        stated = key_result_values_of(item, owner=None, rank=None)
        values = self._key_result_values(item, stated, None)
        if objective.state in EDITABLE_STATES:
            key_result_create(actor=self.actor, objective=objective, values=values, at=self.at)
            return
        self._running(objective)
        key_result_adjust_scope(
            actor=self.actor,
            objective=objective,
            values=values,
            reason=self.reason,
            effective_on=self._on,
            at=self.at,
        )

    def _links(
        self, item: documents.Objective | documents.KeyResult, change: Change | None
    ) -> None:
        """Make the links of an objective or key result those that its document states."""
        if change is None:
            return
        is_new = change.kind is ChangeKind.CREATE
        if not is_new and not any(one.name == "supports" for one in change.changes):
            return
        row = self._row(item.id or "")
        if row is None:
            return
        child = End(row.objective, row) if isinstance(row, KeyResult) else End(row)
        wanted = {link.id: link.weight for link in item.supports}
        present = Alignment.objects.filter(
            child_objective=child.objective, child_key_result=child.key_result, is_removed=False
        ).select_related("parent_objective", "parent_key_result")
        for link in present:
            key = document_id(link.parent_key_result or link.parent_objective)
            weight = None if link.weight is None else Decimal(link.weight) / THOUSANDTHS
            if key in wanted and wanted[key] == weight:
                del wanted[key]
            elif key in wanted or self._sees(link.parent_objective):
                alignment_remove(actor=self.actor, link=link, at=self.at)
        for key, weight in wanted.items():
            self._link(child, key, weight)

    def _sees(self, parent: Objective) -> bool:
        """Whether the actor sees a parent; a link that was never shown to them is not theirs."""
        return Objective.objects.filter(visible_to(self.actor), pk=parent.pk).exists()

    def _link(self, child: End, key: str, weight: Decimal | None) -> None:
        parent = self._row(key) or ids_around(self.actor, self.cycle.end, [key]).get(key)
        if parent is None:
            raise Refused("transfer.link.unknown", id=key)
        upper = End(parent.objective, parent) if isinstance(parent, KeyResult) else End(parent)
        align(actor=self.actor, child=child, parent=upper, weight=weight, at=self.at)

    def _row(self, key: str) -> Objective | KeyResult | None:
        return ids_here(self.actor, self.cycle, [key]).get(key)

    def _objective_values(
        self, item: documents.Objective, values: ObjectiveValues, names: set[str] | None
    ) -> ObjectiveValues:
        """Return values with the named fields (`None`: every stated one) as the document says."""
        stated: dict[str, object] = {
            "title": item.title,
            "why": item.why,
            "owner": self._owner(item.owner),
            "team": self._team(item.team) if item.team else None,
            "priority": self._priority(item.priority),
            "style": Style(item.style.value) if item.style else None,
            "visibility": Visibility(item.visibility.value) if item.visibility else None,
            "tags": item.tags or None,
            "custom": dict(item.fields) or None,
        }
        chosen = _chosen(stated, names)
        if values.team is None and "team" not in chosen:
            chosen["team"] = self._teams.get("company")
        return replace(values, **chosen)  # type: ignore[arg-type]  # names and types as above

    def _key_result_values(
        self, item: documents.KeyResult, values: KeyResultValues, names: set[str] | None
    ) -> KeyResultValues:
        stated_values = key_result_values_of(item, owner=self._owner(item.owner), rank=values.rank)
        attributes = {
            "guardrail": ("is_guardrail",),
            "shared": ("is_shared",),
            "expected_movement": ("metric",),
            "measurement": ("metric",),
            "evidence": ("evidence_counts", "evidence_by"),
            "fields": ("custom",),
        }
        if names is None:
            return replace(stated_values, rank=values.rank)
        wanted = [one for name in names for one in attributes.get(name, (name,))]
        chosen = {name: getattr(stated_values, name) for name in wanted}
        return replace(values, **chosen)

    def _owner(self, written: str | None) -> Person | None:
        if not written:
            return None
        found = self._people.find(written, notes=Notes(), spans={}, name="owner")
        if found.person is None:
            raise ValidationRefused({"owner": [Message("transfer.apply.owner", {"name": written})]})
        return found.person

    def _team(self, written: str) -> Team:
        team: Team | None = self._teams.get(written) or self._teams.get(written.casefold())
        if team is None:
            raise ValidationRefused({"team": [Message("transfer.apply.team", {"name": written})]})
        return team

    def _priority(self, written: str | None) -> object:
        if not written:
            return None
        if written not in self._priorities:
            message = Message("transfer.priority.unknown", {"name": written})
            raise ValidationRefused({"priority": [message]})
        return self._priorities[written]


def _chosen(stated: Mapping[str, object], names: set[str] | None) -> dict[str, object]:
    """Return the stated values of the named fields; all that say something for `None`."""
    if names is None:
        return {name: value for name, value in stated.items() if value is not None}
    names = {"custom" if name == "fields" else name for name in names}
    return {name: value for name, value in stated.items() if name in names}
