"""Objectives of road freight in the present quarter; today is day 56."""

from plumbline.domain.demo.content.model import (
    Corrected,
    Dropped,
    KeyResultContent,
    MetricContent,
    ObjectiveContent,
    Rested,
    Said,
    Withdrawn,
    at_least,
    at_most,
    decrease,
    increase,
    milestone,
    series,
)
from plumbline.domain.okrs.models import Cadence, MetricKind, Origin, Style, Visibility

DEPOT_MINUTES = """\
Meeting of the depots on promised arrivals

Present: North, South, Harbour, Border; Omar keeps the minutes.

1. An hour is promised once, by Tracking, and stands in the portal.
2. Whoever sees that it cannot be kept says so there, not by telephone.
3. All four sign today. North and Harbour begin next Monday.
"""


_CLAIMS = (
    ObjectiveContent(
        key="claims-before-calls",
        title="Claims are settled before customers think of calling us",
        why="Calls about claims are the first reason customers give for leaving.",
        owner="carl",
        team="claims",
        style=Style.COMMITTED,
        priority="trust-after-damage",
        written=-14,
        contributes=(("win-midmarket", "2"),),
        tags=("claims",),
        key_results=(
            KeyResultContent(
                key="settle-time",
                title="Median time to settle a claim from 9 days to 2 days",
                owner="ida",
                metric=decrease("9", "2", "days"),
                weight="2",
                indicator="leading",
                dimension="customer_value",
                theme="efficiency",
                source="Claims register, from report to payment",
                custom=(("system", "Claims register"),),
                events=(
                    *series("8.6 8.1 7.4", "5 6 6"),
                    Said(28, "5.6", 6, "Typed from last year's sheet."),
                    Corrected(on=29, of=28, value="6.5", confidence=6, note="5.6 was last year's."),
                    *series(
                        "5.9 5.2 4.8 4.3",
                        "7 7 7 7",
                        first=35,
                        notes={49: "Small claims are paid on a photo alone since Monday."},
                    ),
                ),
            ),
            KeyResultContent(
                key="one-contact",
                title="Claims settled with one contact from 48 % to 70 %",
                owner="mia",
                metric=increase("48", "70", "%"),
                supports=("recommend-after-claim",),
                dimension="customer_value",
                theme="quality",
                events=(
                    *series("49 50 52 55 57", "6 6 6 7 7"),
                    Said(43, "59", 7, "Mia is away, the new form shows its effect.", by="finn"),
                    Said(50, "61", 7, by="finn"),
                ),
            ),
            KeyResultContent(
                key="reopened",
                title="Reopened claims stay at most 3 %",
                owner="ida",
                metric=at_most("3", "%"),
                is_guardrail=True,
                theme="quality",
                events=series(
                    "2.1 2.2 2.4 2.6 2.9 3.4 3.6",
                    "8 8 8 7 6 4 4",
                    notes={
                        42: "Quick settlements come back: the photo rule is too kind to glass.",
                        49: "Glass is out of the photo rule from tomorrow.",
                    },
                ),
            ),
        ),
    ),
    ObjectiveContent(
        key="claim-in-minutes",
        title="Reporting damage takes a driver minutes, not an evening",
        why="Drivers fill in forms at night, so half of them arrive late or not at all.",
        owner="mia",
        team="claims-intake",
        style=Style.ASPIRATIONAL,
        priority="trust-after-damage",
        written=-10,
        origin=Origin.BOTTOM_UP,
        contributes=(("claims-before-calls", "1"),),
        supports=("never-silent",),
        key_results=(
            KeyResultContent(
                key="same-day-reports",
                title="Damages reported on the day they happen from 31 % to 75 %",
                owner="finn",
                metric=increase("31", "75", "%"),
                indicator="leading",
                events=(
                    *series("33 37 42 49", "6 6 7 7"),
                    Said(35, "52", 7, late=6),
                    Said(42, "56", 7, late=5, note="Entered after the fair."),
                    Said(54, "60", 8),
                ),
            ),
            KeyResultContent(
                key="complete-reports",
                title="Reports that need no second question from 40 % to 65 %",
                owner="noor",
                metric=increase("40", "65", "%"),
                events=(
                    *series("41 43 46 47 61", "5 5 6 6 6"),
                    Withdrawn(on=36, of=35, note="Counted drafts too. The right figure follows."),
                    *series("50 52 54", "6 6 6", first=42),
                ),
            ),
        ),
    ),
)

