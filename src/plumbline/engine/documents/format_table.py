"""Version 1 of the document format as one table: reader, writer, schema and reference use it.

A key bears the name of the attribute of the model that it fills, unless it says otherwise.
The order of the keys is the order in which a new document is written.
"""

from enum import StrEnum

from plumbline.engine.documents import model
from plumbline.engine.documents.format_dependency import DEPENDENCY
from plumbline.engine.documents.format_external_link import EXTERNAL_LINK
from plumbline.engine.documents.format_records import Key, Kind, Record
from plumbline.engine.documents.scalars import DECIMAL_PLACES_LIMIT

VERSION = 1


def _text(name: str, about: str, *, required: bool = False, attribute: str | None = None) -> Key:
    """Return a key that holds a text."""
    return Key(name=name, kind=Kind.TEXT, about=about, is_required=required, attribute=attribute)


def _number(name: str, about: str, *, required: bool = False) -> Key:
    """Return a key that holds a number."""
    return Key(name=name, kind=Kind.NUMBER, about=about, is_required=required)


def _weight(about: str) -> Key:
    """Return the key of a weight."""
    return Key(name="weight", kind=Kind.NUMBER, about=about, low=0, places=3)


def _part(name: str, about: str) -> Key:
    """Return a key that holds a part of one."""
    return Key(name=name, kind=Kind.NUMBER, about=about, low=0, high=1)


def _day(name: str, about: str, *, required: bool = False) -> Key:
    """Return a key that holds a day."""
    return Key(name=name, kind=Kind.DAY, about=about, is_required=required)


def _choice(name: str, about: str, choices: type[StrEnum]) -> Key:
    """Return a key that holds one of a few words."""
    return Key(name=name, kind=Kind.CHOICE, about=about, choices=choices)


def _flag(name: str, about: str) -> Key:
    """Return a key that holds true or false."""
    return Key(name=name, kind=Kind.BOOLEAN, about=about)


def _one(name: str, about: str, record: Record) -> Key:
    """Return a key that holds a mapping."""
    return Key(name=name, kind=Kind.RECORD, about=about, record=record)


def _many(name: str, about: str, record: Record, attribute: str | None = None) -> Key:
    """Return a key that holds a list of mappings."""
    return Key(name=name, kind=Kind.RECORDS, about=about, record=record, attribute=attribute)


def _texts(name: str, about: str) -> Key:
    """Return a key that holds a list of texts."""
    return Key(name=name, kind=Kind.TEXTS, about=about)


CYCLE = Record(
    name="cycle",
    about="The stretch of time the document speaks of; a bare text is its name.",
    model=model.Cycle,
    short="name",
    keys=(
        _text("name", "What people call it, such as 2026-Q4.", required=True),
        _day("start", "Its first day."),
        _day("end", "Its last whole day."),
    ),
)

PRIORITY = Record(
    name="priority",
    about="A strategic priority that objectives name by its id.",
    model=model.Priority,
    keys=(
        _text("id", "Unique in the document.", required=True),
        _text("title", "The priority in one line.", required=True),
        _text("why", "Why it matters now."),
    ),
)

LINK = Record(
    name="link",
    about="A parent objective or key result; a bare text is its id, which supports only.",
    model=model.Link,
    short="id",
    keys=(
        _text("id", "Id of the parent, in this document or elsewhere.", required=True),
        _weight("Makes the link contribute to the parent's progress; 0 or more, 3 places."),
    ),
)

CHECKPOINT = Record(
    name="checkpoint",
    about="A dated step of a phased target.",
    model=model.Checkpoint,
    keys=(
        _day("date", "Day by which the value is to be reached.", required=True),
        _number("value", "Value to be reached by then.", required=True),
    ),
)

STAGE = Record(
    name="stage",
    about="A stage of a milestone; a bare text is its title.",
    model=model.Stage,
    short="title",
    keys=(
        _text("title", "What is then true.", required=True),
        _part("share", "The part of the way it stands for, from 0 to 1."),
        _day("reached_on", "Day on which it was reached."),
    ),
)

