"""Reading one's own batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.serializers import deserialize
from django.db.models import Count

from plumbline.domain.bulk.models import (
    REASON_CHARACTERS,
    VALUE_CHARACTERS,
    Batch,
    BatchRow,
    BatchState,
    BulkAct,
    Outcome,
)
from plumbline.domain.okrs.models import KeyResult, Objective, State
from plumbline.domain.okrs.permissions import objective_thing
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.messages import Message

# Words come along: interfaces read no models.
__all__ = [
    "REASON_CHARACTERS",
    "ROWS_A_PAGE",
    "VALUE_CHARACTERS",
    "Batch",
    "BatchFacts",
    "BatchState",
    "BulkAct",
    "Outcome",
    "RowFacts",
    "batch_key_result",
    "batch_own",
    "batch_page",
]

ROWS_A_PAGE = 100
#: Those that need somebody's eyes come first.
_ORDER = (
    Outcome.STAYS, Outcome.REFUSED, Outcome.WILL, Outcome.DONE, Outcome.UNDONE, Outcome.OPEN,
    Outcome.SAME,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One objective of a batch, as far as its owner still sees it.

    Attributes:
        title: Empty for what was deleted, and for what is not for the viewer's eyes any more.
        objective: As it stands now; `None` like the title.
        key_result: Public id of the one key result of it that was deleted; empty for all of it.
        why: Why it is left out or stays; `None` where there is nothing to say.
    """

    public_id: str
    key_result: str
    title: str
    objective: Objective | None
    outcome: Outcome
    is_adjusted: bool
    made: str
    why: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFacts:
    """A page of a batch.

    Attributes:
        counts: How many rows have which outcome.
        running: How many of the chosen run already, so that a change of them needs a reason.
    """

    batch: Batch
    rows: Sequence[RowFacts]
    counts: Mapping[Outcome, int]
    running: int
    total: int
    number: int
    pages: int


def batch_own(*, viewer: Viewer, public_id: str) -> Batch:
    """Return a batch of the viewer's own.

    Raises:
        NotFound: They have none with this id.
    """
    row: Batch | None = Batch.objects.filter(
        public_id=public_id, person_id=viewer.person_id
    ).first()
    if row is None:
        raise NotFound("bulk.gone")
    return row


def batch_page(*, viewer: Viewer, batch: Batch, page: int = 1) -> BatchFacts:
    """Return a page of what a batch holds, what was left out first (five queries at most).

    Args:
        viewer: Whose batch it is.
        batch: Which one.
        page: From 1; beyond the end the last one is returned.
    """
    rows = BatchRow.objects.filter(batch=batch)
    found = rows.order_by().values_list("outcome").annotate(count=Count("pk"))
    counts = {Outcome(outcome): count for outcome, count in found}
    total = sum(counts.values())
    pages = max(1, -(-total // ROWS_A_PAGE))
    number = min(max(1, page), pages)
    first = (number - 1) * ROWS_A_PAGE
    ordered = sorted(
        rows.values_list("outcome", "place", "pk"), key=lambda row: (_ORDER.index(row[0]), row[1])
    )
    wanted = [pk for _outcome, _place, pk in ordered[first : first + ROWS_A_PAGE]]
    by_pk = rows.in_bulk(wanted)
    shown = [by_pk[pk] for pk in wanted]
    seen = {
        row.public_id: row
        for row in objectives_visible(viewer=viewer).filter(
            public_id__in=[row.objective for row in shown]
        )
    }
    kept = _kept_titles(viewer, [row for row in shown if row.objective not in seen])
    running = objectives_visible(viewer=viewer).filter(
        public_id__in=rows.values("objective"), state__in=(State.ACTIVE, State.PAUSED)
    )
    return BatchFacts(
        batch=batch,
        rows=[_facts(row, seen.get(row.objective), kept.get(row.pk, "")) for row in shown],
        counts=counts,
        running=running.count(),
        total=total,
        number=number,
        pages=pages,
    )


def batch_key_result(*, viewer: Viewer, batch: Batch) -> RowFacts | None:
    """Return what became of the one key result that a batch deleted (two queries).

    `None` of any other batch, and where its objective is not for the viewer's eyes any more.
    """
    row = BatchRow.objects.filter(batch=batch).exclude(key_result="").first()
    if row is None:
        return None
    of = objectives_visible(viewer=viewer).filter(public_id=row.objective).first()
    return None if of is None else _facts(row, of)


def _facts(row: BatchRow, objective: Objective | None, kept_title: str = "") -> RowFacts:
    why = Message(row.why[0], row.why[1]) if row.why else None
    if objective is None:
        # What it was called may not be told any more to whom it is hidden.
        why = Message("bulk.unseen") if row.outcome == Outcome.REFUSED else None
    return RowFacts(
        public_id=row.objective,
        key_result=row.key_result,
        title=objective.title if objective else kept_title,
        objective=objective,
        outcome=Outcome(row.outcome),
        is_adjusted=row.is_adjusted,
        made=row.made,
        why=why,
    )


def _kept_titles(viewer: Viewer, rows: Sequence[BatchRow]) -> Mapping[int, str]:
    """Return by row what drafts were called that the batch itself deleted (a query at most).

    Told as long as they are gone, and to whom they would be shown if they were there: their deleter
    may have left the team since.
    """
    gone = {row.pk: _kept(row) for row in rows if row.outcome == Outcome.DONE}
    drafts = {pk: each for pk, kept in gone.items() for each in kept if isinstance(each, Objective)}
    teams = Team.objects.in_bulk([each.team_id for each in drafts.values() if each.team_id])
    titles = {}
    for pk, draft in drafts.items():
        draft.team = teams.get(draft.team_id)
        owners = (each.owner_id for each in gone[pk] if isinstance(each, KeyResult))
        thing = objective_thing(draft, participant_ids=frozenset(filter(None, owners)))
        if permitted(viewer, Act.VIEW, thing):
            titles[pk] = draft.title
    return titles


def _kept(row: BatchRow) -> list[object]:
    wanted = [each for each in row.kept if each["model"] in ("okrs.objective", "okrs.keyresult")]
    return [each.object for each in deserialize("python", wanted)]
