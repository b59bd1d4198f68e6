"""What some answered to the three questions, last week and this one."""

from typing import Final

from plumbline.domain.demo.content.model import WeeklyContent

WEEKLY: Final = (
    WeeklyContent(
        person="mia",
        team="claims-intake",
        weeks_ago=1,
        shipped="The form asks for a photo of the seal before anything else.",
        effect="One in five claims needs no second call. It was one in eight.",
        learn_next="Whether drivers take the photo or the depot does.",
    ),
    WeeklyContent(
        person="mia",
        team="claims-intake",
        weeks_ago=0,
        shipped="Asked fourteen drivers: eleven take the photo themselves.",
        effect="No number moved yet; the three who do not are all of one depot.",
        learn_next="What that depot does differently.",
        blockers="Old scanners there cannot send pictures.",
    ),
    WeeklyContent(
        person="grace",
        team="people",
        weeks_ago=0,
        shipped="Pay slips come with one sentence on how the sum came about.",
        effect="Four points more say they understand their pay.",
        learn_next="Which line is still asked about most.",
    ),
)
