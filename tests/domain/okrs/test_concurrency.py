"""Two at a time: nobody deadlocks, nothing is lost, no loop is closed by two hands.

On SQLite writers queue, so that these tests say something on PostgreSQL in the first place.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.conf import settings
from django.db import connection

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.bulk.services.moving import key_result_move
from plumbline.domain.checkins.services import CheckInValues, check_in_record
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, Opening, Visibility
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.objectives import objective_pause, objective_resume
from plumbline.domain.okrs.services.openings import objective_open
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.errors import DomainError, Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from tests.databases import on_postgres
from tests.world import AT, TODAY, World, make_world
from tests.world_okrs import (
    first_key_result,
    make_comment,
    make_dependency,
    make_link,
    make_objective,
    make_upload,
    stored,
)

ROUNDS = 8

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The cast, committed, so that other connections see it."""
    if not on_postgres() and ":memory:" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads cannot share this SQLite database; writers queue there anyway")
    return make_world()


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """Run acts in threads that start at one moment; return what they raised."""
    barrier = threading.Barrier(len(acts))
    raised: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except BaseException as error:  # noqa: BLE001  # handed to the test
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return raised


def checking_in(world: World, key_result: KeyResult, value: int) -> Callable[[], object]:
    def act() -> None:
        with writing(world.organization):
            check_in_record(
                actor=world.system,
                key_result=key_result,
                values=CheckInValues(effective_on=TODAY, value=Decimal(value)),
                at=AT + timedelta(minutes=value),
            )

    return act


def moving(world: World, key_result: KeyResult, to: Objective) -> Callable[[], object]:
    def act() -> None:
        with writing(world.organization):
            row = KeyResult.objects.get(pk=key_result.pk)
            key_result_move(
                actor=world.system,
                key_result=row,
                objective=to,
                reason="The teams swapped",
                effective_on=TODAY,
                expected=row.version,
                at=AT + timedelta(hours=2),
            )

    return act


def linking(world: World, child: Objective, parent: Objective) -> Callable[[], object]:
    def act() -> None:
        with writing(world.organization):
            align(
                actor=world.system,
                child=End(child),
                parent=End(parent),
                weight=Decimal(1),
                at=AT + timedelta(hours=1),
            )

    return act


def unharmed(world: World) -> bool:
    with world.reading():
        return recomputation_compare() == []


