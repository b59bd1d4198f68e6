"""Which practices of the library the example lives by, and why."""

from dataclasses import dataclass
from typing import Final

from plumbline.domain.governance.choices import Tier
from plumbline.domain.practice_feedback.choices import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Governed:
    """A practice of the library that is adopted; with `proved` it becomes a policy later.

    Attributes:
        days: Days before its cycle by which what it asks for is due.
        people: Keys of the people it names.
    """

    key: str
    tier: Tier
    reason: str
    proved: str = ""
    days: int = 0
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What somebody answers to an objective of the next quarter that is handed in."""

    objective: str
    person: str
    is_approved: bool
    words: str


PRACTICES: Final = (
    Governed(
        key="one-owner",
        tier=Tier.GUIDELINE,
        reason="Last quarter two results had a team as their owner, and nobody looked at them.",
        proved="Since it is a guideline no result went without a person. Nobody wants to go back.",
    ),
    Governed(
        key="from-a-baseline",
        tier=Tier.GUIDELINE,
        reason="We argued for a week about where a measure had started.",
    ),
    Governed(
        key="guardrail-on-growth",
        tier=Tier.GUIDELINE,
        reason="We filled more loads last year, and complaints filled with them.",
    ),
    Governed(
        key="said-before-it-starts",
        tier=Tier.BEST_PRACTICE,
        reason="People who joined in the middle of a quarter could not tell what we were after.",
    ),
    Governed(
        key="approved-above",
        tier=Tier.GUIDELINE,
        reason="Two teams found out in the third week that they were after the same customers.",
        days=14,
        people=("dana",),
    ),
    Governed(
        key="no-insider-words",
        tier=Tier.BEST_PRACTICE,
        reason="People of other teams asked what our lines mean.",
    ),
)

#: Some days after they were written; the first of next quarter's waits for an answer still.
APPROVALS: Final = (
    Answered(
        objective="next-reload-market",
        person="ruth",
        is_approved=True,
        words="Yes. Agree with the warehouses before the first of the month.",
    ),
    Answered(
        objective="next-communication",
        person="tomas",
        is_approved=False,
        words="What will people notice? Workshops and a newsletter are work of ours.",
    ),
)

#: What people who live with the policy say of it, in the order of the leads.
SAID: Final = (
    (Verdict.HELPS, "Since each result has one person I know whom to ask."),
    (Verdict.HINDERS, "Two of us run one result together. Let us name a second person beside."),
    (Verdict.HELPS, ""),
    (Verdict.UNCLEAR, "Who owns it while somebody is on leave?"),
    (Verdict.HELPS, ""),
    (Verdict.HELPS, "It ended the weekly question of who brings the number."),
)

#: What the champion answers to the one about leave.
ANSWERED: Final = "Their deputy acts for them; the owner stays. The next wording says so."

#: Why a lead asks for their teams to be let off it for some time, and what is answered.
TWO_SHIFTS: Final = "Two shifts share each result of the depots until the new planner starts."
UNTIL_THEN: Final = "Until then. Name one of the two by that day."

#: Which team asks to be let off which practice, and why; it waits for an answer.
ASKING: Final = "dispatch-south"
ASKED_OFF: Final = "from-a-baseline"
NO_BASELINE_YET: Final = "The new boards count from next month on; before that we can only guess."

#: What one lead answers who is asked to attest it.
NOT_YET: Final = (
    "Two results of ours change hands this month. From the first on each has one owner."
)
