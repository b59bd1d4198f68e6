"""What an address reads, and whether it would find the same again.

Pages that many people are compared on take a hundred times as long to draw as to ask whether the
rows behind them have changed.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from plumbline.domain.tenancy.databases.guarding import statement_writes
from tests.standing.scene import Execute, Scene

_READS = ("SELECT", "WITH")


@dataclass
class Reads:
    """The statements behind one answer.

    Attributes:
        statements: What was asked of the database, with its values.
        found: A fingerprint of the rows that it gave.
        wrote: Whether something was written beside; then nothing is known about the next time.
    """

    statements: list[tuple[str, Any]] = field(default_factory=list)
    found: str = ""
    wrote: bool = False

    def note(self, execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401 — Django's own signature
        """Let a statement through and remember it."""
        if statement_writes(sql):
            self.wrote = True
        elif sql.lstrip("( ").startswith(_READS):
            self.statements.append((sql, params))
        return execute(sql, params, many, context)

    def find_the_same(self, scene: Scene) -> bool:
        """Whether every statement gives the rows it gave then, in the same order."""
        return bool(self.statements) and not self.wrote and self.rows(scene) == self.found

    def rows(self, scene: Scene) -> str:
        """Return the fingerprint of what the statements give now."""
        digest = hashlib.sha256()
        with scene.world.reading(), connection.cursor() as cursor:
            for sql, params in self.statements:
                cursor.execute(sql, params)
                digest.update(repr(cursor.fetchall()).encode())
        return digest.hexdigest()


@contextmanager
def reads_noted(scene: Scene) -> Iterator[Reads]:
    """Note what is read inside, and the rows that it gives."""
    reads = Reads()
    with connection.execute_wrapper(reads.note):
        yield reads
    reads.found = reads.rows(scene)
