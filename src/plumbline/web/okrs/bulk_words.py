"""What the page of a batch says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.bulk.selectors import (
    ROWS_A_PAGE,
    Batch,
    BatchFacts,
    BatchState,
    BulkAct,
    Outcome,
    RowFacts,
)
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.viewing import only_reads
from plumbline.domain.tenancy.wording import wording
from plumbline.web.okrs.bulk_forms import value_words
from plumbline.web.okrs.written import state_of
from plumbline.web.paging import pages_of
from plumbline.web.ui.notices import Pages, Step
from plumbline.web.ui.signs import StateBadge
from plumbline.web.visits import Visit

WORKED_ON: Final = frozenset({BatchState.TRYING, BatchState.DOING, BatchState.UNDOING})
#: The mark at a row: it goes well, or needs somebody's eyes.
_TONES: Final[Mapping[Outcome, str]] = {
    Outcome.WILL: "on",
    Outcome.DONE: "on",
    Outcome.UNDONE: "on",
    Outcome.REFUSED: "off",
    Outcome.STAYS: "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One objective and what becomes of it.

    Attributes:
        url: Empty where there is nothing to open.
        words: What happens, or happened.
        why: Why it is left out or stays.
        tone: `on`, `off` or nothing.
    """

    title: str
    url: str
    team: str
    state: StateBadge | None
    words: str
    why: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPage:
    """Everything the template says beside the form.

    Attributes:
        stage: `choose`, `preview`, `work` or `done`.
        head: What will happen, or happened, to how many.
        lead: The act and its value.
        reason: Why, as it was given.
        will: How many will change.
        warning: What to think of before it is done; empty for nothing.
        go_words: Of the button that does it.
        undo_words: Of the button that takes it back; empty where nothing is to be taken back.
    """

    stage: str
    head: str
    lead: str
    reason: str
    will: int
    lines: tuple[RowLine, ...]
    steps: tuple[Step, ...]
    pages: Pages | None
    warning: str
    go_words: str
    undo_words: str
    is_undone: bool
    url: str
    back: str


def bulk_page(visit: Visit, facts: BatchFacts, *, asks: bool) -> BulkPage:
    """Return the page of a batch.

    Args:
        visit: Who is there.
        facts: What the batch holds.
        asks: Whether a form is shown, so that nothing is promised yet.
    """
    batch, stage = facts.batch, _stage(facts.batch, asks=asks)
    will = facts.counts.get(Outcome.WILL, 0)
    act = BulkAct(batch.act) if batch.act and stage != "choose" else None
    after = value_words(visit, act, batch.value) if act else ""
    url = reverse("bulk", args=[visit.slug, batch.public_id])
    return BulkPage(
        stage=stage,
        head=_head(facts, stage),
        lead=": ".join(filter(None, (str(act.label), after))) if act else "",
        reason=batch.reason,
        will=will,
        lines=()
        if stage == "work"
        else tuple(_line(visit, batch, row, after) for row in facts.rows),
        steps=_steps(stage),
        pages=None if stage == "work" else pages_of(facts, size=ROWS_A_PAGE, url=url),
        warning=_warning(visit, act, batch.value) if stage == "preview" and will else "",
        go_words=_change_words(act, will),
        undo_words=_undo_words(facts),
        is_undone=batch.state == BatchState.UNDONE,
        url=url,
        back=reverse("objectives", args=[visit.slug]),
    )


def _warning(visit: Visit, act: BulkAct | None, value: str) -> str:
    """Say of a new owner that they may not act on what they own."""
    if act is not BulkAct.OWNER or not value:
        return ""
    owner = person_get(viewer=visit.viewer, public_id=value)
    if not only_reads(viewer=visit.viewer, person=owner, on=visit.today):
        return ""
    words = _("%(name)s only reads here: as the owner they could neither check in nor change it.")
    return words % {"name": owner.name}


def _stage(batch: Batch, *, asks: bool) -> str:
    if batch.state in WORKED_ON:
        return "work"
    if asks:
        return "choose"
    return "preview" if batch.state == BatchState.TRIED else "done"


