"""What processes of a server tell each other, and how the worker stands back behind them."""

import os
import signal
import time
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from plumbline.cli import pace
from plumbline.cli.connections import ConnectionWorker
from plumbline.cli.load import Load
from plumbline.cli.pace import Pace
from plumbline.cli.processes import (
    PROCESSES_MOST,
    ServingArbiter,
    WorkingProcess,
    placed,
    processes_wanted,
)


def test_what_one_process_has_in_hand_is_seen_by_another() -> None:
    load = Load(2)
    begun, answer = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        with load.serving(1):
            os.write(begun[1], b"x")
            os.read(answer[0], 1)
        os._exit(0)
    os.read(begun[0], 1)
    before = time.monotonic()
    assert load.is_busy(1)
    assert not load.is_busy(0)
    assert load.served_since(before)
    os.write(answer[1], b"x")
    os.waitpid(child, 0)
    assert not load.is_busy(1)
    assert load.served_since(before)  # it was, until a moment ago
    assert not load.served_since(time.monotonic())
    for end in (*begun, *answer):
        os.close(end)


def test_there_is_less_elsewhere_where_one_could_be_handed_over() -> None:
    load = Load(2)
    with load.serving(0):
        assert not load.is_less_elsewhere(0)
        with load.serving(0):
            assert load.is_less_elsewhere(0)
            assert not load.is_less_elsewhere(1)
            with load.serving(1):
                assert not load.is_less_elsewhere(0)


def test_the_place_of_a_process_that_died_is_given_to_the_next_one_empty() -> None:
    load = Load(2)
    arbiter: Any = SimpleNamespace(load=load, WORKERS={})
    first, second = _serving(), _serving()
    for process in (first, second):
        placed(arbiter, process)
        arbiter.WORKERS[id(process)] = process
    assert [first.place, second.place] == [0, 1]
    load.serving(0).__enter__()  # it died over a request
    del arbiter.WORKERS[id(first)]
    placed(arbiter, third := _serving())
    assert third.place == 0
    assert not load.is_busy(0)


def test_connections_are_let_go_where_another_process_has_less_to_do() -> None:
    process = _serving()
    process.load, process.place = Load(2), 0
    process.max_keepalived = 7
    with process.load.serving(0):
        assert process.max_keepalived == 7
        with process.load.serving(0):
            assert process.max_keepalived == 0


def test_one_process_works_and_the_others_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[type] = []
    arbiter: Any = ServingArbiter.__new__(ServingArbiter)
    arbiter.WORKERS = {}

    def spawned(self: ServingArbiter) -> None:
        process = self.worker_class.__new__(self.worker_class)
        begun.append(self.worker_class)
        self.WORKERS[len(begun)] = process

    monkeypatch.setattr("gunicorn.arbiter.Arbiter.spawn_worker", spawned)
    for _time in range(3):
        arbiter.spawn_worker()
    assert begun == [WorkingProcess, ConnectionWorker, ConnectionWorker]
    del arbiter.WORKERS[1]
    arbiter.spawn_worker()
    assert begun[-1] is WorkingProcess


def test_a_closed_terminal_ends_the_server_in_order_and_no_signal_changes_how_many_serve() -> None:
    arbiter = ServingArbiter.__new__(ServingArbiter)
    arbiter._num_workers, arbiter.WORKERS = 3, {}
    with pytest.raises(StopIteration):  # as gunicorn ends on SIGTERM
        arbiter.handle_hup()
    for handle in (arbiter.handle_ttin, arbiter.handle_ttou, arbiter.handle_usr2):
        handle()
    assert (arbiter.num_workers, arbiter.WORKERS) == (3, {})


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.SIG_DFL], ids=["nohup", "a terminal"])
def test_a_server_begun_to_outlive_its_terminal_does(before: signal.Handlers) -> None:
    arbiter = ServingArbiter.__new__(ServingArbiter)
    arbiter.log = SimpleNamespace(close_on_exec=lambda: None)
    kept = {each: signal.getsignal(each) for each in (*arbiter.SIGNALS, signal.SIGCHLD)}
    try:
        signal.signal(signal.SIGHUP, before)
        arbiter.init_signals()
        assert (signal.getsignal(signal.SIGHUP) == signal.SIG_IGN) == (before == signal.SIG_IGN)
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)


def test_so_many_processes_serve_as_are_set_or_as_there_are_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    assert processes_wanted() == 2
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {*range(64)})
    assert processes_wanted() == PROCESSES_MOST
    asked = settings.PLUMBLINE.model_copy(update={"processes": 7})
    monkeypatch.setattr(settings, "PLUMBLINE", asked)
    assert processes_wanted() == 7


@pytest.mark.parametrize(
    ("served", "writing", "rested"),
    [(True, False, 0.4), (False, False, None), (True, True, None)],
    ids=["people are served", "nobody is", "inside a writing"],
)
def test_between_two_turns_it_rests_as_long_as_it_worked(
    monkeypatch: pytest.MonkeyPatch, served: bool, writing: bool, rested: float | None
) -> None:
    now = [100.0]
    rests: list[float] = []
    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(pace, "is_writing", lambda: writing)
    asked: list[float] = []

    def served_since(instant: float) -> bool:
        asked.append(instant)
        return served

    one = Pace(served_since, rest=rests.append)
    one.begin()
    now[0] += 0.4
    one.between_turns()
    now[0] += 30.0
    one.between_turns()
    assert asked == [100.0, pytest.approx(100.4)]
    assert rests == ([] if rested is None else [pytest.approx(rested), pace.REST_MOST])


def _serving() -> ConnectionWorker:
    process = ConnectionWorker.__new__(ConnectionWorker)
    process._most_kept = 0
    return process
