"""Controls that a form of Django does not draw by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from plumbline.charts import ProgressBar, Sparkline
from plumbline.web.ui.signs import Confidence, StatusSign

UNSAID = Confidence(None)
SHORT_UNIT = 5  # letters that fit into the field of the value
CONFIDENCE_BANDS = (1, 4, 7)  # the first number of low, medium, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One card of a radio group."""

    value: str
    label: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadioCards:
    """A question answered by choosing one card.

    Attributes:
        name: Name of the form field.
        label: The question.
        choices: The answers.
        chosen: Value of the chosen one; empty for none.
        errors: What is wrong, already translated.
        label_hidden: True when a heading outside already asks the question.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str = ""
    errors: Sequence[str] = ()
    label_hidden: bool = False

    @property
    def error_id(self) -> str:
        """Id of the error text."""
        return f"id_{self.name}_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSwitch:
    """A module and its switch.

    Attributes:
        name: Name of the form field; the button posts `name=on` or `name=off`.
        label: Name of the module.
        words: What it brings, in one line.
        is_on: Whether it is on.
        url: Takes the POST; empty shows the state only, as in set-up.
        locked: Why it cannot be switched; empty when it can.
    """

    name: str
    label: str
    words: str
    is_on: bool
    url: str = ""
    locked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceControl:
    """The owner's word, 1 to 10, in ten cells.

    Attributes:
        name: Name of the form field.
        value: The chosen number; `None` before a choice.
        last: The number of the last check-in; `None` when there was none.
        errors: What is wrong, already translated.
        prefix: Keeps ids apart when a page has several.
    """

    name: str = "confidence"
    value: int | None = None
    last: int | None = None
    errors: Sequence[str] = ()
    prefix: str = ""

    @property
    def error_id(self) -> str:
        """Id of the error text."""
        return f"id_{self.prefix}{self.name}_error"

    @property
    def cells(self) -> tuple[tuple[int, bool, bool, bool], ...]:
        """Number, chosen, last time's, first of a band."""
        return tuple(
            (number, number == self.value, number == self.last, number in CONFIDENCE_BANDS[1:])
            for number in range(1, 11)
        )


Asked = Literal["number", "milestone", "stages", "baseline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInForm:
    """What the open row of a check-in asks and keeps.

    Attributes:
        url: Takes the POST with `value`, `confidence`, `note` and `version`.
        value: What the person typed, or the suggestion; kept on error.
        unit: Unit of the metric.
        step: What the − and + of a phone add, in canonical decimal.
        last_value: The last value in the person's format, for `=`; empty when there is none.
        confidence: The ten cells.
        note: What the person typed.
        note_asked: Why a note is asked, as its label; empty while it is optional.
        evidence_text: What the value rests on, as typed.
        evidence_link: Where that can be read, as typed.
        version: Sent back, so that two people editing one thing are noticed.
        value_errors: What is wrong with the value.
        note_errors: What is wrong with the note.
        evidence_errors: What is wrong with the link.
        form_errors: What is wrong in all.
        skip_url: Goes on without saving; empty when there is nowhere to go.
        more_hidden: Other hidden fields, such as the list it belongs to.
        asks: What the value is: a number, a milestone passed or not, stages reached, or the
            baseline that has to be known first.
        stages: Number and title of each stage, for a staged milestone.
        effective_on: The day it was true on, as a date field writes it; empty hides the field.
        today: The latest day that can be chosen.
        date_errors: What is wrong with the day.
        preview_url: Says what a value would mean while it is typed; empty for never.
        submit: What the button says; "Save, next" when empty.
        accept: Which files can be chosen as evidence; empty hides the field.
        files_errors: What is wrong with the files.
        evidence_asked: What counts as evidence, of what is reached or not.
        value_label: What the value is called; "Value now" when empty.
    """

    url: str
    value: str = ""
    value_label: str = ""
    unit: str = ""
    step: str = "1"
    last_value: str = ""
    confidence: ConfidenceControl = field(default_factory=ConfidenceControl)
    note: str = ""
    note_asked: str = ""
    evidence_text: str = ""
    evidence_link: str = ""
    version: str = ""
    value_errors: Sequence[str] = ()
    note_errors: Sequence[str] = ()
    evidence_errors: Sequence[str] = ()
    form_errors: Sequence[str] = ()
    skip_url: str = ""
    more_hidden: tuple[tuple[str, str], ...] = ()
    asks: Asked = "number"
    stages: tuple[tuple[str, str], ...] = ()
    effective_on: str = ""
    today: str = ""
    date_errors: Sequence[str] = ()
    preview_url: str = ""
    submit: str = ""
    accept: str = ""
    files_errors: Sequence[str] = ()
    evidence_asked: str = ""

    @property
    def unit_is_long(self) -> bool:
        """Whether the unit stands under the field, since it would be cut beside the number."""
        return len(self.unit) > SHORT_UNIT

    @property
    def has_more(self) -> bool:
        """Whether evidence or another day is asked, said or wrong: their fold is open then."""
        given = (self.evidence_text, self.evidence_link, self.evidence_asked)
        wrong = (self.evidence_errors, self.date_errors, self.files_errors)
        return any(given) or any(wrong) or self.effective_on != self.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two values given for one check-in; one is chosen."""

    other: str
    other_value: str
    other_confidence: Confidence
    own_value: str


RowState = Literal["closed", "open", "saved", "skipped", "fed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRow:
    """One key result of the week's check-ins.

    Attributes:
        key: Public id of the key result; part of the row's id.
        number: Its place in the list, from 1; 0 for a row that stands alone.
        title: The key result.
        url: Its page.
        open_url: Opens the row; empty when it is not this person's.
        state: See `RowState`; `fed` means the value came from a source and only the
            confidence is asked.
        path: From where to where by when, and the last value, in words.
        last: The last value with its unit; the new one once saved.
        was: The value before, once saved.
        confidence: Of the last check-in.
        aside: A word at the right: "shared", "flat since 9 Nov", why it was skipped.
        sparkline: The trend so far.
        progress: Progress and pace.
        progress_words: "55 % of the way".
        status: Chance or status; `None` while not computed.
        disagreement: One sentence where confidence and data differ.
        form: What is asked; only for an open row.
        conflict: Another person's value, when both saved at once.
        skipped: What else the address of the week skips; goes back with the reason for a skip.
        undo_url: Takes a POST that takes the check-in back; empty when too late.
        undo_next: Where taking it back leads.
        undo_at: When it was saved, so that the latest of several is known.
        target: Id of the element that an answer takes the place of; empty loads pages.
    """

    key: str
    number: int
    title: str
    url: str
    open_url: str = ""
    state: RowState = "closed"
    path: str = ""
    last: str = ""
    was: str = ""
    confidence: Confidence = UNSAID
    aside: str = ""
    skipped: str = ""
    sparkline: Sparkline | None = None
    progress: ProgressBar | None = None
    progress_words: str = ""
    status: StatusSign | None = None
    disagreement: str = ""
    form: CheckInForm | None = None
    conflict: Conflict | None = None
    undo_url: str = ""
    undo_next: str = ""
    undo_at: str = ""
    target: str = ""
