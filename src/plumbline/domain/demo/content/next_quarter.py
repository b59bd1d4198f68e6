"""Drafts and proposals for the next quarter; its first day is 35 days away.

Some are good, some wait for an answer, and some are as weak as first drafts are: an output for a
key result, a wish without a number, three of everything.
"""

from plumbline.domain.demo.content.model import (
    KeyResultContent,
    MetricContent,
    ObjectiveContent,
    increase,
    milestone,
)
from plumbline.domain.okrs.models import MetricKind, Origin, Style

#: Days before the quarter on which the drafts were written; all lie in the past.
EARLY, LATER, LATEST = -42, -40, -38

OBJECTIVES: tuple[ObjectiveContent, ...] = (
    ObjectiveContent(
        key="next-claims-prevented",
        title="Damages that repeat themselves stop repeating themselves",
        why="A third of all claims come from twelve lanes and three kinds of packing.",
        owner="carl",
        team="claims",
        style=Style.ASPIRATIONAL,
        priority="trust-after-damage",
        written=EARLY,
        activated=None,
        is_submitted=True,
        key_results=(
            KeyResultContent(
                key="next-repeat-damages",
                title="Damages on lanes that had one in the month before from 34 to 15 a week",
                owner="ida",
                metric=MetricContent(
                    kind=MetricKind.DECREASE, unit="a week", baseline="34", target="15"
                ),
            ),
            KeyResultContent(
                key="next-sender-agrees",
                title="Senders who change their packing after our advice from 10 % to 35 %",
                owner="mia",
                metric=increase("10", "35", "%"),
            ),
        ),
    ),
    ObjectiveContent(
        key="next-reload-market",
        title="Freight for the way home finds us",
        owner="omar",
        team="road",
        style=Style.ASPIRATIONAL,
        priority="full-trucks",
        written=LATER,
        activated=None,
        is_submitted=True,
        key_results=(
            KeyResultContent(
                key="next-offers",
                title="Return loads offered to us without a call from 6 to 60 a week",
                owner="lena",
                metric=increase("6", "60", "loads a week"),
            ),
        ),
    ),
    ObjectiveContent(
        key="next-driver-voice",
        title="Drivers see what became of what they reported",
        why="They stop reporting when nothing comes back.",
        owner="noor",
        team="claims-intake",
        style=Style.ASPIRATIONAL,
        origin=Origin.BOTTOM_UP,
        written=LATEST,
        activated=None,
        is_proposed=True,
        key_results=(
            KeyResultContent(
                key="next-answered-reports",
                title="Reports answered to the driver within two days from 0 % to 80 %",
                owner="noor",
                metric=increase("0", "80", "%"),
            ),
        ),
    ),
    ObjectiveContent(
        key="next-dock-calendar",
        title="Carriers book our docks like a table in a restaurant",
        owner="zoe",
        team="inbound",
        style=None,
        origin=Origin.BOTTOM_UP,
        written=LATEST,
        activated=None,
        is_proposed=True,
        key_results=(),
    ),
    ObjectiveContent(
        key="next-communication",
        title="Improve communication",
        owner="ella",
        team="people",
        style=Style.COMMITTED,
        written=LATER,
        activated=None,
        is_submitted=True,
        key_results=(
            KeyResultContent(
                key="next-workshops",
                title="Hold 12 workshops",
                owner="ella",
                metric=increase("0", "12", "workshops"),
            ),
            KeyResultContent(
                key="next-newsletter",
                title="Launch the newsletter",
                owner="ella",
                metric=milestone(),
            ),
            KeyResultContent(
                key="next-mood", title="Make people happier", owner="ella", metric=None
            ),
        ),
    ),
    ObjectiveContent(
        key="next-app-relaunch",
        title="Relaunch the app, improve the rating and win 10,000 customers by spring",
        owner="kai",
        team="customer-app",
        style=None,
        written=LATEST,
        activated=None,
        key_results=(
            KeyResultContent(
                key="next-relaunch",
                title="Relaunch 100 % done",
                owner="kai",
                metric=increase("0", "100", "%"),
            ),
        ),
    ),
)
