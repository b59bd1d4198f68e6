"""What stands below the words of a form: what the rules say of them, and how work is turned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.okrs.selectors.rulings import Rulings, rulings_at, rulings_of
from plumbline.domain.okrs.starters import Function
from plumbline.domain.okrs.values import key_result_values
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching.examples import EXAMPLES
from plumbline.engine.coaching.rewriting import LATE, LONGEST, Answers, Proposal, proposal_of
from plumbline.engine.coaching.turning import CHANGE, MOVEMENT, SEEN, Turning, turning_of
from plumbline.engine.documents.model import KeyResult
from plumbline.engine.messages import Message
from plumbline.web.writing.measured import metric_document, metric_reworded
from plumbline.web.writing.readings import (
    Reading,
    key_result_reading,
    objective_reading,
)
from plumbline.web.writing.typed import LONGEST as LONGEST_READ
from plumbline.web.writing.typed import Said, key_result_typed

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult as SavedKeyResult
    from plumbline.domain.okrs.models import Objective
    from plumbline.web.visits import Visit

OBJECTIVE, KEY_RESULT = "objective", "key_result"


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """Work and the result it turned into, of one function."""

    function: str
    work: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPart:
    """What is said below a sentence.

    Attributes:
        url: Where it is asked for while somebody types.
        line: Which of several sentences of the page, as a part of ids; empty for the only one.
        reading: What the rules say.
        work: That it is work; empty for what reads as a result.
        question: The first question that turns work, in the words of the sentence if possible.
        proposal: A key result put together from the answers; `None` before there are any.
        late: That what was answered shows too late; empty otherwise.
        kept: What becomes of the work that the proposal takes the place of; empty for none.
    """

    url: str
    line: str = ""
    reading: Reading
    work: str = ""
    question: str = ""
    proposal: Proposal | None = None
    late: str = ""
    kept: str = ""

    @property
    def question_id(self) -> str:
        """Return where the first question stands on the page."""
        return f"question_{self.line}" if self.line else "question"

    def examples(self) -> tuple[ExampleLine, ...]:
        """Return work and the results it turned into, by function."""
        return example_lines()


QUESTIONS: Final[Mapping[str, Message]] = {"change": CHANGE, "seen": SEEN, "movement": MOVEMENT}
"""By the names of their fields."""


def question_field(message: Message) -> forms.CharField:
    """Return a field for the answer to one of the questions."""
    return forms.CharField(
        label=lazy(wording, str)(message),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def work_field() -> forms.CharField:
    """Return the hidden field that holds what a line said before "Use this" was pressed."""
    return forms.CharField(required=False, max_length=LONGEST_READ, widget=forms.HiddenInput)


def work_said(text: str) -> str:
    """Return the work that a former line names; empty where it names none."""
    turning = turning_of(text)
    return "" if turning is None or not turning.is_deed else turning.work


class TurningFields(forms.Form):
    """The three questions that turn work into a result; their answers are no part of a result.

    What the line named before stays in `work`, to be kept beside the result.
    """

    change = question_field(CHANGE)
    seen = question_field(SEEN)
    movement = question_field(MOVEMENT)
    work = work_field()

    def turning(self) -> tuple[BoundField, ...]:
        """Return the questions as fields."""
        return self["change"], self["seen"], self["movement"]


def objective_part(visit: "Visit", title: str, team: str = "") -> WordingPart:
    """Return what is said below the title of an objective.

    Args:
        visit: Who writes.
        title: As it stands in the form.
        team: Public id of the team it is of; empty or anything else for none.
    """
    return WordingPart(
        url=_url(visit, about=OBJECTIVE),
        reading=objective_reading(title.strip(), rulings=_rulings(visit, team)),
    )


def key_result_part(
    visit: "Visit",
    said: Said,
    above: "Objective | None" = None,
    *,
    line: str = "",
    saved: "SavedKeyResult | None" = None,
) -> WordingPart:
    """Return what is said below a key result.

    Args:
        visit: Who writes.
        said: What stands in its form.
        above: Its objective, which the viewer sees.
        line: See `WordingPart`.
        saved: As it stands, where the form asks for its words alone: they are read together with
            what it measures.
    """
    key_result = key_result_typed(said)
    if saved is not None:
        before, title = key_result_values(saved).metric, key_result.title
        measured = metric_reworded(before, was=saved.title, title=title)
        key_result = replace(key_result, metric=metric_document(measured))
    answers = Answers(change=said("change"), seen=said("seen"), movement=said("movement"))
    proposal = proposal_of(answers)
    used = proposal is not None and proposal.title == key_result.title
    # The answers became the sentence: asking the same questions of it again would never end.
    turning = None if used else turning_of(key_result.title)
    asked = {"about": KEY_RESULT, "line": line, "above": above.public_id if above else ""}
    return WordingPart(
        url=_url(visit, **asked),
        line=line,
        reading=key_result_reading(
            key_result, above=above.title if above else "", rulings=_rulings_below(visit, above)
        ),
        work=wording(turning.message) if turning else "",
        question=wording(turning.change if turning else CHANGE),
        proposal=proposal,
        late=wording(LATE) if proposal and proposal.is_late else "",
        kept=_kept(turning) if proposal else "",
    )


def _kept(turning: Turning | None) -> str:
    """Say what becomes of the work that a result takes the place of."""
    if turning is None or not turning.is_deed:
        return ""
    words = _("“%(work)s” stays beside it: a comment names it as work that serves it.")
    return words % {"work": turning.work}


def form_said(form: forms.Form) -> Said:
    """Return how to read what stands in a form."""

    def said(name: str) -> str:
        value = form[name].value() if name in form.fields else ""
        return "" if value in (None, False) else str(value)

    return said


def title_and_team(form: forms.Form) -> tuple[str, str]:
    """Return what the form of an objective says of its words and its team."""
    said = form_said(form)
    return said("title"), said("team")


def line_said(form: forms.Form, line: str) -> Said:
    """Return how to read what stands in the fields of one line of a form."""
    said = form_said(form)
    return lambda name: said(f"{name}_{line}")


def proposal_or(fields: Mapping[str, object], line: str = "") -> str:
    """Return the proposal that the answers in a form make; its sentence as it is without one."""
    said = {
        name: str(fields.get(f"{name}_{line}" if line else name) or "")
        for name in ("title", "change", "seen", "movement")
    }
    answers = Answers(change=said["change"], seen=said["seen"], movement=said["movement"])
    proposal = proposal_of(answers)
    return proposal.title if proposal else said["title"]


def mended_or(fields: Mapping[str, object], line: str = "") -> str:
    """Return the sentence in a form with its first mend made; as it is without one."""
    title = str(fields.get(f"title_{line}" if line else "title") or "")
    reading = key_result_reading(KeyResult(title=title[:LONGEST_READ].strip()))
    return next((each.mend for each in reading.lines if each.mend), title)


def example_lines() -> tuple[ExampleLine, ...]:
    """Return the examples in words, by function."""
    return tuple(
        ExampleLine(str(Function(each.function).label), wording(each.work), wording(each.result))
        for each in EXAMPLES.values()
    )


def _rulings(visit: "Visit", team: str) -> Rulings:
    """Return what holds for a team, as far as the viewer knows of it."""
    try:
        path = team_get(viewer=visit.viewer, public_id=team).path if team else ""
    except NotFound:
        path = ""
    return rulings_at(Place(path), on=visit.today)


def _rulings_below(visit: "Visit", above: "Objective | None") -> Rulings:
    return _rulings(visit, "") if above is None else rulings_of(above, on=visit.today)


def _url(visit: "Visit", **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('wording', args=[visit.slug])}?{query}"
