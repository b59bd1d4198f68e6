"""Writers are let in first come, first served, and a dead one is not waited for."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plumbline.domain.tenancy.databases.sqlite.turns import ProcessTurn, TicketTurn
from plumbline.domain.tenancy.errors import DatabaseBusy

WRITE_SECONDS = 2.0
THREADS = 8
#: So many of everybody's acts, at least, are looked at for how they were shared.
ACTS_TO_JUDGE_BY = 90

# A process that takes the turn, says so, and then waits to be killed.
HOLDER = """
    import sys, time
    from plumbline.domain.tenancy.databases.sqlite.turns import TicketTurn
    turn = TicketTurn(sys.argv[1])
    print("asking", flush=True)
    turn.take()
    print("holding", flush=True)
    time.sleep(60)
"""

# A process that writes for a while, once told to, through Django's own atomic(), like any part of
# the product.
WRITER = """
    import os, sys, threading, time
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.domain.tenancy.databases.sqlite.settings_file"
    import django
    django.setup()
    from django.db import connection, transaction

    def write(name):
        until = time.monotonic() + float(sys.argv[3])
        try:
            while time.monotonic() < until:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM act WHERE writer = %s", [name])
                    cursor.execute("INSERT INTO act (writer) VALUES (%s)", [name])
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=[f"{sys.argv[1]}-{n}"])
        for n in range(int(sys.argv[2]))
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def python(program: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment, "PYTHONPATH": "."},
    )


@contextmanager
def holder(database: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has begun to ask for the turn; it is gone at the end."""
    process = python(HOLDER, str(database))
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def waits_for(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_only_one_holds_the_turn(tmp_path: Path) -> None:
    first = TicketTurn(str(tmp_path / "db"))
    second = TicketTurn(str(tmp_path / "db"), wait_seconds=0.1)
    first.take()
    with pytest.raises(DatabaseBusy):
        second.take()
    first.give_back()
    second.take()
    second.give_back()


def test_giving_back_what_is_not_held_changes_nothing(tmp_path: Path) -> None:
    holding = TicketTurn(str(tmp_path / "db"))
    holding.take()
    other = TicketTurn(str(tmp_path / "db"), wait_seconds=0.05)
    other.give_back()
    with pytest.raises(DatabaseBusy):
        other.take()


def test_who_gives_up_frees_the_place(tmp_path: Path) -> None:
    holding, impatient, patient = (
        TicketTurn(str(tmp_path / "db"), wait_seconds=seconds) for seconds in (1, 0.05, 5)
    )
    holding.take()
    with pytest.raises(DatabaseBusy):
        impatient.take()
    holding.give_back()
    patient.take()


def test_turns_come_in_the_order_of_asking(tmp_path: Path) -> None:
    holding = TicketTurn(str(tmp_path / "db"))
    holding.take()
    order: list[int] = []

    def ask(number: int) -> None:
        turn = TicketTurn(str(tmp_path / "db"))
        turn.take()
        order.append(number)
        turn.give_back()

    counter = tmp_path / "db.turns"
    threads = []
    for number in range(THREADS):
        drawn = counter.read_bytes()
        threads.append(threading.Thread(target=ask, args=[number]))
        threads[-1].start()
        while counter.read_bytes() == drawn:  # the thread has its ticket when the number moves
            time.sleep(0.001)
    holding.give_back()
    for thread in threads:
        thread.join()
    assert order == list(range(THREADS))


@pytest.mark.parametrize("damage", [b"", b"abc", b"\xff" * 8, b"\x00" * 8])
def test_a_damaged_counter_keeps_exclusion(tmp_path: Path, damage: bytes) -> None:
    first = TicketTurn(str(tmp_path / "db"))
    first.take()
    (tmp_path / "db.turns").write_bytes(damage)
    second = TicketTurn(str(tmp_path / "db"), wait_seconds=0.1)
    with pytest.raises(DatabaseBusy):
        second.take()
    first.give_back()
    second.take()


def test_a_killed_holder_frees_the_turn(tmp_path: Path) -> None:
    with holder(tmp_path / "db") as process:
        assert waits_for(process) == "holding"
        process.send_signal(signal.SIGKILL)
        process.wait()
        TicketTurn(str(tmp_path / "db"), wait_seconds=5).take()


def test_a_killed_waiter_is_not_waited_for(tmp_path: Path) -> None:
    holding = TicketTurn(str(tmp_path / "db"))
    holding.take()
    drawn = (tmp_path / "db.turns").read_bytes()
    with holder(tmp_path / "db") as waiter:
        while (tmp_path / "db.turns").read_bytes() == drawn:
            time.sleep(0.01)
        with holder(tmp_path / "db") as next_one:
            waiter.send_signal(signal.SIGKILL)
            waiter.wait()
            holding.give_back()
            assert waits_for(next_one) == "holding"


def test_a_database_in_memory_queues_its_threads() -> None:
    first, second = ProcessTurn("a name"), ProcessTurn("a name", wait_seconds=0.05)
    first.take()
    with pytest.raises(DatabaseBusy):
        second.take()
    first.give_back()
    second.take()
    second.give_back()
    ProcessTurn("another name").take()


def test_threads_and_processes_write_in_fair_shares_and_never_meet_a_lock(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE act (id INTEGER PRIMARY KEY, writer TEXT)")
    connection.close()
    writers = [
        python(WRITER, name, threads, str(WRITE_SECONDS), PLUMBLINE_TEST_FILE=str(database))
        for name, threads in (("server", str(THREADS)), ("import", "1"))
    ]
    assert [waits_for(writer) for writer in writers] == ["ready", "ready"]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _out, errors = writer.communicate(timeout=60)
        assert (writer.returncode, errors) == (0, "")
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT writer FROM act ORDER BY id").fetchall()
    connection.close()
    order = [writer for (writer,) in rows]
    assert len(set(order)) == THREADS + 1
    # The processes start and end at different moments: shares are fair while everybody writes.
    firsts = [order.index(writer) for writer in set(order)]
    lasts = [len(order) - 1 - order[::-1].index(writer) for writer in set(order)]
    acts = Counter(order[max(firsts) : min(lasts) + 1])
    assert sum(acts.values()) >= ACTS_TO_JUDGE_BY, acts
    assert min(acts.values()) >= 0.6 * max(acts.values()), acts
