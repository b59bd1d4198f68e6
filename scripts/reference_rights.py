"""Writes `docs/reference/rights.md` from the table of rights, or checks that it is up to date.

python scripts/reference_rights.py            write the page
python scripts/reference_rights.py --check    exit 1 if the page differs from the table
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from plumbline.domain.orgs.rights import (
    CONTENT,
    Act,
    Kind,
    Relation,
    Role,
    State,
    Visibility,
    combinations,
    relations_granted,
)

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rights.md"

_INTRODUCTION = """\
# Rights

Who may do what. This page is written from the table that the program itself asks
(`plumbline.domain.orgs.rights`), by `python scripts/reference_rights.py`; change the table, not the
page. What no row grants is refused.

A row reads: this act, to a thing with this visibility in one of these states, is granted to these
roles. Words in brackets say what must tie the person to the thing; without them nothing needs to.

{ties}

A **deputy** has the acts of the person they stand in for, while the days agreed on last: each is
asked with the absent person's own roles and ties. Administering, and what belongs to a person as
themself (their tokens, their name), is never taken over. The journal names both.

What is private is reached with the owner's knowledge only. Nobody makes themself a **deputy**, and
nobody makes themself the **manager** of a person who has signed in: another admin does it, the
person is told by mail, and the journal says who did. Everybody else who must read what is private
opens it with a reason, which the owner gets.

An **API token** caps the rights of its person by its scopes and never adds to them. No token makes
tokens, gives roles or opens what is private.

Everybody active is a **member**, except those who were given only a role of reading (viewer,
auditor, finance partner) and belong to no team. A **team lead** leads at least one team, a
**manager** has direct reports, a **service** is a program.
"""

_TIES = {
    Relation.OWNER: "owns the objective",
    Relation.KEY_RESULT_OWNER: "owns this key result",
    Relation.PARTICIPANT: "owns a key result of the objective",
    Relation.LEAD: "leads the team, or one above it",
    Relation.MANAGER: "is the direct manager of the owner, or of the person",
    Relation.DEPUTY: "stands in for somebody who may",
    Relation.MEMBER_OF_TEAM: "belongs to the team, or to one below it",
    Relation.SELF: "is the person, or the token is theirs",
    Relation.OF_SERVICE: "the person is a service",
}


def page() -> str:
    """Return the whole page, from the table."""
    ties = "\n".join(f"- *{_words(relation)}*: {_TIES[relation]}" for relation in _TIES)
    parts = [_INTRODUCTION.format(ties=ties)]
    for kind in Kind:
        parts.append(f"\n## {_words(kind).capitalize()}\n\n" + "\n".join(_table(kind)) + "\n")
    return "".join(parts)


def _table(kind: Kind) -> Iterator[str]:
    if kind in CONTENT:
        yield "| Act | Visibility | States | Granted to |"
        yield "|---|---|---|---|"
    else:
        yield "| Act | Granted to |"
        yield "|---|---|"
    for (act, visibility), rows in _alike(kind).items():
        for granted, states in rows.items():
            place = f"| {_words(visibility)} | {_states(states)} " if kind in CONTENT else ""
            yield f"| {_words(act)} {place}| {granted} |"


def _alike(kind: Kind) -> dict[tuple[Act, Visibility], dict[str, list[State]]]:
    """Return the states of a thing for each act, gathered by what is granted in them."""
    alike: dict[tuple[Act, Visibility], dict[str, list[State]]] = {}
    for act, asked_kind, visibility, state in combinations():
        if asked_kind is kind and (granted := _granted(act, kind, visibility, state)):
            rows = alike.setdefault((act, visibility), {})
            rows.setdefault(granted, []).append(state)
    return alike


def _granted(act: Act, kind: Kind, visibility: Visibility, state: State) -> str:
    roles = []
    for role in Role:
        by = relations_granted((role, act, kind, visibility, state))
        if Relation.ANY in by:
            roles.append(f"**{_words(role)}**")
        elif by:
            roles.append(f"**{_words(role)}** ({_joined(tie for tie in Relation if tie in by)})")
    return ", ".join(roles)


def _states(states: list[State]) -> str:
    every = [state for state in State if state is not State.NONE]
    return "every" if states == every else _joined(states)


def _joined(words: Iterable[Relation | State]) -> str:
    return ", ".join(_words(word) for word in words)


def _words(word: str) -> str:
    return str(word).replace("_", " ")


def main(arguments: list[str]) -> int:
    """Write or check the page; return the exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    text = page()
    if arguments:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            print(f"{PAGE.name} differs from the table: run python scripts/reference_rights.py")
            return 1
        return 0
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