_DISPATCH = (
    ObjectiveContent(
        key="dispatch-answers",
        title="Dispatchers solve problems instead of answering the telephone",
        why="A dispatcher spends three hours a day saying where a truck is.",
        owner="lena",
        team="dispatch",
        style=Style.COMMITTED,
        priority="no-silence",
        written=-14,
        contributes=(("never-silent", "1"),),
        key_results=(
            KeyResultContent(
                key="phone-hours",
                title="Hours a dispatcher is on the telephone from 3.1 to 1.5 a day",
                owner="nils",
                metric=decrease("3.1", "1.5", "hours"),
                supports=("where-calls",),
                theme="efficiency",
                events=series(
                    "3.0 2.9 2.8 2.6 2.4 2.3 2.2",
                    "6 6 6 7 7 7 7",
                    notes={28: "The south keeps calling back by hand; we copy the north's text."},
                ),
            ),
            KeyResultContent(
                key="rescued-loads",
                title="Late loads rescued before the customer notices from 12 to 40 a week",
                owner="sofia",
                metric=increase("12", "40", "loads a week"),
                indicator="leading",
                dimension="customer_value",
                events=series("13 15 19 22 26", "6 6 7 7 7"),
            ),
        ),
    ),
    ObjectiveContent(
        key="north-full",
        title="No truck leaves the north half empty without somebody having tried",
        why="Freight for the way back exists; we look for it only after the truck has left.",
        owner="nils",
        team="dispatch-north",
        style=Style.ASPIRATIONAL,
        priority="full-trucks",
        written=-10,
        contributes=(("no-empty-way-home", "1"),),
        custom=(("region", "North"),),
        key_results=(
            KeyResultContent(
                key="asked-before-leaving",
                title="Trips with a return offer before the truck leaves from 15 % to 60 %",
                owner="ali",
                metric=increase("15", "60", "%"),
                indicator="leading",
                events=series("17 22 28 33 37 41 44", "6 6 6 6 7 7 7"),
            ),
            KeyResultContent(
                key="north-empty",
                title="Empty kilometres of the north 20 % below where we start",
                owner="jon",
                metric=MetricContent(
                    kind=MetricKind.DECREASE,
                    unit="km a week",
                    baseline="41800",
                    relative_target="-20",
                ),
                supports=("empty-share",),
                indicator="lagging",
                theme="efficiency",
                events=series("41500 41900 40800 39900 39200 38800 38100", "5 5 5 6 6 6 6"),
            ),
            KeyResultContent(
                key="north-waiting",
                title="Waiting for return freight stays at most 40 minutes",
                owner="eva",
                metric=at_most("40", "minutes"),
                is_guardrail=True,
                events=series("34 36 35 38 38 39 37", "8 8 8 7 7 7 7"),
            ),
        ),
    ),
    ObjectiveContent(
        key="south-border",
        title="The border costs our southern customers no night any more",
        why="A missing paper at the border is a lost night for driver, load and customer.",
        owner="sofia",
        team="dispatch-south",
        style=Style.COMMITTED,
        written=-10,
        custom=(("region", "South"),),
        rests=(
            Rested(
                on=18,
                until=32,
                reason="The border post was closed after the flood; nobody could measure anything.",
            ),
        ),
        key_results=(
            KeyResultContent(
                key="papers-complete",
                title="Trips with all papers before the start at least 95 %",
                owner="luca",
                metric=at_least("95", "%"),
                indicator="leading",
                theme="reliability",
                events=(
                    *series("91 96", "6 7"),
                    *series("97 96 94 97", "7 7 6 7", first=34),
                ),
            ),
            KeyResultContent(
                key="border-nights",
                title="Nights lost at the border from 14 to 3 a week",
                owner="rosa",
                metric=decrease("14", "3", "nights a week"),
                indicator="lagging",
                # Nobody has written anything since the day after the closure: overdue.
                events=(Said(7, "13", 6), Said(14, "11", 6), Said(34, "10", 6)),
            ),
        ),
    ),
    ObjectiveContent(
        key="south-own-fleet",
        title="Southern customers rely on our own trucks in the peak",
        why="Rented trucks arrive late twice as often as ours.",
        owner="ben",
        team="dispatch-south",
        style=Style.ASPIRATIONAL,
        written=-10,
        dropped=Dropped(
            on=33,
            reason="The peak contract was lost in the tender; there is nothing left to prepare.",
        ),
        key_results=(
            KeyResultContent(
                key="peak-own",
                title="Peak loads on our own trucks from 55 % to 80 %",
                owner="ben",
                metric=increase("55", "80", "%"),
                events=series("55 57 58 58", "6 5 4 3"),
            ),
        ),
    ),
)

