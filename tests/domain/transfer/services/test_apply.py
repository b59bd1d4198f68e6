"""OKRs as code: what a document would change, and changing it, all or nothing."""

from decimal import Decimal

import pytest

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import Adjustment, Alignment, KeyResult, Objective, State
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.transfer.selectors.difference import Change, ChangeKind, document_diff
from plumbline.domain.transfer.selectors.drafts_left import drafts_left
from plumbline.domain.transfer.services.apply import document_apply
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.read import document_read
from tests.domain.governance.test_gate import WORK, adopt
from tests.domain.transfer.documents import CLAIMS, NOW, bring_in
from tests.domain.transfer.selectors.test_export import exported
from tests.world import World


def read(text: str) -> Document:
    document = document_read(text.encode(), name="okrs.yaml").document
    assert document is not None
    return document


def diff(world: World, text: str) -> tuple[Change, ...]:
    viewer = world.viewer("ada", at=NOW)
    with world.reading():
        return document_diff(viewer=viewer, document=read(text), cycle=Cycle.objects.get())


def apply(world: World, text: str, reason: str = "The board asked") -> tuple[Change, ...]:
    viewer = world.viewer("ada", at=NOW)
    with world.reading():
        return document_apply(
            actor=viewer, document=read(text), cycle=Cycle.objects.get(), reason=reason, at=NOW
        )


@pytest.fixture
def claims(world: World) -> World:
    bring_in(world, CLAIMS)
    return world


def test_an_export_does_not_differ_from_where_it_came(claims: World) -> None:
    assert diff(claims, exported(claims)) == ()


def test_the_document_that_was_imported_does_not_differ(claims: World) -> None:
    assert diff(claims, CLAIMS) == ()


def test_what_differs_is_told_field_by_field(claims: World) -> None:
    (change,) = diff(claims, CLAIMS.replace("baseline: 71, target: 84", "baseline: 71, target: 86"))
    assert (change.kind, change.id, change.parent) == (
        ChangeKind.CHANGE,
        "renewals",
        "win-midmarket",
    )
    assert [one.name for one in change.changes] == ["metric"]


def test_what_the_document_lacks_is_told_and_left(claims: World) -> None:
    shorter = CLAIMS[: CLAIMS.index("  - id: claims-before-calls")]
    (missing,) = diff(claims, shorter)
    assert (missing.kind, missing.id) == (ChangeKind.MISSING, "claims-before-calls")
    apply(claims, shorter)
    with claims.reading():
        assert Objective.objects.filter(document_key="claims-before-calls").exists()


def test_running_key_results_are_adjusted_with_the_reason(claims: World) -> None:
    changed = CLAIMS.replace("baseline: 71, target: 84", "baseline: 71, target: 86")
    apply(claims, changed)
    with claims.reading():
        assert KeyResult.objects.get(document_key="renewals").target == Decimal(86)
        assert Adjustment.objects.get().reason == "The board asked"
        assert recomputation_compare() == []
    assert diff(claims, changed) == ()


def test_a_change_of_what_runs_needs_a_reason(claims: World) -> None:
    changed = CLAIMS.replace("baseline: 71, target: 84", "baseline: 71, target: 86")
    with pytest.raises(ValidationRefused) as refused:
        apply(claims, changed, reason=" ")
    assert "renewals.reason" in refused.value.field_errors


def test_one_refusal_undoes_everything(claims: World) -> None:
    changed = CLAIMS.replace("baseline: 71, target: 84", "baseline: 71, target: 86")
    changed = changed.replace("owner: Kim Unknown", "owner: nobody@elsewhere.example")
    with pytest.raises(ValidationRefused) as refused:
        apply(claims, changed)
    assert "claims-before-calls.owner" in refused.value.field_errors
    with claims.reading():
        assert KeyResult.objects.get(document_key="renewals").target == Decimal(84)
        assert not Adjustment.objects.exists()


def test_a_policy_in_the_way_is_told_under_the_id_it_is_about_and_undoes_everything(
    claims: World,
) -> None:
    adopt(claims, Tier.POLICY)
    changed = CLAIMS.replace("Mid-size hauliers who renew from 71 % to 84 %", WORK)
    with pytest.raises(ValidationRefused) as refused:
        apply(claims, changed)
    (line,) = refused.value.field_errors["renewals"]
    assert line.id == "governance.blocked_by"
    assert (line.params["subject"], line.params["policy"]) == (WORK, "Results, not work")
    with claims.reading():
        assert KeyResult.objects.get(document_key="renewals").title != WORK


