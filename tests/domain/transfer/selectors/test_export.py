"""What goes out comes in again: export, import elsewhere, export, byte by byte."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.services import (
    CheckInValues,
    check_in_correct,
    check_in_record,
    check_in_withdraw,
)
from plumbline.domain.custom_fields.models import FieldDefinition, FieldKind, FieldSubject
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.demo.services import demo_organization_build
from plumbline.domain.okrs.models import Adjustment, KeyResult, Objective
from plumbline.domain.okrs.selectors.details import objective_details
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_for
from plumbline.domain.tenancy.transactions import reading
from plumbline.domain.transfer.plan_values import ImportTarget
from plumbline.domain.transfer.selectors.export import document_export
from plumbline.engine.documents import model
from plumbline.engine.documents.json_writer import document_json
from plumbline.engine.documents.yaml_writer import document_dump
from tests.domain.transfer.documents import CLAIMS, NOW, bring_in
from tests.engine.documents import document_strategies as strategies
from tests.world import World, make_organization


def exported(world: World, *, who: str = "ada") -> str:
    """Export the only cycle there is."""
    with world.reading():
        cycle = Cycle.objects.get()
    viewer = world.viewer(who, at=NOW)
    with world.reading():
        return document_dump(document_export(viewer=viewer, cycle=cycle))


_made = 0


def empty_world() -> World:
    """Return an organization of the same name with nothing in it but its admin."""
    global _made
    _made += 1
    made = make_organization("Example Freight", f"freight-{_made}", admin="ada")
    return World(
        organization=made.organization,
        company=made.team,
        teams={"company": made.team},
        people={"ada": made.person},
    )


def test_an_export_imports_into_an_empty_organization_and_exports_the_same(world: World) -> None:
    bring_in(world, CLAIMS)
    first = exported(world)
    assert "win-midmarket" in first
    other = empty_world()
    bring_in(other, first)
    assert exported(other) == first


def test_the_json_form_comes_in_as_well(world: World) -> None:
    bring_in(world, CLAIMS)
    first = exported(world)
    with world.reading():
        cycle = Cycle.objects.get()
        text = document_json(document_export(viewer=world.viewer("ada"), cycle=cycle))
    other = empty_world()
    bring_in(other, text, name="okrs.json")
    assert exported(other) == first


def test_corrected_and_withdrawn_check_ins_survive(world: World) -> None:
    bring_in(world, CLAIMS)
    viewer = world.viewer("mia", at=NOW)
    with world.reading():
        row = KeyResult.objects.get(document_key="renewals")
        one = check_in_record(
            actor=viewer,
            key_result=row,
            values=CheckInValues(effective_on=date(2026, 11, 18), value=Decimal(99), confidence=9),
            at=NOW,
        )
        two = check_in_correct(
            actor=viewer,
            check_in=one,
            values=CheckInValues(effective_on=date(2026, 11, 18), value=Decimal(79), confidence=7),
            at=NOW + timedelta(minutes=1),
        )
        check_in_withdraw(
            actor=viewer, check_in=two, note="Wrong market", at=NOW + timedelta(minutes=2)
        )
        row.score.refresh_from_db()
        stands = (row.score.current_value, row.score.confidence, row.score.checked_in_on)
    first = exported(world)
    other = empty_world()
    bring_in(other, first, at=NOW + timedelta(hours=1))
    assert exported(other) == first
    with other.reading():
        score = KeyResult.objects.get(document_key="renewals").score
        assert (score.current_value, score.confidence, score.checked_in_on) == stands


@pytest.mark.parametrize("withdrawn", [0, 1])
def test_of_two_check_ins_of_a_day_the_one_that_was_meant_goes(
    world: World, withdrawn: int
) -> None:
    bring_in(world, CLAIMS)
    viewer = world.viewer("mia", at=NOW)
    with world.reading():
        row = KeyResult.objects.get(document_key="renewals")
        told = [
            check_in_record(
                actor=viewer,
                key_result=row,
                values=CheckInValues(
                    effective_on=date(2026, 11, 18), value=Decimal(value), confidence=confidence
                ),
                at=NOW + timedelta(minutes=minute),
            )
            for minute, (value, confidence) in enumerate([(80, 4), (90, 9)])
        ]
        check_in_withdraw(
            actor=viewer,
            check_in=told[withdrawn],
            note="Wrong market",
            at=NOW + timedelta(minutes=2),
        )
        row.score.refresh_from_db()
        stands = (row.score.current_value, row.score.confidence, row.score.progress)
    assert stands[:2] == [(90, 9), (80, 4)][withdrawn]
    first = exported(world)
    other = empty_world()
    bring_in(other, first, at=NOW + timedelta(hours=1))
    assert exported(other) == first
    with other.reading():
        score = KeyResult.objects.get(document_key="renewals").score
        assert (score.current_value, score.confidence, score.progress) == stands


def test_what_the_viewer_may_not_see_is_not_in_it(world: World) -> None:
    private = CLAIMS.replace(
        "    style: committed\n", "    style: committed\n    visibility: private\n"
    )
    bring_in(world, private)
    with world.writing():
        Objective.objects.filter(document_key="claims-before-calls").update(
            owner=world.person("max")
        )
    assert "claims-before-calls" in exported(world, who="max")
    hidden = exported(world, who="vic")
    assert "claims-before-calls" not in hidden
    assert "win-midmarket" in hidden


def test_an_export_of_a_team_holds_its_subtree_and_the_priorities_it_serves(world: World) -> None:
    bring_in(world, CLAIMS)
    with world.reading():
        document = document_export(
            viewer=world.viewer("ada"), cycle=Cycle.objects.get(), team=world.teams["freight"]
        )
    assert [objective.id for objective in document.objectives] == ["claims-before-calls"]
    assert document.priorities == ()


def test_custom_fields_go_out_and_come_in(world: World) -> None:
    text = CLAIMS.replace(
        "    style: committed\n",
        "    style: committed\n    fields: {budget: 12.5, approved: true, sponsor: Mia}\n",
    )

    def define(place: World) -> None:
        kinds = {
            "budget": FieldKind.NUMBER,
            "approved": FieldKind.YES_NO,
            "sponsor": FieldKind.TEXT,
        }
        with place.reading():
            for key, kind in kinds.items():
                field_define(
                    actor=place.system,
                    subject=FieldSubject.OBJECTIVE,
                    key=key,
                    label=key,
                    kind=kind,
                    at=NOW,
                )

    define(world)
    bring_in(world, text)
    first = exported(world)
    assert "budget: 12.5" in first
    other = empty_world()
    define(other)
    bring_in(other, first)
    assert exported(other) == first


#: A tag of which nothing can be kept, and names and titles of which nothing is drawn.
UNSEEN = model.Document(
    objectives=(
        model.Objective(
            title="A",
            owner="\xad",
            tags=("a", "\0"),
            key_results=(model.KeyResult(title="\u200b"),),
        ),
    )
)


@given(document=strategies.documents, shift=st.integers(0, 400))
@example(document=UNSEEN, shift=0)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_document_exports_the_same_after_a_second_import(
    db: None, document: model.Document, shift: int
) -> None:
    document = replace(
        document,
        organization="Example Freight",
        cycle=model.Cycle(name="Any", start=date(2026, 1, 1), end=date(2026, 12, 31)),
    )
    first_world = empty_world()
    if not document.objectives:
        return
    bring_in(first_world, document_dump(document))
    first = exported(first_world)
    if "\nobjectives:" not in first:
        return  # all of it is private to others: whoever exports sees none of it
    second_world = empty_world()
    # Ada exports, and what is private is hers: she has another address in the other organization.
    theirs, here = first_world.organization.slug, second_world.organization.slug
    moved = first.replace(f"@{theirs}.example", f"@{here}.example")
    bring_in(second_world, moved)
    assert exported(second_world) == moved


def test_the_target_of_an_import_is_kept_out_of_the_document(world: World) -> None:
    bring_in(world, CLAIMS, target=ImportTarget(owner=world.person("carl")))
    assert "carl@freight.example" in exported(world)


LIVED = """\
plumbline: 1
organization: Example Freight
cycle: {name: 2026-Q3, start: 2026-07-01, end: 2026-09-30}
objectives:
  - id: depots
    title: Every depot knows by noon what leaves in the evening
    owner: mia@freight.example
    team: company
    style: committed
    state: closed
    adjustments:
      - on: 2026-08-03
        reason: Mia took it over
        changes: {owner: {old: Kim Unknown, new: mia@freight.example}}
        author: Kim Unknown
        recorded_at: "2026-08-03T08:00:00Z"
    grade:
      self_score: 0.6
      final_score: 0.7
      reason: The last depot joined after the owner had written the grade
      learned: Dispatchers trust a board that they fill themselves
      evidence: https://example.org/depots
    key_results:
      - id: boards
        title: Depots with an evening board from 2 to 9
        owner: mia@freight.example
        metric: {kind: increase, baseline: 2, target: 9}
        state: stopped
        state_reason: Two depots closed
        check_ins:
          - date: 2026-08-10
            value: 5
            evidence: Photographs of the boards
            link: https://example.org/boards?week=32
            author: mia@freight.example
        adjustments:
          - on: 2026-08-20
            reason: Nine depots are left
            changes: {target: {old: "11", new: "9"}, weight: {old: "1", new: "0.5"}}
            author: ada@freight.example
