"""Finding objectives and key results by the words of their titles, as far as the viewer sees them.

Words are looked for literally: what the database takes for a wildcard is a letter like others.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from plumbline.domain.okrs.models import KeyResult, Objective, State
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.databases.seeking import sought

#: Further words narrow nothing: nobody types them to find something.
MOST_WORDS = 8
MOST_CHARACTERS = 200

_RUNNING = (State.ACTIVE, State.GRADING, State.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An objective or key result that was found.

    Attributes:
        within: The objective of a key result, the team of an objective; empty for a personal one.
        cycle: What its cycle is called.
    """

    public_id: str
    title: str
    within: str
    cycle: str
    owner: str
    state: State


@dataclass(frozen=True, slots=True)
class Hits:
    """Some of what was found; `is_more` when there is more behind it."""

    rows: tuple[Hit, ...]
    is_more: bool


def words_of(text: str) -> tuple[str, ...]:
    """Return the words that somebody looks for; signs that no text holds are left out."""
    kept = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cs") else sign
        for sign in text[:MOST_CHARACTERS]
    )
    return tuple(kept.split()[:MOST_WORDS])


def objectives_found(
    *, viewer: Actor, words: tuple[str, ...], first: int = 0, limit: int = 5
) -> Hits:
    """Return objectives whose title holds all words, running ones of late cycles first.

    Two queries.

    Args:
        viewer: Who asks; what they may not see is not found.
        words: From `words_of`; nothing is found by none.
        first: How many to leave out, of the pages before.
        limit: Objectives of a page.
    """
    if not words:
        return Hits((), is_more=False)
    rows = Objective.objects.filter(_sought(Objective, words), visible_to(viewer), _holds(words))
    page = _page(rows, ("team", "cycle", "owner"), ("-cycle__start", "title", "pk"), first, limit)
    return Hits(
        tuple(
            Hit(
                public_id=row.public_id,
                title=row.title,
                within=row.team.name if row.team else "",
                cycle=row.cycle.name,
                owner=row.owner.name if row.owner else "",
                state=State(row.state),
            )
            for row in page[:limit]
        ),
        is_more=len(page) > limit,
    )


def key_results_found(
    *, viewer: Actor, words: tuple[str, ...], first: int = 0, limit: int = 5
) -> Hits:
    """Return key results of visible objectives whose title holds all words (two queries).

    Args:
        viewer: Who asks; what they may not see is not found.
        words: From `words_of`; nothing is found by none.
        first: How many to leave out, of the pages before.
        limit: Key results of a page.
    """
    if not words:
        return Hits((), is_more=False)
    holds = _sought(KeyResult, words), _holds(words)
    rows = KeyResult.objects.filter(*holds, visible_to(viewer, of="objective"))
    order = ("-objective__cycle__start", "title", "pk")
    page = _page(rows, ("objective__cycle", "owner"), order, first, limit)
    return Hits(
        tuple(
            Hit(
                public_id=row.public_id,
                title=row.title,
                within=row.objective.title,
                cycle=row.objective.cycle.name,
                owner=row.owner.name if row.owner else "",
                state=State(row.state),
            )
            for row in page[:limit]
        ),
        is_more=len(page) > limit,
    )


def _page(
    rows: QuerySet[Any], fetched: tuple[str, ...], order: tuple[str, ...], first: int, limit: int
) -> list[Any]:
    """Return a page and one row more, what runs before what does not.

    Only what is on the page is fetched with what it belongs to: PostgreSQL takes words for rare,
    and would look for the team of everything found by reading all teams again each time.

    Args:
        rows: Everything that was found.
        fetched: What is shown beside.
        order: Of what runs, and of the rest.
        first: How many to leave out.
        limit: Rows of a page.
    """
    runs = Case(
        When(state__in=_RUNNING, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    page = rows.order_by(runs, *order).values("pk")[first : first + limit + 1]
    shown = rows.model._default_manager.filter(pk__in=page).select_related(*fetched)
    return list(shown.order_by(runs, *order))


def _sought(model: type[Model], words: tuple[str, ...]) -> Q:
    """Return the condition that narrows a search by an index; it answers nothing by itself."""
    return sought(model, [sorted(_spellings(word)) for word in words])


def _holds(words: tuple[str, ...]) -> Q:
    """Return the condition that the title holds every word."""
    condition = Q()
    for word in words:
        condition &= holds_word(word)
    return condition


def holds_word(word: str) -> Q:
    """Return the condition that the title holds a word, whatever its case.

    SQLite tells upper from lower case apart outside the Latin alphabet's first letters, so a word
    with others is looked for in each of its usual spellings.
    """
    condition = Q()
    for spelling in sorted(_spellings(word)):
        condition |= Q(title__icontains=spelling)
    return condition


def _spellings(word: str) -> set[str]:
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
