"""The table of rights in people's words: what may be done, by whom, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plumbline.domain.orgs.rights import (
    Act,
    Kind,
    Relation,
    Role,
    State,
    Visibility,
    combinations,
    relations_granted,
)
from plumbline.web.orgs.people_forms import ROLE_WORDS
from plumbline.web.orgs.role_words import FOLLOWING_WORDS

ALL_ROLE_WORDS: Final[Mapping[Role, Promise]] = {**ROLE_WORDS, **FOLLOWING_WORDS}

#: Of a deputy the page says once that they have the acts of whom they stand in for.
SHOWN_ROLES: Final = tuple(role for role in Role if role is not Role.DEPUTY)

KIND_WORDS: Final[Mapping[Kind, Promise]] = {
    Kind.OBJECTIVE: _("A team’s objective"),
    Kind.PERSONAL_OBJECTIVE: _("A personal objective"),
    Kind.KEY_RESULT: _("A key result of a team’s objective"),
    Kind.PERSONAL_KEY_RESULT: _("A key result of a personal objective"),
    Kind.CHECK_IN: _("A check-in"),
    Kind.CYCLE: _("Cycles"),
    Kind.PRIORITY: _("Strategy and priorities"),
    Kind.TEAM: _("Teams"),
    Kind.PERSON: _("People"),
    Kind.ROLE: _("Roles"),
    Kind.TOKEN: _("API tokens"),
    Kind.ORGANIZATION: _("The organization"),
    Kind.MODULE: _("Modules"),
    Kind.JOURNAL: _("The journal"),
    Kind.CUSTOM_FIELD: _("Custom fields"),
    Kind.DOCUMENT: _("Documents of OKRs"),
    Kind.DEPENDENCY: _("A side of a dependency"),
    Kind.SAVED_VIEW: _("Saved views of one’s own"),
    Kind.SHARED_VIEW: _("Saved views of the whole organization"),
    Kind.TEMPLATE: _("Templates of the organization"),
    Kind.WORKING_DAYS: _("Working days, holidays and locations"),
    Kind.WEEKLY_ANSWERS: _("Answers to the three questions of a week"),
    Kind.DECISION: _("Decisions of a team’s weekly review"),
    Kind.PRACTICE: _("Practices: best practices, guidelines, policies"),
    Kind.WAIVER: _("Waivers of practices"),
    Kind.APPROVAL: _("Approvals of objectives"),
    Kind.AUDIT: _("Audits and their schedules"),
    Kind.ATTESTATION: _("That somebody keeps a practice"),
    Kind.PRACTICE_FEEDBACK: _("What people say of a practice"),
    Kind.ASSIGNMENT: _("Lessons that people are to do"),
    Kind.JOB: _("Jobs"),
    Kind.MESSAGE: _("Mail"),
}

ACT_WORDS: Final[Mapping[Act, Promise]] = {
    Act.VIEW: _("read"),
    Act.OPEN: _("open with a reason, told to its owner"),
    Act.PROPOSE: _("propose"),
    Act.CREATE: _("add"),
    Act.ACCEPT: _("take up a proposal"),
    Act.EDIT: _("edit"),
    Act.DELETE: _("throw away"),
    Act.SUBMIT: _("hand in for review"),
    Act.ACTIVATE: _("activate"),
    Act.ADJUST: _("adjust while it runs"),
    Act.PAUSE: _("pause and resume"),
    Act.STOP: _("stop"),
    Act.CHECK_IN: _("check in"),
    Act.GRADE_START: _("begin grading"),
    Act.GRADE_BACK: _("take the start of grading back"),
    Act.GRADE_SELF: _("propose the grade"),
    Act.GRADE_FINAL: _("grade finally"),
    Act.RANK: _("set the rank"),
    Act.COMMENT: _("comment"),
    Act.SHARE: _("share with another team"),
    Act.ALIGN: _("link to what it supports"),
    Act.ATTACH: _("add and remove external links"),
    Act.ASK: _("ask for something, move its day, withdraw it"),
    Act.ANSWER: _("accept, decline and deliver"),
    Act.IMPORT: _("bring in"),
    Act.EXPORT: _("export"),
    Act.DEPUTIZE: _("name a deputy"),
    Act.MANAGE: _("manage"),
}

_ACTS_OF_A_KIND: Final[Mapping[tuple[Kind, Act], Promise]] = {
    (Kind.WAIVER, Act.ASK): _("ask for one, take that back"),
    (Kind.WAIVER, Act.ANSWER): _("grant or decline it"),
    (Kind.APPROVAL, Act.ASK): _("ask for it"),
    (Kind.APPROVAL, Act.ANSWER): _("approve, or say what is missing"),
    (Kind.PRACTICE_FEEDBACK, Act.ANSWER): _("answer it"),
}

TIE_WORDS: Final[Mapping[Relation, Promise]] = {
    Relation.OWNER: _("owning the objective"),
    Relation.KEY_RESULT_OWNER: _("owning this key result"),
    Relation.PARTICIPANT: _("owning a key result of it"),
    Relation.LEAD: _("of its team or one above"),
    Relation.MANAGER: _("of the owner or person"),
    Relation.MEMBER_OF_TEAM: _("in the team or one below"),
    Relation.SELF: _("for themself"),
    Relation.OF_SERVICE: _("for a service"),
    Relation.NAMED: _("being named for it"),
}

VISIBILITY_WORDS: Final[Mapping[Visibility, Promise]] = {
    Visibility.ORGANIZATION: _("seen by all"),
    Visibility.TEAM: _("seen by the team"),
    Visibility.PRIVATE: _("private"),
}

STATE_WORDS: Final[Mapping[State, Promise]] = {
    State.PROPOSED: _("proposed"),
    State.DRAFT: _("draft"),
    State.IN_REVIEW: _("in review"),
    State.ACTIVE: _("active"),
    State.PAUSED: _("paused"),
    State.GRADING: _("in grading"),
    State.CLOSED: _("closed"),
    State.STOPPED: _("stopped"),
}

FEW_LINES: Final = 6

_Granted = frozenset[tuple[Role, frozenset[Relation]]]


@dataclass(frozen=True, slots=True)
class RightLine:
    """One thing that may be done.

    Attributes:
        act: What; empty where the line before says it.
        who: Who may, each with what must tie them to it.
        when: Of what, and in which states; empty for always.
    """

    act: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class RightGroup:
    """Everything that may be done to one kind of thing."""

    kind: Kind
    label: str
    lines: tuple[RightLine, ...]

    @property
    def is_long(self) -> bool:
        """Whether it is better read when asked for."""
        return len(self.lines) > FEW_LINES

    @property
    def has_places(self) -> bool:
        """Whether anything of it depends on who sees it or on its state."""
        return any(line.when for line in self.lines)


def act_words(act: Act, kind: Kind) -> str:
    """Return what may be done; to ask for an approval is another thing than for a delivery."""
    return str(_ACTS_OF_A_KIND.get((kind, act)) or ACT_WORDS[act])


def rights_groups(role: Role | None = None) -> tuple[RightGroup, ...]:
    """Return the table by kind of thing, or what one role is granted."""
    return _groups(role, get_language() or "")


@cache
def _groups(role: Role | None, _language: str) -> tuple[RightGroup, ...]:
    found = ((kind, tuple(_lines(kind, role))) for kind in Kind)
    return tuple(RightGroup(kind, str(KIND_WORDS[kind]), lines) for kind, lines in found if lines)


def _lines(kind: Kind, role: Role | None) -> Iterable[RightLine]:
    """Yield a line for each act and each set of people, with where and when they may."""
    places: dict[tuple[Act, _Granted], dict[Visibility, list[State]]] = {}
    for act, asked, visibility, state in combinations():
        granted = _granted(act, kind, visibility, state, role) if asked is kind else None
        if granted:
            places.setdefault((act, granted), {}).setdefault(visibility, []).append(state)
    before: Act | None = None
    for (act, granted), when in places.items():
        words = "" if act is before else capfirst(act_words(act, kind))
        yield RightLine(words, _who(granted), _when(when))
        before = act


def _granted(
    act: Act, kind: Kind, visibility: Visibility, state: State, role: Role | None
) -> _Granted:
    return frozenset(
        (each, relations)
        for each in SHOWN_ROLES
        if role in (None, each)
        and (relations := relations_granted((each, act, kind, visibility, state)))
    )


def _who(granted: _Granted) -> str:
    """Write the roles; those that need a tie say which."""
    if frozenset((each, frozenset({Relation.ANY})) for each in SHOWN_ROLES) == granted:
        return str(_("everybody"))
    by_ties: dict[frozenset[Relation], list[Role]] = {}
    for role, ties in sorted(granted, key=lambda pair: SHOWN_ROLES.index(pair[0])):
        by_ties.setdefault(ties, []).append(role)
    parts = []
    for ties, roles in by_ties.items():
        names = ", ".join(str(ALL_ROLE_WORDS[role]) for role in roles)
        if Relation.ANY in ties:
            parts.append(names)
        else:
            said = [str(words) for tie, words in TIE_WORDS.items() if tie in ties]
            parts.append(f"{names} ({', '.join(said)})")
    return "; ".join(parts)


def _when(places: Mapping[Visibility, list[State]]) -> str:
    """Write where and in which states; what holds in all places is said once."""
    by_states: dict[tuple[State, ...], list[Visibility]] = {}
    for visibility, states in places.items():
        by_states.setdefault(tuple(states), []).append(visibility)
    parts = []
    for held, visibilities in by_states.items():
        said = []
        if Visibility.NONE not in visibilities and len(visibilities) < len(VISIBILITY_WORDS):
            said.append(", ".join(str(VISIBILITY_WORDS[each]) for each in visibilities))
        if State.NONE not in held and len(held) < len(STATE_WORDS):
            said.append(", ".join(str(STATE_WORDS[each]) for each in held))
        if said:
            parts.append(": ".join(said))
    return "; ".join(parts)
