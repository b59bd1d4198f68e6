"""The one table of rights: role x act x kind x visibility x state -> by which relation, or not.

Everything that decides about access reads this table; nothing restates it. What no line grants is
refused. It is plain data in plain Python: `cells()` walks all of it, for the tests that hold every
cell against a second statement and for the reference page.

How a question is asked: the app that owns a thing says which relations tie the person to it
(`Relation.OWNER`, `Relation.LEAD`, ...); `allowed` says whether one of the person's roles grants
the act by one of these relations.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.orgs.rights_terms import Act, Kind, Relation, Role, State, Visibility

__all__ = [
    "CONTENT",
    "GRANTS",
    "Act",
    "Cell",
    "Grant",
    "Kind",
    "Relation",
    "Role",
    "State",
    "Visibility",
    "allowed",
    "cells",
    "combinations",
    "relations_granted",
    "scopes_allow",
    "table",
]

Cell = tuple[Role, Act, Kind, Visibility, State]


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the table: these roles may do these acts to these things, by these relations."""

    roles: tuple[Role, ...]
    acts: tuple[Act, ...]
    kinds: tuple[Kind, ...]
    visibilities: tuple[Visibility, ...]
    states: tuple[State, ...]
    by: tuple[Relation, ...]


_ORGANIZATION = (Visibility.ORGANIZATION,)
_TEAM = (Visibility.TEAM,)
_PRIVATE = (Visibility.PRIVATE,)
_SHARED = (Visibility.ORGANIZATION, Visibility.TEAM)
_ALL = (Visibility.ORGANIZATION, Visibility.TEAM, Visibility.PRIVATE)
_NONE = (Visibility.NONE,)

_ANY_STATE = tuple(state for state in State if state is not State.NONE)
_PROPOSED = (State.PROPOSED,)
_STATELESS = (State.NONE,)
#: Of kinds without visibility and state.
_PLAIN = (_NONE, _STATELESS)
_DRAFTS = (State.PROPOSED, State.DRAFT)
_PLANNED = (State.PROPOSED, State.DRAFT, State.IN_REVIEW)
_RUNNING = (State.ACTIVE, State.PAUSED)
_MEASURED = (State.ACTIVE, State.GRADING)
_OPEN = (*_PLANNED, *_RUNNING, State.GRADING)

_OBJECTIVES = (Kind.OBJECTIVE, Kind.PERSONAL_OBJECTIVE)
_KEY_RESULTS = (Kind.KEY_RESULT, Kind.PERSONAL_KEY_RESULT)
_TEAM_CONTENT = (Kind.OBJECTIVE, Kind.KEY_RESULT)
_PERSONAL_CONTENT = (Kind.PERSONAL_OBJECTIVE, Kind.PERSONAL_KEY_RESULT)
#: Kinds that have a visibility and the state of an objective.
CONTENT = (*_OBJECTIVES, *_KEY_RESULTS, Kind.CHECK_IN)

_READERS = (Role.VIEWER, Role.AUDITOR, Role.FINANCE_PARTNER)
# A deputy has no line of their own: see `table`.
_EVERYBODY = tuple(role for role in Role if role is not Role.DEPUTY)
_PEOPLE = (Role.MEMBER, *_READERS)
_IMPORTING = (Role.ADMIN, Role.CHAMPION, Role.SERVICE)
_AUDITING = (Role.ADMIN, Role.CHAMPION, Role.AUDITOR)

_RUN_TOGETHER = (Kind.SHARED_VIEW, Kind.WORKING_DAYS, Kind.PRACTICE, Kind.ASSIGNMENT)
#: Kinds that everybody in the organization may read.
_PUBLIC_KINDS = (
    *_RUN_TOGETHER,
    *(Kind.CYCLE, Kind.PRIORITY, Kind.TEMPLATE, Kind.DOCUMENT, Kind.CUSTOM_FIELD),
    *(Kind.TEAM, Kind.PERSON, Kind.ROLE, Kind.ORGANIZATION, Kind.MODULE),
    *(Kind.WEEKLY_ANSWERS, Kind.DECISION),
)
_LED_TOO = (Kind.PRIORITY, Kind.TEMPLATE, Kind.ASSIGNMENT)
_CHAMPIONED = (Kind.CYCLE, Kind.PRIORITY, Kind.TEMPLATE, *_RUN_TOGETHER)
#: The admin's to change; theirs alone but for what champions run too.
_ADMINISTERED = (
    *_RUN_TOGETHER,
    Kind.TEAM,
    Kind.PERSON,
    Kind.ROLE,
    Kind.TOKEN,
    Kind.ORGANIZATION,
    Kind.MODULE,
    Kind.CUSTOM_FIELD,
)

