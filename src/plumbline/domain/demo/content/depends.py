"""What key results of this quarter need of each other, and what became of that."""

from typing import Final

from plumbline.domain.demo.content.model import DependencyContent

DEPENDS: Final = (
    DependencyContent(
        title="Arrival times that can be shown to a sender",
        waiting="answered-in-app",
        delivering="forecast-error",
        asked=21,
        needed_by=68,
        accepted=24,
    ),
    DependencyContent(
        title="Positions of lorries before the gate, every three minutes",
        waiting="gate-wait",
        delivering="position-age",
        asked=14,
        needed_by=49,
        accepted=15,
        delivered=46,
    ),
    DependencyContent(
        title="The hour at which each hall can unload",
        waiting="windows-held",
        delivering="gate-wait",
        asked=18,
        needed_by=53,
        accepted=20,
    ),
    DependencyContent(
        title="Photos of the seal straight from the app",
        waiting="complete-reports",
        delivering="weekly-users",
        asked=40,
        needed_by=63,
        declined=43,
        reason="The camera comes with the release after next; before it no one is free.",
    ),
    DependencyContent(
        title="A list of lorries that come later than booked",
        waiting="booked-slots",
        delivering="windows-held",
        asked=52,
        needed_by=70,
    ),
    DependencyContent(
        title="A day for the review at which halls and roads sit together",
        waiting="windows-held",
        team="people",
        person="dana",
        asked=54,
        needed_by=80,
    ),
)
