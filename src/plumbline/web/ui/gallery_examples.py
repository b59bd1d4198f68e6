"""What the gallery shows: an invented ferry company, week 8 of 13."""

from decimal import Decimal

from django.contrib.messages import constants

from plumbline.charts import CycleRuler, ProgressBar, Sign
from plumbline.engine.documents.model import State, Style
from plumbline.web.frame import Frame, NavEntry, Tab
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.controls import (
    CheckInForm,
    CheckInRow,
    Choice,
    ConfidenceControl,
    Conflict,
    ModuleSwitch,
    RadioCards,
)
from plumbline.web.ui.gallery_charts import sparkline
from plumbline.web.ui.notices import Empty, Notice, Pages, Problem, Step, UndoToast
from plumbline.web.ui.signs import (
    Confidence,
    Counts,
    PersonName,
    StateBadge,
    StatusSign,
    StyleBadge,
)
from plumbline.web.ui.trees import ExplainNode, ExplainTree, ImportLine, ImportTree, OkrNode, Word

HERE = "#content"

FRAME = Frame(
    organization="Saltmarsh Ferries",
    organization_slug="saltmarsh",
    person="Noor",
    home_url=HERE,
    sign_out_url=HERE,
    find_url=HERE,
    nav=(
        NavEntry(label="My week", url=HERE, icon="calendar-check", count=4, key="w"),
        NavEntry(label="Team", url=HERE, icon="users", current=True, key="t"),
        NavEntry(label="Company", url=HERE, icon="building", key="c"),
        NavEntry(label="Plan", url=HERE, icon="pencil", key="p"),
        NavEntry(label="Reports", url=HERE, icon="chart-line", key="r"),
        NavEntry(label="Governance", url=HERE, icon="gavel"),
    ),
    foot=(
        NavEntry(label="Learn", url=HERE, icon="book"),
        NavEntry(label="Settings", url=HERE, icon="settings"),
    ),
    context="Harbour crew",
    tabs=(Tab(label="Objectives", url=HERE, current=True), Tab(label="Weekly review", url=HERE)),
    cycle=CycleRuler(cycle="Q4 2026", week=8, weeks=13, share=Decimal("0.576")),
)

