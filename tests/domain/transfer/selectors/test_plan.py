"""What the preview says: people, teams, what cannot be kept, and what is here already."""

from decimal import Decimal

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective
from plumbline.domain.orgs.services.teams import team_archive
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_metrics import title_tints
from plumbline.domain.transfer.plan_values import ImportPlan, ImportTarget
from plumbline.domain.transfer.selectors import difference
from tests.domain.transfer.documents import CLAIMS, NOW, bring_in, plan_of
from tests.world import World


def ids(plan: ImportPlan) -> list[str]:
    return [problem.message.id for problem in plan.problems]


def one(metric: str = "{kind: increase, baseline: 1, target: 5}", more: str = "") -> str:
    """Return a document with one key result."""
    return (
        "plumbline: 1\n"
        "cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}\n"
        "objectives:\n"
        "  - title: Loads arrive whole\n"
        "    key_results:\n"
        "      - title: Loads without damage\n"
        f"        metric: {metric}\n{more}"
    )


def test_counts_say_what_will_happen(world: World) -> None:
    counts = plan_of(world, CLAIMS).counts
    assert (counts.objectives, counts.key_results, counts.check_ins) == (2, 3, 4)
    assert (counts.people_found, counts.people_unclaimed, counts.people_new) == (1, 1, 1)
    assert (counts.cycles_new, counts.priorities_new, counts.teams_new) == (1, 1, 0)


def test_rows_stand_in_order_of_the_document_with_tinted_numbers(world: World) -> None:
    plan = plan_of(world, CLAIMS)
    lines = [row.line for row in plan.rows]
    assert lines == sorted(lines)
    renewals = next(row for row in plan.rows if row.title.startswith("Mid-size hauliers who"))
    assert [renewals.title[start:end] for start, end in title_tints(renewals.title)] == [
        "71 %",
        "84 %",
    ]


def test_planning_writes_nothing(world: World) -> None:
    plan_of(world, CLAIMS)
    with world.reading():
        assert not Objective.objects.exists()


def test_somebody_ambiguous_is_never_matched(world: World) -> None:
    world.make_person("Kim Unknown", email="kim1@freight.example")
    world.make_person("Kim Unknown", email="kim2@freight.example")
    plan = plan_of(world, CLAIMS)
    kim = next(person for person in plan.people if person.name == "Kim Unknown")
    assert kim.person is None
    assert "transfer.owner.ambiguous" in ids(plan)


def test_a_person_is_matched_by_their_only_name(world: World) -> None:
    plan = plan_of(world, CLAIMS.replace("Kim Unknown", "lena"))
    assert world.person("lena") in [person.person for person in plan.people]


def test_first_name_that_only_one_person_has_is_theirs_and_said(world: World) -> None:
    rosa = world.make_person("Rosa Quay", email="rosa@freight.example")
    named = CLAIMS.replace("Kim Unknown", "Rosa")
    plan = plan_of(world, named)
    assert rosa in [person.person for person in plan.people]
    said = [wording(one.message) for one in plan.assumed]
    assert any("“Rosa” is taken for Rosa Quay" in words for words in said)
    world.make_person("Rosa Pier", email="pier@freight.example")
    two = next(person for person in plan_of(world, named).people if person.written == "Rosa")
    assert two.person is None


def test_what_is_in_the_cycle_already_is_shown_and_not_imported_twice(world: World) -> None:
    bring_in(world, CLAIMS)
    plan = plan_of(world, CLAIMS)
    assert plan.counts.duplicates == 2
    assert not plan.is_possible
    assert all(row.left_out for row in plan.rows)


def test_a_target_that_equals_its_baseline_is_left_out_with_a_problem(world: World) -> None:
    plan = plan_of(world, one("{kind: increase, baseline: 5, target: 5}"))
    metric = plan.objectives[0].key_results[0].key_result.metric
    assert metric is not None
    assert (metric.baseline, metric.target) == (Decimal(5), None)
    assert "transfer.metric.left_out" in ids(plan)