_STEERING = (Act.ADJUST, Act.PAUSE, Act.STOP)
_OF_ONE = (Kind.PERSONAL_OBJECTIVE,)
_SAID = (Kind.PRACTICE_FEEDBACK,)
_DEPENDING = (Act.ASK, Act.ANSWER)

_ANYBODY = (Relation.ANY,)
_OWNER = (Relation.OWNER,)
_CO_OWNERS = (Relation.OWNER, Relation.KEY_RESULT_OWNER)
_LEAD = (Relation.LEAD,)
_MANAGER = (Relation.MANAGER,)
_SELF = (Relation.SELF,)
_IN_TEAM = (Relation.MEMBER_OF_TEAM,)
_INSIDERS = (Relation.OWNER, Relation.PARTICIPANT, Relation.MEMBER_OF_TEAM)
_SECRET_SHARERS = (Relation.OWNER, Relation.PARTICIPANT)

#: Acts by which a leader runs an objective or key result, with the states in which each is open.
_LEADING: tuple[tuple[tuple[Act, ...], tuple[Kind, ...], tuple[State, ...]], ...] = (
    ((Act.CREATE,), (Kind.OBJECTIVE,), (State.DRAFT,)),
    ((Act.CREATE, Act.DELETE), (Kind.KEY_RESULT,), _PLANNED),
    ((Act.ACCEPT,), (Kind.OBJECTIVE,), (State.PROPOSED,)),
    ((Act.EDIT,), _TEAM_CONTENT, (*_PLANNED, *_RUNNING)),
    ((Act.DELETE,), (Kind.OBJECTIVE,), _DRAFTS),
    ((Act.SUBMIT,), (Kind.OBJECTIVE,), (State.DRAFT,)),
    ((Act.ACTIVATE,), (Kind.OBJECTIVE,), (State.DRAFT, State.IN_REVIEW)),
    ((Act.ADJUST, Act.PAUSE, Act.STOP), _TEAM_CONTENT, _RUNNING),
    ((Act.GRADE_START,), (Kind.OBJECTIVE,), _RUNNING),
    ((Act.GRADE_BACK,), (Kind.OBJECTIVE,), (State.GRADING,)),
    ((Act.GRADE_FINAL,), _TEAM_CONTENT, (State.GRADING,)),
    ((Act.ALIGN,), (Kind.OBJECTIVE,), (*_PLANNED, *_RUNNING)),
    ((Act.SHARE,), (Kind.KEY_RESULT,), (*_PLANNED, *_RUNNING)),
    ((Act.ATTACH,), _TEAM_CONTENT, _OPEN),
)


def _leading(
    role: Role, visibilities: tuple[Visibility, ...], by: tuple[Relation, ...]
) -> tuple[Grant, ...]:
    """Return the lines that let `role` run what is visible to `visibilities`."""
    return tuple(
        Grant((role,), acts, kinds, visibilities, states, by) for acts, kinds, states in _LEADING
    )


_READING = (
    # Transparency is the default: drafts too are open to everybody who sees the thing.
    Grant(_EVERYBODY, (Act.VIEW,), CONTENT, _ORGANIZATION, _ANY_STATE, _ANYBODY),
    Grant((*_PEOPLE, Role.SERVICE), (Act.VIEW,), CONTENT, _TEAM, _ANY_STATE, _INSIDERS),
    Grant((*_PEOPLE, Role.SERVICE), (Act.VIEW,), CONTENT, _PRIVATE, _ANY_STATE, _SECRET_SHARERS),
    Grant((Role.TEAM_LEAD,), (Act.VIEW,), CONTENT, _TEAM, _ANY_STATE, _LEAD),
    Grant((Role.MANAGER,), (Act.VIEW,), CONTENT, (*_TEAM, *_PRIVATE), _ANY_STATE, _MANAGER),
    Grant((Role.CHAMPION,), (Act.VIEW,), CONTENT, _TEAM, _ANY_STATE, _ANYBODY),
    Grant((Role.ADMIN,), (Act.OPEN,), CONTENT, (*_TEAM, *_PRIVATE), _ANY_STATE, _ANYBODY),
)

