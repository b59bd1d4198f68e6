"""Finding objectives and key results by the words of titles and tags, as far as the viewer sees.

Words are looked for literally: what the database takes for a wildcard is a letter like others.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Func, IntegerField, Model, Q, QuerySet, TextField, Value, When

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
        tagged: Those of its tags that hold one of the words.
    """

    public_id: str
    title: str
    within: str
    cycle: str
    owner: str
    state: State
    tagged: tuple[str, ...] = ()


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
    """Return objectives whose title and tags hold all words, running ones of late cycles first.

    Two queries.

    Args:
        viewer: Who asks; what they may not see is not found.
        words: From `words_of`; nothing is found by none.
        first: How many to leave out, of the pages before.
        limit: Objectives of a page.
    """
    if not words:
        return Hits((), is_more=False)
    rows = _tagged(Objective.objects.all()).filter(
        _sought(Objective, words), visible_to(viewer), _holds(words)
    )
    order = (_by_title(words), "-cycle__start", "title", "pk")
    page = _page(rows, ("team", "cycle", "owner"), order, first, limit)
    return Hits(
        tuple(
            Hit(
                public_id=row.public_id,
                title=row.title,
                within=row.team.name if row.team else "",
                cycle=row.cycle.name,
                owner=row.owner.name if row.owner else "",
                state=State(row.state),
                tagged=_tags_holding(row.tags, words),
            )
            for row in page[:limit]
        ),
        is_more=len(page) > limit,
    )


def key_results_found(
    *, viewer: Actor, words: tuple[str, ...], first: int = 0, limit: int = 5
) -> Hits:
    """Return key results of visible objectives whose title and tags hold all words (two queries).

    Args:
        viewer: Who asks; what they may not see is not found.
        words: From `words_of`; nothing is found by none.
        first: How many to leave out, of the pages before.
        limit: Key results of a page.
    """
    if not words:
        return Hits((), is_more=False)
    holds = _sought(KeyResult, words), _holds(words)
    rows = _tagged(KeyResult.objects.all()).filter(*holds, visible_to(viewer, of="objective"))
    order = (_by_title(words), "-objective__cycle__start", "title", "pk")
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
                tagged=_tags_holding(row.tags, words),
            )
            for row in page[:limit]
        ),
        is_more=len(page) > limit,
    )


def _page(
    rows: QuerySet[Any], fetched: tuple[str, ...], order: tuple[Any, ...], first: int, limit: int
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


class _TagsText(Func):
    """The tags of a row as one text; in each database as it keeps them."""

    output_field = TextField()
    template = "(%(expressions)s)::text"

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it for SQLite, whose JSON holds letters beyond ASCII by their numbers."""
        each = "(SELECT group_concat(value, char(10)) FROM json_each(%(expressions)s))"
        return self.as_sql(compiler, connection, template=each)


def _tagged(rows: QuerySet[Any]) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.alias(tags_text=_TagsText("tags"))
    return found


def _by_title(words: tuple[str, ...]) -> Case:
    """Return an order: what its title alone tells of comes before what a tag is needed for."""
    titled = Q()
    for word in words:
        titled &= holds_word(word)
    return Case(When(titled, then=Value(0)), default=Value(1), output_field=IntegerField())


def _tags_holding(tags: Sequence[str], words: tuple[str, ...]) -> tuple[str, ...]:
    folded = [as_tag(word).casefold() for word in words]
    return tuple(tag for tag in tags if any(word in tag.casefold() for word in folded))


def as_tag(word: str) -> str:
    """Return what a tag is called that was typed as it is shown: "#board", or "tag:board"."""
    for sign in ("#", "tag:"):
        if word.casefold().startswith(sign) and len(word) > len(sign):
            return word[len(sign) :]
    return word


def _sought(model: type[Model], words: tuple[str, ...]) -> Q:
    """Return the condition that narrows a search by an index; it answers nothing by itself."""
    spelled = [
        sorted(_spellings(word) | _spellings(as_tag(word)) | _spellings_in_json(as_tag(word)))
        for word in words
    ]
    return sought(model, spelled)


def _holds(words: tuple[str, ...]) -> Q:
    """Return the condition that title and tags hold every word, one there and another here."""
    condition = Q()
    for word in words:
        condition &= holds_word(word) | _tag_holds(as_tag(word))
    return condition


def _tag_holds(word: str) -> Q:
    """Return the condition that a tag holds a word; signs alone are what JSON is written with."""
    if not any(map(str.isalnum, word)):
        return Q(pk__in=())
    on_postgres = connection.vendor == "postgresql"
    condition = Q()
    for spelling in sorted(_spellings_in_json(word) if on_postgres else _spellings(word)):
        condition |= Q(tags_text__icontains=spelling)
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


def spellings(word: str) -> list[str]:
    """Return the usual spellings of a word, of which one is enough."""
    return sorted(_spellings(word))


def _spellings(word: str) -> set[str]:
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}


def _spellings_in_json(word: str) -> set[str]:
    """Return the spellings as PostgreSQL shows them inside of JSON, its quotation marks escaped."""
    return {json.dumps(each, ensure_ascii=False)[1:-1] for each in _spellings(word)}
