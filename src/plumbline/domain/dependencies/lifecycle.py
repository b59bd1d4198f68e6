"""The life of a dependency: which act leads from which state to which."""

from collections.abc import Mapping
from enum import StrEnum

from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.tenancy.errors import Refused


class DependencyAct(StrEnum):
    """What somebody may do to a dependency as it stands."""

    ACCEPT = "accept"
    DECLINE = "decline"
    DELIVER = "deliver"
    MOVE = "move"
    WITHDRAW = "withdraw"


_ASKED, _ACCEPTED = PromiseState.ASKED, PromiseState.ACCEPTED
_DECLINED = PromiseState.DECLINED

#: A new day is a new question, so whoever delivers answers it anew.
TRANSITIONS: Mapping[tuple[PromiseState, DependencyAct], PromiseState] = {
    (_ASKED, DependencyAct.ACCEPT): _ACCEPTED,
    (_ASKED, DependencyAct.DECLINE): _DECLINED,
    (_ASKED, DependencyAct.DELIVER): PromiseState.DELIVERED,
    (_ASKED, DependencyAct.MOVE): _ASKED,
    (_ASKED, DependencyAct.WITHDRAW): PromiseState.WITHDRAWN,
    (_ACCEPTED, DependencyAct.DECLINE): _DECLINED,
    (_ACCEPTED, DependencyAct.DELIVER): PromiseState.DELIVERED,
    (_ACCEPTED, DependencyAct.MOVE): _ASKED,
    (_ACCEPTED, DependencyAct.WITHDRAW): PromiseState.WITHDRAWN,
    (_DECLINED, DependencyAct.MOVE): _ASKED,
    (_DECLINED, DependencyAct.WITHDRAW): PromiseState.WITHDRAWN,
}

#: Acts of the side that delivers; the others are those of the side that waits.
ANSWERS = frozenset({DependencyAct.ACCEPT, DependencyAct.DECLINE, DependencyAct.DELIVER})


def transition(state: str, act: DependencyAct) -> PromiseState:
    """Return the state that an act leads to.

    Raises:
        Refused: The act is not possible in this state.
    """
    try:
        return TRANSITIONS[PromiseState(state), act]
    except KeyError:
        label = str(PromiseState(state).label).lower()
        raise Refused("dependencies.not_now", state=label) from None