FLASHES = (
    (constants.SUCCESS, "3 objectives and 9 key results are in."),
    (constants.ERROR, "Not saved: the server did not answer. Your text is still here. Try again."),
)
STATUSES = (
    StatusSign(Sign.ON_TRACK, "On track"),
    StatusSign(Sign.AT_RISK, "At risk"),
    StatusSign(Sign.OFF_TRACK, "Off track"),
    StatusSign(Sign.STALE, "Stale, 11 days"),
    StatusSign(Sign.NO_DATA, "No data"),
    StatusSign(Sign.TOO_EARLY, "Too early to say"),
    StatusSign(Sign.PAUSED, "Paused"),
)
CONFIDENCES = (
    *(Confidence(Decimal(n)) for n in range(1, 11)),
    Confidence(Decimal("6.7")),
    Confidence(None),
)
COUNTS = (Counts(on_track=27, at_risk=13, off_track=5, stale=2, no_data=1), Counts())
STATES = (*(StateBadge(state) for state in State), StateBadge(State.PAUSED, "4 Jan"))
STYLES = (*(StyleBadge(style) for style in Style), StyleBadge(None, HERE))
PEOPLE = (PersonName("Noor"), PersonName("P. Lindqvist", unclaimed=True))
CONTROLS = (
    ConfidenceControl(name="none", prefix="g1"),
    ConfidenceControl(name="chosen", value=8, last=7, prefix="g2"),
    ConfidenceControl(
        name="wrong", last=6, errors=("Choose how sure you are, 1 to 10.",), prefix="g3"
    ),
)
SWITCHES = (
    ModuleSwitch(
        name="okrs", label="Objectives and key results", words="", is_on=True, locked="always there"
    ),
    ModuleSwitch(name="check_in", label="Check-in", words="weekly, Monday", is_on=True, url=HERE),
    ModuleSwitch(
        name="money", label="Money and capacity", words="envelope, bets", is_on=False, url=HERE
    ),
)
CARDS = RadioCards(
    name="size",
    label="How many of you will use it?",
    chosen="simple",
    choices=(
        Choice(
            value="simple", label="Fewer than 50", words="Simple: write, check in, review, grade."
        ),
        Choice(
            value="full",
            label="50 or more",
            words="Full: adds review across teams, governance, money.",
        ),
    ),
)
EXPLAIN = (
    ExplainTree(
        as_of="23 Nov",
        root=ExplainNode(
            label="Objective",
            figure="47.5 %",
            children=(
                ExplainNode(
                    label="Days to first crossing, weight 40",
                    figure="22.2",
                    steps="(19 − 12.9) ÷ (19 − 8) = 55.5 %",
                    current=True,
                ),
                ExplainNode(
                    label="Bookings made alone, weight 35",
                    figure="21.2",
                    steps="(45 − 22) ÷ (60 − 22) = 60.5 %",
                ),
                ExplainNode(
                    label="Calls per new skipper, guardrail",
                    figure="–",
                    steps="5.2, at most 6: holds, adds nothing",
                ),
            ),
        ),
    ),
    ExplainTree(root=None),
)
IMPORTED = ImportTree(
    caption="What was read from skippers.md",
    lines=(
        ImportLine(
            line=3,
            is_objective=True,
            words=(Word("Skippers find the answer before they phone us"),),
            understood="committed, from line 4",
            owner=PersonName("Noor"),
        ),
        ImportLine(
            line=5,
            is_objective=False,
            words=(Word("Questions answered by the guide "), Word("from 41% to 60%", "read")),
            kind="increase",
            understood="41 → 60 %",
            owner=PersonName("Noor"),
        ),
        ImportLine(
            line=6,
            is_objective=False,
            words=(Word("Roll out the tide form"),),
            understood="no metric",
            owner=PersonName("P. Lindqvist", unclaimed=True),
            problems=(
                "No number found. Comes in as it is; it cannot be activated before it has one.",
            ),
        ),
        ImportLine(
            line=7,
            is_objective=False,
            is_last=True,
            words=(
                Word("40", "read"),
                Word(" piers with a named contact by "),
                Word("31 April", "doubt"),
            ),
            kind="increase",
            understood="? → 40 piers",
            owner=PersonName("Noor"),
            problems=("31 April is not a date: due at the end of the cycle instead.",),
        ),
    ),
)
NOTICES = (
    Notice(
        head="You are sure: 8 of 10. The data says at risk.",
        lines=("The forecast gives 62 %.",),
        tone="risk",
        icon="scale",
        url=HERE,
        url_words="What would change it?",
    ),
    Notice(head="Noor answered your question.", icon="messages"),
    Notice(
        head="Activation is blocked until every result has a baseline.",
        tone="off",
        icon="alert-circle",
    ),
    Notice(head="Everything is in.", tone="on", icon="circle-check"),
)
PROBLEMS = (
    Problem(
        head="No number",
        words="“Roll out the tide form” is work, not a result.",
        line=14,
        url=HERE,
        url_words="Ask the turning questions",
    ),
    Problem(head="31 April is not a date", words="Left out, the text is kept.", line=22, column=41),
    Problem(head="The file ends in the middle of a table", words="Everything before it was read."),
)
EMPTY = Empty(
    words="No objectives in this cycle. Start from a company objective or from what hurts.",
    url=HERE,
    action="Write one",
)
STEPS = (Step("File", "done"), Step("Preview", "current"), Step("Done, or undo"))
PAGES = Pages(first=9, last=16, total=23, previous_url=HERE, next_url=HERE)
TOAST = UndoToast(words="Saved: 12.9 days, 8 of 10.", undo_url=HERE)


