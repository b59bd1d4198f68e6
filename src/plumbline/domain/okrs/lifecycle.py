"""The life of an objective: which act leads from which state to which.

The table says what is possible; who may do it says `orgs.rights`.
"""

from collections.abc import Mapping

from plumbline.domain.okrs.models import State
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import Refused

TRANSITIONS: Mapping[tuple[State, Act], State] = {
    (State.PROPOSED, Act.ACCEPT): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.IN_REVIEW,
    (State.DRAFT, Act.ACTIVATE): State.ACTIVE,
    (State.IN_REVIEW, Act.ACTIVATE): State.ACTIVE,
    (State.ACTIVE, Act.PAUSE): State.PAUSED,
    (State.ACTIVE, Act.STOP): State.STOPPED,
    (State.PAUSED, Act.STOP): State.STOPPED,
    (State.ACTIVE, Act.GRADE_START): State.GRADING,
    (State.PAUSED, Act.GRADE_START): State.GRADING,
    (State.GRADING, Act.GRADE_FINAL): State.CLOSED,
}

#: What a person may still write freely; from activation on a change is an adjustment.
EDITABLE_STATES = frozenset({State.PROPOSED, State.DRAFT, State.IN_REVIEW})

#: Where values, weights, owner and scope change by a recorded adjustment only.
RUNNING_STATES = frozenset({State.ACTIVE, State.PAUSED})


def transition(state: str, act: Act) -> State:
    """Return the state that an act leads to.

    Raises:
        Refused: The act is not possible in this state.
    """
    try:
        return TRANSITIONS[State(state), act]
    except KeyError:
        raise Refused("okrs.transition_refused", act=act.value, state=State(state).label) from None


#: Where check-ins are taken: until the grade is given, so that the last value can come in late.
MEASURED_STATES = frozenset({State.ACTIVE, State.GRADING})

#: What has begun and is not over yet.
OPEN_STATES = RUNNING_STATES | {State.GRADING}
