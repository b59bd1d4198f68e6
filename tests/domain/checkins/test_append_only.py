"""The database itself keeps what was said: check-ins and readings are added and nothing else."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.models import Objective, Reading, ReadingSource
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_objective

TABLES = (CheckIn, Reading)


def said(world: World, *, imported: bool, source: ReadingSource = ReadingSource.PAGE) -> CheckIn:
    """Record two check-ins, as if by an import where a test says so, and return the later one."""
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "5")
    with world.writing():
        Objective.objects.update(import_batch="batch" if imported else "")
        reading = Reading(
            key_result=key_result,
            effective_on=TODAY,
            recorded_at=AT,
            source=source,
        )
        reading.save()
        check_in = CheckIn(
            key_result=key_result,
            effective_on=TODAY,
            recorded_at=AT,
            reading=reading,
            source=source,
        )
        check_in.save()
    return check_in


def executed(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refused(world: World, act: Callable[[], object], *, match: str = "is append-only") -> None:
    with (
        world.writing(),
        pytest.raises(IntegrityError, match=match),
        transaction.atomic(),
    ):
        act()


@pytest.mark.parametrize("imported", [False, True])
def test_what_was_said_in_the_house_is_never_changed_or_deleted(
    world: World, imported: bool
) -> None:
    check_in = said(world, imported=imported)
    with world.reading():
        rows = [list(model.objects.order_by("pk").values()) for model in TABLES]
        first = CheckIn.objects.exclude(pk=check_in.pk).get()
    refused(world, lambda: CheckIn.objects.update(note="It was never said"))
    refused(world, lambda: CheckIn.objects.filter(pk=check_in.pk).update(corrects=first))
    refused(world, check_in.save)
    refused(world, check_in.delete)
    refused(world, lambda: Reading.objects.update(stage=1))
    for model in TABLES:
        refused(world, partial(executed, f'DELETE FROM "{model._meta.db_table}"'))
    with world.reading():
        assert [list(model.objects.order_by("pk").values()) for model in TABLES] == rows


def test_of_an_import_only_its_own_rows_are_untied_and_taken_back(world: World) -> None:
    check_in = said(world, imported=True, source=ReadingSource.IMPORT)
    with world.reading():
        own = CheckIn.objects.exclude(pk=check_in.pk).get()
    refused(world, lambda: CheckIn.objects.filter(pk=check_in.pk).update(note="Other words"))
    refused(world, lambda: Reading.objects.filter(pk=check_in.reading_id).update(stage=1))
    with world.writing():
        one = CheckIn.objects.filter(pk=check_in.pk)
        one.update(corrects=own)
        one.update(corrects=None)
        one.delete()
        Reading.objects.filter(pk=check_in.reading_id).delete()
        assert [model.objects.count() for model in TABLES] == [1, 1]
    refused(world, own.delete)


def test_an_imported_row_of_what_was_made_here_stays(world: World) -> None:
    check_in = said(world, imported=False, source=ReadingSource.IMPORT)
    refused(world, check_in.delete)


def test_what_ran_is_not_deleted_from_above_either(world: World) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    for row in (objective, key_result):
        refused(world, row.delete, match="keeps what ran")
        refused(
            world,
            partial(executed, f'DELETE FROM "{row._meta.db_table}" WHERE id = {row.pk}'),
            match="keeps what ran",
        )
    make_check_in(world, key_result, "5")
    refused(world, objective.delete, match="append-only|keeps what ran")
    with world.writing():
        Objective.objects.update(state="draft")
        objective.delete()
        assert not Reading.objects.exists()
