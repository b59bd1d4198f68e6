"""Approvals: asked by handing in, given by others than the owner, asked again by a change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.domain.approvals.choices import ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.audits.choices import FindingOutcome
from plumbline.domain.audits.selectors.previews import practice_effect
from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.selectors.approvals import ApprovalsOf, approvals_of
from plumbline.domain.okrs.selectors.needs import NeedKind, needs_of
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.approving import approval_give, approval_request
from plumbline.domain.okrs.services.objectives import objective_edit, objective_submit
from plumbline.domain.okrs.services.putting_back import objective_take_back
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.models import GrantedRole, RoleGrant
from plumbline.domain.orgs.rights import Act, Role
from plumbline.domain.orgs.services.roles import role_grant
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.domain.audits.test_making import found, run
from tests.domain.governance.test_gate import adopt
from tests.world import AT, TODAY, World
from tests.world_okrs import activate, make_objective, stored

GATES = (Gate.ACTIVATE, Gate.CHANGE)


def asking(world: World, *by: str, tier: Tier = Tier.POLICY, **params: object) -> Practice:
    """Let a practice ask for the approval of the lead above, unless told of whom."""
    bound = Binding("PL-G03", {"by": list(by or ("parent_lead",)), **params})
    return adopt(world, tier, bound, name="Approved above", gates=GATES)


def handed_in(world: World, objective: Objective) -> Objective:
    with world.reading():
        return objective_submit(
            actor=world.system,
            objective=objective,
            expected=stored(world, objective).version,
            at=AT,
        )


def give(
    world: World, objective: Objective, who: str, *, words: str = "", yes: bool = True
) -> Approval:
    with world.reading():
        return approval_give(
            actor=world.viewer(who),
            objective=objective,
            is_approved=yes,
            words=words,
            expected=stored(world, objective).version,
            at=AT,
        )


def waiting(world: World, objective: Objective) -> set[str]:
    """Return of whom an approval is asked."""
    names = {person.pk: who for who, person in world.people.items()}
    with world.reading():
        rows = Approval.objects.filter(
            objective_public_id=objective.public_id, state=ApprovalState.ASKED
        )
        return {names[row.person_id] for row in rows}


def told(world: World, act: str) -> set[str]:
    """Return who was told of an act."""
    names = {person.pk: who for who, person in world.people.items()}
    with world.reading():
        journal_tell(at=AT)
        return {names[row.person_id] for row in Notice.objects.filter(act=act)}


def needed(world: World, who: str) -> list[NeedKind]:
    with world.reading():
        return [each.kind for each in needs_of(viewer=world.viewer(who), at=AT)]


def test_a_policy_blocks_until_somebody_who_leads_above_approves_never_the_owner(
    world: World,
) -> None:
    asking(world)
    objective = make_objective(world, active=False)
    with pytest.raises(GateRefused) as caught:
        activate(world, objective)
    assert [each.finding.code for each in caught.value.findings] == ["PL-G03"]
    with pytest.raises(Refused, match=r"okrs.approval.not_now"):
        give(world, objective, "lena")
    objective = handed_in(world, objective)
    assert waiting(world, objective) == told(world, "objective.submit") == {"lena"}
    assert needed(world, "lena") == [NeedKind.APPROVE]
    for who in ("mia", "max", "carl"):
        with pytest.raises(PermissionRefused):
            give(world, objective, who)
    with world.reading(), pytest.raises(StaleVersion):
        approval_give(
            actor=world.viewer("lena"), objective=objective, is_approved=True, words="",
            expected=1, at=AT,
        )  # fmt: skip
    give(world, objective, "lena")
    with pytest.raises(Refused, match=r"okrs.approval.already"):
        give(world, objective, "lena")
    assert needed(world, "lena") == [NeedKind.ACTIVATE]
    assert told(world, "objective.approve") == {"mia"}
    assert activate(world, objective).state == State.ACTIVE


def test_what_is_sent_back_is_a_draft_again_and_a_yes_counts_for_what_it_was_given_to(
    world: World,
) -> None:
    asking(world, "parent_lead", "champion", count=2)
    objective = handed_in(world, make_objective(world, active=False))
    assert waiting(world, objective) == {"lena", "carl", "ada"}
    with pytest.raises(ValidationRefused):
        give(world, objective, "carl", yes=False)
    give(world, objective, "carl", yes=False, words="Which claims?")
    assert stored(world, objective).state == State.DRAFT
    assert waiting(world, objective) == set()
    assert told(world, "objective.send_back") == {"mia"}
    objective = handed_in(world, objective)
    give(world, objective, "lena")
    with pytest.raises(GateRefused):
        activate(world, objective)
    give(world, objective, "carl")
    with world.reading():
        objective_edit(
            actor=world.viewer("mia"),
            objective=objective,
            values=replace(objective_values(stored(world, objective)), title="Another title"),
            expected=stored(world, objective).version,
            at=AT,
        )
    with pytest.raises(GateRefused):
        activate(world, objective)
    with world.reading():
        row = objective_get(viewer=world.viewer("mia"), public_id=objective.public_id)
        seen = approvals_of(viewer=world.viewer("mia"), objective=row, at=AT)
    assert [each.given for each in seen.asked_by] == [0]
    assert "Which claims?" in {each.words for each in seen.approvals}
    assert not seen.may_answer


def test_a_change_of_what_runs_goes_through_and_asks_again_and_audits_find_it(
    world: World,
) -> None:
    asking(world, changes=True)
    objective = handed_in(world, make_objective(world, active=False))
    give(world, objective, "lena")
    activate(world, objective)
    assert found(world, run(world)) == []
    retitled(world, objective)
    assert waiting(world, objective) == told(world, "objective.ask_again") == {"lena"}
    (finding,) = found(world, run(world))
    assert (finding.code, finding.outcome) == ("PL-G03", FindingOutcome.BROKEN)
    give(world, objective, "lena")
    assert found(world, run(world)) == []


def retitled(world: World, objective: Objective) -> None:
    """Give what runs another title."""
    with world.reading():
        objective_adjust(
            actor=world.viewer("lena"),
            objective=objective,
            values=replace(
                objective_values(stored(world, objective)), title="Claims settle themselves"
            ),
            reason="Clearer",
            effective_on=TODAY,
            expected=stored(world, objective).version,
            at=AT,
        )


def test_nobody_is_asked_again_for_what_runs_where_a_change_needs_no_new_approval(
    world: World,
) -> None:
    asking(world)
    objective = handed_in(world, make_objective(world, active=False))
    give(world, objective, "lena")
    activate(world, objective)
    retitled(world, objective)
    with world.reading(), pytest.raises(Refused, match=r"okrs.approval.nobody_left"):
        approval_request(
            actor=world.viewer("mia"),
            objective=objective,
            expected=stored(world, objective).version,
            at=AT,
        )
    assert waiting(world, objective) == set()


def test_champions_stand_in_where_nobody_leads_above_and_of_what_is_private_the_manager(
    world: World,
) -> None:
    asking(world)
    top = make_objective(
        world, "Freight arrives", team=world.company, owner=world.person("ada"), active=False
    )
    top = handed_in(world, top)
    assert waiting(world, top) == {"carl"}
    with pytest.raises(Refused, match=r"okrs.approval.own"):
        give(world, top, "ada")
    give(world, top, "carl")
    assert activate(world, top).state == State.ACTIVE
    secret = make_objective(world, "Ours", visibility=Visibility.PRIVATE, active=False)
    secret = handed_in(world, secret)
    assert waiting(world, secret) == {"max"}
    with pytest.raises(NotFound):
        give(world, secret, "lena")
    give(world, secret, "max")
    mine = make_objective(world, "Mine alone", is_personal=True)
    assert mine.state == State.ACTIVE


def test_an_admin_stands_in_for_the_last_champion_and_a_look_counts_what_nobody_could_approve(
    world: World,
) -> None:
    practice = asking(world)
    with world.writing():
        RoleGrant.objects.filter(role=GrantedRole.CHAMPION).exclude(
            person=world.person("carl")
        ).delete()
        role_grant(actor=world.system, person=world.person("max"), role=Role.ADMIN, at=AT)
    top = make_objective(
        world, "Freight arrives", team=world.company, owner=world.person("carl"), active=False
    )
    top = handed_in(world, top)
    assert waiting(world, top) == {"ada", "max"}
    with world.reading():
        look = practice_effect(viewer=world.viewer("ada"), practice=practice, at=AT)
    assert (look.broken, look.without_approver) == (1, 0)
    give(world, top, "max")
    assert activate(world, top).state == State.ACTIVE
    below = handed_in(world, make_objective(world, active=False))
    with pytest.raises(PermissionRefused):  # carl is there, and lena leads above
        give(world, below, "max")
    with world.writing():
        RoleGrant.objects.filter(role=GrantedRole.ADMIN).delete()
    make_objective(
        world, "Freight pays", team=world.company, owner=world.person("carl"), active=False
    )
    with world.reading():
        look = practice_effect(viewer=world.viewer("carl"), practice=practice, at=AT)
    assert look.without_approver == 1


def test_an_answer_from_a_page_that_knows_no_earlier_one_is_refused(world: World) -> None:
    asking(world, changes=True)
    objective = handed_in(world, make_objective(world, active=False))
    lena = world.viewer("lena")

    def answer(seen: int, *, yes: bool) -> None:
        approval_give(
            actor=lena,
            objective=objective,
            is_approved=yes,
            words="" if yes else "Which claims?",
            expected=stored(world, objective).version,
            at=AT,
            answers_seen=seen,
        )

    with world.reading():
        answer(0, yes=True)
        with pytest.raises(Refused, match=r"okrs.approval.answered_meanwhile"):
            answer(0, yes=False)
        row = objective_get(viewer=lena, public_id=objective.public_id)
        assert approvals_of(viewer=lena, objective=row, at=AT).own_answers == 1
        answer(1, yes=False)
        row = objective_get(viewer=lena, public_id=objective.public_id)
        seen = approvals_of(viewer=lena, objective=row, at=AT).approvals
    assert [each.is_replaced for each in seen] == [False, True]


def named(world: World, *who: str, name: str = "Approved by name", **params: object) -> Practice:
    people = [world.person(each).public_id for each in who]
    bound = Binding("PL-G03", {"people": people, **params})
    return adopt(world, Tier.POLICY, bound, name=name, gates=GATES)


def test_who_is_named_approves_though_they_lead_nothing_and_champions_stand_in_for_the_owner(
    world: World,
) -> None:
    named(world, "max", "carl", "vic")
    objective = handed_in(world, make_objective(world, active=False))
    asked = {"max", "carl"}
    assert waiting(world, objective) == told(world, "objective.submit") - {"lena"} == asked
    assert needed(world, "max") == [NeedKind.APPROVE]
    with pytest.raises(PermissionRefused):
        give(world, objective, "lena")
    assert needed(world, "carl") == [NeedKind.APPROVE]
    give(world, objective, "max")
    assert waiting(world, objective) == set()
    assert activate(world, objective).state == State.ACTIVE
    named(world, "dee", name="Approved by Dee")
    own = make_objective(world, "Theirs", owner=world.person("dee"), active=False)
    own = handed_in(world, own)
    assert waiting(world, own) == {"max", "carl", "ada"}
    give(world, own, "carl")
    assert activate(world, own).state == State.ACTIVE


def test_what_is_in_review_already_is_asked_for_with_a_day_once_and_not_by_a_stranger_to_it(
    world: World,
) -> None:
    objective = handed_in(world, make_objective(world, active=False))
    named(world, "max", days=7)

    def ask(who: str) -> None:
        with world.reading():
            expected = stored(world, objective).version
            approval_request(actor=world.viewer(who), objective=objective, expected=expected, at=AT)

    def told_to(who: str) -> ApprovalsOf:
        with world.reading():
            row = objective_get(viewer=world.viewer(who), public_id=objective.public_id)
            return approvals_of(viewer=world.viewer(who), objective=row, at=AT)

    seen = told_to("mia")
    assert [each.name for each in seen.to_ask] == [world.person("max").name]
    assert seen.may_ask
    assert seen.due_on == objective.cycle.start - timedelta(days=7)
    assert not told_to("vic").may_ask
    with pytest.raises(PermissionRefused):
        ask("vic")
    ask("mia")
    assert waiting(world, objective) == told(world, "objective.ask_approval") == {"max"}
    assert not told_to("mia").may_ask
    with pytest.raises(Refused, match=r"okrs.approval.nobody_left"):
        ask("mia")


def test_a_practice_that_names_somebody_who_is_not_here_is_refused_at_that_field(
    world: World,
) -> None:
    bound = Binding("PL-G03", {"people": ["nobodyhere12"]})
    with pytest.raises(ValidationRefused) as caught:
        adopt(world, Tier.POLICY, bound, name="", gates=())
    assert {"name", "gates", "bindings.PL-G03.people"} <= set(caught.value.field_errors)


def test_what_nobody_owns_is_approved_like_anything_else(world: World) -> None:
    asking(world)
    objective = make_objective(world, active=False)
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(owner=None)
    objective = handed_in(world, stored(world, objective))
    assert waiting(world, objective) == {"lena"}
    assert give(world, objective, "lena").state == ApprovalState.APPROVED


def taken_back(world: World, objective: Objective, act: Act, before: State) -> Objective:
    """Return an objective whose last step was taken back."""
    with world.reading():
        row = stored(world, objective)
        return objective_take_back(
            actor=world.system,
            objective=row,
            act=act,
            before=before,
            since=AT,
            expected=row.version,
            at=AT,
        )


def test_a_step_that_is_taken_back_leaves_as_many_asked_as_before_it(world: World) -> None:
    asking(world, "parent_lead", "champion", tier=Tier.GUIDELINE)
    objective = handed_in(world, make_objective(world, active=False))
    asked = waiting(world, objective)
    assert asked == {"lena", "carl", "ada"}
    activate(world, objective)
    assert waiting(world, objective) == set()
    taken_back(world, objective, Act.ACTIVATE, State.IN_REVIEW)
    assert waiting(world, objective) == asked
    give(world, objective, "lena")
    activate(world, objective)
    taken_back(world, objective, Act.ACTIVATE, State.IN_REVIEW)
    assert waiting(world, objective) == set(), "one approval is enough"
    other = handed_in(world, make_objective(world, "Calls are answered", active=False))
    assert waiting(world, other)
    taken_back(world, other, Act.SUBMIT, State.DRAFT)
    assert waiting(world, other) == set()
