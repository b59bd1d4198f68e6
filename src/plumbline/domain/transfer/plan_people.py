"""Who the people of a document are: by address, or by a name that only one person has."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.texts import is_unseen, one_line
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.plan_values import PlannedPerson, person_key
from plumbline.engine.documents.model import Spans

NAME_LIMIT = 200
_ADDRESSED = re.compile(r"^(?P<name>.*?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>\s*$")


@dataclass
class PeopleBook:
    """Finds people and remembers everybody the document named, in order of first mention."""

    by_email: dict[str, Person]
    by_name: dict[str, list[Person]]
    by_given: dict[str, list[Person]]
    matches: Mapping[str, Person] = field(default_factory=dict)
    _found: dict[str, PlannedPerson] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    @classmethod
    def of(
        cls, people: Iterable[Person], matches: Mapping[str, Person] | None = None
    ) -> "PeopleBook":
        """Return a book over all people of the organization.

        Args:
            people: Everybody.
            matches: Whom the importer said a name of the document stands for, by its key.
        """
        by_email: dict[str, Person] = {}
        by_name: dict[str, list[Person]] = defaultdict(list)
        by_given: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.email:
                by_email[person.email] = person
            if person.active:
                key = person_key(person.name)
                by_name[key].append(person)
                by_given[key.partition(" ")[0]].append(person)
        return cls(
            by_email=by_email,
            by_name=dict(by_name),
            by_given=dict(by_given),
            matches=matches or {},
        )

    def find(self, written: str, *, notes: Notes, spans: Spans, name: str) -> PlannedPerson:
        """Return who somebody is; noted when nobody can tell."""
        found = self._matched(self._look(written))
        if found.is_ambiguous and found.key not in self._found:
            notes.add(spans, (name,), "transfer.owner.ambiguous", name=found.name)
        return self._found.setdefault(found.key, found)

    def add(self, person: Person) -> PlannedPerson:
        """Return a known person, such as the owner chosen for what names nobody."""
        found = PlannedPerson(
            written=person.email or person.name,
            name=person.name,
            email=person.email,
            person=person,
        )
        return self._found.setdefault(found.key, found)

    def owns(
        self, person: PlannedPerson | None, *, objectives: int = 0, key_results: int = 0
    ) -> None:
        """Count what somebody will own."""
        if person is not None:
            counts = self._counts[person.key]
            counts[0] += objectives
            counts[1] += key_results

    def people(self) -> tuple[PlannedPerson, ...]:
        """Return everybody named, with how much they own."""
        return tuple(
            replace(person, objectives=self._counts[key][0], key_results=self._counts[key][1])
            for key, person in self._found.items()
        )

    def _matched(self, found: PlannedPerson) -> PlannedPerson:
        """Return somebody as the person the importer chose, still under the name as written."""
        person = self.matches.get(found.key)
        if person is None:
            return found
        return replace(
            found, name=person.name, email=person.email, person=person, is_ambiguous=False
        )

    def _look(self, written: str) -> PlannedPerson:
        text = one_line(written)
        addressed = _ADDRESSED.match(text)
        name, address = (addressed["name"], addressed["email"]) if addressed else ("", text)
        email = _email(address)
        if email:
            person = self.by_email.get(email)
            fallback = name.strip(" \"'") or _name_of(email)
            called = person.name if person else fallback[:NAME_LIMIT]
            return PlannedPerson(
                written=email, name=called, email=email, person=person, taken=person
            )
        namesakes = self.by_name.get(person_key(text), [])
        candidates = namesakes or self._by_given_name(text)
        only = candidates[0] if len(candidates) == 1 else None
        return PlannedPerson(
            written=text,
            name=only.name if only else _shown(text[:NAME_LIMIT]),
            email=only.email if only else "",
            person=only,
            is_ambiguous=len(namesakes) > 1,
            taken=only,
        )

    def _by_given_name(self, text: str) -> list[Person]:
        """Return who is called so by their first name, where nobody has the name as a whole."""
        return self.by_given.get(person_key(text), []) if text.isalpha() else []


def is_by_given_name(planned: PlannedPerson) -> bool:
    """Return whether somebody is here by a longer name that begins with the one written."""
    if planned.taken is None or planned.taken != planned.person:
        return False
    given, _, rest = person_key(planned.taken.name).partition(" ")
    return bool(rest) and given == planned.key


def people_key(written: str) -> str:
    """Return by what the plan knows somebody who is written so: their address, or their name."""
    text = one_line(written)
    addressed = _ADDRESSED.match(text)
    return person_key(_email(addressed["email"] if addressed else text) or text)


def _email(text: str) -> str:
    """Return a text as an address, or nothing when it is none."""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return email_normalized(text)


def _shown(name: str) -> str:
    """Return a name, or a question mark for one of which nothing is drawn: it still owns."""
    return name if name and not is_unseen(name) else "?"


def _name_of(email: str) -> str:
    """Return what somebody known by an address alone is called until they say better."""
    words = re.split(r"[._-]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word) or email
