"""The third step: what came in, what is left to do, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext, ngettext_lazy

from plumbline.domain.okrs.selectors.mending import Mending, import_to_mend
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.okrs.services.activating import activation_check
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.mends import KeptMend
from plumbline.domain.transfer.selectors import (
    import_obstacles,
    import_unclaimed,
    imports_own_part,
    imports_waiting,
)
from plumbline.engine.documents.model import State
from plumbline.web.okrs.findings import FindingLine, finding_lines
from plumbline.web.okrs.lacks import lacks_words
from plumbline.web.transfer.import_counts import both_words
from plumbline.web.transfer.import_mending import mended_lines
from plumbline.web.transfer.import_problems import kept_problem
from plumbline.web.transfer.import_reading import file_words
from plumbline.web.ui.notices import Problem
from plumbline.web.ui.trees import MendedLine
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective
    from plumbline.domain.orgs.models import Person
    from plumbline.domain.transfer.models import ImportBatch

SHOWN = 20
EARLIER_SHOWN = 20
DONE = "done"
READ = "read"
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierImport:
    """A line of the list of earlier imports."""

    name: str
    on: date
    counts: str
    state: str
    is_done: bool
    url: str
    undo_url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was handed in and has not come in; `url` is its preview, or how far it is."""

    name: str
    at: datetime
    url: str
    is_coming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How far the worker is with an import.

    Attributes:
        percent: How much of it is written, of 100; `None` before that can be said.
        words: The same in numbers.
    """

    confirmed_at: datetime | None
    has_begun: bool
    percent: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclaimed:
    """Somebody the import made; the address invites them, empty for who may not invite."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedObjective:
    """An objective that came in.

    Attributes:
        reasons: Why it cannot be activated as yet, if it is a draft.
    """

    title: str
    url: str
    is_draft: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MendLine:
    """An objective that came in and does not keep a policy or guideline."""

    title: str
    url: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MendPart:
    """What the practices ask to mend in what came in.

    Attributes:
        head: How many of how many; empty where there is nothing to say.
        more: How many are not shown.
    """

    head: str = ""
    lines: tuple[MendLine, ...] = ()
    more: int = 0
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage:
    """What the last step shows.

    Attributes:
        made: What else came in: check-ins, people, teams, links.
        obstacles: Why it cannot be undone any more; empty when it can.
        mended: What was read otherwise than it stands in the file.
    """

    name: str
    state: str
    counts: str
    made: tuple[str, ...]
    objectives_shown: tuple[ImportedObjective, ...]
    objectives_more: int
    unclaimed: tuple[Unclaimed, ...]
    unclaimed_more: int
    problems: tuple[Problem, ...]
    problems_more: int
    obstacles: tuple[str, ...]
    cycle: str
    mend: MendPart
    mended: tuple[MendedLine, ...]
    mended_more: int

    @property
    def is_lacking(self) -> bool:
        """Whether one of those shown lacks something before it can be activated."""
        return any(each.reasons for each in self.objectives_shown)

    @property
    def has_drafts(self) -> bool:
        """Whether one of those shown waits to be activated."""
        return any(each.is_draft for each in self.objectives_shown)


def earlier_imports(visit: Visit) -> tuple[EarlierImport, ...]:
    """Return the visitor's own imports, the latest first."""
    own, _after = imports_own_part(viewer=visit.viewer, limit=EARLIER_SHOWN)
    return tuple(
        EarlierImport(
            name=file_words(batch.file_name),
            on=organization_day(visit.request.organization, batch.done_at or batch.at),  # type: ignore[attr-defined]  # a TenantRequest
            counts=_counts(batch),
            state=str(batch.get_state_display()),
            is_done=batch.state == DONE,
            url=reverse("import-preview", args=[visit.slug, batch.public_id]),
            undo_url=reverse("import-undo", args=[visit.slug, batch.public_id]),
        )
        for batch in own
    )


def files_waiting(visit: Visit) -> tuple[Waiting, ...]:
    """Return the visitor's own files that wait for a look at them."""
    return tuple(
        Waiting(
            file_words(batch.file_name),
            batch.at,
            reverse("import-preview", args=[visit.slug, batch.public_id]),
            is_coming=batch.state != READ,
        )
        for batch in imports_waiting(viewer=visit.viewer)
    )


def coming_of(batch: "ImportBatch") -> Coming:
    """Return how far an import is that has been confirmed and not come in."""
    done, total = batch.prepared, batch.to_prepare
    words = ngettext(
        "%(done)d of %(total)d thing is written", "%(done)d of %(total)d things are written", total
    )
    return Coming(
        confirmed_at=batch.confirmed_at,
        has_begun=batch.state != CONFIRMED,
        percent=100 * done // total if total else None,
        words=words % {"done": done, "total": total} if total else "",
    )


