"""Proves that the wheel works when it is installed alone.

It builds an sdist from the repository and the wheel from that sdist, so that both are complete;
installs the wheel into a new environment; and asks it for its version, its own diagnosis, the
sign-in page of the demo, with the first style sheet and script that this page names, and a guide.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
STOP_SECONDS = 20
POLL_SECONDS = 0.1
GUIDE = "help/guides/sign-in"
LINKED_FILE = re.compile(r'<(?:link[^>]+href|script[^>]+src)="([^"]+\.(?:css|js))"')


class WheelError(Exception):
    """The wheel does not work alone; the message says in what."""


def command_run(
    *command: str | Path, cwd: Path = ROOT, environment: dict[str, str] | None = None
) -> str:
    """Run a command to its end.

    Args:
        command: The program and its arguments.
        cwd: Where to run it.
        environment: Its variables; those of this process when `None`.

    Returns:
        What it printed.

    Raises:
        WheelError: It failed.
    """
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if result.returncode:
        words = " ".join(str(part) for part in command)
        raise WheelError(f"`{words}` failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def wheel_build(folder: Path) -> Path:
    """Build the wheel by way of the sdist.

    Args:
        folder: An empty folder to work in.

    Returns:
        The wheel.

    Raises:
        WheelError: A build failed.
    """
    build = (sys.executable, "-m", "hatchling", "build", "--directory", folder, "--target")
    command_run(*build, "sdist")
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    command_run(*build, "wheel", cwd=folder / sdist.name.removesuffix(".tar.gz"))
    (wheel,) = folder.glob("*.whl")
    return wheel


def wheel_install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into an environment of its own.

    Args:
        wheel: What to install.
        folder: Where the environment is made.

    Returns:
        The `plumbline` command.

    Raises:
        WheelError: It cannot be installed, or its requirements contradict the lock.
    """
    environment = folder / "venv"
    command_run(sys.executable, "-m", "venv", environment)
    python = environment / "bin" / "python"
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check")
    command_run(*pip, "install", "--require-hashes", "-r", ROOT / "requirements.lock")
    command_run(*pip, "install", "--no-deps", wheel)
    command_run(python, "-m", "pip", "check")
    return environment / "bin" / "plumbline"


def free_port() -> int:
    """Find a port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page_read(address: str) -> str:
    """Fetch a text from the loopback address.

    Args:
        address: An http address of this machine.

    Returns:
        The body of a successful answer.

    Raises:
        WheelError: The server answered with an error.
        URLError: Nobody answered.
    """
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback only
            return str(answer.read().decode("utf-8"))
    except HTTPError as error:
        raise WheelError(f"{address} answered {error.code}.") from error


def page_await(address: str, server: subprocess.Popen[bytes]) -> str:
    """Fetch a page from a server that is still starting.

    Args:
        address: The page.
        server: Its process.

    Returns:
        The page.

    Raises:
        WheelError: The server ended, answered with an error or took too long.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise WheelError(f"`plumbline demo` ended with {server.returncode}.")
        try:
            return page_read(address)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(POLL_SECONDS)
    raise WheelError(f"`plumbline demo` served nothing within {START_SECONDS} s.")


def demo_check(plumbline: Path, folder: Path) -> float:
    """Start the demo, read its sign-in page with style and script and a guide, and stop it.

    Args:
        plumbline: The command.
        folder: Where the demo keeps its data.

    Returns:
        Seconds until the first page came.

    Raises:
        WheelError: The demo does not start, serve or stop as it should.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [str(plumbline), "demo", "--port", str(port), "--data", str(folder / "data")]
    started = time.monotonic()
    # The folder holds no source tree: what is imported comes from the wheel.
    server = subprocess.Popen(command, cwd=folder, env=bare_environment())
    try:
        page = page_await(address, server)
        seconds = time.monotonic() - started
        if 'type="password"' not in page:
            raise WheelError(f"{address} shows no sign-in form:\n{page[:500]}")
        linked = LINKED_FILE.findall(page)
        for suffix in (".css", ".js"):
            names = [name for name in linked if name.endswith(suffix)]
            if not names:
                raise WheelError(f"The sign-in page names no {suffix} file.")
            page_read(urljoin(address, names[0]))
        page_read(urljoin(address, GUIDE))
        server_stop(server)
    finally:
        server.kill()
        server.wait()
    return seconds


def server_stop(server: subprocess.Popen[bytes]) -> None:
    """Ask a server to end, as a supervisor does.

    Args:
        server: Its process.

    Raises:
        WheelError: It did not end in time, or not in order.
    """
    server.send_signal(signal.SIGTERM)
    try:
        code = server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise WheelError(f"`plumbline demo` ignores SIGTERM for {STOP_SECONDS} s.") from error
    if code:
        raise WheelError(f"`plumbline demo` ended with {code} after SIGTERM.")


def bare_environment() -> dict[str, str]:
    """Copy this process's variables without those that point to the source tree or a database."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLUMBLINE_", "DJANGO_", "PYTHON"))
    }


def main() -> int:
    """Build, install, ask. Ends with one line that says how it went."""
    with tempfile.TemporaryDirectory(prefix="plumbline-wheel-") as name:
        folder = Path(name)
        try:
            wheel = wheel_build(folder)
            plumbline = wheel_install(wheel, folder)
            version = command_run(
                plumbline, "--version", cwd=folder, environment=bare_environment()
            )
            seconds = demo_check(plumbline, folder)
            diagnosis = ("doctor", "--data", folder / "data")
            command_run(plumbline, *diagnosis, cwd=folder, environment=bare_environment())
        except WheelError as error:
            print(error, file=sys.stderr)
            print("The wheel does not work alone.")
            return 1
    print(f"{wheel.name} ({version.strip()}) works alone; demo's first page after {seconds:.1f} s.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
