"""A state the importer chose asks for all that an activation asks for."""

import pytest

from plumbline.domain.okrs.models import KeyResult, Objective, State, Style
from plumbline.domain.okrs.services.activating import activation_check
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_values import ImportTarget
from tests.domain.transfer.documents import bring_in, plan_of
from tests.world import World

METRIC = "{kind: increase, baseline: 1, target: 5}"
#: Each lacks something else; the first lacks nothing.
CASES = {
    "whole": ("owner: mia@freight.example, style: committed", METRIC),
    "owner": ("style: committed", METRIC),
    "style": ("owner: mia@freight.example", METRIC),
    "metric": ("owner: mia@freight.example, style: committed", "{unit: loads}"),
    "target": ("owner: mia@freight.example, style: committed", "{kind: increase, baseline: 1}"),
    "parts": ("owner: mia@freight.example, style: committed", ""),
}
ACTIVE = ImportTarget(state=State.ACTIVE)


def document(says: str, metric: str) -> str:
    """Return a document of one objective, with or without a key result."""
    part = f", key_results: [{{title: Loads without damage, metric: {metric}}}]" if metric else ""
    return (
        "plumbline: 1\n"
        "cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}\n"
        f"objectives: [{{title: Loads arrive whole, {says}{part}}}]\n"
    )


@pytest.mark.parametrize("lack", CASES)
def test_what_comes_in_as_active_passes_the_check_of_an_activation(world: World, lack: str) -> None:
    bring_in(world, document(*CASES[lack]), target=ACTIVE)
    with world.reading():
        objective = Objective.objects.get()
        try:
            activation_check(objective)
        except ValidationRefused:
            expected = State.DRAFT
        else:
            expected = State.ACTIVE
        assert objective.state == expected
        assert (expected == State.ACTIVE) == (lack == "whole")
        assert set(KeyResult.objects.values_list("state", flat=True)) <= {expected}


@pytest.mark.parametrize("lack", [lack for lack in CASES if lack != "whole"])
def test_a_draft_made_of_it_says_what_is_missing(world: World, lack: str) -> None:
    plan = plan_of(world, document(*CASES[lack]), target=ACTIVE)
    row = plan.rows[0]
    assert row.state == State.DRAFT
    said = [one for one in row.problems if one.message.id == "transfer.active.draft"]
    assert len(said) == 1
    assert said[0] in plan.problems


def test_what_several_key_results_lack_is_said_once_with_their_number(world: World) -> None:
    parts = ", ".join(f"{{title: Part {number}, metric: {{unit: loads}}}}" for number in range(3))
    one = "{title: Loads without damage, metric: {kind: increase, target: 5}}"
    bare = document(*CASES["parts"]).replace("whole,", f"whole, key_results: [{parts}, {one}],")
    row = plan_of(world, bare, target=ACTIVE).rows[0]
    (said,) = (one for one in row.problems if one.message.id == "transfer.active.draft")
    words = wording(said.message)
    assert words.count("Say how the metric is to move") == 1
    assert "3 key results: Say how" in words
    assert "“Loads without damage”: Give the baseline" in words


def test_a_state_of_the_document_itself_is_kept_as_it_was(world: World) -> None:
    plan = plan_of(world, document("state: active", METRIC), target=ACTIVE)
    assert plan.objectives[0].state == State.ACTIVE
    assert (plan.owners_wanted, plan.styles_wanted) == (0, 0)


def test_owner_and_style_chosen_for_what_states_none_fill_what_is_missing(world: World) -> None:
    bare = document("why: They are paid for it", METRIC)
    plan = plan_of(world, bare, target=ACTIVE)
    assert (plan.owners_wanted, plan.styles_wanted) == (1, 1)
    target = ImportTarget(state=State.ACTIVE, owner=world.person("mia"), style=Style.ASPIRATIONAL)
    bring_in(world, bare, target=target)
    with world.reading():
        objective = Objective.objects.get()
        assert (objective.state, objective.style) == (State.ACTIVE, "aspirational")
        assert objective.owner == world.person("mia")


def test_a_style_that_is_stated_is_kept(world: World) -> None:
    plan = plan_of(world, document(*CASES["whole"]), target=ImportTarget(style=Style.LEARNING))
    style = plan.objectives[0].objective.style
    assert style is not None
    assert style.value == "committed"