METRIC = Record(
    name="metric",
    about="What a key result measures and where it is to go.",
    model=model.Metric,
    keys=(
        _choice("kind", "How its value turns into progress.", model.MetricKind),
        _text("unit", "Unit as written, such as % or days; a plain count has none."),
        _number("baseline", "The value at the start."),
        Key(
            name="target",
            kind=Kind.TARGET,
            about='The value to reach, or the limit; a change of the baseline as "-20%".',
        ),
        _number("relative_target", "Change asked of the baseline in percent, beside a target."),
        _number("low", "Lower end of a range, inside."),
        _number("high", "Upper end of a range, inside."),
        _day("baseline_by", "Day by which a baseline still to be measured is due."),
        _flag("accumulates", "A total that grows over the cycle, not a level."),
        Key(
            name="decimals",
            kind=Kind.INTEGER,
            about="Digits shown behind the decimal mark.",
            low=0,
            high=DECIMAL_PLACES_LIMIT,
        ),
        _many("checkpoints", "Phased targets in order of date.", CHECKPOINT),
        _many("stages", "Stages of a milestone in order; none for pass or fail.", STAGE),
    ),
)

MEASUREMENT = Record(
    name="measurement",
    about="How a metric is measured.",
    model=model.Measurement,
    keys=(
        _text("numerator", "What is counted."),
        _text("denominator", "Out of what."),
        _text("source", "Where the numbers come from."),
        _text("protocol", "How a survey is taken."),
    ),
)

MOVEMENT = Record(
    name="expected_movement",
    about="The range of movement the owner finds plausible, in the metric's unit.",
    model=model.ExpectedMovement,
    keys=(
        _number("low", "Least plausible movement.", required=True),
        _number("high", "Greatest plausible movement.", required=True),
    ),
)

EVIDENCE = Record(
    name="evidence",
    about="What counts as evidence of a qualitative key result.",
    model=model.EvidenceDemand,
    keys=(
        _text("counts", "What counts as evidence.", required=True),
        _day("by", "Day by which it is there."),
    ),
)

CHECK_IN = Record(
    name="check_in",
    about="One reading.",
    model=model.CheckIn,
    keys=(
        _number("value", "The value read."),
        _day("date", "Day on which it was true.", required=True),
        Key(
            name="confidence",
            kind=Kind.INTEGER,
            about="The owner's confidence, 1 (low) to 10.",
            low=1,
            high=10,
        ),
        _text("note", "What the owner says of it."),
        _text("evidence", "What shows that it is so."),
        _text("link", "Address (http or https) where that can be looked up."),
        _texts("files", "How the files that show it are called; they are not in the document."),
        _text("author", "Who recorded it."),
        Key(name="recorded_at", kind=Kind.MOMENT, about="When it was learned."),
        _day("corrects", "Day of the earlier reading that this one corrects."),
        Key(
            name="corrects_at", kind=Kind.MOMENT, about="When that one was learned; else the last."
        ),
    ),
)

PAUSE = Record(
    name="pause",
    about="A stretch in which time did not count.",
    model=model.Pause,
    keys=(
        _day("since", "Its first day.", required=True),
        _day(
            "until", "The day it goes on: the first that counts again; not stated while it lasts."
        ),
        _text("reason", "Why."),
    ),
)

ADJUSTMENT = Record(
    name="adjustment",
    about="An open change to what ran.",
    model=model.Adjustment,
    is_flow=False,
    keys=(
        _day("on", "Day from which it counts.", required=True),
        _text("reason", "Why."),
        Key(
            name="changes",
            kind=Kind.FIELDS,
            about="By the name of each value a mapping with its old and new one.",
        ),
        _text("author", "Who made it."),
        Key(name="recorded_at", kind=Kind.MOMENT, about="When it was learned."),
    ),
)

GRADE = Record(
    name="grade",
    about="The end of a cycle in the owner's and the lead's words.",
    model=model.Grade,
    is_flow=False,
    keys=(
        _choice("better_state", "The owner's answer: is the better state true?", model.BetterState),
        _part("self_score", "The owner's score, 0 to 1."),
        _part("final_score", "The final score, 0 to 1."),
        _text("note", "What explains it."),
        _text("reason", "Why the final score is not the owner's one."),
        _text("learned", "What was learned."),
        _text("evidence", "What shows that it was learned."),
        _texts("files", "How the files that show it are called; they are not in the document."),
    ),
)

INITIATIVE = Record(
    name="initiative",
    about="Work that serves a key result; a bare text is its title.",
    model=model.Initiative,
    short="title",
    keys=(_text("title", "The work in one line.", required=True),),
)

GROUP = Record(
    name="group",
    about="A heading that only groups; a bare text is its title.",
    model=model.Initiative,
    short="title",
    keys=(_text("title", "The heading.", required=True),),
)