def test_numbers_no_measure_holds_are_left_out_with_a_problem(world: World) -> None:
    plan = plan_of(world, one("{kind: increase, baseline: 1, target: 1e400}"))
    metric = plan.objectives[0].key_results[0].key_result.metric
    assert metric is not None
    assert metric.target is None
    assert ids(plan)


def test_days_outside_the_cycle_are_left_out_with_a_problem(world: World) -> None:
    plan = plan_of(world, one(more="        due: 2027-03-01\n"))
    assert plan.objectives[0].key_results[0].key_result.due is None
    assert ids(plan) == ["transfer.day.outside"]


def test_a_check_in_of_the_future_is_left_out_with_a_problem(world: World) -> None:
    plan = plan_of(world, one(more="        current: {value: 3, date: 2026-12-24}\n"))
    assert plan.counts.check_ins == 0
    assert "transfer.check_in.future" in ids(plan)


def test_an_id_that_stands_twice_is_kept_once(world: World) -> None:
    text = CLAIMS.replace("id: reopened", "id: settle-time")
    plan = plan_of(world, text)
    keys = [part.key_result.id for part in plan.objectives[1].key_results]
    assert keys == ["settle-time", None]
    assert ids(plan).count("transfer.id_twice") == 1
    assert "documents.yaml.id_twice" not in ids(plan)


def test_links_that_loop_are_left_out_with_a_problem(world: World) -> None:
    text = CLAIMS.replace(
        "    priority: trust\n", "    priority: trust\n    supports: [claims-before-calls]\n"
    )
    plan = plan_of(world, text)
    assert plan.counts.links == 1
    assert "transfer.link.loop" in ids(plan)


def test_a_contribution_that_would_let_a_number_out_becomes_support(world: World) -> None:
    text = CLAIMS.replace(
        "    style: committed\n", "    style: committed\n    visibility: private\n"
    )
    plan = plan_of(world, text)
    assert [link.weight for link in plan.links] == [None]
    assert "transfer.link.no_contribution" in ids(plan)


def test_unknown_teams_are_made_by_an_admin_only(world: World) -> None:
    text = CLAIMS.replace("team: claims", "team: Night Shift")
    assert plan_of(world, text).counts.teams_new == 1
    plan = plan_of(world, text, who="carl")
    assert plan.counts.teams_new == 0
    assert "transfer.team.no_right" in ids(plan)


def test_a_lead_imports_into_the_teams_below_only(world: World) -> None:
    bring_in(world, CLAIMS)
    text = CLAIMS.replace("id: ", "id: again-").replace("trust\n", "other\n")
    plan = plan_of(world, text, who="lena")
    teams = [objective.team.name for objective in plan.objectives if objective.team]
    assert teams == ["Freight", "Claims"]
    assert "transfer.team.not_led" in ids(plan)


def test_unknown_custom_fields_are_told_once(world: World) -> None:
    text = CLAIMS.replace("    style: ", "    fields: {budget: 3}\n    style: ")
    assert ids(plan_of(world, text)).count("transfer.field.unknown") == 1


def test_a_member_may_not_import(world: World) -> None:
    plan = plan_of(world, CLAIMS, who="mia")
    assert [message.id for message in plan.refusals] == ["transfer.refused"]


def test_a_document_without_okrs_says_why(world: World) -> None:
    plan = plan_of(world, b"\x00\x01binary", name="sheet.csv")
    assert plan.refusals[0].id == "documents.format.binary"


def test_characters_that_no_name_may_hold_do_not_stop_an_import(world: World) -> None:
    text = CLAIMS.replace("Kim Unknown", '"Kim \\x06Unknown"').replace(
        "team: claims", 'team: "Night\\x07 Shift"'
    )
    text = text.replace("name: 2026-Q4", 'name: "2026-Q4\\x06"')
    batch = bring_in(world, text)
    assert batch.counts["objectives"] == 2
    with world.reading():
        lower = Objective.objects.get(document_key="claims-before-calls")
        assert (lower.owner.name, lower.team.name) == ("Kim Unknown", "Night Shift")
        assert lower.cycle.name == "2026-Q4"


