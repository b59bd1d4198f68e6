"""Waivers: asked for, answered by somebody else, for some time, and as private as the objective."""

from datetime import timedelta

import pytest

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Tier, WaiverState
from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.governance.services.team_waivers import team_waiver_ask
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.selectors.blocked import drafts_blocked
from plumbline.domain.okrs.selectors.findings import objective_findings
from plumbline.domain.okrs.selectors.rulings import rulings_of
from plumbline.domain.okrs.selectors.waivers import (
    waiver_answerable,
    waivers_list,
    waivers_of_practice,
    waivers_of_team,
    waivers_part,
)
from plumbline.domain.okrs.services.waivers import waiver_answer, waiver_ask, waiver_withdraw
from plumbline.domain.orgs.models import Person, RoleGrant
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.rules.model import Severity
from tests.domain.governance.test_gate import adopt, change, draft, entry
from tests.world import AT, TODAY, World
from tests.world_okrs import activate, make_link, make_objective, stored


def ask(world: World, objective: Objective, practice: Practice, who: str = "mia") -> Waiver:
    with world.reading():
        return waiver_ask(
            actor=world.viewer(who),
            objective=objective,
            practice=practice,
            reason="The source comes in May",
            expires_on=TODAY + timedelta(days=7),
            at=AT,
        )


def ask_for_team(
    world: World, team: str, practice: Practice, who: str = "lena", days: int = 7
) -> Waiver:
    with world.reading():
        return team_waiver_ask(
            actor=world.viewer(who),
            team=world.teams[team],
            practice=practice,
            reason="The source comes in May",
            expires_on=TODAY + timedelta(days=days),
            at=AT,
        )


def answer(
    world: World,
    waiver: Waiver,
    who: str,
    state: WaiverState = WaiverState.GRANTED,
    words: str = "Until May",
    days: int = 0,
) -> Waiver:
    with world.reading():
        return waiver_answer(
            actor=world.viewer(who),
            waiver=waiver,
            state=state,
            answer=words,
            expected=waiver.version,
            at=AT + timedelta(days=days),
        )


def test_a_granted_waiver_lets_pass_until_its_day_and_then_the_policy_bites_again(
    world: World,
) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    other = draft(world, title="Write 12 reports")
    waiver = ask(world, objective, practice)
    with pytest.raises(GateRefused):
        activate(world, objective)
    answer(world, waiver, "carl")
    with pytest.raises(GateRefused):
        activate(world, objective, at=AT + timedelta(days=8))
    with world.reading():
        found = objective_findings(viewer=world.viewer("mia"), public_id=objective.public_id, at=AT)
        blocked = drafts_blocked([objective, other], on=TODAY)
        assert blocked == {other.public_id: (practice.name,)}
    work = next(each for each in found if each.finding.code == "PL-W01")
    assert (work.severity, work.waived_until) == (Severity.HINT, TODAY + timedelta(days=7))
    assert activate(world, objective).state == State.ACTIVE
    assert entry(world, "objective.activate")["waived"] == {
        "old": None, "new": [practice.name]}  # fmt: skip
    with pytest.raises(GateRefused):
        activate(world, other)


def test_what_is_waived_hints_while_somebody_writes_and_bites_again_when_it_is_over(
    world: World,
) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    work = documents.KeyResult(title="Write 12 reports")
    document = documents.Document(
        objectives=(documents.Objective(title="Buyers trust us", key_results=(work,)),)
    )
    waiver = ask(world, objective, practice)

    def severities(days: int = 0) -> set[Severity]:
        with world.reading():
            rulings = rulings_of(objective, on=TODAY + timedelta(days=days))
        return {each.severity for each in rulings.check(document, codes={"PL-W01"}).findings}

    assert severities() == {Severity.BLOCK}
    answer(world, waiver, "carl")
    assert severities() == {Severity.HINT}
    assert severities(days=8) == {Severity.BLOCK}


