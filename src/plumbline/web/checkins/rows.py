"""Key results to check in on, as rows: closed, open, saved, skipped."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.charts import ProgressBar
from plumbline.domain.checkins.openings import CheckInPreview, LatestEntry
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.scoring.confidence import disagrees
from plumbline.engine.scoring.statuses import Status
from plumbline.web.checkins.saving import UNTRIED, Outcome
from plumbline.web.checkins.typed import Typed, typed_before
from plumbline.web.discussion.forms import files_accepted
from plumbline.web.okrs.chances import disagreement_words, key_result_sign, status_sign
from plumbline.web.okrs.trends import sparkline
from plumbline.web.okrs.written import (
    guardrail_sign,
    measure,
    measure_typed,
    percent,
    progress_bar,
    value_now,
    way_words,
)
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.controls import Asked, CheckInForm, CheckInRow, ConfidenceControl, Conflict
from plumbline.web.ui.signs import Confidence
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an open row was opened with.

    Attributes:
        typed: What the fields show; `None` for a fresh form.
        outcome: Why it is open again.
        url: Takes the POST.
        keep_url: Leaves everything as it is: skipping, or keeping another's entry.
        target: Id of the element that the answer takes the place of; empty without htmx.
        submit: What the button says.
        hidden: Fields that travel along.
    """

    url: str
    submit: str
    typed: Typed | None = None
    outcome: Outcome = UNTRIED
    keep_url: str = ""
    target: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


def closed_row(
    visit: Visit, facts: KeyResultFacts, points: tuple[Point, ...], *, number: int = 0
) -> CheckInRow:
    """Return a key result that waits."""
    confidence = None if facts.confidence is None else Decimal(facts.confidence)
    return CheckInRow(
        key=facts.public_id,
        number=number,
        title=facts.title,
        url=reverse("key-result", args=[visit.slug, facts.public_id]),
        path=way_words(facts),
        last=value_now(facts),
        confidence=Confidence(confidence),
        sparkline=sparkline(facts, points, on=visit.today),
    )


def opened_row(
    visit: Visit,
    row: CheckInRow,
    facts: KeyResultFacts,
    latest: LatestEntry | None,
    opening: Opening,
) -> CheckInRow:
    """Open a row: what is asked, what was typed, and what it would mean."""
    outcome = opening.outcome
    seen = latest.public_id if latest else ""
    typed = opening.typed or typed_before(facts, seen=seen, today=visit.today)
    conflict = _conflict(facts, outcome.conflict, typed) if outcome.conflict else None
    if outcome.conflict:
        typed = replace(typed, seen=outcome.conflict.public_id)
    return replace(
        row,
        state="open",
        path=_path(facts),
        form=_form(visit, facts, typed, opening),
        conflict=conflict,
        progress=progress_bar(facts),
        progress_words=_progress_words(
            facts.progress if facts.has_data else None, None if facts.is_guardrail else facts.pace
        ),
        status=None if conflict else key_result_sign(facts, visit.today),
        target=opening.target,
    )


def previewed_row(
    facts: KeyResultFacts, preview: CheckInPreview, row: CheckInRow, confidence: int | None
) -> CheckInRow:
    """Return the row as it would stand after a value that is still being typed."""
    bar = None
    said = None
    if preview.chance is not None:
        said = status_sign(
            Status(str(preview.chance.status)), preview.chance.chance, of=_("chance")
        )
    if not facts.is_guardrail:
        bar = ProgressBar(share=preview.progress, pace=preview.pace, words=chart_words())
    return replace(
        row,
        progress=bar,
        progress_words=_progress_words(preview.progress, preview.pace),
        status=guardrail_sign(preview.guardrail) or said,
        disagreement=_disagreement(facts, preview, confidence),
    )


def _disagreement(facts: KeyResultFacts, preview: CheckInPreview, confidence: int | None) -> str:
    """Write that a word and the data would say different things; empty if they do not."""
    chance = preview.chance.chance if preview.chance else None
    if chance is None or confidence is None or not disagrees(confidence, chance):
        return ""
    said = replace(facts, chance=chance, confidence=confidence)
    return " ".join(disagreement_words(said, is_own=True))


