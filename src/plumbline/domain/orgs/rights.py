"""The one table of rights: role x act x kind x visibility x state -> by which relation, or not.

Everything that decides about access reads this table; nothing restates it. What no line grants is
refused. The table is plain data in plain Python: `cells()` walks all of it, for the tests that hold
every cell against a second statement and for the reference page.

How a question is asked: the app that owns a thing says which relations tie the person to it
(`Relation.OWNER`, `Relation.LEAD`, ...); `allowed` says whether one of the person's roles grants
the act to one of these relations.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from plumbline.domain.accounts.scopes import TokenScope


class Role(StrEnum):
    """Whom the table speaks of; given by hand, or following from teams, reports and tokens."""

    ADMIN = "admin"
    CHAMPION = "champion"
    TEAM_LEAD = "team_lead"
    MANAGER = "manager"
    MEMBER = "member"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    FINANCE_PARTNER = "finance_partner"
    DEPUTY = "deputy"
    SERVICE = "service"


class Act(StrEnum):
    """What somebody may want to do."""

    VIEW = "view"
    OPEN = "open"  # read what is not for one's eyes: with a reason, journaled, told to the owner
    PROPOSE = "propose"
    CREATE = "create"
    ACCEPT = "accept"  # take a proposed objective among the drafts
    EDIT = "edit"
    DELETE = "delete"
    SUBMIT = "submit"
    ACTIVATE = "activate"
    ADJUST = "adjust"
    PAUSE = "pause"  # and resume
    STOP = "stop"
    CHECK_IN = "check_in"
    GRADE_START = "grade_start"  # close the books: from active to grading
    GRADE_SELF = "grade_self"
    GRADE_FINAL = "grade_final"
    RANK = "rank"
    COMMENT = "comment"
    SHARE = "share"
    ALIGN = "align"
    IMPORT = "import"
    EXPORT = "export"
    DEPUTIZE = "deputize"
    MANAGE = "manage"


class Kind(StrEnum):
    """What an act is done to."""

    OBJECTIVE = "objective"
    PERSONAL_OBJECTIVE = "personal_objective"
    KEY_RESULT = "key_result"
    PERSONAL_KEY_RESULT = "personal_key_result"
    CHECK_IN = "check_in"
    CYCLE = "cycle"
    PRIORITY = "priority"
    TEAM = "team"
    PERSON = "person"
    ROLE = "role"
    TOKEN = "token"  # noqa: S105 - the name of a kind, not a secret
    ORGANIZATION = "organization"
    MODULE = "module"
    JOURNAL = "journal"
    CUSTOM_FIELD = "custom_field"
    DOCUMENT = "document"


class Visibility(StrEnum):
    """Who may see a thing; `NONE` for kinds that have no such choice."""

    ORGANIZATION = "organization"
    TEAM = "team"
    PRIVATE = "private"
    NONE = "none"


class State(StrEnum):
    """Where an objective (or the objective a thing belongs to) stands; `NONE` for other kinds."""

    PROPOSED = "proposed"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ACTIVE = "active"
    PAUSED = "paused"
    GRADING = "grading"
    CLOSED = "closed"
    STOPPED = "stopped"
    NONE = "none"


class Relation(StrEnum):
    """What ties a person to a thing."""

    ANY = "any"  # nothing needs to
    OWNER = "owner"  # owns the objective
    KEY_RESULT_OWNER = "key_result_owner"  # owns this key result
    PARTICIPANT = "participant"  # owns a key result of the objective
    LEAD = "lead"  # leads the team or one above
    MANAGER = "manager"  # is the direct manager of the owner (or of the person)
    DEPUTY = "deputy"  # stands in for somebody who may do it
    MEMBER_OF_TEAM = "member_of_team"  # belongs to the team or one below
    SELF = "self"  # is the person, or the token is theirs
    OF_SERVICE = "of_service"  # the person (of the token) is a service, not a human


Cell = tuple[Role, Act, Kind, Visibility, State]

ANYBODY = frozenset({Relation.ANY})
NOBODY: frozenset[Relation] = frozenset()


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the table: these roles may do these acts to these things, by these relations."""

    roles: tuple[Role, ...]
    acts: tuple[Act, ...]
    kinds: tuple[Kind, ...]
    visibilities: tuple[Visibility, ...]
    states: tuple[State, ...]
    by: frozenset[Relation]


_ORGANIZATION = (Visibility.ORGANIZATION,)
_TEAM = (Visibility.TEAM,)
_PRIVATE = (Visibility.PRIVATE,)
_SHARED = (Visibility.ORGANIZATION, Visibility.TEAM)
_ALL = (Visibility.ORGANIZATION, Visibility.TEAM, Visibility.PRIVATE)
_NONE = (Visibility.NONE,)

_ANY_STATE = tuple(state for state in State if state is not State.NONE)
_STATELESS = (State.NONE,)
_DRAFTS = (State.PROPOSED, State.DRAFT)
_PLANNED = (State.PROPOSED, State.DRAFT, State.IN_REVIEW)
_RUNNING = (State.ACTIVE, State.PAUSED)
_OPEN = (*_PLANNED, *_RUNNING, State.GRADING)

_OBJECTIVES = (Kind.OBJECTIVE, Kind.PERSONAL_OBJECTIVE)
_KEY_RESULTS = (Kind.KEY_RESULT, Kind.PERSONAL_KEY_RESULT)
_TEAM_CONTENT = (Kind.OBJECTIVE, Kind.KEY_RESULT)
_PERSONAL_CONTENT = (Kind.PERSONAL_OBJECTIVE, Kind.PERSONAL_KEY_RESULT)
#: Kinds that have a visibility and the state of an objective.
CONTENT = (*_OBJECTIVES, *_KEY_RESULTS, Kind.CHECK_IN)

_READERS = (Role.VIEWER, Role.AUDITOR, Role.FINANCE_PARTNER)
_EVERYBODY = tuple(role for role in Role if role is not Role.DEPUTY)
_PEOPLE = (Role.MEMBER, *_READERS)

