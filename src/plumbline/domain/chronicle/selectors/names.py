"""What those are called whom entries of the journal name by number or public id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model, Q, QuerySet

from plumbline.domain.accounts.models import ApiToken
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.custom_fields.models import FieldDefinition
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import dependencies_seen
from plumbline.domain.discussion.models import Comment
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.public_ids import PUBLIC_ID_LENGTH

#: Fields of changes that hold the number of a row, and of what kind.
NUMBERED: Final[Mapping[str, str]] = {
    "owner_id": "person",
    "team_id": "team",
    "cycle_id": "cycle",
    "priority_id": "priority",
}

#: Fields of changes that hold the public id of a row, and of what kind.
IDENTIFIED: Final[Mapping[str, str]] = {
    "manager": "person",
    "deputy": "person",
    "team": "team",
    "source": "objective",
    "objective": "objective",
}

#: The field of a change of many that holds the public ids of all it reached.
MANY: Final = "objectives"

#: So many of them are looked for at once: SQLite takes some tens of thousands of values, and each
#: of the changes on a page may have reached thousands.
SOUGHT_AT_ONCE: Final = 10_000

_Texts = Mapping[tuple[str, bool], str | None]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something with a name, as pages link to it."""

    kind: str
    public_id: str
    label: str


@dataclass(slots=True)
class Names:
    """The names that a page of entries needs.

    Attributes:
        people: by number.
        accounts: the person that an account is here, by number of the account.
        by_number: everything else, by kind and number.
        by_id: the same and people, by kind and public id.
    """

    people: dict[int, Named] = field(default_factory=dict)
    accounts: dict[int, Named] = field(default_factory=dict)
    by_number: dict[tuple[str, int], Named] = field(default_factory=dict)
    by_id: dict[tuple[str, str], Named] = field(default_factory=dict)

    def actor(self, entry: JournalEntry) -> Named | None:
        """Return who acted; sign-ins stand under their account alone."""
        if entry.actor_person_id is not None:
            return self.people.get(entry.actor_person_id)
        return self.accounts.get(entry.account_id or 0)

    def subject(self, entry: JournalEntry, texts: _Texts) -> Named | None:
        """Return what an entry is about; what is gone is called as its last words say."""
        kind = "person" if entry.subject_kind == "account" else entry.subject_kind
        found = self.by_number.get((kind, entry.subject_id or 0)) or self.by_id.get(
            (kind, entry.subject_public_id)
        )
        if found is not None or entry.act in ("objective.open", "objective.opening_end"):
            return found
        word = "name" if kind == "person" else "title"
        said = texts.get((word, True)) or texts.get((word, False))
        return Named("", "", said) if said else None


def names_for(*, viewer: Viewer, entries: Sequence[JournalEntry]) -> Names:
    """Return the names of whom and what the entries speak of.

    At most ten queries, and one for each `SOUGHT_AT_ONCE` objectives that changes of many reached.
    Objectives, and what hangs on them, are named only as far as the viewer sees them.
    """
    names = Names()
    _people_add(names, entries)
    seen = Objective.objects.filter(visible_to(viewer))
    own = _numbers(entries, "objective")
    parents = {
        str(side)[:PUBLIC_ID_LENGTH]
        for entry in entries
        for name in ("parent", "source", "objective")
        for side in _sides(entry, name)
        if entry.subject_kind in ("objective", "key_result")
    }
    objectives = seen.filter(Q(pk__in=own) | Q(public_id__in=parents)) if own or parents else ()
    _add(names, "objective", objectives, "title")
    reached = sorted(_reached(entries))
    for begin in range(0, len(reached), SOUGHT_AT_ONCE):
        some = reached[begin : begin + SOUGHT_AT_ONCE]
        _add(names, "objective", seen.filter(public_id__in=some), "title")
    key_results = KeyResult.objects.filter(pk__in=_numbers(entries, "key_result"))
    _add(names, "key_result", key_results.filter(objective__in=seen.values("pk")), "title")
    _check_ins_add(names, entries, seen)
    _comments_add(names, entries, seen)
    asked = _numbers(entries, "dependency")
    dependencies = Dependency.objects.filter(dependencies_seen(viewer), pk__in=asked)
    _add(names, "dependency", dependencies if asked else (), "title")
    for kind, model, label in _HOUSE:
        ids = _numbers(entries, kind) | _mentioned(entries, NUMBERED, kind)
        spoken = _mentioned_ids(entries, kind)
        if ids or spoken:
            rows = model._default_manager.filter(Q(pk__in=ids) | Q(public_id__in=spoken))
            _add(names, kind, rows, label)
    tokens = ApiToken.objects.filter(
        organization=organization_bound(), pk__in=_numbers(entries, "token")
    )
    _add(names, "token", tokens, "name")
    return names