_CONTRIBUTORS = _texts("contributors", "Further owners.")
_SUPPORTS = _many("supports", "Parents that it supports or contributes to.", LINK)
_RANK = Key(
    name="rank", kind=Kind.INTEGER, about="Place in its order, from 1.", low=1, high=1_000_000
)
_STATE = _choice("state", "Where it stands in its life.", model.State)
_STATE_REASON = _text("state_reason", "Why it was stopped or paused.")
_COMMON_TAIL = (
    _texts("tags", "Free labels."),
    _many("external_links", "Pages elsewhere that belong to it.", EXTERNAL_LINK),
    Key(name="fields", kind=Kind.FIELDS, about="Values of custom fields by their key."),
    _many("pauses", "Stretches in which time did not count.", PAUSE),
    _many("adjustments", "Open changes to it while it ran, oldest first.", ADJUSTMENT),
    _one("grade", "How it was graded.", GRADE),
    _many("initiatives", "Work that serves it; never progress.", INITIATIVE),
)

KEY_RESULT = Record(
    name="key_result",
    about="A measurable result with one directly responsible owner.",
    model=model.KeyResult,
    is_flow=False,
    keys=(
        _text("id", "Unique in the document."),
        _text("title", "The result in one line.", required=True),
        _text("owner", "E-mail address or name of the one owner."),
        _CONTRIBUTORS,
        _flag("guardrail", "Must not get worse; adds nothing to progress."),
        _flag("shared", "Several teams contribute with key results of their own."),
        _one("metric", METRIC.about, METRIC),
        _one("current", "The latest reading, when only one is told.", CHECK_IN),
        _many("check_ins", "The history of readings in order of date.", CHECK_IN),
        _choice("cadence", "How often it is measured.", model.Cadence),
        _weight("Share in its objective, 0 or more, at most 3 places; 1 if not told."),
        _RANK,
        _STATE,
        _STATE_REASON,
        _day("start", "Its own first day."),
        _day("due", "Its own last day."),
        _SUPPORTS,
        _texts("pairs_with", "Ids of the early-warning indicators of a pass or fail result."),
        _choice("indicator", "Whether it foretells or confirms.", model.Indicator),
        _choice("dimension", "What it is worth to.", model.Dimension),
        _choice("theme", "What it is about.", model.Theme),
        _one("expected_movement", MOVEMENT.about, MOVEMENT),
        _one("measurement", MEASUREMENT.about, MEASUREMENT),
        _one("evidence", EVIDENCE.about, EVIDENCE),
        *_COMMON_TAIL,
    ),
)

OBJECTIVE = Record(
    name="objective",
    about="A qualitative, memorable statement of a better state.",
    model=model.Objective,
    is_flow=False,
    keys=(
        _text("id", "Unique in the document."),
        _text("title", "The better state in one line.", required=True),
        _text("why", "Why it matters."),
        _text("owner", "E-mail address or name of the one owner."),
        _CONTRIBUTORS,
        _text("team", "Name or key of the owning team."),
        _flag("personal", "A person's own objective."),
        _text("priority", "Id of the strategic priority it serves."),
        _RANK,
        _choice("style", "How it is to be judged.", model.Style),
        _STATE,
        _STATE_REASON,
        _choice("origin", "Where it came from.", model.Origin),
        _choice("visibility", "Who may see it.", model.Visibility),
        _SUPPORTS,
        *_COMMON_TAIL,
        _many("key_results", "Its key results.", KEY_RESULT),
    ),
)

DOCUMENT = Record(
    name="document",
    about="An OKR document of Plumbline, version 1.",
    model=model.Document,
    is_flow=False,
    keys=(
        Key(
            name="plumbline",
            kind=Kind.VERSION,
            about="Version of the format.",
            attribute="version",
            is_required=True,
        ),
        _text("organization", "Name of the organization."),
        _one("cycle", CYCLE.about, CYCLE),
        _many("priorities", "Strategic priorities that objectives name.", PRIORITY),
        _many("groups", "Headings that only group.", GROUP, attribute="containers"),
        _many("objectives", "The objectives in order.", OBJECTIVE),
        _many("dependencies", "What key results wait for or deliver.", DEPENDENCY),
    ),
)

RECORDS = (
    DOCUMENT,
    CYCLE,
    PRIORITY,
    GROUP,
    OBJECTIVE,
    KEY_RESULT,
    METRIC,
    CHECKPOINT,
    STAGE,
    CHECK_IN,
    LINK,
    MEASUREMENT,
    MOVEMENT,
    EVIDENCE,
    PAUSE,
    ADJUSTMENT,
    GRADE,
    EXTERNAL_LINK,
    INITIATIVE,
    DEPENDENCY,
)
"""Every record of the format, the document first."""
