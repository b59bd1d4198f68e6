"""Objectives of the warehouses in the present quarter; today is day 56."""

from plumbline.domain.demo.content.model import (
    Adjusted,
    Dropped,
    KeyResultContent,
    Measured,
    MetricContent,
    ObjectiveContent,
    Rested,
    Said,
    at_most,
    between,
    decrease,
    increase,
    milestone,
    series,
    total,
)
from plumbline.domain.okrs.models import Cadence, MetricKind, Style

_INBOUND = (
    ObjectiveContent(
        key="unloaded-at-once",
        title="A truck at our gate is a truck being unloaded",
        why="Drivers wait two hours at our gates and tell everybody.",
        owner="priya",
        team="inbound",
        style=Style.ASPIRATIONAL,
        written=-14,
        contributes=(("careful-hands", "1"),),
        key_results=(
            KeyResultContent(
                key="gate-wait",
                title="Waiting at the gate from 118 minutes to 35 minutes",
                owner="paul",
                metric=decrease("118", "35", "minutes"),
                theme="efficiency",
                events=(
                    *series("115 109 101 92 84", "6 6 6 7 7"),
                    Adjusted(
                        on=38,
                        owner="zoe",
                        reason="Paul moves to the night shift; Zoe takes the gates over.",
                    ),
                    *series("79 71", "7 7", first=43, every=8),
                ),
            ),
            KeyResultContent(
                key="booked-slots",
                title="Arrivals with a booked slot from 44 % to 85 %",
                owner="zoe",
                metric=increase("44", "85", "%"),
                indicator="leading",
                events=series("46 51 57 60 64 69 73", "6 6 7 7 7 7 8"),
            ),
            KeyResultContent(
                key="gate-screens",
                title="Screens hang at all six gates",
                owner="paul",
                metric=milestone(),
                weight="0.5",
                events=(
                    Said(14, "0", 5),
                    Dropped(on=30, reason="Drivers read the slot on their telephone already."),
                ),
            ),
        ),
    ),
    ObjectiveContent(
        key="returns-worth-it",
        title="Returned goods are back on a shelf before anybody misses them",
        why="Senders pay for space in which their goods only wait to be looked at.",
        owner="hugo",
        team="returns",
        style=Style.ASPIRATIONAL,
        written=-10,
        contributes=(("unloaded-at-once", "1"),),
        supports=("win-midmarket",),
        key_results=(
            KeyResultContent(
                key="shelf-time",
                title="Days from return to shelf, half of what they turn out to be",
                owner="emil",
                metric=MetricContent(
                    kind=MetricKind.DECREASE, unit="days", baseline_by=21, relative_target="-50"
                ),
                events=(
                    Measured(on=19, baseline="11"),
                    *series("10.6 9.8 9.1 8.7 8.1", "5 6 6 6 7", first=21),
                ),
            ),
            KeyResultContent(
                key="resold-first-grade",
                title="Returns sold as first grade from a share still to be measured to 60 %",
                owner="tara",
                metric=MetricContent(
                    kind=MetricKind.INCREASE, unit="%", baseline_by=49, target="60"
                ),
                events=(Said(42, None, 4, "The sorting line counts from next week on, we hope."),),
            ),
        ),
    ),
)

_OUTBOUND = (
    ObjectiveContent(
        key="packed-to-survive",
        title="What leaves our hall survives the road",
        why="Six of ten damages begin with how a pallet was built.",
        owner="bo",
        team="outbound",
        style=Style.COMMITTED,
        priority="trust-after-damage",
        written=-14,
        contributes=(("careful-hands", "2"),),
        key_results=(
            KeyResultContent(
                key="pallet-damages",
                title="Damages traced to a pallet from 62 to 25 a week",
                owner="max",
                metric=decrease("62", "25", "damages a week"),
                dimension="unit_economics",
                theme="quality",
                events=series("60 57 51 47 44", "6 6 7 7 7"),
            ),
            KeyResultContent(
                key="pick-pace",
                title="Picks stay between 92 and 105 an hour",
                owner="lia",
                metric=between("92", "105", "picks an hour"),
                is_guardrail=True,
                theme="efficiency",
                events=series("97 96 95 93 94 95 96", "8 8 8 7 7 7 7"),
            ),
            KeyResultContent(
                key="crew-trained",
                title="Hands that passed the pallet test, 120 in all",
                owner="otto",
                metric=total("120", "people"),
                indicator="leading",
                theme="engagement",
                events=series("8 19 33 48 61 70 82", "6 7 7 7 8 8 8"),
            ),
        ),
    ),
    ObjectiveContent(
        key="night-shift-calm",
        title="The night shift goes home as it came: on time and unhurt",
        why="Two thirds of our accidents fall between two and five in the morning.",
        owner="bo",
        team="outbound",
        style=Style.COMMITTED,
        written=-10,
        rests=(Rested(on=45, reason="The hall is closed at night while the new floor is laid."),),
        key_results=(
            KeyResultContent(
                key="near-misses",
                title="Near misses at night from 9 to 2 a week",
                owner="wim",
                metric=decrease("9", "2", "a week"),
                theme="risk",
                events=(
                    Said(7, "9", 6, by="bo"),
                    Said(14, "8", 6, by="bo"),
                    Said(28, "6", 7, "Lines on the floor help.", by="bo"),
                    Said(42, "5", 7, by="bo"),
                ),
            ),
            KeyResultContent(
                key="overtime",
                title="Overtime of a night stays at most 20 minutes",
                owner="otto",
                metric=at_most("20", "minutes"),
                events=series("24 21 19 18 20 17", "6 6 7 7 7 7"),
            ),
        ),
    ),
)

OBJECTIVES: tuple[ObjectiveContent, ...] = (
    ObjectiveContent(
        key="careful-hands",
        title="Goods leave our halls in the state in which they came",
        why="A load that breaks in our own hands costs the customer twice.",
        owner="ines",
        team="warehouses",
        style=Style.ASPIRATIONAL,
        priority="trust-after-damage",
        written=-17,
        supports=("win-midmarket",),
        key_results=(
            KeyResultContent(
                key="hall-damage",
                title="Goods damaged in our halls from 0.9 % to 0.4 %",
                owner="ines",
                metric=decrease("0.9", "0.4", "%"),
                cadence=Cadence.BIWEEKLY,
                indicator="lagging",
                dimension="unit_economics",
                theme="quality",
                events=series("0.88 0.81 0.74", "6 6 7", first=14, every=14),
            ),
            KeyResultContent(
                key="sender-trust",
                title="Senders who would store with us again from 61 % to 75 %",
                owner="ines",
                metric=increase("61", "75", "%"),
                cadence=Cadence.MONTHLY,
                source="Survey of 120 senders, each month a third of them",
                # Nothing was ever entered: no data.
            ),
        ),
    ),
    *_INBOUND,
    *_OUTBOUND,
)
