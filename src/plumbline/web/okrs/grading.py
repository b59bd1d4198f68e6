"""The end of an objective: first whether the better state is true, then the score."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.attachments.services import FILE_LIMIT_BYTES, file_too_large
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.okrs.permissions import objective_acts
from plumbline.domain.okrs.selectors.details import ObjectiveDetails, objective_details
from plumbline.domain.okrs.selectors.grade_files import grade_files
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.grading import (
    GradeValues,
    grade_close,
    grade_propose,
    grading_start,
    grading_take_back,
)
from plumbline.domain.okrs.values import BetterState
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import (
    DomainError,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents.model import State, Style
from plumbline.engine.messages import Message
from plumbline.web.discussion.forms import FilesField, files_read
from plumbline.web.discussion.lines import FileLine, file_lines
from plumbline.web.form_answers import form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.form_refusals import refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.acts import GRADING_ACTS, ObjectiveActs
from plumbline.web.okrs.as_of import as_of_asked
from plumbline.web.okrs.grades import grade_remark_words, grade_words, style_of, style_rule
from plumbline.web.okrs.key_result_forms import NumberField
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.objective_forms import VersionField
from plumbline.web.okrs.objective_rows import KeyResultRow, key_result_rows
from plumbline.web.okrs.objectives import NotBegun, objective_shown
from plumbline.web.okrs.written import measure_typed, percent
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.text_area import TextArea
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.undo_offers import undo_offer
from plumbline.web.uploads import (
    CONTENT_TOO_LARGE,
    FORM_LIMIT_BYTES,
    files_skipped,
    upload_bounded,
)
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


FIELD_OF_PROBLEM = {
    "scoring.better_state_missing": "better_state",
    "scoring.learned_missing": "learned",
    "scoring.evidence_missing": "evidence",
    "scoring.score_refused": "score",
    "scoring.reason_missing": "reason",
    "scoring.miss_unexplained": "note",
}
"""Where a problem of a whole grade is mended."""


class GradeForm(forms.Form):
    """What is said at the end."""

    use_required_attribute = False

    better_state = forms.ChoiceField(
        choices=[(each.value, each.label) for each in BetterState],
        error_messages={"required": gettext_lazy("Say first whether the better state is true.")},
    )
    score = NumberField(
        gettext_lazy("Score"), help_text=gettext_lazy("0 to 1. Empty: the progress stands.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it differs from the progress"), required=False, max_length=2000
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=4000,
        widget=TextArea(attrs={"rows": 3}),
    )
    learned = forms.CharField(
        label=gettext_lazy("What was learned?"),
        required=False,
        max_length=4000,
        widget=TextArea(attrs={"rows": 3}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it?"), required=False, max_length=2000
    )
    attachments = FilesField(gettext_lazy("Files that show it"))
    version = VersionField()

    def values(self) -> GradeValues:
        """Return what was typed."""
        given = self.cleaned_data
        return GradeValues(
            better_state=BetterState(given["better_state"]),
            score=given["score"],
            reason=given["reason"],
            note=given["note"],
            learned=given["learned"],
            evidence=given["evidence"],
            files=files_read(given["attachments"]),
        )

    def answer_cards(self, *, is_missing: bool = False) -> RadioCards:
        """Whether the better state is true, as cards; `is_missing` asks for an answer first."""
        wrong = [str(error) for error in self["better_state"].errors]
        if is_missing:
            wrong.append(str(self.fields["better_state"].error_messages["required"]))
        return RadioCards(
            name="better_state",
            label=_("Is the better state true?"),
            chosen=str(self["better_state"].value() or ""),
            errors=wrong,
            choices=(
                Choice(value="yes", label=_("Yes")),
                Choice(value="partly", label=_("Partly")),
                Choice(value="no", label=_("No")),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GradePage:
    """Everything the template says.

    Attributes:
        is_answered: Whether the better state was judged; the score is hidden before.
        progress: Where it stands, in words; empty while unanswered.
        proposed: The owner's own score; empty where there is none.
        rule: How its style is judged.
        remarks: What the score does not say: a guardrail breached, key results that are weak.
        key_results: How each ended; none while unanswered.
        files: What was attached to the grade already.
    """

    title: str
    back: str
    is_answered: bool
    is_learning: bool
    progress: str
    proposed: str
    rule: str
    remarks: tuple[str, ...]
    key_results: tuple[KeyResultRow, ...]
    files: tuple[FileLine, ...]
    may_propose: bool
    may_close: bool
    cards: RadioCards
    form: GradeForm


@require_POST
@tenant_page
def start(visit: Visit, objective: str) -> HttpResponse:
    """Close the books of an objective: from now on it waits for its grade."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    try:
        begun = grading_start(
            actor=visit.viewer,
            objective=row,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except GateRefused as refused:
        blocked = NotBegun(blocked=refused.findings)
        return objective_shown(visit, objective, refused=blocked, status=CONFLICT)
    except StaleVersion:
        changed = NotBegun(reason=_("Somebody changed it meanwhile. Look at it again first."))
        return objective_shown(visit, objective, refused=changed, status=CONFLICT)
    back = reverse("objective-grading-back", args=[visit.slug, objective])
    words = _("Grading has begun: it waits for its grade.")
    undo_offer(visit.request, words, url=f"{back}?version={begun.version}")
    return redirect("objective", visit.slug, objective)


@require_POST
@tenant_page
def take_back(visit: Visit, objective: str) -> HttpResponse:
    """Let an objective run again as before its grading began."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    try:
        grading_take_back(
            actor=visit.viewer, objective=row, expected=version_sent(visit.request), at=visit.at
        )
    except StaleVersion:
        changed = NotBegun(reason=_("Somebody changed it meanwhile. Look at it again first."))
        return objective_shown(visit, objective, refused=changed, status=CONFLICT)
    except ValidationRefused as refused:
        said = (wording(each) for found in refused.field_errors.values() for each in found)
        stays = NotBegun(reason=" ".join(said))
        return objective_shown(visit, objective, refused=stays, status=CONFLICT)
    except Refused as refused:
        stays = NotBegun(reason=wording(refused.message))
        return objective_shown(visit, objective, refused=stays, status=CONFLICT)
    messages.success(visit.request, _("Grading is taken back: it goes on as before."))
    return redirect("objective", visit.slug, objective)


@tenant_page
def _unread(visit: Visit, objective: str) -> HttpResponse:
    """Answer a body that was not read: the form again, with the reason at the field."""
    row = _to_grade(visit, objective)
    form = GradeForm(_said(visit, row))
    form.errors.clear()
    form.add_error(
        "attachments", _("These files together are too large. Attach one after the other.")
    )
    return grade_page(visit, row, form, status=CONTENT_TOO_LARGE)


@upload_bounded(_unread, limit_bytes=FORM_LIMIT_BYTES, file_bytes=FILE_LIMIT_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def grade(visit: Visit, objective: str) -> HttpResponse:
    """Ask for the better state, then show the score and take the grade."""
    row = _to_grade(visit, objective)
    sent = form_sent(visit.request)
    form = GradeForm(sent, visit.request.FILES if sent else None, initial=_said(visit, row))
    page = partial(grade_page, visit, row)
    too_large = files_skipped(visit.request) if form.is_bound else []
    if too_large:
        refusal_show(form, file_too_large(too_large[0]))
        return page(form, status=CONTENT_TOO_LARGE)
    return form_answer(form, page=page, save=partial(_save, visit, row), refuse=_refuse)


def _refuse(form: GradeForm, refused: DomainError) -> None:
    """Put what is wrong with a grade at the field that mends it, the rest above the form."""
    if not isinstance(refused, ValidationRefused):
        refusal_show(form, refused)
        return
    by_field: dict[str, list[Message]] = {}
    for name, problems in refused.field_errors.items():
        for problem in problems:
            by_field.setdefault(name or FIELD_OF_PROBLEM.get(problem.id, ""), []).append(problem)
    refusal_show(form, ValidationRefused(by_field))


def grade_typed(visit: Visit, objective: str) -> HttpResponse:
    """Show the form with what was typed into it while a file was taken away."""
    sent = visit.request.POST
    row = _to_grade(visit, objective)
    typed = {name: sent.get(name, "") for name in GradeForm.base_fields if name != "attachments"}
    return grade_page(visit, row, GradeForm(initial=typed))


def _to_grade(visit: Visit, objective: str) -> "Objective":
    """Return an objective that the viewer may grade now.

    Raises:
        NotFound: It is not for the viewer.
        PermissionRefused: They see it, but have no grade to give, or it has its grade already.
    """
    row = objective_get(viewer=visit.viewer, public_id=objective)
    if row.state == State.CLOSED:
        raise PermissionRefused("okrs.grade.given")
    if not objective_acts(visit.viewer, row) & GRADING_ACTS:
        raise PermissionRefused("orgs.refused")
    return row


def _said(visit: Visit, row: "Objective") -> dict[str, object]:
    """Return what was said already; the answer just given comes with the address."""
    return {
        "better_state": row.better_state or visit.request.GET.get("better_state", ""),
        "score": "" if row.self_score is None else measure_typed(row.self_score),
        "reason": row.grade_reason,
        "note": row.grade_note,
        "learned": row.learned,
        "evidence": row.learned_evidence,
        "version": row.version,
    }


def _save(visit: Visit, row: "Objective", form: GradeForm) -> HttpResponse:
    give = grade_close if "close" in visit.request.POST else grade_propose
    give(
        actor=visit.viewer,
        objective=row,
        values=form.values(),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("The grade is kept."))
    return redirect("objective", visit.slug, row.public_id)


def grade_page(
    visit: Visit, row: "Objective", form: GradeForm, *, status: int = 200
) -> HttpResponse:
    """Show the form, with the files that were attached already."""
    if form.is_bound and form.errors and form.files and "attachments" not in form.errors:
        form.add_error("attachments", _("Choose the files once more. What you typed is kept."))
    files = grade_files(viewer=visit.viewer, objective=row.public_id, at=visit.at)
    details = objective_details(viewer=visit.viewer, public_id=row.public_id, at=visit.at)
    better = str(form["better_state"].value() or "")
    answered = better in BetterState.values
    proposed = details.self_score
    score = details.facts.progress if proposed is None else proposed
    page = GradePage(
        title=row.title,
        back=reverse("objective", args=[visit.slug, row.public_id]),
        is_answered=answered,
        is_learning=row.style == Style.LEARNING,
        progress=_progress(details) if answered else "",
        proposed="" if proposed is None or not answered else measure_typed(proposed),
        rule=style_rule(style_of(details)),
        remarks=grade_remark_words(details, better, score),
        key_results=_key_results(visit, details) if answered else (),
        files=tuple(each for each in file_lines(visit.slug, files) if each.name),
        may_propose=Act.GRADE_SELF in details.acts,
        may_close=Act.GRADE_FINAL in details.acts,
        cards=form.answer_cards(is_missing=not answered and "asked" in visit.request.GET),
        form=form,
    )
    team = row.team.name if row.team else ""
    frame = frame_for(visit, Entry.COMPANY, context=team, cycle=details.facts.cycle.public_id)
    context = {"frame": frame, "page": page}
    return render(visit.request, "okrs/grade.html", context, status=status)


def _key_results(visit: Visit, details: ObjectiveDetails) -> tuple[KeyResultRow, ...]:
    places = Places(visit.slug, as_of_asked(visit, keep=()))
    return key_result_rows(visit, details.facts, places, ObjectiveActs())


def _progress(details: ObjectiveDetails) -> str:
    """Write how far it came, and what that means in its style."""
    progress = details.facts.progress
    if progress is None:
        return _("It is not scored.")
    share = {"share": percent(progress)}
    meaning = grade_words(style_of(details), progress)
    if not meaning:
        return _("It came %(share)s of the way.") % share
    return _("It came %(share)s of the way: %(meaning)s.") % {**share, "meaning": meaning}