def test_nobody_answers_their_own_request_and_who_may_not_is_refused(world: World) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    own = ask(world, objective, practice, "carl")
    with pytest.raises(Refused, match="oneself"):
        answer(world, own, "carl")
    for who in ("mia", "lena", "vic"):
        with pytest.raises(PermissionRefused):
            answer(world, own, who)
    with pytest.raises(Refused, match="asked"):
        ask(world, objective, practice)
    with pytest.raises(PermissionRefused):
        ask(world, objective, practice, "vic")
    declined = answer(world, own, "ada", WaiverState.DECLINED)
    with pytest.raises(StaleVersion):
        answer(world, own, "ada")
    with pytest.raises(Refused, match="over"):
        answer(world, declined, "ada")
    granted = answer(world, ask(world, objective, practice), "ada")
    with pytest.raises(Refused, match="expired"):
        answer(world, granted, "carl", WaiverState.ENDED, days=400)
    ended = answer(world, granted, "carl", WaiverState.ENDED, words="The log is there")
    assert ended.state == WaiverState.ENDED
    # Why it was granted, and by whom, is not lost with how it ended.
    assert (ended.answer, ended.answered_by_id) == ("The log is there", world.person("carl").pk)
    assert (ended.granted_why, ended.granted_by_id) == (granted.answer, world.person("ada").pk)
    with pytest.raises(GateRefused):
        activate(world, objective)
    assert stored(world, objective).state == State.DRAFT


def test_whoever_asked_takes_it_back_while_nobody_answered_and_it_lets_nothing_pass(
    world: World,
) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    own = ask(world, objective, practice, "carl")

    def withdraw(waiver: Waiver, who: str) -> Waiver:
        with world.reading():
            return waiver_withdraw(
                actor=world.viewer(who), waiver=waiver, expected=waiver.version, at=AT
            )

    for who in ("ada", "mia", "vic"):
        with pytest.raises(PermissionRefused):
            withdraw(own, who)
    with world.reading():
        assert waiver_answerable(own)
    with world.writing():
        RoleGrant.objects.exclude(person=world.person("carl")).delete()
        Person.objects.filter(pk=objective.owner_id).update(manager=None)
    with world.reading():
        assert not waiver_answerable(own)
    gone = withdraw(own, "carl")
    assert gone.state == WaiverState.WITHDRAWN
    assert entry(world, "waiver.withdrawn") == {}
    with pytest.raises(Refused, match="over"):
        withdraw(gone, "carl")
    with pytest.raises(GateRefused):
        activate(world, objective)
    again = ask(world, objective, practice, "carl")
    assert again.state == WaiverState.ASKED


