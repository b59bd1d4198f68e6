"""The organization, its teams and its people, coming in and going out."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import (
    Day,
    Flag,
    Input,
    Output,
    Patch,
    PublicId,
    Ref,
    Text,
)
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.okrs.values import Cadence
from plumbline.domain.orgs.rights import Role


class OrganizationOut(Output):
    """The organization that the token works in."""

    id: str = Field(validation_alias="public_id")
    name: str
    slug: str
    time_zone: str = Field(description="IANA name; all days begin and end there.")
    language: str
    fiscal_year_start_month: int


class MeOut(Output):
    """Whom the token stands for."""

    id: str
    name: str
    email: str
    roles: list[Role]
    scopes: list[TokenScope]


class TeamOut(Output):
    """A team; the one without a parent is the company itself."""

    id: str
    name: str
    key: str = Field(description="Its name in documents.")
    level: str = Field(description="The organization's own word for its level.")
    cadence: Cadence = Field(description="Of its key results unless they say otherwise.")
    parent: Ref | None
    depth: int
    archived_on: date | None = Field(description="Since when it is closed.")


class TeamIn(Input):
    """A new team below another one."""

    name: Text
    parent: PublicId
    key: Text = Field("", description="Its name in documents; made from the name if empty.")
    level: Text = ""
    cadence: Cadence = Cadence.WEEKLY


class TeamPatch(Patch):
    """What changes of a team; with `parent` it moves, from today on, with all below it."""

    name: Text = ""
    key: Text = ""
    level: Text = ""
    cadence: Cadence = Cadence.WEEKLY
    parent: PublicId = ""


class MemberOut(Output):
    """Who belongs to a team; `until` is the first day on which they no longer do."""

    person: Ref
    is_lead: bool
    since: date
    until: date | None


class MemberIn(Input):
    """Who joins a team; without `since` today."""

    person: PublicId
    since: Day | None = None
    is_lead: Flag = False


class MemberPatch(Patch):
    """Who leads, and until when somebody belongs."""

    is_lead: Flag = False
    until: Day = date.min


class PersonOut(Output):
    """A person, or a service."""

    id: str
    name: str
    email: str
    manager: Ref | None
    active: bool
    is_service: bool
    time_zone: str = Field(description="IANA name; empty follows the organization.")
    language: str = Field(description="Empty follows the organization.")


class PersonIn(Input):
    """A new person, whom nobody signs in as yet; or a service, as whom nobody ever does."""

    name: Text
    email: Text = ""
    manager: PublicId | None = None
    is_service: Flag = False
    time_zone: Text = ""
    language: Text = ""


class PersonPatch(Patch):
    """What changes of a person; address and manager are an admin's to change."""

    name: Text = ""
    email: Text = ""
    manager: PublicId | None = None
    time_zone: Text = ""
    language: Text = ""
