"""Whom a comment mentions: an @ before a name or a mail address, of people who may read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from plumbline.domain.journal.models import Source
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message

MENTIONS_AT_MOST = 10
"""Each one is asked whether they may read it, and told."""

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
    found: dict[int, Named] = {}
    for match in _AT.finditer(text):
        named = _named(text[match.end() :], objective, at)
        if named is not None:
            found.setdefault(named.person.pk, named)
    if len(found) > MENTIONS_AT_MOST:
        message = Message("discussion.too_many_named", {"most": MENTIONS_AT_MOST})
        raise ValidationRefused({"text": [message]})
    return tuple(found.values())


def reads(person: Person, objective: Objective, *, at: datetime) -> bool:
    """Say whether somebody sees an objective today."""
    if objective.visibility == Visibility.ORGANIZATION:
        return True
    viewer = viewer_of(
        person=person, organization=organization_bound(), at=at, source=Source.SYSTEM
    )
    return Objective.objects.filter(visible_to(viewer), pk=objective.pk).exists()


def _active() -> QuerySet[Person]:
    return Person.objects.filter(active=True, is_service=False)


def _named(rest: str, objective: Objective, at: datetime) -> Named | None:
    """Return whom the text behind an @ begins with."""
    address = _EMAIL.match(rest)
    if address is not None:
        person = _active().filter(email__iexact=address[0]).first()
        if person is not None and reads(person, objective, at=at):
            return Named(person, address[0])
        return None
    typed = list(_words(rest))
    if not typed:
        return None
    people = _active().filter(name__istartswith=typed[0][0])[:_CANDIDATES]
    ranked = [(_agreement(person.name, typed), person) for person in people]
    best = max((count for count, _ in ranked), default=0)
    if best == 0:
        return None
    meant = [p for count, p in ranked if count == best and reads(p, objective, at=at)]
    whole = [person for person in meant if len(_WORD.findall(person.name)) == best]
    written = rest[: typed[best - 1][1]]
    if len(meant) > 1 and len(whole) != 1:
        raise ValidationRefused({"text": [Message("discussion.name_shared", {"name": written})]})
    return Named((whole or meant)[0], written) if meant else None


def _words(rest: str) -> Iterator[tuple[str, int]]:
    """Yield the words that follow each other with one space between, and where each ends."""
    position = 0
    for _ in range(_WORDS_OF_A_NAME):
        match = _WORD.match(rest, position)
        if match is None:
            return
        yield match[0].casefold(), match.end()
        if rest[match.end() : match.end() + 1] != " ":
            return
        position = match.end() + 1


def _agreement(name: str, typed: list[tuple[str, int]]) -> int:
    """Count with how many whole words of a name the typed words begin."""
    count = 0
    for own, (word, _) in zip(_WORD.findall(name.casefold()), typed, strict=False):
        if own != word:
            break
        count += 1
    return count
