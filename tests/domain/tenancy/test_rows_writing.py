"""Many rows written at once hold what each was given, by a statement each or by one for all."""

from decimal import Decimal

import pytest
from django.db.models import F

from plumbline.domain.okrs.models import KeyResultScore, Objective
from plumbline.domain.tenancy import rows_writing
from plumbline.domain.tenancy.rows_writing import columns_write, rows_write
from tests.world import AT, World, world
from tests.world_okrs import first_key_result, make_objective

__all__ = ["world"]


@pytest.mark.parametrize("many", [1, 1000], ids=["together", "one by one"])
def test_every_kind_of_value_arrives(
    world: World, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_writing, "MANY", many)
    rows = [first_key_result(world, make_objective(world, title)) for title in ("One", "Two")]
    with world.writing():
        scores = [KeyResultScore.objects.get(key_result=row) for row in rows]
        for number, score in enumerate(scores):
            score.progress = 10**9 - number
            score.current_value = Decimal("12.50") if number else None
            score.current_on = AT.date() if number else None
            score.has_data = bool(number)
            score.current_order = 1.5 + number
        names = ("progress", "current_value", "current_on", "has_data", "current_order")
        rows_write(scores, names)
        for score in scores:
            stored = KeyResultScore.objects.get(pk=score.pk)
            assert [getattr(stored, name) for name in names] == [
                getattr(score, name) for name in names
            ]


@pytest.mark.parametrize("many", [1, 1000], ids=["together", "one by one"])
def test_documents_instants_and_keys_arrive_and_others_stay_as_they_are(
    world: World, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_writing, "MANY", many)
    objective, other = make_objective(world, "One"), make_objective(world, "Two")
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(version=F("version") + 7)
        version = Objective.objects.get(pk=objective.pk).version
        columns_write(
            Objective,
            ["title", "tags", "activated_at", "priority", "owner"],
            [(version, "It's \\ 100 %s", ["a", "b"], AT, None, objective.owner_id)],
            by="version",
        )
        row = Objective.objects.get(pk=objective.pk)
        assert (row.title, row.tags, row.activated_at, row.priority_id, row.owner_id) == (
            "It's \\ 100 %s",
            ["a", "b"],
            AT,
            None,
            objective.owner_id,
        )
        assert Objective.objects.get(pk=other.pk).title == "Two"


@pytest.mark.parametrize("many", [1, 1000], ids=["together", "one by one"])
def test_numbers_arrive_each_in_its_row_and_none_as_none(
    world: World, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_writing, "MANY", many)
    rows = [first_key_result(world, make_objective(world, title)) for title in ("One", "Two")]
    with world.writing():
        given = [(rows[0].pk, 9 * 10**18, 7), (rows[1].pk, 0, None)]
        columns_write(KeyResultScore, ["progress", "confidence"], given, by="key_result_id")
        scores = KeyResultScore.objects.filter(key_result__in=rows).order_by("key_result")
        assert [*scores.values_list("key_result", "progress", "confidence")] == given
