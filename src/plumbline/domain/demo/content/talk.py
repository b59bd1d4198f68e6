"""What people of the example company say to each other in the last fortnight."""

from typing import Final

from plumbline.domain.demo.content.model import TalkContent

TALK: Final = (
    TalkContent(
        key="never-silent-why",
        person="dana",
        objective="never-silent",
        days_ago=12,
        text="Dispatch and Tracking both work on this. Who tells the customer when both could?",
        is_question=True,
    ),
    TalkContent(
        key="never-silent-answer",
        person="lena",
        objective="never-silent",
        days_ago=11,
        text="Tracking does, always. Dispatch calls only where a load is **more than a day** late.",
        reply_to="never-silent-why",
    ),
    TalkContent(
        key="midmarket-follow",
        person="dana",
        objective="win-midmarket",
        days_ago=9,
        text="Renewals are the number the board asks about. Say here when one is in danger.",
    ),
    TalkContent(
        key="photo",
        person="mia",
        objective="win-midmarket",
        key_result="recommend-after-claim",
        days_ago=5,
        text="Those who were asked for a photo first recommend us more. Carl, can we ask all?",
    ),
    TalkContent(
        key="midmarket-danger",
        person="omar",
        objective="win-midmarket",
        days_ago=3,
        text="Two hauliers ask for a contract of six months instead of twelve. @Dana Waybill, does "
        "that count as a renewal?",
        is_question=True,
    ),
    TalkContent(
        key="calls-by-depot",
        person="yuki",
        objective="never-silent",
        key_result="where-calls",
        days_ago=1,
        text="Half of the calls that are left come from three depots without a signal. @Dana "
        "Waybill, this is worth a line in the review.",
    ),
    TalkContent(
        key="calls-agreed",
        person="lena",
        objective="never-silent",
        key_result="where-calls",
        days_ago=0,
        text="Agreed. The masts there are ordered for next month.",
        reply_to="calls-by-depot",
    ),
)
