"""Runs a command with a throw-away PostgreSQL cluster, and stops the cluster whatever happens.

    python scripts/postgres_cluster.py -- python -m pytest -q

The command finds the addresses of the three roles in its environment, as the test settings want
them. The cluster lies in a temporary folder, listens on a free port of 127.0.0.1 and writes
nothing durably (fsync off). Run by root, PostgreSQL itself runs as an unprivileged account,
because it refuses to do otherwise.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ACCOUNTS = ("postgres", "nobody")
"""Whom PostgreSQL may run as when root starts it, the first that exists."""

START_SECONDS = 60.0
DATABASE = "plumbline"
ADMINISTRATOR = "administrator"
ROLES: Mapping[str, str] = {
    "app": "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    "migrator": "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    "keeper": "NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS",
}
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "logging_collector": "off",
}


class ClusterMistake(Exception):
    """The cluster cannot be started; the text says why and what to do."""


def binaries() -> Path:
    """Returns the folder with `initdb` and `postgres`, the newest version found.

    Raises:
        ClusterMistake: There is no PostgreSQL.
    """
    on_path = shutil.which("initdb")
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parent.parent.name),
    )
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise ClusterMistake("PostgreSQL is missing. Type: sudo apt-get install --yes postgresql")


@contextmanager
def cluster(settings: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Starts a cluster; yields the environment that leads to it; stops and deletes it.

    Args:
        settings: Of the server, beside and before those that make it fast.

    Raises:
        ClusterMistake: PostgreSQL is missing or does not start.
    """
    bin_folder = binaries()
    owner = _unprivileged_account()
    folder = Path(tempfile.mkdtemp(prefix="plumbline-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        password = secrets.token_hex(16)
        data = folder / "data"
        _initialize(bin_folder, data, password, owner)
        port = _free_port()
        server = _start(bin_folder, data, port, owner, FAST | dict(settings or {}))
        _wait(bin_folder, server, port, folder / "log")
        _roles_create(bin_folder, port, password)
        yield _environment(port, password)
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_account() -> pwd.struct_passwd | None:
    """Returns the account to run as, or None when this one will do."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ClusterMistake(f"Run by root, one of the accounts {', '.join(ACCOUNTS)} is needed.")


def _run_as(owner: pwd.struct_passwd | None) -> dict[str, object]:
    """Returns the arguments of `subprocess` that make a child belong to `owner`."""
    plain = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if owner is None:
        return {"env": plain}
    return {"env": plain, "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _initialize(
    bin_folder: Path, data: Path, password: str, owner: pwd.struct_passwd | None
) -> None:
    secret = data.with_name("password")
    secret.write_text(password, encoding="ascii")
    if owner is not None:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    done = subprocess.run(
        [
            bin_folder / "initdb",
            *("--pgdata", data, "--username", ADMINISTRATOR, "--pwfile", secret),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync"),
        ],
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
        **_run_as(owner),  # type: ignore[call-overload]  # keyword arguments of subprocess
    )
    secret.unlink()
    if done.returncode:
        raise ClusterMistake(f"initdb failed: {done.stderr.strip()}")


def _start(
    bin_folder: Path,
    data: Path,
    port: int,
    owner: pwd.struct_passwd | None,
    settings: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (data.parent / "log").open("wb") as log:
        server: subprocess.Popen[bytes] = subprocess.Popen(
            [
                bin_folder / "postgres",
                *("-D", data, "-h", "127.0.0.1", "-p", str(port)),
                *("-c", "unix_socket_directories="),
                *options,
            ],
            cwd=data.parent,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches us, and we stop it in order
            **_run_as(owner),  # type: ignore[call-overload]  # keyword arguments of subprocess
        )
    return server


def _wait(bin_folder: Path, server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    ready = [str(bin_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise ClusterMistake(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
        time.sleep(0.05)


def _roles_create(bin_folder: Path, port: int, password: str) -> None:
    statements = [
        *(
            f"CREATE ROLE {name} LOGIN {rights} PASSWORD '{password}'"
            for name, rights in ROLES.items()
        ),
        f"CREATE DATABASE {DATABASE} OWNER migrator",
    ]
    arguments = [part for statement in statements for part in ("-c", statement)]
    done = subprocess.run(
        [
            bin_folder / "psql",
            *("-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port)),
            *("-U", ADMINISTRATOR, "-d", "postgres", *arguments),
        ],
        env={**os.environ, "PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ClusterMistake(f"The roles cannot be made: {done.stderr.strip()}")


def _environment(port: int, password: str) -> dict[str, str]:
    def url(role: str, database: str = DATABASE) -> str:
        return f"postgres://{role}:{password}@127.0.0.1:{port}/{database}"

    return {
        "PLUMBLINE_TEST_DATABASE": "postgres",
        "PLUMBLINE_TEST_DATABASE_URL": url("app"),
        "PLUMBLINE_TEST_DATABASE_MIGRATOR_URL": url("migrator"),
        "PLUMBLINE_TEST_DATABASE_KEEPER_URL": url("keeper"),
        "PLUMBLINE_TEST_DATABASE_ADMINISTRATOR_URL": url(ADMINISTRATOR, "postgres"),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stops the server at once: what it holds is thrown away anyway."""
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _to_exit(number: int, _frame: FrameType | None) -> None:
    """Turns a signal into an exception, so that `finally` stops the cluster."""
    raise SystemExit(128 + number)


def command_run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs `command` beside the cluster; returns its exit code, also when we are stopped."""
    child = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def main(arguments: Sequence[str]) -> int:
    """Runs the command after `--`; returns its exit code, or 2 when there is no cluster."""
    command = list(arguments[1:]) if arguments[:1] == ["--"] else list(arguments)
    if not command:
        print("Type the command to run: python scripts/postgres_cluster.py -- COMMAND …")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _to_exit)
    try:
        with cluster() as environment:
            return command_run(command, environment)
    except ClusterMistake as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
