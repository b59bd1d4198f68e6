"""Writing down what a team decided in its weekly review, and seeing to it."""

from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.reviews.models import DECISION_LENGTH as DECISION_LENGTH
from plumbline.domain.reviews.models import ReviewDecision
from plumbline.domain.reviews.permissions import decision_thing
from plumbline.domain.reviews.values import DecisionKind
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionValues:
    """What is written down of a decision.

    Attributes:
        text: What is to be done or tried, or what holds from now on.
        owner: Who sees to it, if anybody is to.
        due_on: Until when.
        outcome: What came of it so far, of an experiment.
    """

    text: str
    owner: Person | None = None
    due_on: date | None = None
    outcome: str = ""


def decision_write(
    *,
    actor: Viewer,
    team: Team,
    values: DecisionValues,
    at: datetime,
    kind: DecisionKind = DecisionKind.DECISION,
) -> ReviewDecision:
    """Write down a decision in the running week of a team.

    Args:
        actor: Who writes it down.
        team: Whose review it is.
        values: What was decided.
        at: Now; the running week is that of the organization's day.
        kind: Whether it is to be done, or tried; what it is once, it stays.

    Raises:
        PermissionRefused: They belong neither to the team nor to one below it, and do not lead it.
        Refused: The team is archived: it meets no more.
        ValidationRefused: It says nothing, too much, a day before the week of its review, or what
            came of something that is no experiment.
    """
    with acting(actor) as organization:
        row = ReviewDecision(
            kind=kind,
            team=team,
            week=week_of(organization_day(organization, at)),
            written_by_id=actor.person_id,
            written_at=at,
            changed_at=at,
        )
        author = permit(actor, Act.EDIT, decision_thing(row))
        if Team.objects.filter(pk=team.pk).exclude(archived_on=None).exists():
            raise Refused("reviews.decision.team_archived", team=team.name)
        _take(row, values)
        row.outcome_at = at if row.outcome else None
        row.save(force_insert=True)
        _journal(author, row, "write", at, _said(row))
    return row


def decision_change(
    *,
    actor: Viewer,
    decision: ReviewDecision,
    values: DecisionValues,
    expected: int,
    at: datetime,
) -> ReviewDecision:
    """Say otherwise what was decided, who sees to it or until when.

    Raises:
        NotFound: It was removed.
        PermissionRefused: It is not theirs to change.
        StaleVersion: Somebody changed it since version `expected`.
        ValidationRefused: As in `decision_write`.
    """
    with acting(actor):
        row = _locked(decision)
        author = permit(actor, Act.EDIT, decision_thing(row))
        version_check(row, expected=expected)
        before = _said(row)
        _take(row, values)
        changes = {
            name: Change(before[name].new, change.new)
            for name, change in _said(row).items()
            if before[name].new != change.new
        }
        if changes:
            # Each with a moment of its own: a past day leaves out what was said since, and what
            # came of an experiment is said anew every week.
            if "outcome" in changes:
                row.outcome_at = at
            if changes.keys() - {"outcome"}:
                row.changed_at = at
            fields = ("text", "owner", "due_on", "outcome", "outcome_at", "changed_at")
            version_save(row, expected=expected, update_fields=fields)
            _journal(author, row, "change", at, changes)
    return row


def decision_settle(
    *, actor: Viewer, decision: ReviewDecision, is_done: bool, at: datetime
) -> ReviewDecision:
    """Say that a decision is seen to, or that it is not yet; saying it again changes nothing.

    Raises:
        NotFound: It was removed.
        PermissionRefused: It is neither theirs nor their team's.
    """
    with acting(actor):
        row = _locked(decision)
        author = permit(actor, Act.EDIT, decision_thing(row))
        if is_done == (row.done_at is not None):
            return row
        was, row.done_at = row.done_at, at if is_done else None
        version_save(row, expected=row.version, update_fields=("done_at",))
        change = Change(was, row.done_at)
        _journal(author, row, "done" if is_done else "reopen", at, {"done_at": change})
    return row