def test_a_waiver_is_as_private_as_its_objective_and_the_manager_answers(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    objective = draft(world, visibility=Visibility.PRIVATE)
    waiver = ask(world, objective, practice)
    with world.reading():
        seen = {
            who: len(waivers_of_practice(viewer=world.viewer(who), practice=practice))
            for who in ("mia", "max", "ada", "carl", "lena")
        }
    assert seen == {"mia": 1, "max": 1, "ada": 0, "carl": 0, "lena": 0}
    for who in ("ada", "carl"):
        with pytest.raises(NotFound):
            answer(world, waiver, who)
    assert answer(world, waiver, "max").state == WaiverState.GRANTED


def test_parts_of_a_list_hold_together_what_one_sees_and_nothing_else(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    for number in range(4):
        hidden = Visibility.PRIVATE if number % 2 else Visibility.ORGANIZATION
        ask(world, draft(world, title=f"Objective {number}", visibility=hidden), practice)
    ask_for_team(world, "claims", practice)
    told = {"mia": 5, "carl": 3}
    with world.reading():
        for who, count in told.items():
            viewer = world.viewer(who)
            whole = [each.public_id for each in waivers_list(viewer=viewer)]
            parts: list[str] = []
            after = None
            for _ in range(count):
                part = waivers_part(viewer=viewer, after=after, limit=1)
                parts += [each.public_id for each in part.waivers]
                after = part.after
            assert parts == whole
            assert len(parts) == count
            assert after is None
        hidden_one = next(
            each.public_id
            for each in waivers_list(viewer=world.viewer("mia"))
            if each.public_id not in whole
        )
        with pytest.raises(NotFound):
            waivers_part(viewer=world.viewer("carl"), after=hidden_one)
        other = adopt(world, Tier.POLICY, name="Another one")
        found = waivers_part(viewer=world.viewer("mia"), practice=other.public_id)
        assert not found.waivers
        granted = waivers_part(viewer=world.viewer("mia"), state=WaiverState.GRANTED)
        assert not granted.waivers


def test_a_list_of_what_waits_goes_on_though_its_last_one_was_answered(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    asked = [ask(world, draft(world, title=f"Objective {n}"), practice) for n in range(3)]
    with world.reading():
        first = waivers_part(viewer=world.viewer("mia"), state=WaiverState.ASKED, limit=1)
    answer(world, asked[-1], "carl")
    with world.reading():
        rest = waivers_part(viewer=world.viewer("mia"), state=WaiverState.ASKED, after=first.after)
    assert [each.public_id for each in rest.waivers] == [
        each.public_id for each in reversed(asked[:2])
    ]


def test_the_last_day_lies_ahead_and_no_further_than_a_year(world: World) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=400)):
        with world.reading(), pytest.raises(ValidationRefused) as caught:
            waiver_ask(
                actor=world.viewer("mia"),
                objective=objective,
                practice=practice,
                reason="Why not",
                expires_on=day,
                at=AT,
            )
        assert list(caught.value.field_errors) == ["expires_on"]


def test_a_waiver_of_one_policy_leaves_another_on_the_same_rule_in_force(world: World) -> None:
    one = adopt(world, Tier.POLICY)
    objective = draft(world)
    adopt(world, Tier.POLICY, name="The same, by the team", team=objective.team)
    answer(world, ask(world, objective, one), "carl")
    with pytest.raises(GateRefused, match="The same, by the team"):
        activate(world, objective)


def test_what_is_waived_for_a_team_lets_all_below_pass_and_nothing_beside_until_its_day(
    world: World,
) -> None:
    practice = adopt(world, Tier.POLICY)
    below, beside = draft(world), draft(world, team=world.teams["finance"])
    personal = draft(world, is_personal=True)
    waiver = ask_for_team(world, "freight", practice)
    with pytest.raises(GateRefused):
        activate(world, below)
    answer(world, waiver, "carl")
    with pytest.raises(GateRefused):
        activate(world, below, at=AT + timedelta(days=8))
    for kept in (beside, personal):
        with pytest.raises(GateRefused):
            activate(world, kept)
    with world.reading():
        found = objective_findings(viewer=world.viewer("mia"), public_id=below.public_id, at=AT)
        work = next(each for each in found if each.finding.code == "PL-W01")
        assert (work.severity, work.waived_until) == (Severity.HINT, waiver.expires_on)
        mia = world.viewer("mia")
        (listed,) = waivers_of_practice(viewer=mia, practice=practice)
        assert (listed.about.name, listed.is_for_team) == ("Freight", True)
        assert not listed.may_answer
        for team, until in (("claims", 1), ("finance", 0)):
            assert len(waivers_of_team(viewer=mia, team=world.teams[team], on=TODAY)) == until
        later = TODAY + timedelta(days=8)
        assert not waivers_of_team(viewer=mia, team=world.teams["claims"], on=later)
    assert activate(world, below).state == State.ACTIVE


def test_a_lead_asks_for_the_teams_they_lead_alone_and_who_runs_the_practices_answers(
    world: World,
) -> None:
    practice = adopt(world, Tier.POLICY)
    there = adopt(world, Tier.POLICY, name="Of finance", team=world.teams["finance"])
    for team, who in (("finance", "lena"), ("claims", "mia"), ("claims", "vic")):
        with pytest.raises(PermissionRefused):
            ask_for_team(world, team, practice, who)
    with pytest.raises(Refused, match="elsewhere"):
        ask_for_team(world, "claims", there)
    waiver = ask_for_team(world, "claims", practice)
    with pytest.raises(Refused, match="asked"):
        ask_for_team(world, "claims", practice, "carl")
    for who in ("lena", "mia", "max"):
        with pytest.raises(PermissionRefused):
            answer(world, waiver, who)
    assert answer(world, waiver, "ada").state == WaiverState.GRANTED
    own = ask_for_team(world, "finance", practice, "carl")
    with pytest.raises(Refused, match="oneself"):
        answer(world, own, "carl")


@pytest.mark.parametrize(
    ("tier", "noted"), [(Tier.GUIDELINE, "guidelines_not_met"), (Tier.POLICY, "waived")]
)
def test_a_change_that_goes_past_a_guideline_or_a_waived_policy_is_noted_once(
    world: World, tier: Tier, noted: str
) -> None:
    running = make_objective(world, "Buyers trust us before they call")
    practice = adopt(world, tier, Binding("PL-W03"), name="Words alone")
    if tier is Tier.POLICY:
        answer(world, ask(world, running, practice), "carl")
    moved = change(world, running, title="Raise revenue by 40 %")
    assert moved.title == "Raise revenue by 40 %"
    told = entry(world, "objective.note")
    assert {name: change["new"] for name, change in told.items()} == {noted: ["Words alone"]}  # type: ignore[index]  # a change
    make_link(world, moved, make_objective(world, "Freight is calm", cycle=moved.cycle))
    with world.reading():
        assert JournalEntry.objects.filter(act="objective.note").count() == 1