_TALKING = (
    Grant((Role.MEMBER,), (Act.COMMENT,), CONTENT, _ORGANIZATION, _ANY_STATE, _ANYBODY),
    Grant((Role.MEMBER,), (Act.COMMENT,), CONTENT, _TEAM, _ANY_STATE, _INSIDERS),
    Grant((Role.MEMBER,), (Act.COMMENT,), CONTENT, _PRIVATE, _ANY_STATE, _OWNER),
    Grant((Role.TEAM_LEAD,), (Act.COMMENT,), CONTENT, _SHARED, _ANY_STATE, _LEAD),
    Grant((Role.MANAGER,), (Act.COMMENT,), CONTENT, _ALL, _ANY_STATE, _MANAGER),
    Grant((Role.CHAMPION,), (Act.COMMENT,), CONTENT, _SHARED, _ANY_STATE, _ANYBODY),
)

_OWNING = (
    Grant((Role.MEMBER,), (Act.PROPOSE,), (Kind.OBJECTIVE,), _ORGANIZATION, _PROPOSED, _ANYBODY),
    Grant((Role.MEMBER,), (Act.PROPOSE,), (Kind.OBJECTIVE,), _TEAM, _PROPOSED, _IN_TEAM),
    Grant((Role.MEMBER,), (Act.PROPOSE,), (Kind.OBJECTIVE,), _PRIVATE, _PROPOSED, _OWNER),
    Grant((Role.MEMBER,), (Act.EDIT,), (Kind.OBJECTIVE,), _ALL, _PLANNED, _OWNER),
    Grant((Role.MEMBER,), (Act.DELETE,), (Kind.OBJECTIVE,), _ALL, _DRAFTS, _OWNER),
    Grant((Role.MEMBER,), (Act.SUBMIT,), (Kind.OBJECTIVE,), _ALL, (State.DRAFT,), _OWNER),
    Grant((Role.MEMBER,), (Act.CREATE, Act.DELETE), _KEY_RESULTS, _ALL, _PLANNED, _OWNER),
    Grant((Role.MEMBER,), (Act.EDIT,), _KEY_RESULTS, _ALL, _PLANNED, _CO_OWNERS),
    Grant((Role.MEMBER,), (Act.ATTACH,), _OBJECTIVES, _ALL, _OPEN, _OWNER),
    Grant((Role.MEMBER,), (Act.ATTACH,), _KEY_RESULTS, _ALL, _OPEN, _CO_OWNERS),
    Grant((Role.MEMBER,), (Act.ALIGN,), _OBJECTIVES, _ALL, (*_PLANNED, *_RUNNING), _OWNER),
    Grant(
        (Role.MEMBER,),
        (Act.SHARE,),
        (Kind.KEY_RESULT,),
        _SHARED,
        (*_PLANNED, *_RUNNING),
        _CO_OWNERS,
    ),
    Grant((Role.MEMBER,), (Act.CHECK_IN,), _KEY_RESULTS, _ALL, _MEASURED, _CO_OWNERS),
    Grant((Role.MEMBER,), (Act.GRADE_START,), _OBJECTIVES, _ALL, _RUNNING, _OWNER),
    Grant((Role.MEMBER,), (Act.GRADE_BACK,), _OBJECTIVES, _ALL, (State.GRADING,), _OWNER),
    Grant((Role.MEMBER,), (Act.GRADE_SELF,), _OBJECTIVES, _ALL, (State.GRADING,), _OWNER),
    Grant((Role.MEMBER,), (Act.GRADE_SELF,), _KEY_RESULTS, _ALL, (State.GRADING,), _CO_OWNERS),
)

_PERSONAL = (
    # A personal objective is run by whom it belongs to; nobody else decides about it.
    Grant((Role.MEMBER,), (Act.CREATE,), (Kind.PERSONAL_OBJECTIVE,), _ALL, (State.DRAFT,), _OWNER),
    Grant((Role.MEMBER,), (Act.EDIT,), _PERSONAL_CONTENT, _ALL, (*_PLANNED, *_RUNNING), _OWNER),
    Grant((Role.MEMBER,), (Act.DELETE,), (Kind.PERSONAL_OBJECTIVE,), _ALL, _DRAFTS, _OWNER),
    Grant((Role.MEMBER,), (Act.ACTIVATE,), _OF_ONE, _ALL, (State.DRAFT,), _OWNER),
    Grant((Role.MEMBER,), _STEERING, _PERSONAL_CONTENT, _ALL, _RUNNING, _OWNER),
    Grant((Role.MEMBER,), (Act.GRADE_FINAL,), _PERSONAL_CONTENT, _ALL, (State.GRADING,), _OWNER),
)

