"""Statements are put together faster than by Django, and are the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.db.models.sql import compiler

from plumbline.domain.okrs.models import KeyResult, Objective, Reading
from plumbline.domain.tenancy.databases.compiling import QuickColumns
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.domain.tenancy.transactions import reading
from tests.world import World, world
from tests.world_okrs import first_key_result, make_objective

__all__ = ["world"]

pytestmark = pytest.mark.django_db

#: Of each kind of statement that is put together otherwise.
ASKED: dict[str, Callable[[], QuerySet[Any, Any]]] = {
    "all columns": lambda: Objective.objects.all(),
    "related": lambda: KeyResult.objects.select_related("objective__team", "owner", "score"),
    "the same table twice": lambda: Objective.objects.select_related("owner__manager"),
    "some columns": lambda: Objective.objects.only("title", "owner__name").select_related("owner"),
    "ordered": lambda: KeyResult.objects.select_related("owner").order_by("rank", "-pk"),
    "ordered by what was added": lambda: Objective.objects.annotate(
        place=Coalesce("team__path", Value("~"))
    ).order_by("place", "-title"),
    "ordered by an expression": lambda: Objective.objects.order_by(
        Case(When(state="active", then=0), default=1), F("rank").desc(nulls_last=True)
    ),
    "values": lambda: Objective.objects.order_by("title").values("title", called=F("owner__name")),
    "each once": lambda: Objective.objects.order_by("title").values("team_id", "title").distinct(),
    "grouped": lambda: KeyResult.objects.values("state").annotate(n=Count("pk")).order_by("n"),
    "whether there is": lambda: Objective.objects.filter(
        Exists(KeyResult.objects.filter(objective=OuterRef("pk")).order_by("rank"))
    ),
    "one with another": lambda: (
        Objective.objects.filter(rank=1)
        .values("pk", "rank")
        .union(Objective.objects.values("pk", "rank"))
        .order_by("rank")
    ),
    "readings": lambda: Reading.objects.select_related("key_result").order_by("-effective_on"),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_statement_asks_for_what_djangos_own_does(north: Organization, asked: str) -> None:
    with reading(north):
        query = ASKED[asked]().query
        ours = query.clone().get_compiler(connection=connection)
        theirs = compiler.SQLCompiler(query.clone(), connection, None)
        assert isinstance(ours, QuickColumns)
        assert ours.as_sql() == theirs.as_sql()
        selected = [each[0] for each in theirs.select]
        converters, expected = ours.get_converters(selected), theirs.get_converters(selected)
        assert {place: len(each[0]) for place, each in converters.items()} == {
            place: len(each[0]) for place, each in expected.items()
        }


def test_columns_of_one_alias_are_not_taken_for_those_of_another(north: Organization) -> None:
    with reading(north):
        rows = Objective.objects.select_related("owner__manager")
        first, second = str(rows.query), str(Objective.objects.select_related("owner").query)
    assert first.count('."email"') == 2
    assert second.count('."email"') == 1


@asked_alike(64)
def asked_of(name: str) -> QuerySet[Any, Any]:
    return ASKED[name]()


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_that_is_kept_is_written_once_and_asks_the_same(
    world: World, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("One", "Two"):
        first_key_result(world, make_objective(world, title))
    with reading(world.organization):
        expected, answers = ASKED[asked]().query.sql_with_params(), [*asked_of(asked)]
        again = asked_of(asked)

        def refused(*_given: object) -> None:
            raise AssertionError("It was written again.")

        with monkeypatch.context() as patched:
            patched.setattr(compiler.SQLCompiler, "pre_sql_setup", refused)
            assert [*again] == answers
            written = asked_of(asked).query.get_compiler(connection=connection).as_sql()
        assert (written[0], tuple(written[1])) == expected


def test_what_is_made_of_a_kept_question_is_a_question_of_its_own(world: World) -> None:
    for title in ("One", "Two"):
        make_objective(world, title)
    with reading(world.organization):
        whole = asked_of("all columns")
        assert len(whole) == 2
        for _ in range(2):
            assert [row.title for row in whole.filter(title="Two")] == ["Two"]
            assert [row.title for row in asked_of("all columns").order_by("-title")[:1]] == ["Two"]
            assert asked_of("all columns").first() == asked_of("all columns").earliest("pk")
            assert not asked_of("all columns").exclude(pk__in=[row.pk for row in whole]).exists()
            narrowed = Objective.objects.filter(pk__in=asked_of("all columns").values("pk")[:1])
            assert narrowed.count() == 1
            assert asked_of("all columns").count() == 2