def _form(visit: Visit, facts: KeyResultFacts, typed: Typed, opening: Opening) -> CheckInForm:
    errors = opening.outcome.errors
    chosen = (
        int(typed.confidence) if typed.confidence.isascii() and typed.confidence.isdigit() else None
    )
    return CheckInForm(
        url=opening.url,
        asks=_asks(facts),
        value=typed.baseline if facts.needs_baseline else typed.value,
        unit=facts.metric.unit,
        step=_step(facts),
        stages=_stages(facts),
        last_value="" if facts.value is None else measure_typed(facts.value),
        confidence=ConfidenceControl(
            value=chosen,
            last=facts.confidence,
            errors=errors.get("confidence", ()),
            prefix=facts.public_id,
        ),
        note=typed.note,
        note_asked=opening.outcome.note_asked,
        evidence_text=typed.evidence_text,
        evidence_link=typed.evidence_link,
        effective_on=typed.effective_on or visit.today.isoformat(),
        today=visit.today.isoformat(),
        version=typed.seen,
        value_errors=errors.get("baseline" if facts.needs_baseline else "value", ()),
        note_errors=errors.get("note", ()),
        date_errors=errors.get("effective_on", ()),
        evidence_errors=errors.get("evidence_link", ()),
        accept=files_accepted(),
        evidence_asked=facts.evidence_counts if _asks(facts) in ("milestone", "stages") else "",
        files_errors=_files_errors(typed, opening.outcome),
        form_errors=errors.get("", ()) or _not_begun(facts, visit.today),
        skip_url=opening.keep_url,
        preview_url=reverse("check-in-preview", args=[visit.slug, facts.public_id]),
        submit=opening.submit,
        more_hidden=opening.hidden,
    )


def _not_begun(facts: KeyResultFacts, today: date) -> tuple[str, ...]:
    """Say before anything is typed that no check-in can be saved yet."""
    if facts.start <= today or facts.needs_baseline:
        return ()
    return (wording(Message("checkins.not_begun", {"start": facts.start})),)


def _files_errors(typed: Typed, outcome: Outcome) -> tuple[str, ...]:
    """Return what is wrong with the files; those that were sent have to be chosen once more."""
    wrong = outcome.errors.get("attachments", ())
    if wrong or not typed.files:
        return wrong
    return (_("Choose the files once more. What you typed is kept."),)


def _asks(facts: KeyResultFacts) -> Asked:
    if facts.needs_baseline:
        return "baseline"
    if facts.metric.kind is not MetricKind.MILESTONE:
        return "number"
    return "stages" if facts.metric.stages else "milestone"


def _stages(facts: KeyResultFacts) -> tuple[tuple[str, str], ...]:
    titles = tuple(stage.title for stage in facts.metric.stages)
    named = tuple((str(number), f"{number}: {title}") for number, title in enumerate(titles, 1))
    return (("0", _("none yet")), *named) if titles else ()


def _step(facts: KeyResultFacts) -> str:
    """Return what − and + add: the precision said, else that of the numbers in use."""
    metric = facts.metric
    places = metric.decimals
    if places is None:
        known = [
            value for value in (facts.value, metric.baseline, metric.target) if value is not None
        ]
        exponents = [value.normalize().as_tuple().exponent for value in known]
        places = max((-part for part in exponents if isinstance(part, int)), default=0)
    return str(Decimal(1).scaleb(-max(0, places)))


def _path(facts: KeyResultFacts) -> str:
    last = value_now(facts)
    if not last:
        return way_words(facts)
    return _("%(way)s · last %(value)s") % {"way": way_words(facts), "value": last}


def _progress_words(share: Decimal | None, pace: Decimal | None) -> str:
    if pace is None:
        return ""
    words = {"pace": percent(pace)}
    if share is None:
        return _("no data yet, pace %(pace)s") % words
    return _("%(share)s of the way, pace %(pace)s") % {**words, "share": percent(share)}


def _conflict(facts: KeyResultFacts, entry: LatestEntry, typed: Typed) -> Conflict:
    other = (
        _("You, elsewhere,")
        if entry.is_own
        else (entry.author.name if entry.author else _("Somebody"))
    )
    value = "" if entry.value is None else measure(entry.value, facts.metric)
    if entry.is_withdrawal:
        value = _("a withdrawal")
    elif entry.stage is not None:
        value = str(entry.stage)
    return Conflict(
        other=other,
        other_value=value or _("a word without a value"),
        other_confidence=Confidence(Decimal(entry.confidence) if entry.confidence else None),
        own_value=typed.value or "–",
    )
