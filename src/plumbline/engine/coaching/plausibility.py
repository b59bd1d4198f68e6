"""How a target stands beside what the metric did in earlier cycles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.messages import Message


class Reach(StrEnum):
    """How far a target reaches."""

    TIMID = "timid"
    USUAL = "usual"
    STRETCH = "stretch"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Plausibility:
    """A target beside the past.

    Attributes:
        reach: `timid` where every earlier cycle brought more, `usual` where at least half brought
            as much, `stretch` where some did, `new` where none did.
        message: The same in words, with the counts.
    """

    reach: Reach
    message: Message


def plausibility_of(
    baseline: Decimal, target: Decimal, changes: Sequence[Decimal]
) -> Plausibility | None:
    """Weigh a target against the changes of earlier cycles; `None` where nothing is known.

    Args:
        baseline: Where it starts, in the metric's unit.
        target: Where it is to be.
        changes: What each earlier cycle changed, signed, in the same unit, in any order.

    Source:
        Shares of earlier changes, as the forecast's climatology takes them.
    """
    asked = target - baseline
    if not changes or asked == 0:
        return None
    sign = 1 if asked > 0 else -1
    turned = [change * sign for change in changes]
    best, reached, cycles = max(turned), sum(one >= abs(asked) for one in turned), len(turned)
    if min(turned) > abs(asked):
        reach = Reach.TIMID
    elif reached * 2 >= cycles:
        reach = Reach.USUAL
    else:
        reach = Reach.STRETCH if reached else Reach.NEW
    said = {"asked": abs(asked), "best": best, "reached": reached, "cycles": cycles}
    if best <= 0:
        return Plausibility(reach, Message("coaching.past.none", said))
    match reach:
        case Reach.TIMID:
            message = Message("coaching.past.timid", said)
        case Reach.USUAL:
            message = Message("coaching.past.usual", said)
        case Reach.STRETCH:
            message = Message("coaching.past.stretch", said)
        case Reach.NEW:
            message = Message("coaching.past.new", said)
    return Plausibility(reach, message)
