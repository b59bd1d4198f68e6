"""Asking for something by a day, answering, and who may know of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.dependencies.models import Dependency, DependencyState
from plumbline.domain.dependencies.permissions import Side
from plumbline.domain.dependencies.selectors import dependencies, needing
from plumbline.domain.dependencies.selectors.dependencies import (
    dependencies_of_key_result,
    dependencies_of_objective,
    dependencies_of_team,
    dependency_chapters,
    dependency_facts,
)
from plumbline.domain.dependencies.selectors.facts import DependenciesSeen
from plumbline.domain.dependencies.selectors.needing import dependencies_needing
from plumbline.domain.dependencies.services.dependencies import (
    DependencyValues,
    dependency_accept,
    dependency_ask,
    dependency_decline,
    dependency_deliver,
    dependency_move,
    dependency_withdraw,
)
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_dependency,
    make_key_result,
    make_objective,
    side_of,
)

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=7)
DUE = date(2026, 3, 16)


@pytest.fixture
def waiting(world: World) -> KeyResult:
    """A key result of claims, owned by mia."""
    return first_key_result(world, make_objective(world))


@pytest.fixture
def giving(world: World) -> KeyResult:
    """A key result of finance, owned by dee, on an objective of max."""
    objective = make_objective(
        world, "Money is back in a day", team=world.teams["finance"], owner=world.person("max"),
        key_results=0, active=False,
    )  # fmt: skip
    return make_key_result(world, objective, "Refunds in a day", owner=world.person("dee"))


def act(
    world: World,
    service: Callable[..., Dependency],
    row: Dependency,
    *,
    by: str,
    expected: int,
    at: datetime = AT,
    **further: object,
) -> Dependency:
    viewer = world.viewer(by, at=at)
    with world.reading():
        return service(actor=viewer, dependency=row, expected=expected, at=at, **further)


def hide(world: World, objective: Objective) -> None:
    """Let an objective be private from now on, whatever hangs on it already."""
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)


def seen_by(world: World, name: str, of: KeyResult, **further: object) -> DependenciesSeen:
    viewer = world.viewer(name)
    with world.reading():
        return dependencies_of_key_result(
            viewer=viewer,
            public_id=of.public_id,
            at=LATER,
            **further,  # type: ignore[arg-type]
        )


def test_what_is_asked_shows_on_both_sides_with_who_stands_for_each(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    row = make_dependency(world, waiting, giving, by="mia")
    taken = seen_by(world, "vic", waiting).taken
    given = seen_by(world, "vic", giving).given
    assert [each.public_id for each in taken] == [row.public_id] == [e.public_id for e in given]
    facts = taken[0]
    assert (facts.state, facts.is_late, facts.is_in_circle) == (PromiseState.ASKED, False, False)
    owners = [side.owner.name if side.owner else "" for side in (facts.waiting, facts.delivering)]
    assert owners == ["Mia", "Dee"]
    assert not facts.acts  # vic reads
    with world.reading():
        entry = JournalEntry.objects.get(act="dependency.ask")
    assert entry.subject_public_id == row.public_id


def test_only_the_side_that_waits_asks_and_only_the_other_one_answers(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    for name in ("dee", "max", "vic"):
        with pytest.raises(PermissionRefused):
            make_dependency(world, waiting, giving, by=name)
    with pytest.raises(PermissionRefused):  # standing for a team is not leading it
        make_dependency(world, world.teams["claims"], giving, by="mia")
    row = make_dependency(world, waiting, giving, by="lena")  # leads freight, above claims
    for name in ("mia", "lena", "vic"):
        with pytest.raises(PermissionRefused):
            act(world, dependency_accept, row, by=name, expected=1)
    act(world, dependency_accept, row, by="max", expected=1)  # owns the objective
    later = partial(dependency_move, needed_by=DUE + timedelta(7))
    for service in (later, dependency_withdraw):
        with pytest.raises(PermissionRefused):
            act(world, service, row, by="dee", expected=2, reason="Late")
    with world.reading():
        stored = Dependency.objects.get(pk=row.pk)
    assert (stored.state, stored.version) == (PromiseState.ACCEPTED, 2)


def test_it_is_answered_moved_and_delivered_and_its_history_says_so(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    row = make_dependency(world, waiting, giving, by="mia")
    days = [AT + timedelta(days=day) for day in range(1, 5)]
    with pytest.raises(ValidationRefused):
        act(world, dependency_decline, row, by="dee", expected=1, reason=" ")
    act(world, dependency_accept, row, by="dee", expected=1, at=days[0])
    later = DUE + timedelta(days=14)
    act(
        world, dependency_move, row, by="mia", expected=2, at=days[1], needed_by=later,
        reason="The pilot began late",
    )  # fmt: skip
    act(world, dependency_decline, row, by="dee", expected=3, at=days[2], reason="No hands left")
    act(world, dependency_move, row, by="mia", expected=4, at=days[3], needed_by=DUE, reason="Half")
    act(world, dependency_deliver, row, by="dee", expected=5, at=LATER)
    with pytest.raises(Refused):
        act(world, dependency_accept, row, by="dee", expected=6, at=LATER)
    viewer = world.viewer("vic")
    with world.reading():
        told = dependency_chapters(viewer=viewer, public_id=row.public_id)
        assert DependencyState.objects.count() == 6
    assert [(each.state.value, each.reason) for each in told] == [
        ("delivered", ""),
        ("asked", "Half"),
        ("declined", "No hands left"),
        ("asked", "The pilot began late"),
        ("accepted", ""),
        ("asked", ""),
    ]
    assert [each.by.name if each.by else "" for each in told[:3]] == ["Dee", "Mia", "Dee"]
    was = seen_by(world, "vic", waiting, as_of=days[1].date()).taken[0]
    assert (was.state, was.needed_by) == (PromiseState.ASKED, later)
    assert seen_by(world, "vic", waiting, as_of=TODAY - timedelta(days=1)).taken == ()


def test_two_answers_at_once_are_one_answer(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    row = make_dependency(world, waiting, giving)
    act(world, dependency_accept, row, by="dee", expected=1)
    with pytest.raises(StaleVersion):
        act(world, dependency_decline, row, by="max", expected=1, reason="No")


@pytest.mark.parametrize("private_end", ["waiting", "delivering"])
def test_nothing_is_asked_of_whoever_could_never_see_who_asks(
    world: World, private_end: str, giving: KeyResult
) -> None:
    heron = first_key_result(world, make_objective(world, "Heron", visibility=Visibility.PRIVATE))
    dees: list[KeyResult | Team] = [giving]
    if private_end == "waiting":
        dees.append(world.teams["finance"])  # for which dee is named below
    for other in dees:
        ends = (heron, other) if private_end == "waiting" else (other, heron)
        waiting, delivering = (
            replace(side_of(world, end), person=world.person("dee"))
            if isinstance(end, Team)
            else side_of(world, end)
            for end in ends
        )
        with world.reading(), pytest.raises(ValidationRefused) as refused:
            dependency_ask(
                actor=world.system,
                waiting=waiting,
                delivering=delivering,
                values=DependencyValues(title="A thing", needed_by=DUE),
                at=AT,
            )
        (message,) = refused.value.field_errors["delivering"]
        assert (message.id, message.params["name"]) == ("dependencies.unseen", "Dee")
    with world.reading():
        assert not Dependency.objects.exists()


@pytest.mark.parametrize("private_end", ["waiting", "delivering"])
def test_nobody_learns_of_a_dependency_whose_other_end_they_do_not_see(
    world: World, private_end: str, giving: KeyResult
) -> None:
    private = make_objective(world, "Heron")
    heron = first_key_result(world, private)
    ends = (heron, giving) if private_end == "waiting" else (giving, heron)
    row = make_dependency(world, *ends)
    hide(world, private)
    assert seen_by(world, "mia", heron).open_count == 1  # dee's end is open, and mia owns hers
    for name in ("dee", "vic", "ada", "carl", "lena"):
        seen = seen_by(world, name, giving)
        assert (seen.taken, seen.given, seen.open_count) == ((), (), 0)
        viewer = world.viewer(name)
        with world.reading():
            team = dependencies_of_team(viewer=viewer, team=world.teams["finance"], at=AT)
            assert team.open_count == 0
            assert dependencies_needing(viewer=viewer, at=AT) == ()
            with pytest.raises(NotFound):
                dependency_facts(viewer=viewer, public_id=row.public_id, at=AT)
    with pytest.raises(NotFound):
        act(world, dependency_accept, row, by="dee", expected=1)
    with pytest.raises(NotFound):  # nor is anything asked of what is not for one's eyes
        make_dependency(world, giving, heron, "Another thing", by="dee")


def test_a_circle_of_waiting_is_allowed_and_said_to_whoever_sees_all_of_it(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    claims, finance = world.teams["claims"], world.teams["finance"]
    heron = first_key_result(world, make_objective(world, "Heron", visibility=Visibility.PRIVATE))
    make_dependency(world, waiting, giving)
    make_dependency(world, giving, claims)
    assert not seen_by(world, "mia", waiting).taken[0].is_in_circle
    make_dependency(world, claims, heron)
    make_dependency(world, heron, waiting)
    assert seen_by(world, "mia", waiting).taken[0].is_in_circle
    assert not seen_by(world, "vic", waiting).taken[0].is_in_circle
    outside = make_dependency(world, finance, giving)
    viewer = world.viewer("mia")
    with world.reading():
        assert not dependency_facts(viewer=viewer, public_id=outside.public_id, at=AT).is_in_circle


def test_a_team_has_its_own_and_those_of_its_key_results_each_once_in_counts(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    make_dependency(world, waiting, giving, needed_by=TODAY)
    make_dependency(world, world.teams["claims"], waiting, "Numbers", needed_by=TODAY)
    viewer = world.viewer("vic")
    with world.reading():
        seen = dependencies_of_team(viewer=viewer, team=world.teams["claims"], at=LATER)
        of_objective = dependencies_of_objective(
            viewer=viewer, public_id=waiting.objective.public_id, at=LATER
        )
    assert (len(seen.taken), len(seen.given)) == (2, 1)
    assert (seen.open_count, seen.late_count) == (2, 2)
    assert (len(of_objective.taken), len(of_objective.given)) == (1, 1)


def test_what_is_over_is_read_a_page_at_a_time_and_what_is_open_always(
    world: World, waiting: KeyResult, giving: KeyResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "ENDED_A_PAGE", 2)
    claims, viewer = world.teams["claims"], world.viewer("vic")
    for number in range(3):
        row = make_dependency(
            world, waiting, giving, f"Thing {number}", needed_by=DUE + timedelta(number)
        )
        if number == 1:
            act(world, dependency_decline, row, by="dee", expected=1, reason="Nobody is free")
        else:
            act(world, dependency_deliver, row, by="dee", expected=1)
    make_dependency(world, waiting, giving, "Open")
    pages = []
    for number in (1, 2):
        with world.reading(), CaptureQueriesContext(connection) as queries:
            seen = dependencies_of_team(viewer=viewer, team=claims, at=AT, page=number)
        pages.append(([each.title for each in seen.taken], seen.has_earlier, len(queries)))
    assert pages[0][:2] == (["Open", "Thing 1", "Thing 2"], True)
    assert pages[1][:2] == (["Open", "Thing 0"], False)
    with world.reading():
        declined = dependencies_of_team(
            viewer=viewer, team=claims, at=AT, ended=(PromiseState.DECLINED,)
        )
    assert [each.title for each in declined.taken] == ["Open", "Thing 1"]
    assert pages[0][2] <= 3  # whether there is any, these and, of what is open, a circle


def test_it_needs_those_who_promised_and_those_who_were_declined(
    world: World, waiting: KeyResult, giving: KeyResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needing, "NEEDING_UP_TO", 1)
    row = make_dependency(world, waiting, giving)
    further = make_dependency(world, waiting, giving, "More", needed_by=DUE + timedelta(days=1))

    def needed(name: str) -> int:
        viewer = world.viewer(name)
        with world.reading():
            return len(dependencies_needing(viewer=viewer, at=AT))

    assert (needed("dee"), needed("max"), needed("mia")) == (1, 0, 0)  # one is told at a time
    act(world, dependency_withdraw, further, by="mia", expected=1)
    act(world, dependency_decline, row, by="dee", expected=1, reason="No")
    assert (needed("dee"), needed("mia")) == (0, 1)
    act(world, dependency_withdraw, row, by="mia", expected=2)
    assert needed("mia") == 0


def test_what_cannot_be_asked_is_refused_at_its_field(
    world: World, waiting: KeyResult, giving: KeyResult
) -> None:
    viewer = world.viewer("ada")

    def ask(*sides: Side, title: str = "Help", on: date = DUE) -> None:
        values = DependencyValues(title=title, needed_by=on)
        with world.reading():
            dependency_ask(
                actor=viewer, waiting=sides[0], delivering=sides[1], values=values, at=AT
            )

    from_, to = Side(key_result=waiting), Side(key_result=giving)
    unled = Side(team=world.teams["claims"])
    for field, attempt in {
        "title": partial(ask, from_, to, title=" "),
        "needed_by": partial(ask, from_, to, on=TODAY - timedelta(days=1)),
        "delivering": partial(ask, from_, from_),
        "waiting": partial(ask, Side(), to),
        "delivering_person": partial(ask, from_, unled),
        "waiting_person": partial(ask, Side(waiting, None, world.person("lena")), to),
    }.items():
        with pytest.raises(ValidationRefused) as refused:
            attempt()
        assert set(refused.value.field_errors) == {field}
    with world.reading():
        assert not Dependency.objects.exists()
    ask(from_, Side(team=world.teams["freight"]))  # lena leads it, and stands for it
    with pytest.raises(Refused):
        ask(from_, Side(team=world.teams["freight"]))
    with world.reading():
        assert Dependency.objects.get().delivering_person == world.person("lena")


@pytest.mark.parametrize("side", ["waiting", "delivering"])
def test_no_closed_team_and_nobody_who_left_stands_for_a_side(
    world: World, waiting: KeyResult, side: str
) -> None:
    team, person = world.teams["finance"], world.person("max")
    other = Side(key_result=waiting)

    def refused_at(thing: Side) -> set[str]:
        sides = {"waiting": other, "delivering": other, side: thing}
        values = DependencyValues(title="Help", needed_by=DUE)
        with world.reading(), pytest.raises(ValidationRefused) as refused:
            dependency_ask(actor=world.system, values=values, at=AT, **sides)
        return set(refused.value.field_errors)

    person.active = False
    assert refused_at(Side(team=team, person=person)) == {f"{side}_person"}
    team.archived_on = TODAY
    assert refused_at(Side(team=team)) == {side}