def test_new_ones_are_made_as_drafts_and_linked(claims: World) -> None:
    longer = CLAIMS + (
        "  - id: fewer-damages\n"
        "    title: Loads arrive as they left\n"
        "    owner: mia@freight.example\n"
        "    team: claims\n"
        "    style: committed\n"
        "    supports: [claims-before-calls]\n"
        "    key_results:\n"
        "      - id: damages\n"
        "        title: Damaged loads from 4 % to 2 %\n"
        "        metric: {kind: decrease, unit: '%', baseline: 4, target: 2}\n"
    )
    kinds = [(change.kind, change.id) for change in diff(claims, longer)]
    assert kinds == [(ChangeKind.CREATE, "fewer-damages"), (ChangeKind.CREATE, "damages")]
    apply(claims, longer)
    with claims.reading():
        made = Objective.objects.get(document_key="fewer-damages")
        assert (made.state, made.key_results.count()) == (State.DRAFT, 1)
        link = Alignment.objects.get(child_objective=made)
        assert link.parent_objective.document_key == "claims-before-calls"
    assert diff(claims, longer) == ()


def test_a_link_that_the_document_empties_is_removed(claims: World) -> None:
    emptied = CLAIMS.replace("supports: [{id: win-midmarket, weight: 2}]", "supports: []")
    (change,) = diff(claims, emptied)
    assert [one.name for one in change.changes] == ["supports"]
    apply(claims, emptied)
    with claims.reading():
        assert not Alignment.objects.filter(is_removed=False).exists()
        assert recomputation_compare() == []
    assert diff(claims, emptied) == ()


def test_a_link_that_the_document_leaves_out_stays(claims: World) -> None:
    silent = CLAIMS.replace("    supports: [{id: win-midmarket, weight: 2}]\n", "")
    assert diff(claims, silent) == ()


def test_links_of_key_results_are_made_and_taken_away(claims: World) -> None:
    linked = CLAIMS.replace(
        "      - id: settle-time\n", "      - id: settle-time\n        supports: [renewals]\n"
    )
    apply(claims, linked)
    with claims.reading():
        link = Alignment.objects.get(child_key_result__isnull=False, is_removed=False)
        assert link.parent_key_result.document_key == "renewals"
    assert diff(claims, linked) == ()
    apply(claims, linked.replace("supports: [renewals]", "supports: []"))
    with claims.reading():
        assert not Alignment.objects.filter(
            child_key_result__isnull=False, is_removed=False
        ).exists()


def test_custom_values_of_what_runs_change_without_touching_the_rest(claims: World) -> None:
    with claims.reading():
        for subject in (FieldSubject.OBJECTIVE, FieldSubject.KEY_RESULT):
            field_define(
                actor=claims.system,
                subject=subject,
                key="sponsor",
                label="Sponsor",
                kind=FieldKind.TEXT,
                at=NOW,
            )
    valued = CLAIMS.replace(
        "    style: aspirational\n", "    style: aspirational\n    fields: {sponsor: Mia}\n"
    ).replace("      - id: renewals\n", "      - id: renewals\n        fields: {sponsor: Max}\n")
    apply(claims, valued)
    assert diff(claims, valued) == ()
    retitled = valued.replace("Mid-size hauliers choose us", "Mid-size hauliers stay with us")
    apply(claims, retitled)
    assert diff(claims, retitled) == ()
    assert "sponsor: Mia" in exported(claims)
    assert (
        diff(
            claims, CLAIMS.replace("Mid-size hauliers choose us", "Mid-size hauliers stay with us")
        )
        == ()
    )


def test_what_is_active_in_the_document_and_lands_as_a_draft_is_told_with_what_blocks_it(
    claims: World,
) -> None:
    adopt(claims, Tier.POLICY)
    new = (
        "  - {{id: {key}, title: Loads arrive as they left, team: claims, {state}, key_results: "
        "[{{id: {key}-1, title: '{title}', metric: {{kind: milestone}}}}]}}\n"
    )
    longer = CLAIMS + "".join(
        new.format(key=key, title=title, state=state)
        for key, title, state in (
            ("articles", WORK, "state: active"),
            ("intact", "Damaged loads from 4 % to 2 %", "state: active"),
            ("later", WORK, "state: draft"),
        )
    )
    apply(claims, longer)
    with claims.reading():
        left = drafts_left(
            viewer=claims.viewer("ada", at=NOW),
            document=read(longer),
            cycle=Cycle.objects.get(),
            at=NOW,
        )
    assert [(each.id, each.blocked_by) for each in left] == [
        ("articles", ("Results, not work",)),
        ("intact", ()),
    ]
