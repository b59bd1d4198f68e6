"""The company's objective for the year; day 0 is the first day of the year, today is day 238."""

from plumbline.domain.demo.content.model import (
    KeyResultContent,
    ObjectiveContent,
    Said,
    at_least,
    increase,
)
from plumbline.domain.okrs.models import Cadence, Style

OBJECTIVES: tuple[ObjectiveContent, ...] = (
    ObjectiveContent(
        key="recommended-carrier",
        title="Mid-size senders recommend us to each other",
        why="Every tender we won last year began with a call from a customer's customer.",
        owner="ruth",
        team="company",
        style=Style.ASPIRATIONAL,
        priority="trust-after-damage",
        custom=(("board", "yes"), ("region", "Everywhere")),
        tags=("board",),
        key_results=(
            KeyResultContent(
                key="year-referrals",
                title="New contracts that name a referral from 18 % to 40 %",
                owner="ruth",
                metric=increase("18", "40", "%"),
                cadence=Cadence.MONTHLY,
                indicator="lagging",
                dimension="growth",
                theme="growth",
                source="Contract register, field “heard of us through”",
                events=(
                    Said(31, "19", 5),
                    Said(62, "20", 5, "Two referrals came from one claim we settled overnight."),
                    Said(93, "23", 6),
                    Said(124, "25", 6),
                    Said(155, "27", 6),
                    Said(186, "29", 6, "Slower than hoped, but steady for five months."),
                    Said(217, "31", 6),
                ),
            ),
            KeyResultContent(
                key="year-renewals",
                title="Contracts renewed without a new tender from 64 % to 80 %",
                owner="omar",
                metric=increase("64", "80", "%"),
                cadence=Cadence.MONTHLY,
                indicator="lagging",
                dimension="unit_economics",
                theme="quality",
                events=(
                    Said(31, "64", 5),
                    Said(62, "66", 6),
                    Said(93, "69", 7),
                    Said(124, "71", 7),
                    Said(155, "72", 7),
                    Said(186, "74", 7),
                    Said(217, "75", 7, "Renewals of the autumn are in; the rest falls in spring."),
                ),
            ),
            KeyResultContent(
                key="year-margin",
                title="Margin of renewed contracts stays at least 6 %",
                owner="tomas",
                metric=at_least("6", "%"),
                is_guardrail=True,
                cadence=Cadence.MONTHLY,
                dimension="unit_economics",
                theme="cost",
                events=(
                    Said(31, "7.1", 8),
                    Said(93, "6.8", 8),
                    Said(155, "6.6", 7),
                    Said(217, "6.4", 6, "Still above, but each renewal costs us a little."),
                ),
            ),
        ),
    ),
)
