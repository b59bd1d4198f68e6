"""The processes of a server: some that serve, and one beside them that works.

What the worker does may take minutes of a processor. In a thread beside those that serve it would
have kept them waiting for Python's lock; as a process of its own, with less priority, the system
lets everybody else go first (ADR 0038).
"""

import contextlib
import logging
import os
import select
import signal
import sys
from typing import Any, Final

from django.conf import settings
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # it has no types
from gunicorn.workers.base import Worker as Process  # type: ignore[import-untyped]

from plumbline.cli.connections import ConnectionWorker
from plumbline.cli.load import Load
from plumbline.cli.worker import Worker

THREADS: Final = 8
"""Of each process that serves."""
ENDING: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGQUIT})
"""Signals that tell a process to end."""
PROCESSES_MOST: Final = 4
"""As many as are begun unasked: each keeps a connection to the database for each thread."""


def processes_wanted() -> int:
    """Return how many processes are to serve: as set, or one for each core, up to a few."""
    usable = getattr(os, "sched_getaffinity", None)  # not every system has it
    cores = len(usable(0)) if usable else os.cpu_count() or 1
    asked: int = settings.PLUMBLINE.processes
    return asked or min(cores, PROCESSES_MOST)


class WorkingProcess(Process):  # type: ignore[misc]  # gunicorn has no types
    """The worker in a process of its own: it serves nobody."""

    load: Load

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._told_to_end = False

    def load_wsgi(self) -> None:
        """Needs no application."""

    def init_signals(self) -> None:
        """Leave it to the arbiter what a closed terminal means, as those that serve do."""
        super().init_signals()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def run(self) -> None:
        """Work until told to stop, or until the server has gone."""
        with contextlib.suppress(OSError):  # some systems let nobody
            os.nice(settings.PLUMBLINE.worker_niceness)
        for listener in self.sockets:
            listener.close()
        worker = Worker(logging.getLogger("plumbline.worker"), served_since=self.load.served_since)
        worker.start()
        while self.ppid == os.getppid() and not self._told_to_end:
            self.notify()
            self._wait()
        worker.stop(beat=self.notify)

    def _wait(self) -> None:
        """Wait a second, or until a signal comes.

        A signal writes into the pipe. It cannot set an event: whom it interrupts may hold its lock.
        """
        signalled, _, _ = select.select([self.PIPE[0]], [], [], 1)
        if signalled:
            os.read(self.PIPE[0], 4096)

    def handle_exit(self, _signal: int, _frame: object) -> None:
        """End after what is under way."""
        self._told_to_end = True

    def handle_quit(self, _signal: int, _frame: object) -> None:
        """End as on any other word: Ctrl+C reaches every process of a terminal at once."""
        self._told_to_end = True


class ServingArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's, which keeps a process at work beside those that serve.

    How many there are is a setting, and settings are read at the start: nothing is begun anew or
    added while it runs, whatever signals gunicorn has for that.
    """

    def __init__(self, app: Any) -> None:  # noqa: ANN401 — gunicorn's application
        self.load = Load(processes_wanted())
        super().__init__(app)

    def init_signals(self) -> None:
        """Live on when the terminal closes if that was asked for, as `nohup` does."""
        before = signal.getsignal(signal.SIGHUP)
        super().init_signals()
        if before == signal.SIG_IGN:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def handle_hup(self) -> None:
        """End once the terminal is closed, in order, as when told to."""
        self.handle_term()

    def handle_ttin(self) -> None:
        """Add no process."""

    def handle_ttou(self) -> None:
        """Take none away: it would be the oldest one, which works."""

    def handle_usr2(self) -> None:
        """Begin no second server beside this one."""

    def spawn_worker(self) -> Any:  # noqa: ANN401 — as above
        """Begin the process that is missing.

        It begins with handlers of this one, which would put a word to end where nobody looks for
        it: such a word waits until the process has handlers of its own (see `heard`).
        """
        present = list(self.WORKERS.values())
        if not any(isinstance(each, WorkingProcess) for each in present):
            self.worker_class = WorkingProcess
        else:
            self.worker_class = ConnectionWorker
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def placed(arbiter: ServingArbiter, process: Process) -> None:
    """Tell a process that is about to begin what it shares with the others."""
    process.load = arbiter.load
    if isinstance(process, ConnectionWorker):
        present = arbiter.WORKERS.values()
        taken = {each.place for each in present if isinstance(each, ConnectionWorker)}
        process.place = min(set(range(arbiter.load.places)) - taken)
        arbiter.load.clear(process.place)


def heard(_process: Process) -> None:
    """Let a process that is ready hear that it is to end, were it told so a moment ago."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def ended(_arbiter: ServingArbiter, process: Process) -> None:
    """Let a process that ended in order go at once.

    To take everything apart that it shares with the others, Python needs a tenth of a second of
    the processor: on a busy machine the worker, who stands back, waited seconds for it.
    """
    ending = sys.exc_info()[1]
    is_own = process.pid == os.getpid()  # the arbiter asks too, of one that has gone
    if is_own and isinstance(ending, SystemExit) and not ending.code:
        logging.shutdown()
        os._exit(0)
