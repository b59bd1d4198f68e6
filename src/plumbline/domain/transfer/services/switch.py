"""The one short switch that makes a staged import visible.

What others would see at work if it were made earlier is made here: cycle, teams, priorities,
and links to what is here already. People nobody signs in as are made before, turn by turn.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.services import CycleValues, cycle_create
from plumbline.domain.journal.models import JournalEntry, Source
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import (
    EarlyWarning,
    KeyResult,
    Objective,
    ObjectiveState,
)
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.orgs.selectors.viewing import viewer_system
from plumbline.domain.orgs.services.teams import team_create
from plumbline.domain.orgs.viewers import Actor, SystemActor, Viewer
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.services import PriorityValues, priority_create
from plumbline.domain.tenancy.errors import DomainError
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    PlannedCycle,
    PlannedEnd,
    PlannedLink,
)
from plumbline.domain.transfer.services.staging import Staging
from plumbline.engine.documents.reading import Problem

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


def cycle_make(
    system: SystemActor, planned: PlannedCycle, batch: ImportBatch, *, at: datetime
) -> Cycle:
    """Make the cycle a plan asks for, and remember that the import made it."""
    values = CycleValues(name=planned.name, start=planned.start, end=planned.end, kind=planned.kind)
    cycle = cycle_create(actor=system, values=values, at=at)
    batch.created.setdefault("cycle", []).append(cycle.pk)
    return cycle


class Switch:
    """Makes a staged import visible, inside the caller's `writing`."""

    def __init__(self, staging: Staging, actor: Actor) -> None:
        self._staging = staging
        self._plan: ImportPlan = staging.plan
        self._actor = actor
        self._system = staging.system
        self._at = staging.landing.at
        self.problems: list[Problem] = []

    def turn(self) -> None:
        """Make everything that is still to be made and show the whole."""
        self._cycle()
        self._priorities()
        self._teams()
        EarlyWarning.objects.bulk_create(
            EarlyWarning(
                key_result=self._key_result(pair.key_result),
                indicator=self._key_result(pair.indicator),
            )
            for pair in self._plan.pairs
        )
        own = Objective.objects.filter(import_batch=self._staging.batch.public_id)
        own.update(is_staged=False)
        for link in self._plan.links:
            if link.parent.objective is not None:
                self._link_outwards(link)
        self._journal()

    def _created(self, kind: str, row: Model) -> None:
        self._staging.batch.created.setdefault(kind, []).append(row.pk)

    def _cycle(self) -> None:
        planned = self._plan.cycle
        batch = self._staging.batch
        if planned is None or not planned.is_new or batch.created.get("cycle"):
            return
        cycle = cycle_make(self._system, planned, batch, at=self._at)
        own = Objective.objects.filter(import_batch=batch.public_id)
        ObjectiveState.objects.filter(subject__in=own.values("pk")).update(cycle=cycle)
        own.update(cycle=cycle)
        batch.cycle = cycle

    def _priorities(self) -> None:
        made: dict[str, Priority] = {}
        for planned in self._plan.priorities:
            if planned.is_new:
                values = PriorityValues(
                    title=planned.title, why=planned.why, document_key=planned.key
                )
                made[planned.key] = priority_create(actor=self._system, values=values, at=self._at)
                self._created("priority", made[planned.key])
        for key, priority in made.items():
            places = [
                index
                for index, planned in enumerate(self._plan.objectives)
                if planned.priority is not None and planned.priority.key == key
            ]
            self._set_objectives(places, priority=priority)

    def _teams(self) -> None:
        for planned in self._plan.teams:
            if not planned.is_new:
                continue
            team: Team = team_create(
                actor=self._system,
                name=planned.name,
                parent=company_team(viewer=self._system),
                at=self._at,
            )
            self._created("team", team)
            places = [
                index
                for index, objective in enumerate(self._plan.objectives)
                if objective.team == planned
            ]
            self._set_objectives(places, team=team)

    def _set_objectives(self, places: Iterable[int], **values: object) -> None:
        for part in _parts([self._staging.objectives[place].pk for place in places]):
            Objective.objects.filter(pk__in=part).update(**values)
            ObjectiveState.objects.filter(subject_id__in=part).update(**values)

    def _key_result(self, end: PlannedEnd) -> KeyResult:
        if end.key_result is not None:
            return end.key_result
        return self._staging.key_results[end.objective_index or 0, end.key_result_index or 0]

    def _link_outwards(self, link: PlannedLink) -> None:
        """Link to what was here before; something may have changed since the plan was made."""
        index, parent = link.child.objective_index or 0, link.parent
        if parent.objective is None:
            return
        child = End(
            self._staging.objectives[index],
            None if link.child.key_result_index is None else self._key_result(link.child),
        )
        upper = End(parent.objective, parent.key_result)
        try:
            align(actor=self._system, child=child, parent=upper, weight=link.weight, at=self._at)
        except DomainError as refused:
            self.problems.append(Problem(line=1, column=1, message=refused.message))

    def _journal(self) -> None:
        """Write one entry for each objective and one for the import."""
        author = import_author(self._actor)
        batch = self._staging.batch
        JournalEntry.objects.bulk_create(
            JournalEntry(
                at=self._at,
                source=author.source,
                act="objective.import",
                subject_kind="objective",
                subject_id=row.pk,
                subject_public_id=row.public_id,
                actor_person_id=author.person_id,
                account_id=author.account_id,
                changes={
                    "import": {"old": None, "new": batch.public_id},
                    "state": {"old": None, "new": str(row.state)},
                    "key_results": {
                        "old": None,
                        "new": len(self._plan.objectives[index].key_results),
                    },
                },
            )
            for index, row in self._staging.objectives.items()
        )
        import_journal(author, self._staging, act="create")


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
