"""The guided way: key results that convince a doubter, measurable soon, and a guardrail."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.jottings.selectors import Place
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.selectors.drafting import draft_key_results, earlier_changes
from plumbline.domain.okrs.selectors.drafts import key_result_rights
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.drafting import key_results_draft
from plumbline.domain.okrs.values import Cadence
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching.plausibility import plausibility_of
from plumbline.engine.coaching.turning import turning_of
from plumbline.web.framing import Entry, frame_for
from plumbline.web.jottings import jotted_answer
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.work_kept import work_keep
from plumbline.web.okrs.writer_lines import (
    LEAST,
    MOST,
    Line,
    LinesForm,
    MeasuresForm,
    ResultsForm,
)
from plumbline.web.okrs.writer_steps import (
    SOON,
    STEPS,
    names_work,
    next_url,
    steps_open,
    writer_steps,
)
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.writing.measured import MOVING
from plumbline.web.writing.parts import key_result_part, line_said

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

F = TypeVar("F", bound=LinesForm)
Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Soon:
    """How many key results can be read soon, and whether that is enough.

    Attributes:
        lacks: How many say nothing yet that could be read; empty where all do.
    """

    words: str
    is_enough: bool
    lacks: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def results(visit: Visit, objective: str) -> HttpResponse:
    """Write three key results that would convince a doubter."""
    row = draft_asked(visit, objective)
    if state_of(row.state) not in PLANNED:
        return redirect("objective", visit.slug, row.public_id)
    rows, others = _rows(visit, row)
    blanks = min(MOST, max(LEAST, len(rows) + 1)) - len(rows) if _adds(visit, row) else 0
    form = ResultsForm(form_sent(visit.request), rows=rows, blanks=max(0, blanks))
    return _answer(visit, row, form, "writer-results", partial(_results_page, visit, row, others))


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def measures(visit: Visit, objective: str) -> HttpResponse:
    """Say where each key result starts and is to go, and how soon it can be read."""
    row = draft_asked(visit, objective)
    if state_of(row.state) not in PLANNED:
        return redirect("objective", visit.slug, row.public_id)
    rows, others = _rows(visit, row)
    form = MeasuresForm(form_sent(visit.request), rows=rows)
    return _answer(visit, row, form, "writer-measures", partial(_measures_page, visit, row, others))


def draft_asked(visit: Visit, public_id: str) -> "Objective":
    """Return the objective that is written.

    Raises:
        NotFound: There is none, or the viewer may not know of it.
        PermissionRefused: They may not edit it.
    """
    row = objective_get(viewer=visit.viewer, public_id=public_id)
    objective_permit(visit.viewer, Act.EDIT, row)
    return row


def _rows(
    visit: Visit, objective: "Objective"
) -> tuple[Sequence["KeyResult"], Sequence["KeyResult"]]:
    """Return the key results that the viewer may edit, and the others; guardrails come later."""
    found = draft_key_results(viewer=visit.viewer, objective=objective)
    edits = key_result_rights(visit.viewer, objective).edits
    own = [row for row in found if not row.is_guardrail and row.public_id in edits]
    return own, [row for row in found if not row.is_guardrail and row.public_id not in edits]


def _adds(visit: Visit, objective: "Objective") -> bool:
    return key_result_rights(visit.viewer, objective).adds


def _answer(visit: Visit, objective: "Objective", form: F, place: str, page: Page) -> HttpResponse:
    return jotted_answer(
        visit,
        form,
        place=Place(place, objective.public_id),
        page=page,
        save=partial(_save, visit, objective),
        now=form.standing,
    )


def _save(visit: Visit, objective: "Objective", form: F) -> HttpResponse:
    lines = tuple(form.lines(objective))
    rows = key_results_draft(actor=visit.viewer, objective=objective, lines=lines, at=visit.at)
    work = form.work()
    for line, row in zip(lines, rows, strict=True):
        if line.name in work:
            work_keep(visit, row, work[line.name])
    return redirect(next_url(visit, objective))


def _results_page(
    visit: Visit,
    objective: "Objective",
    others: Sequence["KeyResult"],
    form: ResultsForm,
    *,
    status: int = 200,
) -> HttpResponse:
    lines = tuple(
        Line(
            name=name,
            fields=(form[f"title_{name}"],),
            hidden=form.hidden(name),
            turning=form.turning(name),
            wording=key_result_part(
                visit, line_said(form, name), objective, line=name, saved=form.row_of(name)
            ),
        )
        for name in form.names
    )
    return _page(visit, objective, form, lines, others, step=1, status=status)


def _measures_page(
    visit: Visit,
    objective: "Objective",
    others: Sequence["KeyResult"],
    form: MeasuresForm,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = list(form.rows.values())
    past = earlier_changes(viewer=visit.viewer, objective=objective, key_results=rows)
    lines = []
    for name in form.names:
        row = form.row_of(name)
        if row is None:
            continue
        changes = past.get(row.pk, ())
        found = None
        if row.baseline is not None and row.target is not None:
            found = plausibility_of(row.baseline, row.target, changes)
        is_way = row.metric_kind in ("", *MOVING)
        lines.append(
            Line(
                name=name,
                fields=form.asked(name),
                hidden=form.hidden(name),
                title=row.title,
                said=tuple(_said(form, name, row, wording(found.message) if found else "")),
                edit_url=""
                if is_way
                else reverse("key-result-edit", args=[visit.slug, row.public_id]),
            )
        )
    return _page(visit, objective, form, tuple(lines), others, step=2, status=status)


def _said(form: MeasuresForm, name: str, row: "KeyResult", plausible: str) -> Iterator[str]:
    """Yield what there is to say of a line beside its fields."""
    if plausible:
        yield plausible
    if form.says_number(name):
        return
    if turning_of(row.title) and not names_work(row.title):
        words = _("“%(title)s” says neither what is counted nor from where to where.")
    else:
        words = _("“%(title)s” has no number yet: from where to where?")
    yield words % {"title": row.title}


def _page(
    visit: Visit,
    objective: "Objective",
    form: LinesForm,
    lines: tuple[Line, ...],
    others: Sequence["KeyResult"],
    *,
    step: int,
    status: int,
) -> HttpResponse:
    context = {
        "frame": frame_for(
            visit,
            Entry.PLAN,
            context=objective.team.name if objective.team else "",
            cycle=objective.cycle.public_id,
        ),
        "form": form,
        "lines": lines,
        "others": [row.title for row in others],
        "steps": writer_steps(step, open_steps=steps_open([*form.rows.values(), *others])),
        "step": STEPS[step],
        "before": STEPS[step - 1],
        "after": STEPS[step + 1],
        "title": objective.title,
        "soon": _soon(form) if isinstance(form, MeasuresForm) else None,
    }
    return render(visit.request, "okrs/writer.html", context, status=status)


def _soon(form: MeasuresForm) -> Soon:
    """Return how many key results can be read soon, as the form says now."""
    read = [name for name in form.names if form.says_number(name)]
    cadences = [str(form[f"cadence_{name}"].value()) for name in read]
    soon = sum(each in (Cadence.WEEKLY, Cadence.BIWEEKLY) for each in cadences)
    all_of_them, nothing = len(form.names), len(form.names) - len(read)
    words = ngettext(
        "%(soon)d of %(all)d key result can be read every week or every two weeks.",
        "%(soon)d of %(all)d key results can be read every week or every two weeks.",
        all_of_them,
    )
    lacks = ngettext(
        "%(count)d has no number yet that could be read.",
        "%(count)d have no number yet that could be read.",
        nothing,
    )
    return Soon(
        words=words % {"soon": soon, "all": all_of_them},
        is_enough=soon >= min(SOON, all_of_them) and not nothing,
        lacks=lacks % {"count": nothing} if nothing else "",
    )