OBJECTIVES: tuple[ObjectiveContent, ...] = (
    ObjectiveContent(
        key="road-dependable",
        title="Senders plan their own day by our arrival times",
        why="A time window that holds is worth more to them than an hour saved.",
        owner="omar",
        team="road",
        style=Style.COMMITTED,
        priority="no-silence",
        written=-17,
        supports=("never-silent", "win-midmarket"),
        key_results=(
            KeyResultContent(
                key="windows-held",
                title="Arrivals inside the promised window from 82 % to 93 %",
                owner="lena",
                metric=increase("82", "93", "%"),
                weight="2",
                indicator="lagging",
                dimension="customer_value",
                theme="reliability",
                events=series("82 83 84 86 87 88 89", "6 6 6 7 7 7 7"),
            ),
            KeyResultContent(
                key="arrival-standard",
                title="One standard for promised arrivals is in force at all four depots",
                owner="omar",
                metric=milestone(
                    ("Agreed by all depots", "0.25"),
                    ("Two depots work by it", "0.5"),
                    ("All four work by it for two weeks", "0.25"),
                ),
                cadence=Cadence.BIWEEKLY,
                evidence_counts="Fourteen days of depot logs without a hand-written promise",
                evidence_by=84,
                events=(
                    Said(14, "0", 6),
                    Said(
                        28,
                        "1",
                        7,
                        "All four signed.",
                        evidence="Minutes of the depot meeting",
                        file=("minutes-of-the-depots.txt", DEPOT_MINUTES),
                    ),
                    Said(50, "2", 8, "North and harbour began on Monday."),
                ),
            ),
            KeyResultContent(
                key="breaks-kept",
                title="Trips with all rest breaks kept at least 99 %",
                owner="lena",
                metric=at_least("99", "%"),
                is_guardrail=True,
                theme="risk",
                events=series("99.4 99.5 99.3 99.2 99.4 99.3 99.3", "9 9 9 9 9 9 9"),
            ),
        ),
    ),
    *_CLAIMS,
    *_DISPATCH,
    ObjectiveContent(
        key="dispatch-successor",
        title="Dispatch runs as well on the days its lead is away",
        why="Three decisions a day wait for one person.",
        owner="lena",
        team="dispatch",
        style=Style.LEARNING,
        visibility=Visibility.TEAM,
        written=-10,
        key_results=(
            KeyResultContent(
                key="decisions-alone",
                title="Decisions taken without the lead from 20 to 45 a week",
                owner="nils",
                metric=increase("20", "45", "decisions a week"),
                events=series("21 24 29 33 36 38 41", "6 6 7 7 7 7 8"),
            ),
        ),
    ),
)