def outcome_page(visit: Visit, batch: "ImportBatch") -> OutcomePage:
    """Return what became of an import of the visitor's own."""
    own = objectives_visible(viewer=visit.viewer).filter(import_batch=batch.public_id)
    shown = list(own.select_related("cycle", "team", "owner").order_by("pk")[:SHOWN])
    unclaimed = import_unclaimed(viewer=visit.viewer, batch=batch)
    return OutcomePage(
        name=file_words(batch.file_name),
        state=batch.state,
        counts=_counts(batch),
        made=_made(batch),
        objectives_shown=tuple(_imported(visit, row) for row in shown),
        objectives_more=max(0, int(batch.counts.get("objectives", 0)) - len(shown)),
        unclaimed=_unclaimed(visit, unclaimed[:SHOWN]),
        unclaimed_more=max(0, len(unclaimed) - SHOWN),
        problems=tuple(kept_problem(each) for each in batch.problems[:SHOWN]),
        problems_more=max(0, len(batch.problems) - SHOWN),
        obstacles=tuple(
            wording(each) for each in import_obstacles(viewer=visit.viewer, batch=batch)
        )
        if batch.state == DONE
        else (),
        cycle=batch.cycle.name if batch.cycle else "",
        mend=_mend(visit, batch) if batch.state == DONE else MendPart(),
        mended=mended_lines(KeptMend.of_kept(batch.mends[:SHOWN])),
        mended_more=max(0, len(batch.mends) - SHOWN),
    )


def _mend(visit: Visit, batch: "ImportBatch") -> MendPart:
    found = import_to_mend(viewer=visit.viewer, batch=batch.public_id, at=visit.at)
    if not found.rows:
        return MendPart()
    return MendPart(
        head=_mend_head(found),
        lines=tuple(
            MendLine(
                title=each.objective.name,
                url=reverse("objective", args=[visit.slug, each.objective.public_id]),
                lines=finding_lines(visit, each.found, objective=each.objective.public_id),
            )
            for each in found.rows[:SHOWN]
        ),
        more=max(0, len(found.rows) - SHOWN),
        is_partial=found.is_partial,
    )


def _mend_head(found: Mending) -> str:
    words = ngettext(
        "%(count)d of %(all)d does not keep a policy or guideline",
        "%(count)d of %(all)d do not keep a policy or guideline",
        len(found.rows),
    )
    return words % {"count": len(found.rows), "all": found.looked_at}


def _counts(batch: "ImportBatch") -> str:
    counts = batch.counts
    return both_words(int(counts.get("objectives", 0)), int(counts.get("key_results", 0)))


def _made(batch: "ImportBatch") -> tuple[str, ...]:
    words = {
        "check_ins": ngettext_lazy("%(count)d check-in", "%(count)d check-ins", "count"),
        "links": ngettext_lazy("%(count)d link", "%(count)d links", "count"),
        "dependencies": ngettext_lazy("%(count)d dependency", "%(count)d dependencies", "count"),
        "people_new": ngettext_lazy("%(count)d new person", "%(count)d new people", "count"),
        "teams_new": ngettext_lazy("%(count)d new team", "%(count)d new teams", "count"),
        "cycles_new": ngettext_lazy("%(count)d new cycle", "%(count)d new cycles", "count"),
        "priorities_new": ngettext_lazy(
            "%(count)d new strategic priority", "%(count)d new strategic priorities", "count"
        ),
    }
    counts = {name: int(batch.counts.get(name, 0)) for name in words}
    return tuple(
        str(sentence % {"count": counts[name]}) for name, sentence in words.items() if counts[name]
    )


def _unclaimed(visit: Visit, people: Sequence["Person"]) -> tuple[Unclaimed, ...]:
    may_invite = permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.PERSON))
    return tuple(
        Unclaimed(
            name=person.name,
            url=reverse("person-invite", args=[visit.slug, person.public_id]) if may_invite else "",
        )
        for person in people
        if any(map(str.isalpha, person.name)) and not person.name.startswith("=")
    )


def _imported(visit: Visit, objective: "Objective") -> ImportedObjective:
    is_draft = objective.state == State.DRAFT.value
    return ImportedObjective(
        title=objective.title,
        url=reverse("objective", args=[visit.slug, objective.public_id]),
        is_draft=is_draft,
        reasons=_reasons(visit, objective) if is_draft else (),
    )


def _reasons(visit: Visit, draft: "Objective") -> tuple[str, ...]:
    """Return why a draft cannot be activated as yet, a line each part; nothing when it can."""
    try:
        activation_check(draft)
    except ValidationRefused as refused:
        return lacks_words(visit.viewer, draft, refused)
    return ()
