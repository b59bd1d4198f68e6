"""Carrying plans out, and clearing away what killed ones left."""

import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from plumbline.domain.cycles.services import CycleValues, cycle_stage
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.orgs.viewers import Actor, SystemActor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused, Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.mends import KeptMend
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.transfer.plan_values import ImportPlan
from plumbline.domain.transfer.score_book import ScoreBook, score_book
from plumbline.domain.transfer.score_standings import book_judge
from plumbline.domain.transfer.services.clearing import (
    staged_batches,
    staged_clear,
)
from plumbline.domain.transfer.services.leaving import confirmed_let_go, undoing_let_go
from plumbline.domain.transfer.services.preparers import preparer_is_gone, preparer_name
from plumbline.domain.transfer.services.rows import Landing
from plumbline.domain.transfer.services.staging import Progress, Staging
from plumbline.domain.transfer.services.switch import Switch, import_actor
from plumbline.engine.documents.reading import Problem

#: Imports up to this many rows are written in the one turn of the switch.
SMALL_IMPORT = 40
#: After so long without a word a preparer of another machine is taken for dead.
SILENCE = timedelta(minutes=5)
#: In these a file waits for its import.
FILE_STATES = (ImportState.READ, ImportState.CONFIRMED)
#: How long a file waits between preview and import.
FILE_KEPT = timedelta(hours=24)
FILE_NAME_LIMIT = 250
PROBLEMS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file as it was handed in."""

    name: str
    kind: str
    data: bytes


def import_file_keep(
    *, actor: Actor, data: bytes, name: str, kind: str, at: datetime
) -> ImportBatch:
    """Keep a file between its preview and its import, for a day.

    Args:
        actor: Who handed it in.
        data: The file.
        name: Its name.
        kind: One of the reader's kinds, or empty to go by the name.
        at: Now.

    Raises:
        PermissionRefused: The actor may not import.
    """
    with writing(organization_bound()):
        _permit(actor)
        batch = _batch(actor, ImportFile(name, kind, data), at)
        batch.state, batch.content = ImportState.READ, data
        batch.save()
        return batch


def import_document(
    *,
    actor: Actor,
    plan: ImportPlan,
    at: datetime,
    file: ImportFile | None = None,
    batch: ImportBatch | None = None,
    progress: Progress | None = None,
) -> ImportBatch:
    """Carry a plan out: the whole of it comes in, or nothing.

    Args:
        actor: Who imports.
        plan: Made for the same actor; one that is possible.
        at: Now, the instant at which everything begins to be seen.
        file: What was read, for the record; or else
        batch: the file as `import_file_keep` kept it.
        progress: Told how many things of how many are prepared.

    Returns:
        The import, done.

    Raises:
        PermissionRefused: The actor may not import.
        Refused: The plan is not possible, the file was imported already or left to the worker,
            or the import was cleared away while it ran. A kept file waits on then.
    """
    if not plan.is_possible or plan.cycle is None:
        raise _not_possible(plan)
    organization = organization_bound()
    is_small = plan.counts.objectives + plan.counts.key_results <= SMALL_IMPORT
    book = score_book(plan, organization=organization, at=at)
    book_judge(plan, book, on=organization_day(organization, at), at=at)
    with ExitStack() as whole:
        if is_small:
            whole.enter_context(writing(organization))
        with writing(organization):
            _permit(actor)
            batch = _preparing(actor, plan, file, batch, at)
        try:
            staging = _staging(actor, plan, book, batch, progress or _silently, at=at)
            staging.write()
            switch = Switch(staging, actor)
            with writing(organization):
                staging.alive()
                switch.turn()
                _done(batch, plan, switch.problems, at)
        except BaseException:
            if not is_small:
                import_clear(organization=organization, batch=batch, at=at)
            raise
    return batch


def _silently(done: int, total: int) -> None:
    """Tell nobody how far it has come."""


def _not_possible(plan: ImportPlan) -> Refused:
    if not plan.refusals:
        return Refused("transfer.nothing")
    first = plan.refusals[0]
    return Refused(first.id, **dict(first.params))


def _permit(actor: Actor) -> None:
    if not import_permitted(actor):
        raise PermissionRefused("transfer.refused")


def _batch(actor: Actor, file: ImportFile, at: datetime) -> ImportBatch:
    return ImportBatch(
        file_name=file.name[:FILE_NAME_LIMIT],
        kind=file.kind,
        file_hash=hashlib.sha256(file.data).hexdigest(),
        actor_id=actor.person_id,
        at=at,
        alive_at=at,
    )


def _preparing(
    actor: Actor,
    plan: ImportPlan,
    file: ImportFile | None,
    batch: ImportBatch | None,
    at: datetime,
) -> ImportBatch:
    """Return the batch, claimed by this process."""
    if batch is None:
        row = _batch(actor, file or ImportFile("", "", b""), at)
    else:
        rows = ImportBatch.objects.select_for_update()
        found = rows.filter(pk=batch.pk, state=batch.state).first()
        if found is None or found.state not in FILE_STATES:
            raise Refused("transfer.batch.not_read")
        if found.mends != batch.mends:  # the plan was made without
            raise Refused("transfer.mend.meanwhile")
        row = found
    row.state, row.preparer, row.alive_at = ImportState.PREPARING, preparer_name(), at
    row.prepared, row.to_prepare = 0, plan.counts.things
    row.save()
    return row


def _staging(
    actor: Actor,
    plan: ImportPlan,
    book: ScoreBook,
    batch: ImportBatch,
    progress: Progress,
    *,
    at: datetime,
) -> Staging:
    organization = organization_bound()
    system = import_actor(actor, organization)
    return Staging(
        plan=plan,
        book=book,
        batch=batch,
        landing=_landing(system, plan, batch, at),
        organization=organization,
        system=system,
        progress=progress,
    )


def _landing(actor: SystemActor, plan: ImportPlan, batch: ImportBatch, at: datetime) -> Landing:
    """Say where staged rows belong; a cycle that is new is staged as the first of them."""
    organization = organization_bound()
    planned = plan.cycle
    if planned is None:
        raise _not_possible(plan)
    with writing(organization):
        cycle = planned.cycle or cycle_stage(
            actor=actor,
            values=CycleValues(
                name=planned.name, start=planned.start, end=planned.end, kind=planned.kind
            ),
            batch=batch.public_id,
        )
        return Landing(
            cycle=cycle,
            team=plan.target.team or company_team(viewer=actor),
            at=at,
            on=organization_day(organization, at),
            batch=batch.public_id,
        )


def _done(batch: ImportBatch, plan: ImportPlan, later: Iterable[Problem], at: datetime) -> None:
    batch.state, batch.done_at, batch.alive_at = ImportState.DONE, at, at
    batch.content, batch.choices, batch.declined = None, {}, ""
    batch.mends = [one.without_texts().kept() for one in KeptMend.of_kept(batch.mends)]
    batch.counts = asdict(plan.counts)
    problems = [*plan.problems, *later][:PROBLEMS_KEPT]
    batch.problems = [_kept(plan, problem) for problem in problems]
    batch.save()


def _kept(plan: ImportPlan, problem: Problem) -> dict[str, object]:
    """Return a problem as it is kept; in a workbook its line is the row of a sheet."""
    words = wording(problem.message)
    cell = plan.result.cell(problem.line, problem.column)
    if cell is None:
        return {"line": problem.line, "column": problem.column, "message": words}
    return {"line": cell.row, "column": cell.column, "message": words, "sheet": cell.sheet}


def import_clear(*, organization: Organization, batch: ImportBatch, at: datetime) -> int:
    """Clear away what an import left that did not come to its end.

    A file that is kept waits again: for the worker if it was left to it, else to be confirmed.

    Returns:
        How many staged objectives there were.
    """
    own = preparer_name()
    preparing = ImportBatch.objects.filter(pk=batch.pk, state=ImportState.PREPARING)
    with writing(organization):
        # From here on whoever was at work on it, and lives against all appearance, is refused.
        claimed = preparing.filter(preparer=batch.preparer)
        if not claimed.update(preparer=own, alive_at=at):
            return 0
    cleared = staged_clear(organization, batch.public_id)
    state = ImportState.READ if batch.confirmed_at is None else ImportState.CONFIRMED
    with writing(organization):
        kept = preparing.filter(preparer=own, content__isnull=False)
        if not kept.update(state=state, preparer="", prepared=0):
            preparing.filter(preparer=own).delete()
    return cleared


def imports_sweep(*, organization: Organization, at: datetime) -> int:
    """Clear away what killed imports left, and files that nobody came back for.

    What was left to the worker and is not at its last attempt is taken up again from its beginning;
    what is being undone from where it was left.

    Called at every start and every few minutes; an import that still runs is left alone.

    Args:
        organization: Whose.
        at: Now.

    Returns:
        How many imports were cleared away.
    """
    with writing(organization):
        files = ImportBatch.objects.filter(state__in=FILE_STATES, at__lt=at - FILE_KEPT)
        files.exclude(state=ImportState.CONFIRMED, actor__active=True).delete()
        rows = ImportBatch.objects.defer("content")
        preparing = list(rows.filter(state=ImportState.PREPARING))
        undoing = list(rows.filter(state=ImportState.UNDOING))
        orphans = staged_batches() - {row.public_id for row in (*preparing, *undoing)}
    for row in undoing:
        if _is_dead(row, at):
            undoing_let_go(organization=organization, batch=row, at=at)
    dead = [row for row in preparing if _is_dead(row, at)]
    for row in dead:
        import_clear(organization=organization, batch=row, at=at)
        if row.confirmed_at is not None:
            confirmed_let_go(organization=organization, batch=row, at=at)
    for public_id in orphans:
        staged_clear(organization, public_id)
    return len(dead) + len(orphans)


def _is_dead(batch: ImportBatch, at: datetime) -> bool:
    return preparer_is_gone(batch.preparer) or batch.alive_at < at - SILENCE
