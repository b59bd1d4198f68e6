"""Refusals of the domain: what an interface shows, and mistakes in our own code.

A `DomainError` is an answer to a person: it has a stable `code`, a `Message` (id and parameters,
no prose) and is mapped once per interface. A `ProgrammingMistake` is never shown: it means that
code forgot a rule, and it must fail loudly in the first test that meets it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from plumbline.engine.messages import Message


class DomainError(Exception):
    """A refusal that a person can understand and act on.

    Attributes:
        code: Stable, machine-readable name of the kind of refusal.
        message: What was refused and why, as an id of the catalogue with parameters.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message_id: str, **params: object) -> None:
        self.message = Message(message_id, params)
        super().__init__(message_id, params)


class Refused(DomainError):
    """A rule of the domain forbids the act in the present state."""


class NotFound(DomainError):
    """There is no such thing, or none that the viewer may know of."""

    code = "not-found"


class PermissionRefused(DomainError):
    """The actor may see the thing, but may not do this to it."""

    code = "forbidden"


class StaleVersion(DomainError):
    """Somebody else changed the thing since it was read.

    Attributes:
        current: The row as it is now, so that the loser can see both versions.
    """

    code = "stale-version"

    def __init__(self, message_id: str, *, current: Any, **params: object) -> None:  # noqa: ANN401 — any model's row
        super().__init__(message_id, **params)
        self.current = current


class ValidationRefused(DomainError):
    """Some of the given values cannot be accepted.

    Attributes:
        field_errors: For each field name the messages about it; "" holds those about the whole.
    """

    code = "invalid"

    def __init__(self, field_errors: Mapping[str, Sequence[Message]]) -> None:
        super().__init__("domain.invalid")
        self.field_errors = {field: tuple(messages) for field, messages in field_errors.items()}


class ProgrammingMistake(RuntimeError):
    """Code broke a rule of the house; never the fault of a person."""


class OrganizationNotBound(ProgrammingMistake):
    """A tenant's rows were asked for without saying whose."""


class OrganizationMismatch(ProgrammingMistake):
    """A row of one organization was about to be written in, or tied to, another."""


class WriteOutsideTransaction(ProgrammingMistake):
    """A statement would have changed rows outside `writing`."""


class DatabaseBusy(DomainError):
    """Other writers kept the database for longer than anybody should wait."""

    code = "busy"

    def __init__(self, seconds: float) -> None:
        super().__init__("tenancy.database.busy", seconds=f"{seconds:g}")


class DatabaseUnusable(DomainError):
    """The database cannot be reached or written: its disk is full, it is read-only, it is gone."""

    code = "unusable"

    def __init__(self) -> None:
        super().__init__("tenancy.database.unusable")


class TooManyAtOnce(DomainError):
    """As much of this as the server bears is being done for others; it may be asked for again.

    Attributes:
        retry_after: In how many seconds that is worth trying.
    """

    code = "too_many"

    def __init__(self, message_id: str, *, retry_after: int) -> None:
        super().__init__(message_id)
        self.retry_after = retry_after