_HOUSE: Final[tuple[tuple[str, type[Model], str], ...]] = (
    ("team", Team, "name"),
    ("cycle", Cycle, "name"),
    ("priority", Priority, "title"),
    ("custom_field", FieldDefinition, "label"),
)


def _people_add(names: Names, entries: Sequence[JournalEntry]) -> None:
    numbers = _numbers(entries, "person") | _mentioned(entries, NUMBERED, "person")
    numbers |= {
        number
        for entry in entries
        for number in (entry.actor_person_id, entry.deputy_for_person_id)
        if number is not None
    }
    accounts = {entry.account_id for entry in entries if entry.account_id is not None}
    ids = {entry.subject_public_id for entry in entries if entry.subject_kind == "account"}
    ids |= _mentioned_ids(entries, "person")
    rows = Person.objects.filter(
        Q(pk__in=numbers) | Q(public_id__in=ids) | Q(account_id__in=accounts)
    )
    for person in rows if numbers or ids or accounts else ():
        named = Named("person", person.public_id, person.name)
        names.people[person.pk] = named
        names.by_number["person", person.pk] = named
        names.by_id["person", person.public_id] = named
        if person.account_id is not None:
            names.accounts[person.account_id] = named


def _check_ins_add(
    names: Names, entries: Sequence[JournalEntry], seen: QuerySet[Objective]
) -> None:
    """A check-in is called as its key result, whose page shows it."""
    rows = CheckIn.objects.filter(
        pk__in=_numbers(entries, "check_in"), key_result__objective__in=seen.values("pk")
    )
    for check_in in rows.select_related("key_result"):
        result = check_in.key_result
        names.by_number["check_in", check_in.pk] = Named(
            "key_result", result.public_id, result.title
        )


def _comments_add(names: Names, entries: Sequence[JournalEntry], seen: QuerySet[Objective]) -> None:
    """A comment is called as what it is about, whose page shows it."""
    rows = Comment.objects.filter(
        pk__in=_numbers(entries, "comment"), objective__in=seen.values("pk")
    )
    for comment in rows.select_related("objective", "key_result"):
        kind = "objective" if comment.key_result is None else "key_result"
        subject = comment.key_result or comment.objective
        names.by_number["comment", comment.pk] = Named(kind, subject.public_id, subject.title)


def _add(names: Names, kind: str, rows: Iterable[Any], label: str) -> None:
    for row in rows:
        named = Named(kind, row.public_id, getattr(row, label))
        names.by_number[kind, row.pk] = named
        names.by_id[kind, row.public_id] = named


def _numbers(entries: Sequence[JournalEntry], kind: str) -> set[int]:
    return {
        entry.subject_id
        for entry in entries
        if entry.subject_kind == kind and entry.subject_id is not None
    }


def _mentioned(entries: Sequence[JournalEntry], fields: Mapping[str, str], kind: str) -> set[int]:
    return {
        side
        for entry in entries
        for name, of in fields.items()
        if of == kind
        for side in _sides(entry, name)
        if isinstance(side, int)
    }


def _mentioned_ids(entries: Sequence[JournalEntry], kind: str) -> set[str]:
    found = {
        side
        for entry in entries
        for name, of in IDENTIFIED.items()
        if of == kind
        for side in _sides(entry, name)
        if isinstance(side, str)
    }
    if kind == "team":
        found |= {
            side
            for entry in entries
            if entry.subject_kind == "team"
            for side in _sides(entry, "parent")
            if isinstance(side, str)
        }
    return found


def _reached(entries: Sequence[JournalEntry]) -> set[str]:
    """Return the public ids of the objectives that changes of many reached."""
    return {
        public_id
        for entry in entries
        if entry.subject_kind == "bulk"
        for side in _sides(entry, MANY)
        if isinstance(side, list)
        for public_id in side
    }


def _sides(entry: JournalEntry, name: str) -> tuple[object, ...]:
    change = entry.changes.get(name) or {}
    return tuple(side for side in (change.get("old"), change.get("new")) if side is not None)
