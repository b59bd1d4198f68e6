"""From work to result: the three questions that turn an activity."""

import re
from dataclasses import dataclass

from plumbline.engine.coaching.deeds import deed_done
from plumbline.engine.messages import Message
from plumbline.engine.rules.language.tongue import ENGLISH, language_of
from plumbline.engine.rules.language.verdict import verdict_of

LEAST_CONFIDENCE = 0.6
"""As the rule `activity-as-result` takes it: what is less sure is not spoken of."""
_END = re.compile(r"[\s.;:,!]+$")
_NUMBERLESS = frozenset(
    {
        "no number",
        "noun first + no number",
        "object of no known kind",
        "noun first + object of no known kind",
    }
)
"""What a line shows that has no number and of whose words nothing is known."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A line that names work, to be turned by the three questions.

    Attributes:
        work: The line as it was typed, without marks at its end.
        message: That it is work.
        is_deed: It names something to be done; what merely lacks a number names nothing yet.
        change: The first question, in the words of the line where they can be turned.
    """

    work: str
    message: Message
    is_deed: bool
    change: Message


CHANGE, SEEN, MOVEMENT = (
    Message("coaching.change"),
    Message("coaching.seen"),
    Message("coaching.movement"),
)
"""The three questions: what changes, how early it could be seen, what movement is plausible."""


def turning_of(title: str) -> Turning | None:
    """Return what to ask the turning questions about; `None` where it reads as a result.

    Args:
        title: As typed; a title in a language the rules do not know is not judged.

    Source:
        Google, OKR Playbook: key results describe outcomes, not activities.
    """
    work = _END.sub("", " ".join(title.split()))
    if not work or language_of(work) != ENGLISH:
        return None
    verdict = verdict_of(work)
    if not verdict.is_work or verdict.confidence < LEAST_CONFIDENCE:
        return None
    is_deed = any(reason.feature not in _NUMBERLESS for reason in verdict.reasons)
    done = deed_done(work) if is_deed else None
    change = CHANGE if done is None else Message("coaching.change.once", {"done": done})
    return Turning(work, Message("coaching.work", {"work": work}), is_deed, change)
