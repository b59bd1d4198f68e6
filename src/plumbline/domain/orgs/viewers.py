"""Who is asking: the frozen facts about a person that every read and write is decided by.

Built once a request by `selectors.viewer_for`; nothing here touches the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.rights import Act, Kind, Relation, Role, State, Visibility


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in the organization today.

    Attributes:
        person_id: the person.
        roles: given by hand, or following from the teams led and the people reporting.
        member_team_ids: teams the person belongs to today.
        visible_team_ids: those and every team above them, whose team-visible content they see.
        led_team_paths: paths (``"/3/17/"``) of the teams led; each stands for its whole subtree.
        report_ids: people whose direct manager this person is.
    """

    person_id: int
    roles: frozenset[Role]
    member_team_ids: frozenset[int] = frozenset()
    visible_team_ids: frozenset[int] = frozenset()
    led_team_paths: tuple[str, ...] = ()
    report_ids: frozenset[int] = frozenset()

    def leads(self, team_path: str) -> bool:
        """Whether the person leads the team with this path, or one above it."""
        return any(team_path.startswith(led) for led in self.led_team_paths)


@dataclass(frozen=True, slots=True)
class Viewer(Standing):
    """A person asking or acting, with everything that decides about rights.

    Attributes:
        organization_id: the organization the person belongs to.
        person_public_id: the person's public id, as pages and the journal show it.
        account_id: the account signed in; None for a service person.
        absent: standings of the people this person is deputy for today.
        scopes: what the API token used allows; None when no token was used.
        source: by which door the request came in.
        time_zone: in which instants are shown to them; empty for the organization's.
    """

    organization_id: int = field(kw_only=True)
    person_public_id: str = field(kw_only=True)
    account_id: int | None = field(kw_only=True, default=None)
    absent: tuple[Standing, ...] = field(kw_only=True, default=())
    scopes: frozenset[TokenScope] | None = field(kw_only=True, default=None)
    source: Source = field(kw_only=True, default=Source.PAGE)
    time_zone: str = field(kw_only=True, default="")

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The viewer's own standing, then those of the people they are deputy for."""
        return (self, *self.absent)

    @property
    def deputy_for(self) -> frozenset[int]:
        """Ids of the people this person is deputy for today."""
        return frozenset(standing.person_id for standing in self.absent)


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A job, a command or an import: no person, and only the rights named here.

    Attributes:
        organization_id: the organization it works in.
        name: what the journal calls it, such as ``"import"`` or ``"nightly"``.
        rights: the acts it may do, each with the kind it may do it to.
        source: by which door it came in.
        on_behalf_of: the person who started it, if one did.
    """

    organization_id: int
    name: str
    rights: frozenset[tuple[Act, Kind]]
    source: Source = Source.SYSTEM
    on_behalf_of: int | None = None

    @property
    def person_id(self) -> int | None:
        """The person who started it, if one did."""
        return self.on_behalf_of


Actor: TypeAlias = Viewer | SystemActor


@dataclass(frozen=True, slots=True)
class Thing:
    """The facts about a thing, of any app, that decide who may do what to it.

    Attributes:
        kind: what it is.
        visibility: who may see it; `Visibility.NONE` for kinds without one.
        state: of the objective it is or belongs to; `State.NONE` for other kinds.
        owner_id: the person who owns the objective.
        key_result_owner_id: the person who owns this key result.
        participant_ids: people who own any key result of the objective.
        team_id: the team it belongs to.
        team_path: the path of that team, ``"/3/17/"``.
        person_id: the person it is or belongs to (person, token).
        of_service: whether that person is a service.
        named_ids: people who are named for it, such as approvers.
    """

    kind: Kind
    visibility: Visibility = Visibility.NONE
    state: State = State.NONE
    owner_id: int | None = None
    key_result_owner_id: int | None = None
    participant_ids: frozenset[int] = frozenset()
    team_id: int | None = None
    team_path: str = ""
    person_id: int | None = None
    of_service: bool = False
    named_ids: frozenset[int] = frozenset()


def relations_of(standing: Standing, thing: Thing) -> frozenset[Relation]:
    """Return what ties a person to a thing, without regard to deputies.

    `Relation.ANY` is always among them: it says that no tie is needed.
    """
    person = standing.person_id
    ties: Iterable[tuple[Relation, bool]] = (
        (Relation.ANY, True),
        (Relation.OWNER, thing.owner_id == person),
        (Relation.KEY_RESULT_OWNER, thing.key_result_owner_id == person),
        (
            Relation.PARTICIPANT,
            thing.key_result_owner_id == person or person in thing.participant_ids,
        ),
        (Relation.LEAD, bool(thing.team_path) and standing.leads(thing.team_path)),
        (
            Relation.MANAGER,
            thing.owner_id in standing.report_ids or thing.person_id in standing.report_ids,
        ),
        (Relation.MEMBER_OF_TEAM, thing.team_id in standing.visible_team_ids),
        (Relation.SELF, thing.person_id == person),
        (Relation.OF_SERVICE, thing.of_service),
        (Relation.NAMED, person in thing.named_ids),
    )
    return frozenset(relation for relation, holds in ties if holds)