_GRADING = frozenset({Act.GRADE_START, Act.GRADE_BACK, Act.GRADE_FINAL})

_LEADERS = (
    *_leading(Role.TEAM_LEAD, _SHARED, _LEAD),
    *_leading(Role.CHAMPION, _SHARED, _ANYBODY),
    # Of what is private nobody knows but the owner and the direct manager: a leader runs their
    # own, and the manager stands where the lead of the team would.
    *_leading(Role.TEAM_LEAD, _PRIVATE, _OWNER),
    *_leading(Role.CHAMPION, _PRIVATE, _OWNER),
    *_leading(Role.MANAGER, _PRIVATE, _MANAGER),
    Grant((Role.TEAM_LEAD,), (Act.RANK,), _TEAM_CONTENT, _SHARED, _OPEN, _LEAD),
)

_PROGRAMS = (
    *(
        Grant((Role.SERVICE,), acts, kinds, _ORGANIZATION, states, _ANYBODY)
        for acts, kinds, states in _LEADING
        if not _GRADING & set(acts)
    ),
    Grant((Role.SERVICE,), (Act.PROPOSE,), (Kind.OBJECTIVE,), _ORGANIZATION, _PROPOSED, _ANYBODY),
    Grant((Role.SERVICE,), (Act.CHECK_IN,), (Kind.KEY_RESULT,), _ORGANIZATION, _MEASURED, _ANYBODY),
    Grant((Role.SERVICE,), (Act.CHECK_IN,), (Kind.KEY_RESULT,), _ALL, _MEASURED, _CO_OWNERS),
    Grant((Role.SERVICE,), (Act.COMMENT,), CONTENT, _ORGANIZATION, _ANY_STATE, _ANYBODY),
)

_DECIDING = tuple(
    # By whose team it is, and by whose it is to see to.
    Grant((role,), (Act.EDIT,), (Kind.DECISION,), *_PLAIN, by)
    for role, by in (
        (Role.MEMBER, (*_IN_TEAM, *_OWNER)), (Role.TEAM_LEAD, _LEAD), (Role.CHAMPION, _ANYBODY)
    )
)  # fmt: skip

_WAIVING = (
    # Whoever sees the objective sees it; nobody answers their own, see `governance`.
    Grant((Role.MEMBER,), (Act.ASK,), (Kind.WAIVER,), *_PLAIN, _OWNER),
    Grant((Role.TEAM_LEAD,), (Act.ASK,), (Kind.WAIVER,), *_PLAIN, _LEAD),
    Grant((Role.ADMIN, Role.CHAMPION), (Act.ASK, Act.ANSWER), (Kind.WAIVER,), *_PLAIN, _ANYBODY),
    Grant((Role.MANAGER,), (Act.ANSWER,), (Kind.WAIVER,), *_PLAIN, _MANAGER),
)

_ASK_AND_ANSWER = (Act.ASK, Act.ANSWER)
_APPROVING = (
    # Answered from the team above, asked from its own; of what is private the manager answers, of
    # what they own nobody, and an admin for the last champion alone: `okrs.services.approving`.
    Grant((Role.MEMBER,), (Act.ASK,), (Kind.APPROVAL,), *_PLAIN, _OWNER),
    Grant((Role.MEMBER,), (Act.ANSWER,), (Kind.APPROVAL,), *_PLAIN, (Relation.NAMED,)),
    Grant((Role.TEAM_LEAD,), _ASK_AND_ANSWER, (Kind.APPROVAL,), *_PLAIN, _LEAD),
    Grant((Role.CHAMPION,), _ASK_AND_ANSWER, (Kind.APPROVAL,), *_PLAIN, _ANYBODY),
    Grant((Role.ADMIN,), (Act.ANSWER,), (Kind.APPROVAL,), *_PLAIN, _ANYBODY),
    Grant((Role.MANAGER,), _ASK_AND_ANSWER, (Kind.APPROVAL,), *_PLAIN, _MANAGER),
    Grant((Role.SERVICE,), (Act.ASK,), (Kind.APPROVAL,), *_PLAIN, _ANYBODY),
)

