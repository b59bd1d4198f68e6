"""Which organization a command works in, in whose name, and where a document goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from plumbline.cli.refusals import CommandRefused
from plumbline.cli.terminal import one_line
from plumbline.domain.cycles.selectors import cycle_current, cycle_named
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.selectors.console import console_viewer
from plumbline.domain.orgs.selectors.teams import team_by_key, team_get, teams_tree
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import DomainError, ValidationRefused
from plumbline.domain.tenancy.selectors import organization_get, organizations_few
from plumbline.domain.tenancy.transactions import reading, reading_global
from plumbline.domain.tenancy.wording import wording

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team

NOTHING_YET = (
    "There is no organization in this instance yet: its database is empty. Type plumbline up to "
    "make it ready, or name the folder of another instance with --data."
)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Say what the domain refuses in plain sentences, one for each field.

    Raises:
        CommandRefused: In place of a refusal of the domain, or of a database that is not there.
    """
    try:
        yield
    except ValidationRefused as refused:
        lines = [
            one_line(f"{field}: {wording(message)}" if field else wording(message))
            for field, messages in refused.field_errors.items()
            for message in messages
        ]
        raise CommandRefused("\n".join(lines)) from None
    except DomainError as refused:
        raise CommandRefused(one_line(wording(refused.message))) from None
    except DatabaseError as error:
        if not _has_tables():
            raise CommandRefused(NOTHING_YET) from None
        reason = str(error).strip().partition("\n")[0]
        raise CommandRefused(
            f"The database cannot be used ({reason}). Type plumbline doctor to see why; a new "
            "instance is made by plumbline up."
        ) from None


def _has_tables() -> bool:
    """Return whether the database was ever made ready; yes where it does not answer at all."""
    try:
        return "tenancy_organization" in connection.introspection.table_names()
    except DatabaseError:
        return True


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command works: an organization, bound for reading, and who asks."""

    viewer: Viewer
    at: datetime


@contextmanager
def desk(organization: str | None, email: str | None, at: datetime) -> Iterator[Desk]:
    """Open an organization for a command.

    Args:
        organization: Its address; `None` where there is only one.
        email: In whose name; `None` for the only admin.
        at: Now.

    Raises:
        CommandRefused: There is none such, or it must be said which.
    """
    with refusals_in_words():
        with reading_global():
            if organization is None:
                few = organizations_few()
                if len(few) != 1:
                    raise CommandRefused(
                        "There are several organizations. Name one: --organization ADDRESS."
                        if few
                        else "There is no organization yet. Type plumbline up and open its link."
                    )
                found = few[0]
            else:
                found = organization_get(slug=organization)
        with reading(found, suspendable=True):
            yield Desk(viewer=console_viewer(email=email, at=at), at=at)


def cycle_found(place: Desk, name: str | None) -> "Cycle":
    """Return the cycle of that name, or the running one.

    Raises:
        CommandRefused: There is none.
    """
    if name is not None:
        cycle = cycle_named(viewer=place.viewer, name=name)
        if cycle is None:
            raise CommandRefused(f"There is no cycle “{name}”.")
        return cycle
    today = organization_day(organization_bound(), place.at)
    cycle = cycle_current(viewer=place.viewer, on=today)
    if cycle is None:
        raise CommandRefused("There is no cycle yet. Name one in the document, or make one first.")
    return cycle


def team_found(place: Desk, written: str) -> "Team":
    """Return the team of that key or name.

    Raises:
        CommandRefused: There is none, or several.
    """
    team = team_by_key(viewer=place.viewer, key=written)
    if team is not None:
        return team
    named = [
        node
        for node in teams_tree(viewer=place.viewer)
        if node.name.casefold() == written.casefold()
    ]
    if len(named) != 1:
        raise CommandRefused(
            f"Several teams are called “{written}”. Use its key."
            if named
            else f"There is no team “{written}”."
        )
    return team_get(viewer=place.viewer, public_id=named[0].public_id)
