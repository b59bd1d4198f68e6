"""What a document states of an objective or key result, as the values that services take."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from plumbline.domain.okrs.models import Style, Visibility
from plumbline.domain.okrs.values import KeyResultValues, ObjectiveValues
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.selectors.ground import Names
from plumbline.domain.transfer.services.rows import key_result_values_of
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message

#: What fields of a key result are called in `KeyResultValues`, where that is not their own name.
_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "guardrail": ("is_guardrail",),
    "shared": ("is_shared",),
    "expected_movement": ("metric",),
    "measurement": ("metric",),
    "evidence": ("evidence_counts", "evidence_by"),
    "fields": ("custom",),
}


@dataclass(frozen=True, slots=True)
class StatedValues:
    """Puts values together with what is here by the names of a document."""

    names: Names

    def objective(
        self, item: documents.Objective, values: ObjectiveValues, fields: set[str] | None
    ) -> ObjectiveValues:
        """Return values with the named fields (`None`: every stated one) as the document says.

        Raises:
            ValidationRefused: It names somebody or something that is not here.
        """
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
        chosen = _chosen(stated, fields)
        if values.team is None and "team" not in chosen:
            chosen["team"] = self.names.teams.get("company")
        return replace(values, **chosen)  # type: ignore[arg-type]  # names and types as above

    def key_result(
        self, item: documents.KeyResult, values: KeyResultValues, fields: set[str]
    ) -> KeyResultValues:
        """Return values with the named fields as the document says.

        Raises:
            ValidationRefused: Its owner is not here.
        """
        stated = self.key_result_new(item, rank=values.rank)
        wanted = [one for name in fields for one in _ATTRIBUTES.get(name, (name,))]
        return replace(values, **{name: getattr(stated, name) for name in wanted})

    def key_result_new(
        self, item: documents.KeyResult, *, rank: int | None = None
    ) -> KeyResultValues:
        """Return all that a document says of a key result.

        Raises:
            ValidationRefused: Its owner is not here.
        """
        return key_result_values_of(item, owner=self._owner(item.owner), rank=rank)

    def _owner(self, written: str | None) -> Person | None:
        if not written:
            return None
        found = self.names.people.find(written, notes=Notes(), spans={}, name="owner")
        if found.person is None:
            raise ValidationRefused({"owner": [Message("transfer.apply.owner", {"name": written})]})
        return found.person

    def _team(self, written: str) -> Team:
        team: Team | None = self.names.teams.get(written) or self.names.teams.get(
            written.casefold()
        )
        if team is None:
            raise ValidationRefused({"team": [Message("transfer.apply.team", {"name": written})]})
        return team

    def _priority(self, written: str | None) -> Priority | None:
        if not written:
            return None
        if written not in self.names.priorities:
            message = Message("transfer.priority.unknown", {"name": written})
            raise ValidationRefused({"priority": [message]})
        return self.names.priorities[written]


def _chosen(stated: Mapping[str, object], names: set[str] | None) -> dict[str, object]:
    """Return the stated values of the named fields; all that say something for `None`."""
    if names is None:
        return {name: value for name, value in stated.items() if value is not None}
    names = {"custom" if name == "fields" else name for name in names}
    return {name: value for name, value in stated.items() if name in names}