"""


def test_grades_evidence_reasons_and_adjustments_go_out_and_come_in(world: World) -> None:
    bring_in(world, LIVED)
    with world.reading():
        row = KeyResult.objects.get()
        check_in = CheckIn.objects.get()
        changed = Adjustment.objects.get(key_result=row)
        objective = Objective.objects.get()
        handed_over = Adjustment.objects.get(key_result=None)
        assert row.state_reason == "Two depots closed"
        assert check_in.evidence_text == "Photographs of the boards"
        assert check_in.evidence_link == "https://example.org/boards?week=32"
        assert changed.changes["weight"] == {"old": 1000, "new": 500}
        assert changed.author == world.person("ada")
        assert handed_over.changes["owner_id"]["old"] == "Kim Unknown"
        assert handed_over.author is not None
        assert handed_over.author.name == "Kim Unknown"
        assert objective.grade_reason.startswith("The last depot")
        assert objective.learned_evidence == "https://example.org/depots"
        told = objective_details(
            viewer=world.viewer("ada", at=NOW), public_id=objective.public_id, at=NOW
        ).adjustments
        names = next(each.changes[0] for each in told if each.key_result is None)
        assert (names.field, names.old, names.new) == (
            "owner",
            "Kim Unknown",
            "mia@freight.example",
        )
    first = exported(world)
    other = empty_world()
    bring_in(other, first)
    assert exported(other) == first


def test_an_adjustment_made_here_names_people_and_teams(world: World) -> None:
    bring_in(world, CLAIMS)
    with world.reading():
        row = Objective.objects.get(document_key="win-midmarket")
        objective_adjust(
            actor=world.viewer("ada", at=NOW),
            objective=row,
            values=replace(objective_values(row), owner=world.person("max")),
            reason="Mia is on leave",
            effective_on=NOW.date(),
            expected=row.version,
            at=NOW,
        )
    first = exported(world)
    assert "owner: {old: mia@freight.example, new: max@freight.example}" in first
    other = empty_world()
    bring_in(other, first, at=NOW + timedelta(hours=1))
    assert exported(other) == first


def test_a_link_that_is_no_web_address_is_left_out_and_told(world: World) -> None:
    text = LIVED.replace("https://example.org/boards?week=32", '"javascript:alert(1)"')
    batch = bring_in(world, text)
    with world.reading():
        assert CheckIn.objects.get().evidence_link == ""
    assert any("not a web address" in problem["message"] for problem in batch.problems)


def test_the_example_organization_goes_out_and_comes_in_unchanged(db: None) -> None:
    built = demo_organization_build(at=NOW, progress=lambda *_: None)
    at = NOW + timedelta(hours=1)
    viewer_email = built.account.email
    with reading(built.organization):
        viewer = viewer_for(account=built.account, organization=built.organization, at=at)
        running = Cycle.objects.filter(start__lte=NOW.date())
        cycles = sorted(running, key=lambda cycle: (cycle.kind != CycleKind.YEAR, cycle.start))
        texts = [document_dump(document_export(viewer=viewer, cycle=cycle)) for cycle in cycles]
        definitions = list(FieldDefinition.objects.order_by("pk"))
    assert [cycle.kind for cycle in cycles] == [
        CycleKind.YEAR,
        CycleKind.QUARTER,
        CycleKind.QUARTER,
    ]
    other = empty_world()
    with other.writing():
        # Whoever asks there is the same person, so that they see the same private objectives.
        Person.objects.filter(pk=other.person("ada").pk).update(email=viewer_email)
    with other.reading():
        for one in definitions:
            field_define(
                actor=other.system,
                subject=FieldSubject(one.subject),
                key=one.key,
                label=one.label,
                kind=FieldKind(one.kind),
                choices=tuple(one.choices),
                at=at,
            )
    for cycle, text in zip(cycles, texts, strict=True):
        # Files do not travel in a document: it says how they are called, and no more comes back.
        told = re.sub(r" files: \[[^\]]*\],", "", text)
        renamed = told.replace(built.organization.name, "Example Freight")
        bring_in(other, renamed, at=at)
        with other.reading():
            again = Cycle.objects.get(name=cycle.name)
            assert (
                document_dump(document_export(viewer=other.viewer("ada", at=at), cycle=again))
                == renamed
            )
