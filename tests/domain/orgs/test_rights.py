"""The table of rights, cell by cell, against a second statement of it."""

from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.orgs.rights import (
    CONTENT,
    Act,
    Cell,
    Kind,
    Relation,
    Role,
    State,
    Visibility,
    allowed,
    cells,
    scopes_allow,
)

STATES = {
    "p": State.PROPOSED,
    "d": State.DRAFT,
    "r": State.IN_REVIEW,
    "a": State.ACTIVE,
    "u": State.PAUSED,
    "g": State.GRADING,
    "c": State.CLOSED,
    "s": State.STOPPED,
    "-": State.NONE,
}
VISIBILITIES = {
    "o": Visibility.ORGANIZATION,
    "t": Visibility.TEAM,
    "p": Visibility.PRIVATE,
    "-": Visibility.NONE,
}
RELATIONS = {
    "yes": Relation.ANY,
    "own": Relation.OWNER,
    "kr": Relation.KEY_RESULT_OWNER,
    "part": Relation.PARTICIPANT,
    "lead": Relation.LEAD,
    "mgr": Relation.MANAGER,
    "dep": Relation.DEPUTY,
    "team": Relation.MEMBER_OF_TEAM,
    "self": Relation.SELF,
    "svc": Relation.OF_SERVICE,
    "named": Relation.NAMED,
}


@cache
def statement() -> dict[Cell, frozenset[Relation]]:
    """Read the second statement into cells; a cell said twice is a mistake in it."""
    text = (Path(__file__).parent / "rights_matrix.yml").read_text(encoding="utf-8")
    blocks = YAML(typ="base").load(text)
    said: dict[Cell, frozenset[Relation]] = {}
    for kinds, acts_of in blocks.items():
        for acts, places in acts_of.items():
            for place, roles in places.items():
                for cell, by in _cells_of(kinds, acts, place, roles):
                    assert cell not in said, f"{cell} is stated twice"
                    said[cell] = by
    return said


def _cells_of(
    kinds: str, acts: str, place: str, roles: dict[str, str]
) -> list[tuple[Cell, frozenset[Relation]]]:
    visibilities, states = place.split()
    return [
        (
            (Role(role), Act(act), Kind(kind), VISIBILITIES[visibility], STATES[state]),
            frozenset(RELATIONS[word] for word in by.split()),
        )
        for kind in kinds.split(", ")
        for act in acts.split(", ")
        for visibility in visibilities
        for state in states
        for role, by in roles.items()
    ]


def agrees(cell: Cell, granted: frozenset[Relation]) -> bool:
    """Say whether a cell grants exactly what the second statement says."""
    return statement().get(cell, frozenset()) == granted


def test_every_cell_is_as_stated_refusals_included() -> None:
    wrong = [
        f"{' '.join(cell)}: {sorted(granted)}, stated {sorted(statement().get(cell, ()))}"
        for cell, granted in cells()
        if not agrees(cell, granted)
    ]
    assert wrong == []


def test_everything_stated_is_a_cell_of_the_table() -> None:
    assert statement().keys() <= {cell for cell, _ in cells()}


def test_flipping_any_cell_is_noticed() -> None:
    for cell, granted in cells():
        flipped = frozenset[Relation]() if granted else frozenset({Relation.ANY})
        assert not agrees(cell, flipped), cell
        for relation in granted:
            assert not agrees(cell, granted - {relation}), cell


def test_allowed_answers_each_cell_for_each_single_relation() -> None:
    for cell, _granted in cells():
        role, act, kind, visibility, state = cell
        stated = statement().get(cell, frozenset())
        for relation in Relation:
            expected = relation in stated or Relation.ANY in stated
            assert allowed({role}, act, kind, visibility, state, {relation}) is expected, cell


def test_without_a_role_nothing_is_allowed() -> None:
    for (_, act, kind, visibility, state), _granted in cells():
        assert not allowed((), act, kind, visibility, state, Relation)


def test_roles_add_up() -> None:
    question = (Act.MANAGE, Kind.CYCLE)
    assert not allowed({Role.MEMBER}, *question)
    assert allowed({Role.MEMBER, Role.CHAMPION}, *question)


@pytest.mark.parametrize("kind", CONTENT)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.CHAMPION, Role.TEAM_LEAD, Role.AUDITOR])
def test_no_office_alone_opens_what_is_private(kind: Kind, role: Role) -> None:
    offices = {Relation.LEAD, Relation.MEMBER_OF_TEAM, Relation.SELF}
    for state in State:
        assert not allowed({role}, Act.VIEW, kind, Visibility.PRIVATE, state, offices)


def test_who_may_act_on_a_thing_may_see_it() -> None:
    """An act on what one cannot see would tell of it."""
    creating = {Act.CREATE, Act.PROPOSE, Act.OPEN}
    for cell, granted in cells():
        role, act, kind, visibility, state = cell
        if act in creating or kind not in CONTENT:
            continue
        for relation in granted:
            ties = {relation}
            if relation is Relation.KEY_RESULT_OWNER:
                ties.add(Relation.PARTICIPANT)
            assert allowed({role, Role.MEMBER}, Act.VIEW, kind, visibility, state, ties), cell


@pytest.mark.parametrize(
    ("scopes", "act", "kind", "expected"),
    [
        ({TokenScope.READ}, Act.VIEW, Kind.OBJECTIVE, True),
        ({TokenScope.READ}, Act.CHECK_IN, Kind.KEY_RESULT, False),
        ({TokenScope.READ}, Act.EDIT, Kind.OBJECTIVE, False),
        ({TokenScope.CHECK_IN}, Act.VIEW, Kind.OBJECTIVE, True),
        ({TokenScope.CHECK_IN}, Act.CHECK_IN, Kind.KEY_RESULT, True),
        ({TokenScope.CHECK_IN}, Act.COMMENT, Kind.OBJECTIVE, True),
        ({TokenScope.CHECK_IN}, Act.ACTIVATE, Kind.OBJECTIVE, False),
        ({TokenScope.WRITE}, Act.ACTIVATE, Kind.OBJECTIVE, True),
        ({TokenScope.WRITE}, Act.CHECK_IN, Kind.KEY_RESULT, True),
        ({TokenScope.WRITE}, Act.CREATE, Kind.TOKEN, False),
        ({TokenScope.WRITE}, Act.MANAGE, Kind.ROLE, False),
        ({TokenScope.WRITE}, Act.OPEN, Kind.OBJECTIVE, False),
        (set(), Act.VIEW, Kind.OBJECTIVE, False),
    ],
)
def test_a_token_is_capped_by_its_scopes(
    scopes: set[TokenScope], act: Act, kind: Kind, expected: bool
) -> None:
    assert scopes_allow(scopes, act, kind) is expected
