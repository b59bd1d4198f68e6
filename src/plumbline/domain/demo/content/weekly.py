"""What some answered to the three questions, what teams decided, and what is planned."""

from typing import Final

from plumbline.domain.demo.content.weekly_model import DecisionContent, PlanContent, WeeklyContent

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

DECISIONS: Final = (
    DecisionContent(
        team="claims-intake",
        writer="mia",
        weeks_ago=2,
        text="Ask the depots once more who takes the photo of the seal",
        owner="finn",
        due_in=10,
    ),
    DecisionContent(
        team="claims-intake",
        writer="mia",
        weeks_ago=1,
        text="Ask fourteen drivers whether they take the photo themselves",
        owner="noor",
        due_in=6,
        is_done=True,
    ),
    DecisionContent(
        team="claims-intake",
        writer="mia",
        weeks_ago=0,
        text="Spend a day in the depot whose drivers take no photos",
        owner="mia",
        due_in=4,
    ),
    DecisionContent(
        team="claims-intake",
        writer="mia",
        weeks_ago=2,
        text="Text the driver and not the depot when the photo is missing",
        owner="noor",
        due_in=17,
        is_experiment=True,
        outcome="Nine of fourteen drivers sent it within the hour.",
    ),
    DecisionContent(
        team="claims-intake",
        writer="mia",
        weeks_ago=1,
        text="Ask for the seal before the name",
        owner="finn",
        is_done=True,
        is_experiment=True,
        outcome="No fewer second calls.",
    ),
    DecisionContent(
        team="people",
        writer="grace",
        weeks_ago=1,
        text="The sentence on pay slips stays until spring, whatever it costs",
    ),
    DecisionContent(
        team="people",
        writer="grace",
        weeks_ago=1,
        text="Sit in on two weekly reviews and say nothing",
        owner="dana",
        due_in=9,
    ),
)

PLANS: Final = (
    PlanContent(
        person="dana",
        intention="Let two leads find out that they need no champion in the room.",
        priorities=(
            ("Sit in on the review of Returns, in the last row", "dana-reviews"),
            ("Write down what leads ask me before a review", "dana-reviews"),
            ("Sort the budget papers for finance", ""),
        ),
    ),
)
