"""The one short switch that makes a staged import visible.

Everything was written before, turn by turn, while nobody saw it; here it is shown, tied to what
was here already, and journaled.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model

from plumbline.domain.cycles.services import cycle_show
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import (
    PreparedEntry,
    journal_insert,
    journal_prepare,
    journal_record,
)
from plumbline.domain.okrs.models import EarlyWarning, Objective, ObjectiveState
from plumbline.domain.okrs.services.alignment_bulk import links_show
from plumbline.domain.okrs.services.counts_marking import counts_mark_import
from plumbline.domain.okrs.services.past_marking import past_mark_import
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.viewing import viewer_system
from plumbline.domain.orgs.services.staged_people import people_show
from plumbline.domain.orgs.services.staged_teams import teams_show
from plumbline.domain.orgs.viewers import Actor, SystemActor, Viewer
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.services import PriorityValues, priority_create
from plumbline.domain.tenancy.errors import DomainError
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_values import ImportPlan, PlannedEnd
from plumbline.domain.transfer.services.dependencies_landing import (
    dependency_land,
    refused_first,
)
from plumbline.domain.transfer.services.staging import Staging
from plumbline.engine.documents.reading import Problem
from plumbline.engine.messages import Message

IDS_AT_ONCE = 500

_RIGHTS = frozenset(
    {
        *((Act.MANAGE, kind) for kind in (Kind.CYCLE, Kind.PRIORITY, Kind.TEAM, Kind.PERSON)),
        *((act, Kind.OBJECTIVE) for act in (Act.ALIGN, Act.VIEW)),
        *((act, Kind.PERSONAL_OBJECTIVE) for act in (Act.ALIGN, Act.VIEW)),
        (Act.VIEW, Kind.TEAM),
    }
)


def import_actor(actor: Actor, organization: Organization) -> SystemActor:
    """Return the import itself as an actor, on behalf of whoever started it.

    Whether they may has been asked when the plan was made; the rights of the import go no further
    than what a plan holds.
    """
    return viewer_system(
        organization=organization,
        name="import",
        rights=_RIGHTS,
        source=Source.IMPORT,
        on_behalf_of=actor.person_id,
    )


class Switch:
    """Makes a staged import visible, inside the caller's `writing`.

    What can be made ready in memory is made ready before, so that the turn is as short as its
    statements.
    """

    def __init__(self, staging: Staging, actor: Actor) -> None:
        self._staging = staging
        self._plan: ImportPlan = staging.plan
        self._actor = actor
        self._system = staging.system
        self._at = staging.landing.at
        self._entries = list(_objective_entries(import_author(actor), staging))
        self._within = [
            (self._objective(link.child), self._objective(link.parent))
            for link in self._plan.links
            if not link.is_outward
        ]
        self.problems: list[Problem] = []

    def turn(self) -> None:
        """Show what was staged, and tie it to what was here before."""
        staging, landing = self._staging, self._staging.landing
        if landing.cycle.staged_by:
            cycle_show(actor=self._system, cycle=landing.cycle, at=self._at)
            self._created("cycle", [landing.cycle])
        staging.batch.cycle = landing.cycle
        self._priorities()
        teams_show(actor=self._system, teams=list(landing.teams.values()), at=self._at)
        self._created("team", landing.teams.values())
        people_show(actor=self._system, people=staging.people, at=self._at)
        self._created("person", staging.people)
        outward = (pair for pair in self._plan.pairs if pair.is_outward)
        EarlyWarning.objects.bulk_create(staging.warning(pair) for pair in outward)
        Objective.objects.filter(import_batch=landing.batch).update(is_staged=False)
        counts_mark_import(landing.batch, at=self._at)
        past_mark_import(landing.batch)
        self._links_outward()
        self._dependencies()
        self._journal()

    def _created(self, kind: str, rows: Iterable[Model]) -> None:
        """Remember what the import made beside its objectives."""
        if ids := [row.pk for row in rows]:
            self._staging.batch.created[kind] = ids

    def _priorities(self) -> None:
        """Make the priorities that are new; nobody could tell them from others while staged."""
        made: dict[str, Priority] = {}
        for planned in self._plan.priorities:
            if planned.is_new:
                values = PriorityValues(
                    title=planned.title, why=planned.why, document_key=planned.key
                )
                made[planned.key] = priority_create(actor=self._system, values=values, at=self._at)
        self._created("priority", made.values())
        serving: dict[str, list[int]] = defaultdict(list)
        for index, objective in enumerate(self._plan.objectives):
            if objective.priority is not None and objective.priority.key in made:
                serving[objective.priority.key].append(self._staging.objectives[index].pk)
        for key, ids in serving.items():
            for part in _parts(ids):
                Objective.objects.filter(pk__in=part).update(priority=made[key])
                ObjectiveState.objects.filter(subject_id__in=part).update(priority=made[key])

    def _links_outward(self) -> None:
        """Link to what was here before; something may have changed since the plan was made."""
        there = [(link, staged) for link, staged in self._staging.outward if staged is not None]
        refused = links_show(
            viewer=self._actor,
            links=[staged for _, staged in there],
            inner=self._within,
        )
        gone = Message("okrs.objective.not_found")
        for link, staged in self._staging.outward:
            if staged is None:
                self.problems.append(Problem(line=link.line, column=link.column, message=gone))
        for place, error in refused.items():
            link, _ = there[place]
            self.problems.append(Problem(line=link.line, column=link.column, message=error.message))

    def _dependencies(self) -> None:
        """Let wait what waits; a side may be somebody's who may not see the other."""
        made, author = [], import_author(self._actor)
        for planned in self._plan.dependencies:
            try:
                made.append(dependency_land(self._staging, self._actor, author, planned))
            except DomainError as refused:
                words = {"why": wording(refused_first(refused))}
                message = Message("transfer.dependency.refused", words)
                self.problems.append(
                    Problem(line=planned.line, column=planned.column, message=message)
                )
        self._created("dependency", made)

    def _objective(self, end: PlannedEnd) -> int:
        number: int = self._staging.end(end).objective.pk
        return number

    def _journal(self) -> None:
        """Write one entry for each objective and one for the import."""
        journal_insert(self._entries)
        import_journal(import_author(self._actor), self._staging, act="create")


def _objective_entries(author: Author, staging: Staging) -> Iterator[PreparedEntry]:
    for index, row in staging.objectives.items():
        yield journal_prepare(
            author=author,
            act="objective.import",
            subject=Subject("objective", row.pk, row.public_id),
            at=staging.landing.at,
            changes={
                "import": Change(new=staging.batch.public_id),
                "state": Change(new=str(row.state)),
                "key_results": Change(new=len(staging.plan.objectives[index].key_results)),
            },
        )


def import_author(actor: Actor) -> Author:
    """Return in whose name the journal records an import."""
    account_id = actor.account_id if isinstance(actor, Viewer) else None
    return Author(source=Source.IMPORT, person_id=actor.person_id, account_id=account_id)


def import_journal(author: Author, staging: Staging, *, act: str) -> None:
    """Write the entry of the import itself."""
    batch = staging.batch
    journal_record(
        author=author,
        act=f"import.{act}",
        subject=Subject("import", batch.pk, batch.public_id),
        at=staging.landing.at,
        changes={
            "file": Change(new=batch.file_name, personal=True, about_person_id=author.person_id),
            "objectives": Change(new=staging.plan.counts.objectives),
            "key_results": Change(new=staging.plan.counts.key_results),
        },
    )


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + IDS_AT_ONCE] for start in range(0, len(ids), IDS_AT_ONCE))