_ATTESTING = (
    # By oneself alone: no deputy keeps a practice for somebody else.
    Grant(_PEOPLE, (Act.VIEW, Act.CREATE), (Kind.ATTESTATION, *_SAID), *_PLAIN, _SELF),
    Grant(_PEOPLE, (Act.VIEW,), _SAID, *_PLAIN, _OWNER),
    Grant((Role.MEMBER,), (Act.ANSWER,), _SAID, *_PLAIN, _OWNER),
    Grant((Role.ADMIN, Role.CHAMPION), (Act.VIEW, Act.ANSWER), _SAID, *_PLAIN, _ANYBODY),
    Grant((Role.TEAM_LEAD,), (Act.VIEW,), (Kind.ATTESTATION,), *_PLAIN, _LEAD),
    Grant(_AUDITING, (Act.VIEW,), (Kind.ATTESTATION,), *_PLAIN, _ANYBODY),
)

_HOUSE = (
    Grant(_EVERYBODY, (Act.VIEW,), _PUBLIC_KINDS, _NONE, _STATELESS, _ANYBODY),
    Grant(_EVERYBODY, (Act.EXPORT,), (Kind.DOCUMENT,), _NONE, _STATELESS, _ANYBODY),
    Grant(_IMPORTING, (Act.IMPORT,), (Kind.DOCUMENT,), *_PLAIN, _ANYBODY),
    Grant((Role.TEAM_LEAD,), (Act.IMPORT,), (Kind.DOCUMENT,), _NONE, _STATELESS, _LEAD),
    Grant((Role.CHAMPION,), (Act.MANAGE,), _CHAMPIONED, _NONE, _STATELESS, _ANYBODY),
    Grant((Role.TEAM_LEAD,), (Act.MANAGE,), _LED_TOO, _NONE, _STATELESS, _LEAD),
    # A side of a dependency. Whoever sees both sides sees it; see `dependencies.permissions`.
    Grant(_EVERYBODY, (Act.VIEW,), (Kind.DEPENDENCY,), _NONE, _STATELESS, _ANYBODY),
    Grant((Role.MEMBER,), _DEPENDING, (Kind.DEPENDENCY,), _NONE, _STATELESS, _CO_OWNERS),
    Grant((Role.TEAM_LEAD,), _DEPENDING, (Kind.DEPENDENCY,), _NONE, _STATELESS, _LEAD),
    Grant((Role.CHAMPION, Role.SERVICE), _DEPENDING, (Kind.DEPENDENCY,), *_PLAIN, _ANYBODY),
    *(*_DECIDING, *_WAIVING, *_APPROVING, *_ATTESTING),
    Grant(_PEOPLE, (Act.VIEW, Act.EDIT), (Kind.SAVED_VIEW,), _NONE, _STATELESS, _SELF),
    Grant((Role.ADMIN,), (Act.MANAGE,), _ADMINISTERED, _NONE, _STATELESS, _ANYBODY),
    Grant((Role.ADMIN, Role.AUDITOR), (Act.VIEW, Act.EXPORT), (Kind.JOURNAL,), *_PLAIN, _ANYBODY),
    Grant(_AUDITING, (Act.VIEW, Act.EXPORT), (Kind.AUDIT,), *_PLAIN, _ANYBODY),
    # The auditor sees and changes nothing.
    Grant((Role.ADMIN, Role.CHAMPION), (Act.MANAGE,), (Kind.AUDIT,), *_PLAIN, _ANYBODY),
    Grant((Role.ADMIN,), (Act.VIEW, Act.MANAGE), (Kind.JOB, Kind.MESSAGE), *_PLAIN, _ANYBODY),
    Grant(_PEOPLE, (Act.EDIT,), (Kind.PERSON, Kind.WEEKLY_ANSWERS), _NONE, _STATELESS, _SELF),
    Grant((Role.MEMBER,), (Act.DEPUTIZE,), (Kind.PERSON,), _NONE, _STATELESS, _SELF),
    Grant((Role.MANAGER,), (Act.DEPUTIZE,), (Kind.PERSON,), _NONE, _STATELESS, _MANAGER),
    Grant((Role.ADMIN,), (Act.DEPUTIZE,), (Kind.PERSON,), _NONE, _STATELESS, _ANYBODY),
    Grant(_PEOPLE, (Act.VIEW, Act.CREATE, Act.MANAGE), (Kind.TOKEN,), _NONE, _STATELESS, _SELF),
    Grant((Role.ADMIN,), (Act.VIEW,), (Kind.TOKEN,), _NONE, _STATELESS, _ANYBODY),
    # A token acts in the name of its person: for a human being only they themselves make one.
    Grant((Role.ADMIN,), (Act.CREATE,), (Kind.TOKEN,), _NONE, _STATELESS, (Relation.OF_SERVICE,)),
)

