"""Templates: saved from an objective that everybody sees, changed, put away, begun from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject, FieldValue
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResult, Objective, State, Visibility
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.services.objectives import objective_edit
from plumbline.domain.okrs.starters import Function
from plumbline.domain.okrs.values import ObjectiveValues, objective_values
from plumbline.domain.templates.models import Template
from plumbline.domain.templates.selectors import template_get, templates_list
from plumbline.domain.templates.services import (
    TemplateValues,
    template_archive,
    template_edit,
    template_renew,
    template_restore,
    template_save,
    template_start,
)
from plumbline.domain.tenancy.errors import (
    DomainError,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import (
    END,
    key_results_of,
    limit,
    make_cycle,
    make_key_result,
    make_objective,
    metric,
)


def grown(world: World) -> Objective:
    """Return an objective with a measure, a guardrail and a custom value."""
    with world.reading():
        field_define(
            actor=world.system,
            subject=FieldSubject.OBJECTIVE,
            key="budget",
            label="Budget",
            kind=FieldKind.NUMBER,
            at=AT,
        )
    objective = make_objective(world, "Calm claims", key_results=0, active=False, why="They call")
    make_key_result(world, objective, "Rate", metric=metric(target="70"), weight="2.5", due=END)
    make_key_result(world, objective, "Errors", metric=limit("3"), is_guardrail=True)
    with world.reading():
        row = Objective.objects.select_related("team", "cycle", "owner").get(pk=objective.pk)
        values = replace(objective_values(row), custom={"budget": "12.5"})
        return objective_edit(
            actor=world.system, objective=row, values=values, expected=row.version, at=AT
        )


def save(
    world: World, objective: Objective, name: str = "Calm", *, who: str = "lena", **said: object
) -> Template:
    viewer = world.viewer(who)
    with world.reading():
        return template_save(actor=viewer, objective=objective, name=name, at=AT, **said)  # type: ignore[arg-type]  # its own arguments


def refused(world: World, objective: Objective, **said: object) -> DomainError:
    """Try to save; nothing may be there."""
    with pytest.raises(DomainError) as refusal:
        save(world, objective, **said)  # type: ignore[arg-type]  # its own arguments
    with world.reading():
        assert not Template.objects.exclude(name="Calm").exists()
    return refusal.value


def begin(world: World, template: Template, who: str = "lena") -> tuple[Objective, list[KeyResult]]:
    viewer = world.viewer(who)
    cycle = make_cycle(world)
    with world.reading():
        place = ObjectiveValues(
            title="", cycle=cycle, team=world.teams["claims"], owner=world.person("mia")
        )
        row = template_get(viewer=viewer, public_id=template.public_id)
        made = template_start(actor=viewer, template=row, place=place, at=AT)
    return made, key_results_of(world, made)


def test_what_begins_from_one_says_all_that_was_saved_and_has_no_days(world: World) -> None:
    template = save(world, grown(world), with_figures=True, function=Function.SERVICE)
    made, (rate, errors) = begin(world, template)
    assert (made.title, made.why, made.style, made.state) == (
        "Calm claims",
        "They call",
        "committed",
        State.DRAFT,
    )
    with world.reading():
        assert FieldValue.objects.get(value_set=made.custom_values).text == "12.5"
        act = JournalEntry.objects.get(act="template.create")
        assert act.subject_public_id == template.public_id
    assert (rate.title, rate.baseline, rate.target, rate.weight, rate.due) == (
        "Rate",
        Decimal(0),
        Decimal(70),
        2500,
        None,
    )
    assert (errors.is_guardrail, errors.target) == (True, Decimal(3))
    assert {each.owner_id for each in (rate, errors)} == {world.person("mia").pk}


def test_without_figures_it_says_what_to_measure_alone(world: World) -> None:
    _made, (rate, errors) = begin(world, save(world, grown(world)))
    assert (rate.metric_kind, rate.unit, rate.baseline, rate.target) == (
        "increase",
        "%",
        None,
        None,
    )
    assert errors.target is None


def test_without_figures_titles_have_gaps_in_their_place(world: World) -> None:
    title = "All 70 depots load at night in one place"
    objective = make_objective(world, title, key_results=0, active=False)
    words = "Depots that load at night from 0 to 70"
    make_key_result(world, objective, words, metric=metric(target="70"))
    bare, full = save(world, objective), save(world, objective, name="Full", with_figures=True)
    made, (rate,) = begin(world, bare)
    assert made.title == "All X depots load at night in one place"
    assert rate.title == "Depots that load at night from X to Y"
    made, (rate,) = begin(world, full)
    assert made.title == title
    assert rate.title == words


def test_what_is_stopped_does_not_come_along(world: World) -> None:
    objective = make_objective(world, key_results=2)
    first, _second = key_results_of(world, objective)
    with world.reading():
        key_result_stop(
            actor=world.system, key_result=first, reason="x", expected=first.version, at=AT
        )
    assert len(begin(world, save(world, objective))[1]) == 1


def test_only_what_everybody_sees_becomes_one_by_whom_it_concerns(world: World) -> None:
    objective = make_objective(world)
    assert isinstance(refused(world, objective, who="mia", name="Other"), PermissionRefused)
    inside = make_objective(world, "Inside", visibility=Visibility.TEAM)
    assert refused(world, inside, name="Other").message.id == "templates.not_open"
    above = make_objective(world, "Above", team=world.teams["freight"])
    assert save(world, above, who="carl").team == world.teams["freight"]
    taken = refused(world, objective)
    assert isinstance(taken, ValidationRefused)
    assert set(taken.field_errors) == {"name"}


def edit(world: World, template: Template, *, who: str = "lena", **said: object) -> Template:
    viewer = world.viewer(who)
    values = TemplateValues(name="Calmer", title="Calmer claims", key_results={1: "Share"})
    with world.reading():
        return template_edit(
            actor=viewer,
            template=template,
            values=replace(values, **said),  # type: ignore[arg-type]  # its own fields
            expected=template.version,
            at=AT,
        )


def test_its_words_change_and_a_key_result_is_left_out(world: World) -> None:
    template = save(world, grown(world))
    assert isinstance_of(world, template) == PermissionRefused
    changed = edit(world, template)
    with pytest.raises(StaleVersion):
        edit(world, template)
    with pytest.raises(ValidationRefused):
        edit(world, changed, key_results={1: " "})
    made, (only,) = begin(world, changed)
    assert (changed.name, made.title, only.title) == ("Calmer", "Calmer claims", "Share")
    with world.reading():
        told = JournalEntry.objects.get(act="template.update").changes["key_results"]
    assert (len(told["old"]), told["new"]) == (2, ["Share"])


def isinstance_of(world: World, template: Template) -> type[DomainError]:
    with pytest.raises(DomainError) as refusal:
        edit(world, template, who="mia")
    return type(refusal.value)


def test_a_better_objective_takes_its_place_under_the_same_name(world: World) -> None:
    template = save(world, grown(world))
    better = make_objective(world, "Even calmer", key_results=3)
    lena = world.viewer("lena")
    with world.reading():
        template_renew(
            actor=lena, template=template, objective=better, with_figures=True, expected=1, at=AT
        )
        (row,) = templates_list(viewer=lena)
        assert (row.name, row.title, row.version) == ("Calm", "Even calmer", 2)
        assert len(row.key_results.all()) == 3


def test_one_that_is_put_away_begins_nothing_until_it_is_used_again(world: World) -> None:
    objective = make_objective(world)
    template, lena = save(world, objective), world.viewer("lena")
    with world.reading():
        away = template_archive(actor=lena, template=template, expected=1, at=AT)
    with pytest.raises(Refused):
        begin(world, away)
    save(world, objective)
    with world.reading(), pytest.raises(Refused) as taken:
        template_restore(actor=lena, template=away, expected=2, at=AT)
    assert taken.value.message.id == "templates.name_taken"