def _head(facts: BatchFacts, stage: str) -> str:
    counts, batch = facts.counts, facts.batch
    if stage == "work":
        waiting = Outcome.DONE if batch.state == BatchState.UNDOING else Outcome.OPEN
        through = facts.total - counts.get(waiting, 0)
        return _("%(count)d of %(total)d are through") % {"count": through, "total": facts.total}
    if stage == "choose":
        words = ngettext("%(count)d objective chosen", "%(count)d objectives chosen", facts.total)
        return words % {"count": facts.total}
    if stage == "preview":
        number = counts.get(Outcome.WILL, 0)
        words = ngettext(
            "%(count)d of %(total)d will change", "%(count)d of %(total)d will change", number
        )
    elif batch.state == BatchState.UNDONE:
        number = counts.get(Outcome.UNDONE, 0)
        words = ngettext(
            "%(count)d objective is as it was before",
            "%(count)d objectives are as they were before",
            number,
        )
    else:
        number = counts.get(Outcome.DONE, 0)
        words = ngettext(
            "%(count)d of %(total)d is changed", "%(count)d of %(total)d are changed", number
        )
    return words % {"count": number, "total": facts.total}


def _change_words(act: BulkAct | None, will: int) -> str:
    """Name the act on the button: what is deleted is not merely changed."""
    match act:
        case BulkAct.CARRY_OVER:
            words = ngettext(
                "Carry %(count)d objective over", "Carry %(count)d objectives over", will
            )
        case BulkAct.ACTIVATE:
            words = ngettext("Activate %(count)d objective", "Activate %(count)d objectives", will)
        case BulkAct.DELETE:
            words = ngettext("Delete %(count)d draft", "Delete %(count)d drafts", will)
        case _:
            words = ngettext("Change %(count)d objective", "Change %(count)d objectives", will)
    return words % {"count": will}


def _undo_words(facts: BatchFacts) -> str:
    number = facts.counts.get(Outcome.DONE, 0)
    if facts.batch.state != BatchState.DONE or not number:
        return ""
    words = ngettext("Undo this change", "Undo these %(count)d changes", number)
    return words % {"count": number}


def _steps(stage: str) -> tuple[Step, ...]:
    labels = (_("Choose"), _("Preview"), _("Done, or undo"))
    current = {"choose": 0, "preview": 1, "work": 1, "done": 2}[stage]
    return tuple(
        Step(label, "done" if place < current else "current" if place == current else "ahead")
        for place, label in enumerate(labels)
    )


def _line(visit: Visit, batch: Batch, row: RowFacts, after: str) -> RowLine:
    there = row.objective
    made = bool(row.made) and row.outcome == Outcome.DONE
    url = reverse("objective", args=[visit.slug, row.made or row.public_id])
    team = ""
    if there is not None:
        team = there.team.name if there.team else _("Personal")
    return RowLine(
        title=row.title or _("Not for your eyes any more"),
        url=url if there is not None or made else "",
        team=team,
        state=StateBadge(state_of(there.state)) if there is not None else None,
        words=_row_words(batch, row, after),
        why=wording(row.why) if row.why else "",
        tone=_TONES.get(row.outcome, ""),
    )


def _row_words(batch: Batch, row: RowFacts, after: str) -> str:
    """Say what happens to a row, of a change from what to what."""
    if row.outcome == Outcome.OPEN:
        return ""
    if row.key_result:
        return _("One key result of it: %(outcome)s") % {"outcome": row.outcome.label}
    if row.outcome == Outcome.WILL and row.objective is not None:
        change = _from_to(batch, row, after)
        if row.is_adjusted and change:
            return _("%(change)s, as an adjustment with your reason") % {"change": change}
        return change or str(row.outcome.label)
    return str(row.outcome.label)


def _from_to(batch: Batch, row: RowFacts, after: str) -> str:
    if row.objective is None:
        return ""
    values = objective_values(row.objective)
    nobody = _("nobody")
    match BulkAct(batch.act):
        case BulkAct.OWNER:
            before = values.owner.name if values.owner else nobody
        case BulkAct.TEAM:
            before = values.team.name if values.team else ""
        case BulkAct.CYCLE:
            before = values.cycle.name
        case BulkAct.VISIBILITY:
            before = row.objective.get_visibility_display()
        case BulkAct.STYLE:
            before = row.objective.get_style_display() or _("not decided")
        case BulkAct.PRIORITY:
            before = values.priority.title if values.priority else _("none")
        case BulkAct.CARRY_OVER:
            return _("A draft is written in %(cycle)s; this one stays as it is") % {"cycle": after}
        case BulkAct.ACTIVATE:
            return _("Becomes active")
        case BulkAct.DELETE:
            return _("Is deleted")
        case _:
            return ""
    return f"{before} → {after or nobody}"
