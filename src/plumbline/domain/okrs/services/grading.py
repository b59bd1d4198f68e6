"""The end of an objective: the owner's answer and score first, then the final grade (R9)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from plumbline.domain.attachments.services import Upload, uploads_looked
from plumbline.domain.okrs.lifecycle import RUNNING_STATES
from plumbline.domain.okrs.models import (
    BetterState,
    Objective,
    ObjectiveScore,
    ObjectiveState,
    State,
)
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.grade_files import grade_file_names
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.activating import activation_check
from plumbline.domain.okrs.services.gates import act_gated, passed_note
from plumbline.domain.okrs.services.grade_files import grade_files_keep
from plumbline.domain.okrs.services.objective_changes import objective_save
from plumbline.domain.okrs.services.objectives import (
    objective_move,
    objective_state_set,
)
from plumbline.domain.okrs.services.pauses import pauses_go_on
from plumbline.domain.okrs.services.writing_values import changes_between, place_check, snapshot
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.grades import GradeProposal, grade_final, grade_validate
from plumbline.engine.scoring.rollup import progress_unscaled

GRADE_FIELDS = (
    "better_state",
    "self_score",
    "final_score",
    "grade_note",
    "grade_reason",
    "learned",
    "learned_evidence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeValues:
    """What is said at the end.

    Attributes:
        better_state: The owner's answer to "is the better state true?", before any score.
        score: 0 to 1; `None` keeps the progress.
        note: What there is to say of the result; a missed commitment needs it.
        reason: Why the score differs from the progress.
        learned: What was learned.
        evidence: What shows it.
        files: The same as files, kept with the grade; one is evidence enough.
    """

    better_state: BetterState
    score: Decimal | None = None
    note: str = ""
    reason: str = ""
    learned: str = ""
    evidence: str = ""
    files: tuple[Upload, ...] = ()


def grading_start(*, actor: Actor, objective: Objective, expected: int, at: datetime) -> Objective:
    """Close the books of a running objective: from now on it waits for its grade."""
    return objective_move(actor, objective, Act.GRADE_START, expected=expected, at=at)


def grading_take_back(
    *, actor: Actor, objective: Objective, expected: int, at: datetime
) -> Objective:
    """Let an objective run, or rest, again as before its grading began.

    What ended with the start lasts again: pauses, and the states of its key results.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: Somebody has answered already.
        PermissionRefused: The actor may not take it back.
        ValidationRefused: Its cycle or team is closed by now, or it lacks something to run.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.GRADE_BACK, objective)
        version_check(objective, expected=expected)
        if objective.better_state or objective.self_score is not None:
            raise Refused("okrs.grading.answered")
        before = _before_grading(objective)
        place_check(objective)
        pauses_go_on(objective, ended_at=before.ended_at)
        return objective_state_set(
            author,
            objective,
            before.state,
            act=Act.GRADE_BACK.value,
            reason=before.reason,
            at=at,
            rescore=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """How an objective was until its grading began, at `ended_at`."""

    state: State
    reason: str
    ended_at: datetime


def _before_grading(objective: Objective) -> _Before:
    """Return how it was; what came in as waiting for its grade ran elsewhere.

    Raises:
        ValidationRefused: That lacks something to run here.
    """
    rows = ObjectiveState.objects.filter(subject=objective)
    row = rows.exclude(state=State.GRADING).order_by("-valid_from", "-pk").first()
    if row is not None and row.valid_to is not None and row.state in RUNNING_STATES:
        return _Before(state=State(row.state), reason=row.state_reason, ended_at=row.valid_to)
    activation_check(objective)
    begun = rows.earliest("valid_from").valid_from
    return _Before(state=State.ACTIVE, reason="", ended_at=begun)


def grade_propose(
    *, actor: Actor, objective: Objective, values: GradeValues, expected: int, at: datetime
) -> Objective:
    """Keep the owner's answer and proposed score.

    Raises:
        Refused: The objective is not being graded.
        PermissionRefused: The actor does not own it.
        ValidationRefused: Something that its style asks for is missing, or a file is not taken.
    """
    looked = uploads_looked(values.files)
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.GRADE_SELF, objective)
        version_check(objective, expected=expected)
        before = snapshot(objective, GRADE_FIELDS)
        objective.self_score = _grade_fill(objective, values)
        grade_files_keep(actor, author, objective, looked, at)
        objective_save(objective, at=at)
        objective_journal(
            author,
            objective,
            act="grade_self",
            at=at,
            changes=changes_between(
                before, snapshot(objective, GRADE_FIELDS), about_person_id=objective.owner_id
            ),
        )
        return objective


def grade_close(
    *, actor: Actor, objective: Objective, values: GradeValues, expected: int, at: datetime
) -> Objective:
    """Give the final grade and close the objective.

    Raises:
        Refused: It is not being graded.
        PermissionRefused: The actor may not grade it finally.
        GateRefused: A policy blocks it.
        ValidationRefused: Something that its style asks for is missing, or a file is not taken.
    """
    looked = uploads_looked(values.files)
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.GRADE_FINAL, objective)
        version_check(objective, expected=expected)
        before = snapshot(objective, GRADE_FIELDS)
        objective.final_score = _grade_fill(objective, values)
        shown = _shown(objective, values)
        passed = act_gated(Act.GRADE_FINAL, objective, at=at, shown=shown)
        grade_files_keep(actor, author, objective, looked, at)
        objective_journal(
            author,
            objective,
            act="grade_final",
            at=at,
            changes=changes_between(
                before, snapshot(objective, GRADE_FIELDS), about_person_id=objective.owner_id
            ),
        )
        return objective_state_set(
            author,
            objective,
            State.CLOSED,
            act="close",
            reason="",
            at=at,
            noted=passed_note(passed),
        )


def _shown(objective: Objective, values: GradeValues) -> str:
    """Return what shows what was learned: words, and the names of files."""
    shown = [values.evidence.strip(), *grade_file_names(objective)]
    return " ".join([*shown, *(each.name for each in values.files)])


def _grade_fill(objective: Objective, values: GradeValues) -> Decimal | None:
    """Check a grade against the objective's style and put its words on the row."""
    if objective.state != State.GRADING:
        raise Refused("okrs.grade.not_grading", state=State(objective.state).label)
    score = ObjectiveScore.objects.get(objective=objective)
    proposal = GradeProposal(
        style=documents.Style(objective.style),
        progress=None if score.progress is None else progress_unscaled(score.progress),
        better_state=documents.BetterState(values.better_state),
        final_score=values.score,
        note=values.note,
        reason=values.reason,
        learned=values.learned,
        evidence=_shown(objective, values),
        is_guardrail_breached=score.guardrails_breached > 0,
    )
    problems = grade_validate(proposal)
    if problems:
        raise ValidationRefused({"": problems})
    objective.better_state = values.better_state
    objective.grade_note = values.note.strip()
    objective.grade_reason = values.reason.strip()
    objective.learned = values.learned.strip()
    objective.learned_evidence = values.evidence.strip()
    return grade_final(proposal)
