"""Makers of cycles, objectives, key results, links and check-ins on top of `tests.world`.

Everything is made through the services, by an actor that may do all, so that a test names only
what it is about.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from plumbline.domain.attachments.services import Upload, attachments_store, uploads_looked
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.services import CheckInValues, check_in_record
from plumbline.domain.cycles.models import Cycle, CycleKind, CyclePhase
from plumbline.domain.cycles.services import CycleValues, cycle_create
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import Side
from plumbline.domain.dependencies.services.dependencies import DependencyValues, dependency_ask
from plumbline.domain.discussion.models import Comment
from plumbline.domain.discussion.services.comments import CommentValues, comment_write
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.external_links.services import external_link_add
from plumbline.domain.learning.models import Assignment
from plumbline.domain.learning.services.assigning import assignment_give
from plumbline.domain.notes.services import note_write
from plumbline.domain.okrs.models import (
    Alignment,
    GradeAttachment,
    KeyResult,
    MetricKind,
    Objective,
    Style,
    Visibility,
)
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.key_results import key_result_create
from plumbline.domain.okrs.services.objectives import objective_activate, objective_create
from plumbline.domain.okrs.values import KeyResultValues, MetricValues, ObjectiveValues
from plumbline.domain.orgs.models import Person, Team
from tests.acts_kept import kept_act
from tests.world import AT, TODAY, World

START = date(2026, 1, 1)
END = date(2026, 3, 31)


def metric(
    kind: MetricKind = MetricKind.INCREASE,
    baseline: str | None = "0",
    target: str | None = "100",
    **further: object,
) -> MetricValues:
    """Return what is measured; numbers as text."""
    values = MetricValues(
        kind=kind,
        unit="%",
        baseline=None if baseline is None else Decimal(baseline),
        target=None if target is None else Decimal(target),
    )
    return replace(values, **further)  # type: ignore[arg-type]  # the fields of MetricValues


def limit(at_most: str) -> MetricValues:
    """Return a limit that a value is to stay under."""
    return metric(MetricKind.AT_MOST, baseline=None, target=at_most)


@kept_act
def make_cycle(
    world: World,
    name: str = "2026-Q1",
    *,
    start: date = START,
    end: date = END,
    parent: Cycle | None = None,
    kind: CycleKind = CycleKind.QUARTER,
    phase: CyclePhase = CyclePhase.ACTIVE,
    at: datetime = AT,
) -> Cycle:
    """Make a cycle; one quarter, unless told otherwise."""
    with world.reading():
        existing: Cycle | None = Cycle.objects.filter(name=name).first()
        if existing is not None:
            return existing
        values = CycleValues(name=name, start=start, end=end, parent=parent, kind=kind)
        return cycle_create(actor=world.system, values=values, at=at, phase=phase)


def make_next_cycle(world: World, phase: CyclePhase = CyclePhase.PLANNING) -> Cycle:
    """Make the quarter behind the usual one."""
    return make_cycle(world, "2026-Q2", start=date(2026, 4, 1), end=date(2026, 6, 30), phase=phase)


@kept_act
def make_objective(
    world: World,
    title: str = "Claims are settled before anybody calls",
    *,
    cycle: Cycle | None = None,
    team: Team | None = None,
    owner: Person | None = None,
    style: Style | None = Style.COMMITTED,
    visibility: Visibility = Visibility.ORGANIZATION,
    is_personal: bool = False,
    key_results: int = 1,
    active: bool = True,
    proposed: bool = False,
    at: datetime = AT,
    **further: object,
) -> Objective:
    """Make an objective of claims, owned by mia, with key results from 0 to 100, and activate it.

    A team-visible or private one belongs to claims; the company's are open to everybody.
    """
    values = ObjectiveValues(
        title=title,
        cycle=cycle or make_cycle(world, at=at),
        team=None if is_personal else team or world.teams["claims"],
        owner=owner or world.person("mia"),
        style=style,
        visibility=visibility,
        is_personal=is_personal,
    )
    values = replace(values, **further)  # type: ignore[arg-type]  # the fields of ObjectiveValues
    with world.reading():
        objective = objective_create(actor=world.system, values=values, at=at, proposed=proposed)
    for number in range(key_results):
        make_key_result(world, objective, f"{title}, result {number + 1}", at=at)
    if active:
        objective = activate(world, objective, at=at)
    return objective


@kept_act
def activate(world: World, objective: Objective, *, at: datetime = AT) -> Objective:
    """Activate a draft as it is now."""
    with world.reading():
        version = Objective.objects.get(pk=objective.pk).version
        return objective_activate(actor=world.system, objective=objective, expected=version, at=at)


@kept_act
def make_key_result(
    world: World,
    objective: Objective,
    title: str = "Claims settled with one contact",
    *,
    owner: Person | None = None,
    metric: MetricValues | None = None,
    weight: str = "1",
    is_guardrail: bool = False,
    at: datetime = AT,
    **further: object,
) -> KeyResult:
    """Make a key result of a draft objective, owned by mia, from 0 to 100 % unless told."""
    values = KeyResultValues(
        title=title,
        owner=owner or world.person("mia"),
        metric=_PERCENT if metric is None else metric,
        weight=Decimal(weight),
        is_guardrail=is_guardrail,
    )
    values = replace(values, **further)  # type: ignore[arg-type]  # the fields of KeyResultValues
    with world.reading():
        return key_result_create(actor=world.system, objective=objective, values=values, at=at)


_PERCENT = metric()


def key_results_of(world: World, objective: Objective) -> list[KeyResult]:
    """Return the key results of an objective in order, as stored now."""
    with world.reading():
        rows = KeyResult.objects.filter(objective=objective).select_related("score", "owner")
        return list(rows.order_by("rank", "pk"))


def first_key_result(world: World, objective: Objective) -> KeyResult:
    """Return the first key result of an objective."""
    return key_results_of(world, objective)[0]


def stored(world: World, objective: Objective) -> Objective:
    """Return an objective as stored now, with its score."""
    with world.reading():
        row: Objective = Objective.objects.select_related("score", "team", "cycle", "owner").get(
            pk=objective.pk
        )
        return row


def progress_of(world: World, objective: Objective) -> Decimal | None:
    """Return the stored progress of an objective, 0 to 1; `None` when it is not scored."""
    scaled = stored(world, objective).score.progress
    return None if scaled is None else Decimal(scaled) / 10**9


@kept_act
def make_check_in(
    world: World,
    key_result: KeyResult,
    value: str | None = "50",
    *,
    confidence: int | None = 6,
    on: date = TODAY,
    note: str = "",
    files: tuple[Upload, ...] = (),
    by: str = "",
    at: datetime = AT,
) -> CheckIn:
    """Check in on a key result, as the system where nobody is named."""
    actor = world.viewer(by) if by else world.system
    values = CheckInValues(
        effective_on=on,
        value=None if value is None else Decimal(value),
        confidence=confidence,
        note=note,
        files=files,
    )
    with world.reading():
        return check_in_record(actor=actor, key_result=key_result, values=values, at=at)


@kept_act
def make_link(
    world: World,
    child: Objective,
    parent: Objective | KeyResult,
    *,
    weight: str | None = None,
    at: datetime = AT,
) -> Alignment:
    """Let a child support a parent or one of its key results, or contribute with a weight."""
    with world.reading():
        end = End(parent.objective, parent) if isinstance(parent, KeyResult) else End(parent)
        return align(
            actor=world.system,
            child=End(child),
            parent=end,
            weight=None if weight is None else Decimal(weight),
            at=at,
        )


def make_upload(name: str, data: bytes) -> Upload:
    """Make a file as it comes in."""
    return Upload(name=name, file=BytesIO(data), size=len(data))


def make_grade_file(world: World, objective: Objective, upload: Upload, *, by: str = "mia") -> str:
    """Hang a file on the grade of an objective; return its public id."""
    with world.writing():
        looked = uploads_looked((upload,))
        (file,) = attachments_store(actor=world.viewer(by), looked=looked, at=AT)
        GradeAttachment(objective=objective, attachment=file).save(force_insert=True)
    public_id: str = file.public_id
    return public_id


def file_of(world: World, holder: Comment | CheckIn) -> str:
    """Return the public id of the one file that hangs on a comment or a check-in."""
    with world.reading():
        public_id: str = holder.attached.get().attachment.public_id
    return public_id


@kept_act
def make_comment(
    world: World,
    objective: Objective,
    text: str = "Does a phone call count?",
    *,
    by: str = "mia",
    key_result: KeyResult | None = None,
    reply_to: Comment | None = None,
    is_question: bool = False,
    files: tuple[Upload, ...] = (),
    at: datetime = AT,
) -> Comment:
    """Let somebody of the cast say something."""
    viewer = world.viewer(by)
    values = CommentValues(
        text=text,
        is_question=is_question,
        reply_to=reply_to.public_id if reply_to else "",
        files=files,
    )
    with world.reading():
        return comment_write(
            actor=viewer, objective=objective, key_result=key_result, values=values, at=at
        )


def make_external_link(
    world: World,
    about: Objective | KeyResult,
    title: str = "Board of the claims desk",
    *,
    address: str = "https://board.example/claims",
    by: str | None = None,
    at: datetime = AT,
) -> ExternalLink:
    """Link a page elsewhere, as somebody of the cast or as the system."""
    actor = world.system if by is None else world.viewer(by, at=at)
    with world.reading():
        return external_link_add(actor=actor, about=about, title=title, address=address, at=at)


def make_note(
    world: World,
    about: Objective | KeyResult,
    text: str = "Ask the depots first",
    *,
    by: str = "mia",
    expected: int = 0,
    at: datetime = AT,
) -> int:
    """Note something for oneself; return the version that stands now."""
    viewer = world.viewer(by, at=at)
    with world.reading():
        return note_write(actor=viewer, about=about, text=text, expected=expected, at=at)


def make_assignment(
    world: World,
    team: str = "",
    lessons: tuple[str, ...] = ("grading",),
    *,
    due_on: date = date(2026, 3, 20),
    by: str = "carl",
) -> Assignment:
    """Give lessons to a team by its key; to everybody without one."""
    with world.reading():
        return assignment_give(
            actor=world.viewer(by),
            team=world.teams[team] if team else None,
            lessons=lessons,
            due_on=due_on,
            at=AT,
        )


def make_dependency(
    world: World,
    waiting: KeyResult | Team,
    delivering: KeyResult | Team,
    title: str = "An interface that tells the state of a claim",
    *,
    needed_by: date = date(2026, 3, 16),
    by: str | None = None,
    person: str = "mia",
    at: datetime = AT,
) -> Dependency:
    """Ask for something, as somebody of the cast or as the system; mia stands for a team."""
    values = DependencyValues(title=title, needed_by=needed_by)
    actor = world.system if by is None else world.viewer(by, at=at)
    with world.reading():
        return dependency_ask(
            actor=actor,
            waiting=side_of(world, waiting, person),
            delivering=side_of(world, delivering, person),
            values=values,
            at=at,
        )


def side_of(world: World, thing: KeyResult | Team, person: str = "mia") -> Side:
    """Return a key result or a team as a side of a dependency."""
    if isinstance(thing, KeyResult):
        return Side(key_result=thing)
    return Side(team=thing, person=world.person(person))
