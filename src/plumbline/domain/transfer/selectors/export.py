"""A cycle as a document: everything the viewer may see of it, so that it can come in elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from decimal import Decimal

from django.db.models import Model, QuerySet

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    EarlyWarning,
    KeyResult,
    KeyResultContributor,
    Objective,
    ObjectiveContributor,
    Origin,
    Pause,
    Reading,
    ReadingSource,
    Visibility,
)
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.stated import (
    evidence_stated,
    grade_stated,
    measurement_stated,
    metric_stated,
    movement_stated,
)
from plumbline.domain.okrs.values import THOUSANDTHS
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.transfer.adjustments import Names, changes_written
from plumbline.domain.transfer.selectors.adjustment_names import names_of
from plumbline.domain.transfer.selectors.export_check_ins import check_ins_written
from plumbline.domain.transfer.selectors.export_dependencies import dependencies_written
from plumbline.domain.transfer.selectors.export_pages import (
    Item,
    check_in_files,
    grade_file_names,
    links_written,
)
from plumbline.domain.transfer.written import document_id, person_written
from plumbline.engine.documents import model as documents

#: How many objectives are fetched with what hangs on them at a time.
OBJECTIVES_AT_ONCE = 400


def document_export(*, viewer: Actor, cycle: Cycle, team: Team | None = None) -> documents.Document:
    """Return a cycle as a document, in the order in which it was written.

    Check-ins of the history are in it with the instants they were recorded at, so that what is
    imported from it can be exported again byte by byte.

    Args:
        viewer: Who asks; only what they see is in it, links included.
        cycle: Which cycle.
        team: Only this team's objectives and those of the teams below; with a team, only the
            priorities they serve.

    Raises:
        PermissionRefused: The viewer may not export.
    """
    permit(viewer, Act.EXPORT, Thing(kind=Kind.DOCUMENT))
    seen = Objective.objects.filter(visible_to(viewer), cycle=cycle)
    rows = seen.select_related("owner", "team", "priority").order_by("pk")
    if team is not None:
        rows = rows.filter(team__path__startswith=team.path)
    objectives: list[documents.Objective] = []
    served: set[int] = set()
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), OBJECTIVES_AT_ONCE):
        part = list(rows.filter(pk__in=ids[start : start + OBJECTIVES_AT_ONCE]))
        served |= {row.priority_id for row in part if row.priority_id is not None}
        beside = _Beside.of(viewer, part)
        objectives += [_objective(row, beside) for row in part]
    priorities = [
        priority
        for priority in priorities_list(viewer=viewer)
        if team is None or priority.pk in served
    ]
    return documents.Document(
        organization=organization_bound().name,
        cycle=documents.Cycle(name=cycle.name, start=cycle.start, end=cycle.end),
        priorities=tuple(_priority(priority) for priority in priorities),
        objectives=tuple(objectives),
        dependencies=tuple(dependencies_written(viewer=viewer, objectives=rows)),
    )


def objectives_declared(
    *, viewer: Actor, cycle: Cycle, ids: Sequence[str]
) -> Iterator[documents.Objective]:
    """Yield what is declared of some objectives of a cycle, without what was lived since.

    That takes a fixed number of queries for each `OBJECTIVES_AT_ONCE`, and few rows.

    Args:
        viewer: Who asks; only what they see is told, links included.
        cycle: Which cycle.
        ids: As documents give them; unknown ones are passed over.
    """
    seen = Objective.objects.filter(visible_to(viewer), cycle=cycle)
    rows = seen.select_related("owner", "team", "priority").order_by("pk")
    for start in range(0, len(ids), OBJECTIVES_AT_ONCE):
        some = list(ids[start : start + OBJECTIVES_AT_ONCE])
        unnamed = rows.filter(public_id__in=some, document_key="")
        part = [*rows.filter(document_key__in=some), *unnamed]
        beside = _Beside.declared(viewer, part)
        yield from (_objective(row, beside) for row in part)


@dataclass
class _Beside:
    """What hangs on a number of objectives, by the row it hangs on."""

    key_results: Mapping[int, list[KeyResult]]
    links: Mapping[tuple[int, int | None], list[Alignment]]
    names: Names
    custom: Mapping[int, dict[str, object]]
    warnings: Mapping[int, list[EarlyWarning]] = field(default_factory=dict)
    check_ins: Mapping[int, list[CheckIn]] = field(default_factory=dict)
    readings: Mapping[int, list[Reading]] = field(default_factory=dict)
    objective_pauses: Mapping[int, list[Pause]] = field(default_factory=dict)
    key_result_pauses: Mapping[int, list[Pause]] = field(default_factory=dict)
    objective_contributors: Mapping[int, list[ObjectiveContributor]] = field(default_factory=dict)
    key_result_contributors: Mapping[int, list[KeyResultContributor]] = field(default_factory=dict)
    adjustments: Mapping[tuple[int, int | None], list[Adjustment]] = field(default_factory=dict)
    pages: Mapping[Item, tuple[documents.ExternalLink, ...]] = field(default_factory=dict)
    check_in_files: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    grade_files: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, viewer: Actor, objectives: Sequence[Objective]) -> "_Beside":
        """Fetch it (a fixed number of queries, whatever the number)."""
        ids = [row.pk for row in objectives]
        own = {"key_result__objective_id__in": ids}
        key_results = KeyResult.objects.filter(objective_id__in=ids).select_related("owner")
        parts = list(key_results.order_by("rank", "pk"))
        adjusted = Adjustment.objects.filter(objective_id__in=ids).select_related("author")
        adjustments = list(adjusted.order_by("effective_on", "recorded_at", "pk"))
        sets = [row.custom_values_id for row in (*objectives, *parts)]
        return cls(
            key_results=_by(parts, "objective_id"),
            links=_by_item(_links_upwards(viewer, objectives), "child_"),
            warnings=_by(_warnings(viewer, own), "key_result_id"),
            check_ins=_by(_check_in_rows(own), "key_result_id"),
            readings=_by(_sourced_rows(own), "key_result_id"),
            objective_pauses=_by(Pause.objects.filter(objective_id__in=ids), "objective_id"),
            key_result_pauses=_by(Pause.objects.filter(**own), "key_result_id"),
            objective_contributors=_by(
                ObjectiveContributor.objects.filter(objective_id__in=ids).select_related("person"),
                "objective_id",
            ),
            key_result_contributors=_by(
                KeyResultContributor.objects.filter(**own).select_related("person"),
                "key_result_id",
            ),
            adjustments=_by_item(adjustments),
            names=names_of(adjustments),
            custom=custom_values([pk for pk in sets if pk is not None]),
            pages=links_written(ids),
            check_in_files=check_in_files(ids),
            grade_files=grade_file_names(ids),
        )

    @classmethod
    def declared(cls, viewer: Actor, objectives: Sequence[Objective]) -> "_Beside":
        """Fetch no more than a comparison looks at."""
        key_results = KeyResult.objects.filter(objective_id__in=[row.pk for row in objectives])
        parts = list(key_results.select_related("owner").order_by("rank", "pk"))
        sets = [row.custom_values_id for row in (*objectives, *parts)]
        return cls(
            key_results=_by(parts, "objective_id"),
            links=_by_item(_links_upwards(viewer, objectives), "child_"),
            names=names_of(()),
            custom=custom_values([pk for pk in sets if pk is not None]),
        )


def _by(rows: Iterable[Model], name: str) -> Mapping[int, list]:  # type: ignore[type-arg]
    """Return rows in lists by one of their columns, in their order."""
    if isinstance(rows, QuerySet) and not rows.ordered:
        rows = rows.order_by("pk")
    found: dict[int, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _by_item(rows: Iterable[Model], prefix: str = "") -> Mapping[tuple[int, int | None], list]:  # type: ignore[type-arg]
    """Return rows in lists by objective and key result; those of the objective by None."""
    found: dict[tuple[int, int | None], list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        objective_id = getattr(row, f"{prefix}objective_id")
        found[objective_id, getattr(row, f"{prefix}key_result_id")].append(row)
    return found


def _links_upwards(viewer: Actor, objectives: Sequence[Objective]) -> list[Alignment]:
    cycles = {row.pk: row.cycle_id for row in objectives}
    seen = Objective.objects.filter(visible_to(viewer)).values("pk")
    rows = Alignment.objects.filter(
        child_objective_id__in=list(cycles), parent_objective_id__in=seen, is_removed=False
    )
    # An import makes links to other cycles last; the order must not depend on that.
    return sorted(
        rows.select_related("parent_objective", "parent_key_result").order_by("pk"),
        key=lambda link: link.parent_objective.cycle_id != cycles[link.child_objective_id],
    )


def _warnings(viewer: Actor, own: Mapping[str, list[int]]) -> QuerySet[EarlyWarning]:
    seen = Objective.objects.filter(visible_to(viewer)).values("pk")
    rows = EarlyWarning.objects.filter(**own, indicator__objective_id__in=seen)
    return rows.select_related("indicator").order_by("pk")


def _check_in_rows(own: Mapping[str, list[int]]) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(**own).select_related("author", "reading", "corrects")
    return rows.order_by("effective_on", "recorded_at", "pk")


def _sourced_rows(own: Mapping[str, list[int]]) -> QuerySet[Reading]:
    rows = Reading.objects.filter(**own, check_in=None).exclude(source=ReadingSource.SYSTEM)
    return rows.order_by("effective_on", "recorded_at", "pk")


def _priority(row: Priority) -> documents.Priority:
    return documents.Priority(id=document_id(row), title=row.title, why=row.why or None)


def _objective(row: Objective, beside: _Beside) -> documents.Objective:
    return documents.Objective(
        id=document_id(row),
        title=row.title,
        why=row.why or None,
        owner=person_written(row.owner),
        contributors=_names(beside.objective_contributors.get(row.pk, ())),
        team=row.team.key if row.team else None,
        personal=row.is_personal,
        priority=document_id(row.priority) if row.priority else None,
        rank=row.rank,
        style=documents.Style(row.style) if row.style else None,
        state=documents.State(row.state),
        state_reason=row.state_reason or None,
        origin=documents.Origin(row.origin) if row.origin != Origin.TOP_DOWN else None,
        visibility=(
            documents.Visibility(row.visibility)
            if row.visibility != Visibility.ORGANIZATION
            else None
        ),
        supports=_links(beside.links.get((row.pk, None), ())),
        key_results=tuple(
            _key_result(part, place, beside)
            for place, part in enumerate(beside.key_results.get(row.pk, ()), start=1)
        ),
        pauses=_pauses(beside.objective_pauses.get(row.pk, ())),
        adjustments=_adjustments(beside.adjustments.get((row.pk, None), ()), beside.names),
        grade=_with_files(grade_stated(row), beside.grade_files.get(row.pk, ())),
        tags=tuple(row.tags),
        external_links=beside.pages.get((row.pk, None), ()),
        fields=_fields(row, beside),
    )


def _with_files(grade: documents.Grade | None, files: tuple[str, ...]) -> documents.Grade | None:
    return replace(grade, files=files) if grade is not None and files else grade


def _key_result(row: KeyResult, place: int, beside: _Beside) -> documents.KeyResult:
    return documents.KeyResult(
        id=document_id(row),
        title=row.title,
        owner=person_written(row.owner),
        contributors=_names(beside.key_result_contributors.get(row.pk, ())),
        metric=metric_stated(row),
        guardrail=row.is_guardrail,
        shared=row.is_shared,
        supports=_links(beside.links.get((row.objective_id, row.pk), ())),
        pairs_with=tuple(
            document_id(warning.indicator) for warning in beside.warnings.get(row.pk, ())
        ),
        weight=None if row.weight == THOUSANDTHS else Decimal(row.weight) / THOUSANDTHS,
        rank=None if row.rank == place else row.rank,
        state=documents.State(row.state),
        state_reason=row.state_reason or None,
        start=row.start,
        due=row.due,
        cadence=documents.Cadence(row.cadence),
        indicator=documents.Indicator(row.indicator) if row.indicator else None,
        dimension=documents.Dimension(row.dimension) if row.dimension else None,
        theme=documents.Theme(row.theme) if row.theme else None,
        expected_movement=movement_stated(row),
        measurement=measurement_stated(row),
        evidence=evidence_stated(row),
        check_ins=check_ins_written(
            beside.check_ins.get(row.pk, ()), beside.readings.get(row.pk, ()), beside.check_in_files
        ),
        pauses=_pauses(beside.key_result_pauses.get(row.pk, ())),
        adjustments=_adjustments(
            beside.adjustments.get((row.objective_id, row.pk), ()), beside.names
        ),
        grade=grade_stated(row),
        tags=tuple(row.tags),
        external_links=beside.pages.get((None, row.pk), ()),
        fields=_fields(row, beside),
    )


def _links(rows: Sequence[Alignment]) -> tuple[documents.Link, ...]:
    return tuple(
        documents.Link(
            id=document_id(row.parent_key_result or row.parent_objective),
            weight=None if row.weight is None else Decimal(row.weight) / THOUSANDTHS,
        )
        for row in rows
    )


def _names(rows: Sequence[ObjectiveContributor | KeyResultContributor]) -> tuple[str, ...]:
    return tuple(row.person.email or row.person.name for row in rows)


def _pauses(rows: Sequence[Pause]) -> tuple[documents.Pause, ...]:
    return tuple(
        documents.Pause(since=row.since, until=row.until, reason=row.reason or None) for row in rows
    )


def _adjustments(rows: Sequence[Adjustment], names: Names) -> tuple[documents.Adjustment, ...]:
    return tuple(
        documents.Adjustment(
            on=row.effective_on,
            reason=row.reason or None,
            changes=changes_written(row.changes, names),
            author=person_written(row.author),
            recorded_at=row.recorded_at.astimezone(UTC),
        )
        for row in rows
    )


def _fields(row: Objective | KeyResult, beside: _Beside) -> Mapping[str, object]:
    values = beside.custom.get(row.custom_values_id or 0, {})
    return dict(sorted(values.items()))