GRANTS: tuple[Grant, ...] = (
    *(*_READING, *_TALKING, *_OWNING, *_PERSONAL),
    *(*_LEADERS, *_PROGRAMS, *_HOUSE),
)

#: What a deputy never takes over: being somebody's administrator must be granted by name.
NOT_DEPUTIZED = frozenset({Role.ADMIN, Role.SERVICE, Role.DEPUTY})


def combinations() -> Iterator[tuple[Act, Kind, Visibility, State]]:
    """Yield every question that can be asked about a thing, whoever asks."""
    for act in Act:
        for kind in Kind:
            content = kind in CONTENT
            for visibility in _ALL if content else _NONE:
                for state in _ANY_STATE if content else _STATELESS:
                    yield act, kind, visibility, state


@cache
def table() -> Mapping[Cell, frozenset[Relation]]:
    """Return every cell that grants something, with the relations it grants by.

    The deputy's cells follow from the others: wherever a role that can be stood in for grants an
    act by more than being oneself, a deputy has it by `Relation.DEPUTY`. Whether the *absent*
    person really has it is asked with the absent person's own roles and relations.
    """
    filled: dict[Cell, frozenset[Relation]] = {}
    there_are = frozenset(combinations())
    for grant in GRANTS:
        by = frozenset(grant.by)
        for question in product(grant.acts, grant.kinds, grant.visibilities, grant.states):
            if question in there_are:
                for role in grant.roles:
                    cell = (role, *question)
                    filled[cell] = filled.get(cell, frozenset()) | by
    for (role, act, kind, visibility, state), by in list(filled.items()):
        if role not in NOT_DEPUTIZED and by - {Relation.SELF}:
            filled[(Role.DEPUTY, act, kind, visibility, state)] = frozenset({Relation.DEPUTY})
    return filled


def relations_granted(cell: Cell) -> frozenset[Relation]:
    """Return the relations by which a cell grants its act; none of them means refused."""
    return table().get(cell, frozenset())


def cells() -> Iterator[tuple[Cell, frozenset[Relation]]]:
    """Yield every cell of the table, refusals included (with no relation)."""
    for role in Role:
        for question in combinations():
            cell = (role, *question)
            yield cell, relations_granted(cell)


def allowed(
    roles: Iterable[Role],
    act: Act,
    kind: Kind,
    visibility: Visibility = Visibility.NONE,
    state: State = State.NONE,
    relations: Iterable[Relation] = (),
) -> bool:
    """Say whether somebody with these roles and ties to a thing may do the act to it.

    Args:
        roles: what the person is in the organization.
        act: what they want to do.
        kind: what it would be done to.
        visibility: who may see the thing; `Visibility.NONE` for kinds without one.
        state: of the objective it is or belongs to; `State.NONE` for other kinds.
        relations: the person's ties to the thing; `Relation.ANY` need not be among them.

    Returns:
        True if one cell grants it; what the table does not name is refused.
    """
    ties = frozenset(relations) | {Relation.ANY}
    return any(ties & relations_granted((role, act, kind, visibility, state)) for role in roles)


_READ_ACTS = frozenset({Act.VIEW, Act.EXPORT})
_CHECK_IN_ACTS = frozenset({Act.CHECK_IN, Act.COMMENT})
#: Never through a token, whoever owns it: a leaked secret must not be able to beget another one,
#: to raise anybody's rights, to open what is private, or to send mail that holds a secret again.
_NEVER_BY_TOKEN = frozenset({Kind.TOKEN, Kind.ROLE, Kind.MESSAGE})


def scopes_allow(scopes: Iterable[TokenScope], act: Act, kind: Kind) -> bool:
    """Say whether the scopes of an API token let it ask for an act at all."""
    held = frozenset(scopes)
    if act in _READ_ACTS:
        return bool(held)
    if act is Act.OPEN or kind in _NEVER_BY_TOKEN:
        return False
    if act in _CHECK_IN_ACTS:
        return bool(held & {TokenScope.CHECK_IN, TokenScope.WRITE})
    return TokenScope.WRITE in held