def decision_remove(
    *, actor: Viewer, decision: ReviewDecision, expected: int, at: datetime
) -> None:
    """Remove what was written down by mistake; `decision_put_back` takes that back.

    Raises:
        NotFound: It was removed already.
        PermissionRefused: It is not theirs to change.
        StaleVersion: Somebody changed it since version `expected`.
    """
    with acting(actor):
        row = _locked(decision)
        author = permit(actor, Act.EDIT, decision_thing(row))
        version_check(row, expected=expected)
        said = {name: Change(change.new, None) for name, change in _said(row).items()}
        row.removed_at = at
        version_save(row, expected=expected, update_fields=("removed_at",))
        _journal(author, row, "remove", at, said)


def decision_put_back(*, actor: Viewer, decision: ReviewDecision, at: datetime) -> ReviewDecision:
    """Put back what was removed, as it was; what is there already stays as it is.

    Raises:
        PermissionRefused: It is not theirs to change.
    """
    with acting(actor):
        row = _locked(decision, is_removed=None)
        author = permit(actor, Act.EDIT, decision_thing(row))
        if row.removed_at is None:
            return row
        row.removed_at = None
        version_save(row, expected=row.version, update_fields=("removed_at",))
        _journal(author, row, "put_back", at, _said(row))
    return row


def _locked(decision: ReviewDecision, *, is_removed: bool | None = False) -> ReviewDecision:
    """Return the row as it stands; `is_removed` is `None` where it may be removed or not."""
    rows = ReviewDecision.objects.select_for_update(of=("self",)).select_related("team", "owner")
    if is_removed is not None:
        rows = rows.filter(removed_at__isnull=not is_removed)
    row: ReviewDecision | None = rows.filter(pk=decision.pk).first()
    if row is None:
        raise NotFound("reviews.decision.not_found")
    return row


def _take(row: ReviewDecision, values: DecisionValues) -> None:
    """Put values into a row that is not saved yet, all that is wrong with them said at once."""
    row.text = " ".join(values.text.split())
    row.owner, row.due_on = values.owner, values.due_on
    row.outcome = " ".join(values.outcome.split())
    wrong: dict[str, list[Message]] = {}
    if not row.text:
        wrong["text"] = [Message("reviews.decision.empty")]
    elif len(row.text) > DECISION_LENGTH:
        wrong["text"] = [Message("reviews.too_long", {"most": DECISION_LENGTH})]
    if row.due_on is not None and row.due_on < row.week:
        wrong["due_on"] = [Message("reviews.decision.past", {"monday": row.week})]
    if len(row.outcome) > DECISION_LENGTH:
        wrong["outcome"] = [Message("reviews.too_long", {"most": DECISION_LENGTH})]
    elif row.outcome and row.kind != DecisionKind.EXPERIMENT:
        wrong["outcome"] = [Message("reviews.decision.no_experiment")]
    if wrong:
        raise ValidationRefused(wrong)
    row_check(row)


def _said(row: ReviewDecision) -> dict[str, Change]:
    return {
        "text": Change(new=row.text),
        "owner": Change(new=row.owner.public_id if row.owner else None),
        "due_on": Change(new=row.due_on),
        "week": Change(new=row.week),
        # Only of what has one, so that entries of decisions stay what they were.
        **({"outcome": Change(new=row.outcome)} if row.kind == DecisionKind.EXPERIMENT else {}),
    }


def _journal(
    author: Author, row: ReviewDecision, verb: str, at: datetime, changes: dict[str, Change]
) -> None:
    journal_record(
        author=author,
        act=f"{row.kind}.{verb}",
        subject=Subject("team", row.team.pk, row.team.public_id),
        at=at,
        changes={"decision": Change(new=row.public_id), **changes},
    )
