"""Whom a comment mentions: an @ before a name or a mail address, of people who may read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Case, Q, QuerySet, When

from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.readers import reads
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message

MENTIONS_AT_MOST = 10
"""Each one is asked whether they may read it, and told."""

LOOKED_UP_AT_MOST = 40
"""Different words behind an @, whether anybody is called so or not; each is a question."""

SUGGESTED_AT_MOST = 6
"""Of people whose name begins so, as many are offered."""

#: How many of them are asked for whether they may read it.
_SUGGESTABLE = 30

#: How many people of one first name are looked through for the one that is meant.
_CANDIDATES = 200
_WORDS_OF_A_NAME = 6
_AT: Final = re.compile(r"(?<![\w@./])@(?=\w)")
_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_WORD: Final = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a text mentions, and how."""

    person: Person
    written: str


def mentioned_in(text: str, objective: Objective, *, at: datetime) -> tuple[Named, ...]:
    """Return whom a text mentions, of those who may read the objective; each once.

    What fits nobody, and a name of somebody who may not read it, stays plain text.

    Args:
        text: Of a comment.
        objective: What it hangs on.
        at: Now; teams and deputies count on the organization's day.

    Raises:
        ValidationRefused: Too many, or a name that several people have.
    """
    looking = _Looking(objective, at)
    found: dict[int, Named] = {}
    for match in _AT.finditer(text):
        named = looking.named(text[match.end() :])
        if named is not None:
            found.setdefault(named.person.pk, named)
        if len(found) > MENTIONS_AT_MOST:
            raise _too_many()
    return tuple(found.values())


def mentionable(
    *, viewer: Viewer, objective: Objective, begun: str, at: datetime
) -> tuple[Name, ...]:
    """Return whom a comment could mention, of those who may read the objective; first names first.

    Args:
        viewer: Who writes; they are not offered to themselves.
        objective: What the comment hangs on, as they see it.
        begun: What stands behind the @ so far: the beginning of a first or a last name.
        at: Now.
    """
    if not begun.strip():
        return ()
    named = (
        _active().filter(_begins(begun) | _begins(begun, inside=True)).exclude(pk=viewer.person_id)
    )
    found: list[Name] = []
    first = Case(When(_begins(begun), then=0), default=1)
    for person in named.order_by(first, "name", "pk")[:_SUGGESTABLE]:
        if reads(person, objective, at=at):
            found.append(Name(person.public_id, person.name))
        if len(found) == SUGGESTED_AT_MOST:
            break
    return tuple(found)


def _too_many() -> ValidationRefused:
    message = Message("discussion.too_many_named", {"most": MENTIONS_AT_MOST})
    return ValidationRefused({"text": [message]})


def _active() -> QuerySet[Person]:
    return Person.objects.filter(active=True, is_service=False)


class _Looking:
    """The people of one text: what was looked up once is not looked up again.

    A comment is written while other writers wait, so its text must not decide how long that is.
    """

    def __init__(self, objective: Objective, at: datetime) -> None:
        self._objective = objective
        self._at = at
        self._people: dict[str, list[Person]] = {}
        self._readers: dict[int, bool] = {}

    def named(self, rest: str) -> Named | None:
        """Return whom the text behind an @ begins with."""
        address = _EMAIL.match(rest)
        if address is not None:
            people = self._looked_up(address[0], Q(email__iexact=address[0]))
            meant = [person for person in people if self._reads(person)]
            return Named(meant[0], address[0]) if meant else None
        typed = list(_words(rest))
        if not typed:
            return None
        people = self._looked_up(typed[0][0], _begins(typed[0][0]))
        ranked = [(_agreement(person.name, typed), person) for person in people]
        best = max((count for count, _ in ranked), default=0)
        if best == 0:
            return None
        written = rest[: typed[best - 1][1]]
        return self._one_of([person for count, person in ranked if count == best], best, written)

    def _one_of(self, people: list[Person], words: int, written: str) -> Named | None:
        """Return the one who is meant, of people whose names begin with the same words."""
        shared = ValidationRefused({"text": [Message("discussion.name_shared", {"name": written})]})
        whole = [person for person in people if len(_WORD.findall(person.name)) == words]
        if len(people) > MENTIONS_AT_MOST and len(whole) != 1:
            raise shared
        meant = [person for person in (whole if len(whole) == 1 else people) if self._reads(person)]
        whole = [person for person in meant if person in whole]
        if len(meant) > 1 and len(whole) != 1:
            raise shared
        return Named((whole or meant)[0], written) if meant else None

    def _looked_up(self, written: str, narrowed: Q) -> list[Person]:
        key = written.casefold()
        if key not in self._people:
            if len(self._people) == LOOKED_UP_AT_MOST:
                raise _too_many()
            people = _active().filter(narrowed).order_by("name", "pk")
            self._people[key] = list(people[:_CANDIDATES])
        return self._people[key]

    def _reads(self, person: Person) -> bool:
        if person.pk not in self._readers:
            self._readers[person.pk] = reads(person, self._objective, at=self._at)
        return self._readers[person.pk]


def _begins(begun: str, *, inside: bool = False) -> Q:
    """Return what finds names by how they, or a word inside them, begin, however it is capitalized.

    SQLite folds the letters of English only, so the others are asked for as they may be written.
    """
    forms = sorted({begun, begun.lower(), begun.capitalize(), begun.upper()})
    if inside:
        return reduce(or_, (Q(name__icontains=f" {form}") for form in forms))
    return reduce(or_, (Q(name__istartswith=form) for form in forms))


def _words(rest: str) -> Iterator[tuple[str, int]]:
    """Yield the words that follow each other with one space between, and where each ends."""
    position = 0
    for _ in range(_WORDS_OF_A_NAME):
        match = _WORD.match(rest, position)
        if match is None:
            return
        yield match[0], match.end()
        if rest[match.end() : match.end() + 1] != " ":
            return
        position = match.end() + 1


def _agreement(name: str, typed: list[tuple[str, int]]) -> int:
    """Count with how many whole words of a name the typed words begin."""
    count = 0
    for own, (word, _) in zip(_WORD.findall(name.casefold()), typed, strict=False):
        if own != word.casefold():
            break
        count += 1
    return count