def rows() -> tuple[CheckInRow, ...]:
    """A week's check-ins, one row in each state."""
    bar = ProgressBar(share=Decimal("0.55"), pace=Decimal("0.58"), words=chart_words())
    return (
        CheckInRow(
            key="r1",
            number=1,
            title="Calls per new skipper",
            url=HERE,
            state="saved",
            last="5.2",
            was="5.3",
            confidence=Confidence(Decimal(9)),
            aside="guardrail, holds",
            undo_url=HERE,
        ),
        CheckInRow(
            key="r2",
            number=2,
            title="Median days from contract to first crossing",
            url=HERE,
            state="open",
            path="19 → 8 days by 31 December · last week 13.8",
            sparkline=sparkline(Sign.AT_RISK),
            progress=bar,
            progress_words="55 % of the way",
            status=StatusSign(Sign.AT_RISK, "62 % chance to hit"),
            disagreement="You are sure: 8 of 10. The data says at risk.",
            form=CheckInForm(
                url=HERE,
                value="12.9",
                unit="days",
                step="0.1",
                last_value="13.8",
                skip_url=HERE,
                confidence=ConfidenceControl(name="confidence", value=8, last=7, prefix="r2"),
                note="Two piers live in 6 days",
            ),
        ),
        CheckInRow(
            key="r3",
            number=3,
            title="New skippers who book on 5 days of week one",
            url=HERE,
            open_url=HERE,
            last="35 %",
            sparkline=sparkline(Sign.OFF_TRACK),
            aside="flat since 9 Nov",
        ),
        CheckInRow(
            key="r4",
            number=4,
            title="Piers that report the tide by themselves",
            url=HERE,
            open_url=HERE,
            state="fed",
            last="25",
            sparkline=sparkline(Sign.ON_TRACK),
            aside="shared",
        ),
        CheckInRow(
            key="r5",
            number=5,
            title="Skippers interviewed about their first week",
            url=HERE,
            open_url=HERE,
            state="skipped",
            aside="nobody free",
            last="7",
        ),
        CheckInRow(
            key="r6",
            number=6,
            title="Crossings cancelled less than an hour before",
            url=HERE,
            state="open",
            path="12 → 4 a week by 31 December",
            conflict=Conflict(
                other="Tom", other_value="7", other_confidence=Confidence(Decimal(6)), own_value="9"
            ),
            form=CheckInForm(
                url=HERE,
                value="nine",
                unit="a week",
                note_asked="Two less sure than last week: what happened?",
                confidence=ConfidenceControl(
                    name="confidence", last=6, prefix="r6", errors=("Choose 1 to 10.",)
                ),
                value_errors=("“nine” is not a number. Write digits, such as 9 or 9.5.",),
            ),
        ),
    )


def okrs() -> tuple[OkrNode, ...]:
    """A tree of two levels with a guardrail, a draft and a private objective."""
    words = chart_words()
    noor = PersonName("Noor")
    days = OkrNode(
        title="Median days from contract to first crossing",
        url=HERE,
        is_objective=False,
        owner=noor,
        words="12.9 days, target 8 · weight 40",
        progress=ProgressBar(share=Decimal("0.55"), pace=Decimal("0.58"), words=words),
        status=StatusSign(Sign.AT_RISK, "62 %"),
        confidence=Confidence(Decimal(8)),
    )
    calls = OkrNode(
        title="Calls per new skipper",
        url=HERE,
        is_objective=False,
        owner=PersonName("P. Lindqvist", unclaimed=True),
        words="guardrail",
        figure="5.2, at most 6",
        status=StatusSign(Sign.ON_TRACK, "Holds"),
    )
    piers = OkrNode(
        title="Every pier answers for its own tide",
        url=HERE,
        is_objective=True,
        owner=noor,
        words="Piers",
        progress=ProgressBar(share=None, pace=Decimal("0.58"), words=words),
        status=StatusSign(Sign.NO_DATA, "No data"),
        state=StateBadge(State.DRAFT),
        restricted="only you and Tom see it",
    )
    skippers = OkrNode(
        title="A new skipper crosses in their first week",
        url=HERE,
        is_objective=True,
        owner=noor,
        words="Harbour crew",
        progress=ProgressBar(share=Decimal("0.48"), pace=Decimal("0.58"), words=words),
        status=StatusSign(Sign.AT_RISK, "53 % mean"),
        confidence=Confidence(Decimal("6.7")),
        style=StyleBadge(Style.COMMITTED),
        children=(days, calls, piers),
    )
    return (skippers,)
