"""Personal objectives of the present quarter: open, and for two pairs of eyes only."""

from plumbline.domain.demo.content.model import (
    KeyResultContent,
    ObjectiveContent,
    Said,
    increase,
    milestone,
    series,
)
from plumbline.domain.okrs.models import Cadence, Style, Visibility

OBJECTIVES: tuple[ObjectiveContent, ...] = (
    ObjectiveContent(
        key="finn-learns-spanish",
        title="I talk to southern drivers in their own language",
        why="Half of the damage reports from the south reach me through somebody else.",
        owner="finn",
        style=Style.ASPIRATIONAL,
        written=-3,
        supports=("claim-in-minutes",),
        key_results=(
            KeyResultContent(
                key="finn-calls",
                title="Calls held in Spanish from 0 to 6 a week",
                owner="finn",
                metric=increase("0", "6", "calls a week"),
                events=series("0 1 1 2 3 3 4", "5 5 6 6 6 7 7"),
            ),
        ),
    ),
    ObjectiveContent(
        key="mia-comes-back",
        title="I come back from leave to a team that did not wait for me",
        owner="mia",
        style=Style.COMMITTED,
        visibility=Visibility.PRIVATE,
        written=-3,
        key_results=(
            KeyResultContent(
                key="mia-handed-over",
                title="Everything only I could do has a second person",
                owner="mia",
                metric=milestone(("Written down", "0.4"), ("Done once by another", "0.6")),
                cadence=Cadence.BIWEEKLY,
                events=(Said(14, "1", 7), Said(35, "1", 8, "Finn did the glass claims alone.")),
            ),
        ),
    ),
    ObjectiveContent(
        key="dana-champion",
        title="Leads run their weekly review without me in the room",
        owner="dana",
        style=Style.ASPIRATIONAL,
        visibility=Visibility.PRIVATE,
        written=-3,
        key_results=(
            KeyResultContent(
                key="dana-reviews",
                title="Reviews held without the champion from 2 to 12 a week",
                owner="dana",
                metric=increase("2", "12", "reviews a week"),
                events=series("2 3 4 6 7 8 9", "6 6 6 7 7 7 7"),
            ),
        ),
    ),
)
