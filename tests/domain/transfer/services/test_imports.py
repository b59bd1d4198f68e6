"""Imports land whole, as the document says, with sums that recomputation finds again."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.services.dependencies import dependency_move
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.external_links.services import external_link_add
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.notes.services import note_write
from plumbline.domain.okrs.models import (
    Alignment,
    KeyResult,
    KeyResultScoreState,
    Objective,
    State,
    Status,
    Visibility,
)
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import PermissionRefused, Refused
from plumbline.domain.transfer.models import ImportState
from plumbline.domain.transfer.plan_values import ImportTarget
from plumbline.domain.transfer.selectors.imports import import_obstacles
from plumbline.domain.transfer.services import imports
from plumbline.domain.transfer.services.imports import imports_sweep
from plumbline.domain.transfer.services.undoing import import_undo
from plumbline.engine.forecast.key_results import MODEL
from tests.domain.transfer.documents import CLAIMS, DEPENDED, NOW, bring_in, plan_of
from tests.world import World
from tests.world_okrs import make_link, make_objective


@pytest.fixture(params=[True, False], ids=["in one turn", "in several turns"])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both ways of writing: all in the switch, or staged before it."""
    if not request.param:
        monkeypatch.setattr(imports, "SMALL_IMPORT", 0)
    return bool(request.param)


