"""A NUL character is refused wherever text enters, at its field and on both engines."""

from dataclasses import replace

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.services import CycleValues, cycle_edit
from plumbline.domain.okrs.models import Objective, ObjectiveState
from plumbline.domain.okrs.services.key_results import key_result_edit
from plumbline.domain.okrs.services.objectives import objective_edit
from plumbline.domain.okrs.values import key_result_values, objective_values
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.models import OrganizationModule
from plumbline.domain.tenancy.services import organization_create
from plumbline.domain.tenancy.texts import holds_nul
from plumbline.engine.documents import model as documents
from tests.world import AT, World, stranger_world, world
from tests.world_okrs import (
    END,
    START,
    first_key_result,
    make_check_in,
    make_cycle,
    make_objective,
    stored,
)

__all__ = ["stranger_world", "world"]

NUL = "before\0after"


def said(refused: pytest.ExceptionInfo[ValidationRefused]) -> dict[str, list[str]]:
    errors = refused.value.field_errors
    return {field: [message.id for message in messages] for field, messages in errors.items()}


@pytest.mark.parametrize("field", ["title", "why", "document_key"])
def test_in_an_objective(world: World, field: str) -> None:
    objective = stored(world, make_objective(world))
    with world.reading():
        states = ObjectiveState.objects.count()
        with pytest.raises(ValidationRefused) as refused:
            objective_edit(
                actor=world.system,
                objective=objective,
                values=replace(objective_values(objective), **{field: NUL}),  # type: ignore[arg-type]  # a field of text
                expected=objective.version,
                at=AT,
            )
        assert said(refused) == {field: ["tenancy.text.nul"]}
        assert Objective.objects.get().version == objective.version
        assert ObjectiveState.objects.count() == states


def test_in_a_tag_of_an_objective(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        make_objective(world, tags=("calm", NUL))
    assert said(refused) == {"tags": ["tenancy.text.nul"]}
    with world.reading():
        assert not Objective.objects.exists()


def test_in_how_a_key_result_is_measured(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    values = key_result_values(key_result)
    measured = replace(values.metric, measurement=documents.Measurement(source=NUL))
    with world.reading(), pytest.raises(ValidationRefused) as refused:
        key_result_edit(
            actor=world.system,
            key_result=key_result,
            values=replace(values, metric=measured),
            expected=key_result.version,
            at=AT,
        )
    assert said(refused) == {"measurement": ["tenancy.text.nul"]}


def test_in_the_note_of_a_check_in(world: World) -> None:
    objective = make_objective(world)
    with pytest.raises(ValidationRefused) as refused:
        make_check_in(world, first_key_result(world, objective), note=NUL)
    assert said(refused) == {"note": ["tenancy.text.nul"]}
    with world.reading():
        assert not CheckIn.objects.exists()
    assert not first_key_result(world, objective).score.has_data


def test_in_the_name_of_a_person(world: World) -> None:
    with world.reading():
        before = Person.objects.count()
    with pytest.raises(ValidationRefused) as refused:
        world.make_person(NUL, claimed=False, email="")
    assert said(refused) == {"name": ["tenancy.text.nul"]}
    with world.reading():
        assert Person.objects.count() == before


def test_in_the_name_of_a_cycle(world: World) -> None:
    cycle = make_cycle(world)
    values = CycleValues(name=NUL, start=START, end=END)
    with world.reading(), pytest.raises(ValidationRefused) as refused:
        cycle_edit(actor=world.system, cycle=cycle, values=values, expected=1, at=AT)
    assert said(refused) == {"name": ["tenancy.text.nul"]}


@pytest.mark.parametrize("name", ["Mia\r\nBcc: vic@example.org", "Mia\u2028M", "Mia\x1b[2J"])
def test_a_name_is_one_line(world: World, name: str) -> None:
    with pytest.raises(ValidationRefused) as refused:
        world.make_person(name, claimed=False, email="")
    assert said(refused) == {"name": ["tenancy.text.several_lines"]}


@pytest.mark.parametrize("title", ["\u200b\u200d", "\u3164", "\u2800 \ufe0f", "\ufeff"])
def test_a_title_of_which_nothing_is_seen_is_refused(world: World, title: str) -> None:
    objective = stored(world, make_objective(world))
    values = replace(objective_values(objective), title=title)
    with world.reading(), pytest.raises(ValidationRefused) as refused:
        objective_edit(
            actor=world.system,
            objective=objective,
            values=values,
            expected=objective.version,
            at=AT,
        )
    assert said(refused) == {"title": ["tenancy.text.unseen"]}


def test_an_organization_is_named_in_one_line() -> None:
    made = organization_create(name=" North\u2028Freight\r\n Ltd ", slug="north", at=AT)
    assert made.name == "North Freight Ltd"


def test_in_many_rows_at_once(world: World) -> None:
    with world.writing(), pytest.raises(ValidationRefused) as refused:
        OrganizationModule.objects.bulk_create([OrganizationModule(key=NUL, enabled=True)])
    assert said(refused) == {"key": ["tenancy.text.nul"]}


def test_in_what_is_searched_for(world: World) -> None:
    with world.reading(), pytest.raises(ValidationRefused) as refused:
        list(Cycle.objects.filter(name__contains=NUL))
    assert said(refused) == {"": ["tenancy.text.nul"]}


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("plain", False),
        (NUL, True),
        (None, False),
        (7, False),
        (b"\0", False),
        (["a", ("b", NUL)], True),
        ([], False),
        ({"key": {"deep": [NUL]}}, True),
        ({NUL: 1}, True),
        ({"key": "plain"}, False),
    ],
)
def test_it_is_found_however_deep_it_stands(value: object, held: bool) -> None:
    assert holds_nul(value) is held
