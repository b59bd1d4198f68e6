"""An instance that is stopped in the evening and started the next morning, on a moved clock."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from urllib.request import urlopen

START_SECONDS = 60


class MonthError(Exception):
    """The month cannot go on; the message says why."""


class House:
    """The instance: its folder, its address, and how it is run on a day."""

    def __init__(self, data: Path, port: int, *, is_demo: bool) -> None:
        """Take a folder that lasts the month; the first morning fills it."""
        self.data, self.port = data, port
        self._is_demo = is_demo
        self.first_link = ""

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def open_at(self, moment: datetime) -> Iterator[None]:
        """Run it from a moment on, as an administrator would, and stop it again.

        Raises:
            MonthError: It does not start, or does not end by itself when told to.
        """
        command = "demo" if self._is_demo and not self.first_link else "up"
        clock = (sys.executable, "-m", "scripts.month.clock", moment.isoformat())
        options = ("--port", str(self.port), "--data", str(self.data))
        with subprocess.Popen(
            [*clock, command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as server:
            try:
                self._wait(server)
                urlopen(f"{self.address}/health", timeout=START_SECONDS).close()  # noqa: S310
                yield
            finally:
                server.terminate()
                server.communicate(timeout=START_SECONDS)
        if server.returncode:
            raise MonthError(f"The server ended with {server.returncode}.")

    def _wait(self, server: "subprocess.Popen[str]") -> None:
        said = ""
        for line in server.stdout or ():
            said += line
            found = next((word for word in line.split() if word.startswith("http")), "")
            if "link" in line or "set-up" in line:
                self.first_link = self.first_link or found
            if line.startswith("Serving"):
                return
        raise MonthError(f"The server did not start:\n{said}")

    def mails(self) -> list[tuple[str, str]]:
        """Return what was sent so far: to whom, and its text."""
        found = []
        for file in sorted((self.data / "mail").glob("*.eml")):
            mail = message_from_bytes(file.read_bytes())
            part = next(p for p in mail.walk() if p.get_content_type() == "text/plain")
            content = part.get_payload(decode=True)
            text = content.decode() if isinstance(content, bytes) else ""
            found.append((str(mail["To"]), f"{mail['Subject']}\n{text}"))
        return found