@pytest.mark.usefixtures("small")
def test_everything_lands_as_the_document_says(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    with world.reading():
        upper = Objective.objects.get(document_key="win-midmarket")
        assert (upper.state, upper.style, upper.is_staged) == (State.ACTIVE, "aspirational", False)
        assert upper.owner == world.person("mia")
        assert upper.team == world.company
        assert upper.priority is not None
        assert upper.cycle.name == "2026-Q4"
        lower = Objective.objects.get(document_key="claims-before-calls")
        assert lower.team == world.teams["claims"]
        assert lower.owner is not None
        assert (lower.owner.name, lower.owner.is_claimed) == ("Kim Unknown", False)
        renewals = KeyResult.objects.get(document_key="renewals")
        assert renewals.baseline == Decimal(71)
        assert renewals.score.current_value == Decimal(75)
        assert renewals.score.confidence == 6
        link = Alignment.objects.get()
        assert (link.child_objective, link.parent_objective, link.weight) == (lower, upper, 2000)
        found = CheckIn.objects.filter(key_result=renewals).order_by("recorded_at")
        assert [str(entry.recorded_at.date()) for entry in found] == ["2026-10-20", "2026-11-15"]
        assert all(entry.imported_on == NOW.date() for entry in found)
    assert batch.state == ImportState.DONE
    assert batch.counts["key_results"] == 3


@pytest.mark.usefixtures("small")
def test_sums_are_those_of_a_full_recomputation(world: World) -> None:
    bring_in(world, CLAIMS)
    with world.reading():
        assert recomputation_compare() == []
        upper = Objective.objects.get(document_key="win-midmarket").score
        # (4/13 · 1 + 5/14 · 2) / 3, each progress rounded to 9 places
        assert upper.progress == 340_659_341
        assert upper.weight_sum == 3000
        assert Objective.objects.get(document_key="claims-before-calls").score.guardrails_breached


def test_scores_are_known_as_they_were_after_each_check_in(world: World) -> None:
    bring_in(world, CLAIMS)
    with world.reading():
        score = KeyResult.objects.get(document_key="renewals").score
        states = KeyResultScoreState.objects.filter(subject=score).order_by("valid_from")
        *then, now = states
        assert [state.current_value for state in then] == [None, Decimal(73), Decimal(75)]
        assert {(state.status, state.chance_model) for state in then} == {
            (Status.NOT_COMPUTED, "")
        }, "nobody had said anything of those days"
        assert (now.current_value, now.chance_model) == (Decimal(75), MODEL)
        assert now.chance is not None, "what is brought in is judged on the day of the import"
        assert score.status == now.status != Status.NOT_COMPUTED
        assert states[0].valid_to == states[1].valid_from
        assert now.valid_to is None


def test_each_objective_and_the_import_itself_are_journaled(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    with world.reading():
        acts = JournalEntry.objects.filter(source="import").values_list("act", flat=True)
        assert sorted(acts) == [
            "cycle.create",
            "import.create",
            "objective.import",
            "objective.import",
            "person.create",
            "priority.create",
        ]
        entry = JournalEntry.objects.get(act="import.create")
        assert entry.subject_public_id == batch.public_id
        assert entry.actor_person_id == world.person("ada").pk


@pytest.mark.usefixtures("small")
def test_a_failure_in_the_switch_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.reading():
        people, cycles = Person.objects.count(), Cycle.objects.count()

    def fail(*_args: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("plumbline.domain.transfer.services.switch.Switch._journal", fail)
    with pytest.raises(RuntimeError):
        bring_in(world, CLAIMS)
    with world.reading():
        assert not Objective.objects.exists()
        assert Person.objects.count() == people
        assert Cycle.objects.count() == cycles
        assert imports_sweep(organization=world.organization, at=NOW) == 0


def test_an_import_without_the_right_is_refused(world: World) -> None:
    plan = plan_of(world, CLAIMS)
    with world.reading(), pytest.raises(PermissionRefused):
        imports.import_document(actor=world.viewer("vic", at=NOW), plan=plan, at=NOW)


def test_an_import_can_be_undone_as_if_it_had_never_been(world: World) -> None:
    with world.reading():
        before = (Person.objects.count(), Cycle.objects.count())
    batch = bring_in(world, CLAIMS)
    with world.reading():
        import_undo(actor=world.viewer("ada", at=NOW), batch=batch, at=NOW)
        assert not Objective.objects.exists()
        assert not CheckIn.objects.exists()
        assert (Person.objects.count(), Cycle.objects.count()) == before
        batch.refresh_from_db()
        assert batch.state == ImportState.UNDONE
    again = bring_in(world, CLAIMS)
    assert again.state == ImportState.DONE


@pytest.mark.parametrize(("who", "may"), [("ada", True), ("carl", True), ("lena", False)])
def test_only_whoever_did_an_import_an_admin_or_a_champion_undoes_it(
    world: World, who: str, may: bool
) -> None:
    batch = bring_in(world, CLAIMS)
    actor = world.viewer(who, at=NOW)
    with world.reading():
        if may:
            assert import_undo(actor=actor, batch=batch, at=NOW).state == ImportState.UNDONE
        else:
            with pytest.raises(PermissionRefused) as refused:
                import_undo(actor=actor, batch=batch, at=NOW)
            assert refused.value.message.id == "transfer.undo.not_yours"
            assert Objective.objects.count() == 2


def test_a_lead_undoes_their_own_import(world: World) -> None:
    bring_in(world, CLAIMS)
    with world.reading():
        target = ImportTarget(cycle=Cycle.objects.get(), team=world.teams["claims"])
    text = CLAIMS.replace("id: ", "id: own-").replace("team: company", "team: claims")
    batch = bring_in(world, text, who="lena", target=target)
    with world.reading():
        done = import_undo(actor=world.viewer("lena", at=NOW), batch=batch, at=NOW)
        assert done.state == ImportState.UNDONE


def test_a_refused_undo_names_no_title_the_actor_may_not_see(world: World) -> None:
    hidden = CLAIMS.replace(
        "    style: aspirational", "    style: aspirational\n    visibility: private"
    )
    batch = bring_in(world, hidden)
    with world.writing():
        Objective.objects.update(version=2)
    actor = world.viewer("carl", at=NOW)
    with world.reading():
        obstacles = import_obstacles(viewer=actor, batch=batch)
        seen = {one.id for one in obstacles}
        titles = [str(one.params.get("title")) for one in obstacles]
    assert seen == {"transfer.undo.changed", "transfer.undo.unseen"}
    assert not any("Mid-size hauliers" in title for title in titles)


def test_an_undo_takes_a_hidden_supporter_s_link_along_without_a_word(world: World) -> None:
    batch = bring_in(world, CLAIMS, who="ada")
    with world.reading():
        imported = Objective.objects.filter(import_batch=batch.public_id).earliest("pk")
        cycle = imported.cycle
    private = make_objective(
        world, "Nobody may know", visibility=Visibility.PRIVATE, cycle=cycle, at=NOW
    )
    make_link(world, private, imported)
    with world.reading():
        assert import_obstacles(viewer=world.viewer("ada", at=NOW), batch=batch) == ()
        done = import_undo(actor=world.viewer("ada", at=NOW), batch=batch, at=NOW)
        assert done.state == ImportState.UNDONE
        assert not Alignment.objects.filter(child_objective=private).exists()


def test_an_undo_is_refused_once_something_was_changed(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    with world.writing():
        Objective.objects.filter(document_key="win-midmarket").update(version=2)
    with world.reading(), pytest.raises(Refused) as refused:
        import_undo(actor=world.viewer("ada", at=NOW), batch=batch, at=NOW)
    assert "Mid-size hauliers choose us" in str(refused.value.message.params["first"])


def test_an_undo_takes_nobody_s_note_along(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    viewer = world.viewer("mia", at=NOW)
    with world.reading():
        row = KeyResult.objects.get(document_key="renewals")
        note_write(actor=viewer, about=row, text="Ask Kim", expected=0, at=NOW)
        (obstacle,) = import_obstacles(viewer=world.viewer("ada", at=NOW), batch=batch)
    assert (obstacle.id, obstacle.params["title"]) == ("transfer.undo.noted", row.title)


@pytest.mark.usefixtures("small")
def test_pages_that_came_in_go_with_their_import_but_not_one_that_somebody_added(
    world: World,
) -> None:
    pages = "    external_links: ['https://tracker.example/42']\n"
    head, first, rest = CLAIMS.partition("  - id: win-midmarket\n")
    batch = bring_in(world, head + first + pages + rest)
    ada = world.viewer("ada", at=NOW)
    with world.reading():
        row = Objective.objects.get(document_key="win-midmarket")
        assert ExternalLink.objects.get().objective == row
        assert import_obstacles(viewer=ada, batch=batch) == ()
        added = external_link_add(
            actor=ada, about=row, title="Plan", address="https://wiki.example/plan", at=NOW
        )
        (obstacle,) = import_obstacles(viewer=ada, batch=batch)
    assert (obstacle.id, obstacle.params["title"]) == ("transfer.undo.referred", row.title)
    with world.writing():
        ExternalLink.objects.filter(pk=added.pk).delete()
    with world.reading():
        import_undo(actor=ada, batch=batch, at=NOW)
        assert not ExternalLink.objects.exists()


@pytest.mark.usefixtures("small")
def test_what_waits_comes_in_as_it_stood_and_goes_with_its_import(world: World) -> None:
    elsewhere = DEPENDED.replace("waiting: renewals", "waiting: nowhere")
    batch = bring_in(world, CLAIMS + DEPENDED + elsewhere.partition("dependencies:\n")[2])
    (problem,) = [one for one in batch.problems if "nowhere" in str(one["message"])]
    assert problem["line"] > CLAIMS.count("\n")
    with world.reading():
        states = Dependency.objects.order_by("asked_at", "pk").values_list("state", "reason")
        assert [*states] == [
            ("accepted", ""),
            ("declined", "Nobody has a hand free"),
            ("declined", "Nobody has a hand free"),
        ]
        first = Dependency.objects.order_by("pk")[0]
        viewer = world.viewer("ada", at=NOW)
        assert import_obstacles(viewer=viewer, batch=batch) == ()
        moved = date(2026, 12, 24)
        dependency_move(
            actor=viewer,
            dependency=first,
            needed_by=moved,
            reason="It can wait",
            expected=1,
            at=NOW,
        )
        (obstacle,) = import_obstacles(viewer=viewer, batch=batch)
        assert obstacle.id == "transfer.undo.depended"
    with world.writing():
        Dependency.objects.filter(pk=first.pk).delete()
    with world.reading():
        import_undo(actor=viewer, batch=batch, at=NOW)
        assert not Dependency.objects.exists()


def test_nobody_lets_others_wait_by_a_document(world: World) -> None:
    bring_in(world, CLAIMS)
    own = """plumbline: 1
cycle: 2026-Q4
objectives:
  - title: Loads leave on time
    team: claims
    key_results: [{id: leave, title: Loads that leave on time from 80 % to 95 %, owner: Lena}]
dependencies:
  - {title: A list, needed_by: 2026-12-01, waiting: renewals, delivering: leave}
  - {title: A desk, needed_by: 2026-12-01, waiting: leave, delivering: renewals}
"""
    batch = bring_in(world, own, who="lena")
    with world.reading():
        assert [*Dependency.objects.values_list("title", flat=True)] == ["A desk"]
    assert [one["line"] for one in batch.problems if "dependency" in str(one["message"])] == [8]
