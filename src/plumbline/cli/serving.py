"""Serving an instance: processes with eight threads each, and one beside them that works."""

import gc
import hashlib
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it has no types

from plumbline.cli.addresses import address_of
from plumbline.cli.instance import loading
from plumbline.cli.people import refusals_in_words
from plumbline.cli.presence import served_from
from plumbline.cli.processes import THREADS, ServingArbiter, ended, heard, placed, processes_wanted
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.worker import leftovers_clear
from plumbline.domain.tenancy.selectors import organizations_few
from plumbline.domain.tenancy.transactions import reading_global
from plumbline.http.first_run import set_up_link

STOP_SECONDS = 30
#: After so many new objects the youngest are looked through, after so many looks those that stayed,
#: and after so many of these all that is not settled. By Python's own measure every tenth page of a
#: large organization waited 30 ms for the last; what stays unneeded so long is a few megabytes.
COLLECTED_AFTER = (5_000, 10, 100)
STAMP = ".collected"


def serve(host: str, port: int, *, demo: bool = False) -> int:
    """Prepare the instance and serve it until SIGTERM or Ctrl+C.

    Args:
        host: Address to listen at.
        port: Port to listen at.
        demo: Build the example organization first, and print a link that signs in.

    Returns:
        0 after it was told to stop.

    Raises:
        CommandRefused: It cannot be served: the port is in use, the database is out of reach.
    """
    listener = _listen(host, port)
    with served_from(settings.PLUMBLINE.data):
        _prepare(host, port, demo=demo)
        connections.close_all()
        _Server(listener).run()
    return 0


def _prepare(host: str, port: int, *, demo: bool) -> None:
    """Bring database and files up to this version, and say where it is served."""
    at = datetime.now(tz=UTC)
    if demo:
        print("Preparing the instance …", flush=True)
    # Compressing files and filling the database wait for different things: side by side.
    with ThreadPoolExecutor(max_workers=1) as beside:
        collected = beside.submit(static_collect)
        instance_prepare(at)
        if demo:
            demo_build = import_module("plumbline.cli.demo_organization").demo_build
            with refusals_in_words():
                link = demo_build(at=at)
            print(f"Sign in once with this link: {link}")
        elif not _is_set_up():
            print(f"Set the instance up here: {set_up_link()}")
        collected.result()
    print(f"Serving {address_of(host, port)}/ (Ctrl+C stops)", flush=True)


def instance_prepare(at: datetime) -> None:
    """Bring the database up to this version and clear away what was left lying.

    Raises:
        CommandRefused: The database is out of reach or cannot be migrated.
    """
    alias = "migrator" if "migrator" in connections.settings else "default"
    try:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
        leftovers_clear(at)
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CommandRefused(f"The database cannot be used: {reason}.") from None


def static_collect() -> None:
    """Collect, compress and fingerprint the static files, unless none changed since last time."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    digest = _static_digest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest, encoding="ascii")


def _static_digest() -> str:
    """Return what stands for the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def memory_settle() -> None:
    """Keep the garbage collector away from what was loaded and stays loaded.

    A full collection walks everything, which takes longer than a page does. Views and forms are
    loaded here rather than by the first visit, so that they are among what stays. What comes later
    is walked rarely: most of what pages leave behind has gone by then without it.
    """
    with loading():
        get_resolver().url_patterns  # noqa: B018 — the first look loads them
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def _is_set_up() -> bool:
    with reading_global():
        return bool(organizations_few())


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is prepared.

    Raises:
        CommandRefused: It cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise CommandRefused(
            f"{host}:{port} cannot be used: {error.strerror}. Choose another one with --port."
        ) from None
    return listener


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our settings."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        super().__init__()

    def load_config(self) -> None:
        """Say how to serve."""
        options: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": processes_wanted() + 1,
            "threads": THREADS,
            "worker_class": "plumbline.cli.connections.ConnectionWorker",
            # What is loaded once is shared by all processes.
            "preload_app": True,
            "pre_fork": placed,
            "post_worker_init": heard,
            "worker_exit": ended,
            "graceful_timeout": STOP_SECONDS,
            "timeout": 120,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Return the application, with all that it needs."""
        application: Callable[..., Any] = import_module("plumbline.config.wsgi").application
        memory_settle()
        return application

    def run(self) -> None:
        """Serve until told to stop."""
        try:
            ServingArbiter(self).run()
        except SystemExit as end:
            if end.code:
                raise CommandRefused("The server could not start; see the lines above.") from None