def test_check_ins_below_one_ancestor_wait_for_each_other(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    children = [make_objective(world, f"Child {number}") for number in range(3)]
    for child in children:
        make_link(world, child, parent, weight="1")
    key_results = [first_key_result(world, child) for child in children]
    for value in range(1, ROUNDS + 1):
        assert together(*(checking_in(world, row, value * 10) for row in key_results)) == []
    assert unharmed(world)
    assert stored(world, parent).score.weighted_sum == 3 * 1000 * ROUNDS * 10 * 10**7


def test_two_check_ins_on_one_key_result_both_stand(world: World) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    assert together(checking_in(world, key_result, 10), checking_in(world, key_result, 20)) == []
    with world.reading():
        assert key_result.check_ins.count() == 2
    assert unharmed(world)


def test_a_check_in_does_not_bring_back_a_key_result_that_is_moved_meanwhile(world: World) -> None:
    there = make_objective(world, "There")
    for number in range(ROUNDS):
        row = first_key_result(world, make_objective(world, f"Here {number}"))
        raised = together(
            moving(world, row, there),
            *(checking_in(world, row, value * 10) for value in (1, 2)),
        )
        assert raised == []
        with world.reading():
            assert KeyResult.objects.get(pk=row.pk).objective_id == there.pk
        assert unharmed(world)


def test_a_check_in_on_what_is_moved_meanwhile_holds_nothing_up_where_it_was(world: World) -> None:
    if not on_postgres():
        pytest.skip("writers queue")
    for number in range(ROUNDS):
        there = make_objective(world, f"There {number}", team=world.company)  # the smaller id
        here = make_objective(world, f"Here {number}")
        row = first_key_result(world, here)
        is_moved = threading.Event()
        raised = together(
            partial(moving_slowly, world, row, there, is_moved),
            # It waits for `here`; by then the key result lies below `there`.
            partial(after, is_moved, checking_in(world, row, 10)),
            # It waits for `there`, and goes on to `here`.
            partial(after, is_moved, linking(world, here, there)),
        )
        assert raised == []
    assert unharmed(world)


def moving_slowly(
    world: World, key_result: KeyResult, to: Objective, is_moved: threading.Event
) -> None:
    with writing(world.organization):
        moving(world, key_result, to)()
        is_moved.set()
        others_wait(2)


def after(event: threading.Event, act: Callable[[], object]) -> None:
    assert event.wait(20)
    act()


def others_wait(wanted: int) -> None:
    """Return once so many other transactions wait for a lock."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= wanted:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_links_and_check_ins_do_not_block_each_other_for_ever(world: World) -> None:
    for number in range(ROUNDS):
        low = make_objective(world, f"Low {number}")
        # The parent with the smaller id is linked last: locks must not follow the links.
        top = make_objective(world, f"Top {number}", team=world.company)
        middle = make_objective(world, f"Middle {number}")
        make_link(world, low, middle, weight="1")
        raised = together(
            checking_in(world, first_key_result(world, low), 50),
            linking(world, middle, top),
            checking_in(world, first_key_result(world, top), 20),
            linking(world, low, top),
        )
        assert raised == []
    assert unharmed(world)


def test_two_links_cannot_close_a_loop_together(world: World) -> None:
    for number in range(ROUNDS):
        one, two = (make_objective(world, f"{name} {number}") for name in ("One", "Two"))
        raised = together(linking(world, one, two), linking(world, two, one))
        assert [type(error) for error in raised] == [Refused]
        with world.reading():
            assert Alignment.objects.filter(child_objective__in=[one, two]).count() == 1


def test_a_pause_and_a_check_in_below_leave_the_sums_right(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    middle = make_objective(world, "Middle")
    low = make_objective(world, "Low")
    make_link(world, middle, parent, weight="2")
    make_link(world, low, middle, weight="1")

    def pausing() -> None:
        with writing(world.organization):
            row = Objective.objects.get(pk=middle.pk)
            pause = row.state == "active"
            if pause:
                objective_pause(
                    actor=world.system,
                    objective=row,
                    reason="waiting",
                    since=TODAY,
                    expected=row.version,
                    at=AT + timedelta(hours=2),
                )
            else:
                objective_resume(
                    actor=world.system,
                    objective=row,
                    until=TODAY,
                    expected=row.version,
                    at=AT + timedelta(hours=3),
                )

    for value in range(1, ROUNDS + 1):
        raised = together(pausing, checking_in(world, first_key_result(world, low), value))
        assert all(isinstance(error, DomainError) for error in raised)
        assert unharmed(world)


def test_one_admin_who_asks_twice_at_once_makes_one_opening_and_one_mail(world: World) -> None:
    for number in range(ROUNDS):
        private = make_objective(world, f"Plan {number}", visibility=Visibility.PRIVATE)
        ada = world.viewer("ada")

        def opening(named: str = private.public_id, actor: Viewer = ada) -> None:
            with writing(world.organization):
                objective_open(
                    actor=actor, named=named, reason="A complaint", at=AT, link=lambda id_: id_
                )

        assert together(opening, opening) == []
        with writing(world.organization):
            assert Opening.objects.filter(objective=private).count() == 1
        assert OutboxMessage.objects.filter(body_text__contains=private.public_id).count() == 1


def test_two_who_ask_a_team_for_the_same_ask_once(world: World) -> None:
    def asks() -> None:
        with writing(world.organization):
            make_dependency(world, world.teams["claims"], world.teams["freight"])

    raised = together(asks, asks)
    assert [type(each) for each in raised] == [Refused]
    with world.reading():
        assert Dependency.objects.count() == 1


def test_two_who_attach_at_one_moment_do_not_pass_the_room_there_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = settings.PLUMBLINE.model_copy(update={"attachment_megabytes": 1})
    monkeypatch.setattr(settings, "PLUMBLINE", environment)
    apart = {name: make_objective(world) for name in ("mia", "lena")}

    def attaching(name: str) -> Callable[[], object]:
        upload = make_upload("count.txt", b"0" * 600_000)
        return partial(make_comment, world, apart[name], by=name, files=(upload,))

    for _round in range(ROUNDS // 4):
        raised = together(attaching("mia"), attaching("lena"))
        assert [type(each) for each in raised] == [ValidationRefused]
        with world.writing():
            assert Attachment.objects.count() == 1
            Attachment.objects.all().delete()