PERSONAL = """\
plumbline: 1
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
  - {id: calm, title: Mia answers calmly, personal: true, owner: mia@freight.example}
"""


def personal_plan(world: World, text: str, who: str) -> ImportPlan:
    """Plan a document for a cycle and a team that are there, as a lead may."""
    bring_in(world, CLAIMS)
    with world.reading():
        target = ImportTarget(cycle=Cycle.objects.get(), team=world.teams["claims"])
    return plan_of(world, text, who=who, target=target)


@pytest.mark.parametrize(("who", "is_personal"), [("ada", True), ("carl", True), ("lena", False)])
def test_a_personal_objective_of_another_is_brought_by_admins_and_champions_only(
    world: World, who: str, is_personal: bool
) -> None:
    plan = personal_plan(world, PERSONAL, who)
    assert [planned.is_personal for planned in plan.objectives] == [is_personal]
    assert ("transfer.owner.personal_other" in ids(plan)) is not is_personal


def test_whoever_imports_brings_personal_objectives_of_their_own(world: World) -> None:
    plan = personal_plan(world, PERSONAL.replace("mia", "lena"), "lena")
    assert [planned.is_personal for planned in plan.objectives] == [True]


def test_what_is_here_is_compared_and_its_differences_are_not_taken(world: World) -> None:
    bring_in(world, CLAIMS)
    (same,) = plan_of(world, CLAIMS).refusals
    assert same.id == "transfer.nothing"

    edited = CLAIMS.replace("target: 84", "target: 99", 1)
    assert edited != CLAIMS
    plan = plan_of(world, edited)

    assert [(each.id, each.params) for each in plan.refusals] == [
        ("transfer.nothing_differs", {"count": 1})
    ]
    said = [row.left_out for row in plan.rows if row.left_out]
    (differs,) = [each for each in said if each.id == "transfer.below_differs"]
    assert "target: 84 → 99" in str(differs.params["changes"])


def test_a_cycle_is_compared_a_part_at_a_time_however_large_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(world, CLAIMS)
    monkeypatch.setattr(difference, "OBJECTIVES_AT_ONCE", 1)
    assert [each.id for each in plan_of(world, CLAIMS).refusals] == ["transfer.nothing"]
    plan = plan_of(world, CLAIMS.replace("Reopened claims stay", "Reopened claims really stay"))
    assert [(each.id, each.params) for each in plan.refusals] == [
        ("transfer.nothing_differs", {"count": 1})
    ]


def test_files_that_a_document_only_names_are_told_as_left_out(world: World) -> None:
    more = "        check_ins: [{date: 2026-11-02, value: 2, files: [proof.pdf, photo.png]}]\n"
    (left,) = plan_of(world, one(more=more)).left_out
    assert (left.message.id, left.message.params["count"]) == ("transfer.files", 2)
    assert left.message.params["names"] == "proof.pdf, photo.png"


def test_two_key_results_of_one_name_are_named(world: World) -> None:
    twice = one() + "      - title: loads without  damage\n"
    plan = plan_of(world, twice)
    assert ids(plan).count("transfer.twin") == 1
    assert "transfer.twin" in [each.message.id for each in plan.rows[2].problems]


def test_whoever_is_named_here_and_written_to_there_is_one_person(world: World) -> None:
    ada = world.people["ada"]
    twice = one(more=f"        owner: {ada.email}\n").replace(
        "  - title: Loads arrive whole\n", f"  - title: Loads arrive whole\n    owner: {ada.name}\n"
    )
    plan = plan_of(world, twice)
    assert plan.counts.people_found == 1
    assert {person.person for person in plan.people} == {ada}


def test_nothing_goes_to_a_chosen_team_that_was_archived_meanwhile(world: World) -> None:
    with world.reading():
        gone = team_archive(actor=world.system, team=world.teams["claims"], at=NOW)
    plan = plan_of(world, one(), target=ImportTarget(team=gone))
    assert not plan.is_possible
    assert [each.id for each in plan.refusals] == ["orgs.team.archived"]
