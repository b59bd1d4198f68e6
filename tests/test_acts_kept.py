"""What makers did is put back as it was, and only where the same would be done again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from plumbline.domain.okrs.models import KeyResult, Objective
from tests import acts_kept
from tests.databases import on_postgres
from tests.world import World, make_world
from tests.world_okrs import first_key_result, make_check_in, make_key_result, make_objective

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept() -> None:
    if on_postgres():
        pytest.skip("ids go on there from test to test, so nothing is kept")
    acts_kept.test_begins(())  # what the session patches may have been patched for this very test


@contextmanager
def another_test() -> Iterator[World]:
    """The cast as a test finds it; all that is done with it is taken back."""
    with transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def all_rows() -> dict[str, list[tuple[object, ...]]]:
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
            for table in tables
        }


def test_what_is_put_back_is_what_was_made_row_by_row() -> None:
    def made(world: World) -> tuple[Objective, KeyResult]:
        objective = make_objective(world, "Kept", key_results=2)
        key_result = first_key_result(world, objective)
        make_check_in(world, key_result, "25", note="A quarter of the way")
        return objective, key_result

    with another_test() as world:
        first, key_result = made(world)
        rows = all_rows()
    with another_test() as world, CaptureQueriesContext(connection):
        plain, _ = made(world)
        assert plain.public_id != first.public_id
    with another_test() as world:
        second, key_result_again = made(world)
        assert all_rows() == rows
    assert (second.public_id, second.version) == (first.public_id, first.version)
    assert second.team is not None
    assert second.team.name == "Claims"
    assert key_result_again == key_result


def _with_a_team(world: World) -> None:
    world.make_team("Between")


def _with_another_title(world: World) -> None:
    make_objective(world, "Another before it")


def _after_an_act_that_was_taken_back(world: World) -> None:
    with transaction.atomic():
        make_objective(world, "Taken back")
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "before", [_with_a_team, _with_another_title, _after_an_act_that_was_taken_back]
)
def test_nothing_is_put_back_where_something_else_was_written_before(
    before: Callable[[World], None],
) -> None:
    with another_test() as world:
        first = make_objective(world, "Alone")
    with another_test() as world:
        before(world)
        assert make_objective(world, "Alone").public_id != first.public_id


def test_nothing_is_put_back_for_other_arguments_or_another_state_of_them() -> None:
    with another_test() as world:
        draft = make_objective(world, "A draft", active=False, key_results=0)
        first = make_key_result(world, draft, "Measured", weight="2")
    with another_test() as world:
        draft = make_objective(world, "A draft", active=False, key_results=0)
        assert make_key_result(world, draft, "Measured", weight="3").weight == 3000
    with another_test() as world:
        draft = make_objective(world, "A draft", active=False, key_results=0)
        again = make_key_result(world, draft, "Measured", weight="2")
        assert again.public_id == first.public_id


def _patched_by_hand() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acts_kept, "unused", 1, raising=False)


def _set_otherwise() -> None:
    with override_settings(LANGUAGE_CODE="en"):
        pass


@pytest.mark.parametrize("patched", [_patched_by_hand, _set_otherwise])
def test_what_is_done_in_a_patched_test_stays_there(patched: Callable[[], None]) -> None:
    patched()
    with another_test() as world:
        first = make_objective(world, "Patched")
    with another_test() as world:
        assert make_objective(world, "Patched").public_id != first.public_id
