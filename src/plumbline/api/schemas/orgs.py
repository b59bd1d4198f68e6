"""The organization, its teams and its people."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Output, Ref
from plumbline.domain.accounts.scopes import TokenScope
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
    parent: Ref | None
    depth: int
    archived_on: date | None


class PersonOut(Output):
    """A person, or a service."""

    id: str
    name: str
    email: str
    manager: Ref | None
    active: bool
    is_service: bool
