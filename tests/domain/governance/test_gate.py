"""The gate: policies block, guidelines are noted, best practices hint; below never laxer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.audits.selectors.previews import practice_effect
from plumbline.domain.governance.bindings import Binding, bindings_checked
from plumbline.domain.governance.choices import WRITING_GATES, Gate, Tier
from plumbline.domain.governance.models import Practice, PracticeVersion
from plumbline.domain.governance.selectors.above import practices_firmer
from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.governance.services.practices import (
    PracticeValues,
    practice_adopt,
    practice_edit,
    practice_move,
    practice_put_away,
    practice_use,
    practice_values,
)
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import BetterState, Objective, State, Style, Visibility
from plumbline.domain.okrs.selectors.drafts import drafts_page
from plumbline.domain.okrs.selectors.findings import objective_findings
from plumbline.domain.okrs.selectors.matters import matter_of
from plumbline.domain.okrs.selectors.rulings import NO_RULINGS, rulings_at
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.alignment import alignment_remove
from plumbline.domain.okrs.services.grading import GradeValues, grade_close, grading_start
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.services.objectives import objective_edit, objective_submit
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.model import Document
from plumbline.engine.rules.model import Severity
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    make_key_result,
    make_link,
    make_objective,
    stored,
)

WORK = "Publish 30 blog articles"
RESULTS = Binding("PL-W01")
FEW = Binding("PL-B03")


def adopt(
    world: World,
    tier: Tier,
    *bindings: Binding,
    name: str = "Results, not work",
    team: Team | None = None,
    gates: tuple[Gate, ...] = WRITING_GATES,
    who: str = "carl",
    on: bool = True,
) -> Practice:
    """Let carl adopt a practice, with governance switched on."""
    values = PracticeValues(
        name=name,
        text="A key result says what will be different.",
        team=team,
        gates=gates,
        bindings=bindings or (RESULTS,),
        effective_on=TODAY,
    )
    with world.reading():
        if on:
            module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
        return practice_adopt(
            actor=world.viewer(who), values=values, tier=tier, reason="It hurt us", at=AT
        )


def draft(world: World, title: str = WORK, **further: object) -> Objective:
    """Make a draft with one key result that is work."""
    objective = make_objective(
        world,
        "Buyers trust us before they call",
        key_results=0,
        active=False,
        **further,  # type: ignore[arg-type]  # its own arguments
    )
    make_key_result(world, objective, title)
    return objective


def entry(world: World, act: str) -> Mapping[str, object]:
    with world.reading():
        changes: Mapping[str, object] = JournalEntry.objects.filter(act=act).latest("pk").changes
        return changes


def test_a_policy_blocks_submitting_and_activating_and_says_what_to_mend(world: World) -> None:
    adopt(world, Tier.POLICY)
    objective = draft(world)
    for act in (activate, _submit):
        with pytest.raises(GateRefused) as caught:
            act(world, objective)
        assert caught.value.code == "blocked"
        (judged,) = caught.value.findings
        assert (judged.finding.code, judged.severity) == ("PL-W01", Severity.BLOCK)
        assert judged.finding.subject.title == WORK
        assert "Results, not work" in str(caught.value.message.params["lines"])
        assert stored(world, objective).state == State.DRAFT


def test_the_plan_names_the_policies_that_would_block_and_asks_the_same_for_any_number(
    world: World,
) -> None:
    adopt(world, Tier.POLICY)
    adopt(world, Tier.GUIDELINE, name="Softer")
    work, sound = draft(world), draft(world, "Calls drop from 30 to 10")
    viewer = world.viewer("mia")
    counts = []
    for _ in range(2):
        with world.reading(), CaptureQueriesContext(connection) as queries:
            page = drafts_page(viewer=viewer, cycle=work.cycle, on=TODAY)
        counts.append(len(queries))
        blocked = {each.public_id: each.blocked_by for each in page.drafts}
        assert blocked[work.public_id] == ("Results, not work",)
        assert blocked[sound.public_id] == ()
        draft(world)
    assert counts[0] == counts[1] <= 11


def test_the_plan_names_the_guidelines_that_would_warn(world: World) -> None:
    adopt(world, Tier.GUIDELINE)
    work, sound = draft(world), draft(world, "Calls drop from 30 to 10")
    with world.reading():
        page = drafts_page(viewer=world.viewer("mia"), cycle=work.cycle, on=TODAY)
    warned = {each.public_id: (each.blocked_by, each.warned_by) for each in page.drafts}
    assert warned[work.public_id] == ((), ("Results, not work",))
    assert warned[sound.public_id] == ((), ())


def _submit(world: World, objective: Objective) -> Objective:
    with world.reading():
        return objective_submit(
            actor=world.system, objective=objective, expected=objective.version, at=AT
        )


@pytest.mark.parametrize(
    ("tier", "noted"), [(Tier.GUIDELINE, ["Results, not work"]), (Tier.BEST_PRACTICE, None)]
)
def test_a_guideline_lets_pass_and_is_noted_and_a_best_practice_only_hints(
    world: World, tier: Tier, noted: list[str] | None
) -> None:
    adopt(world, tier)
    objective = activate(world, draft(world))
    assert objective.state == State.ACTIVE
    told = entry(world, "objective.activate").get("guidelines_not_met")
    assert (told and told["new"]) == noted  # type: ignore[index]  # a change


def test_what_nobody_adopted_hints_and_blocks_nothing(world: World) -> None:
    objective = draft(world)
    with world.reading():
        found = objective_findings(viewer=world.viewer("mia"), public_id=objective.public_id, at=AT)
    (work,) = [each for each in found if each.finding.code == "PL-W01"]
    assert work.finding.severity == Severity.WARN
    assert (work.severity, work.practice) == (Severity.HINT, None)
    adopt(world, Tier.POLICY, on=False)
    with world.reading():
        off = objective_findings(viewer=world.viewer("mia"), public_id=objective.public_id, at=AT)
    assert {each.practice for each in off} == {None}
    assert activate(world, objective).state == State.ACTIVE


def test_below_a_practice_adds_and_never_takes_away(world: World) -> None:
    above = adopt(world, Tier.GUIDELINE)
    claims = world.teams["claims"]
    with pytest.raises(Refused) as caught:
        adopt(world, Tier.BEST_PRACTICE, name="Hints", team=claims)
    assert caught.value.message.params == {"name": above.name}
    adopt(world, Tier.POLICY, name="Claims means it", team=claims)
    with pytest.raises(GateRefused):
        activate(world, draft(world))
    elsewhere = draft(world, team=world.teams["finance"])
    assert activate(world, elsewhere).state == State.ACTIVE
    personal = draft(world, is_personal=True)
    assert activate(world, personal).state == State.ACTIVE


def test_a_change_is_blocked_by_what_it_breaks_and_not_by_what_was_there(world: World) -> None:
    running = make_objective(world, "Buyers trust us before they call")
    adopt(world, Tier.POLICY, Binding("PL-W03"), FEW, name="Words and two results")
    moved = change(world, running, title="Buyers trust us")
    assert moved.title == "Buyers trust us"
    with pytest.raises(GateRefused) as caught:
        change(world, running, title="Raise revenue by 40 %")
    assert [each.finding.code for each in caught.value.findings] == ["PL-W03"]
    assert stored(world, running).title == "Buyers trust us"


def change(world: World, objective: Objective, **said: object) -> Objective:
    with world.reading():
        row = Objective.objects.select_related("team", "cycle", "owner").get(pk=objective.pk)
        values = replace(objective_values(row), owner=world.person("lena"), **said)  # type: ignore[arg-type]  # its fields
        if row.owner == values.owner:
            values = replace(values, owner=world.person("mia"))
        objective_adjust(
            actor=world.system,
            objective=row,
            values=values,
            reason="The market turned",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
    return stored(world, objective)


def test_grading_asks_what_is_bound_to_it_alone(world: World) -> None:
    running = make_objective(world)
    adopt(world, Tier.POLICY, FEW, name="Two results", gates=(Gate.GRADE,))
    later = make_objective(world, "Depots know what comes")
    assert later.state == State.ACTIVE
    with world.reading(), pytest.raises(GateRefused):
        grading_start(actor=world.system, objective=running, expected=running.version, at=AT)


def test_parameters_are_held_to_the_limits_of_their_rule(world: World) -> None:
    for binding, place in (
        (Binding("PL-B02", {"most": 99}), "bindings.PL-B02.most"),
        (Binding("PL-B02", {"least": 1}), "bindings.PL-B02.least"),
        (Binding("PL-Z99"), "bindings"),
    ):
        with pytest.raises(ValidationRefused) as caught:
            adopt(world, Tier.POLICY, binding)
        assert list(caught.value.field_errors) == [place]
    strict = adopt(world, Tier.POLICY, Binding("PL-B03", {"least": 3}), name="Three results")
    assert strict.bindings == [{"code": "PL-B03", "params": {"least": 3}}]


def test_a_limit_below_is_no_laxer_than_one_as_firm_above(world: World) -> None:
    claims = world.teams["claims"]
    adopt(world, Tier.GUIDELINE, Binding("PL-B02", {"most": 3}), Binding("PL-B03"), name="Above")
    with pytest.raises(ValidationRefused) as caught:
        adopt(
            world,
            Tier.GUIDELINE,
            Binding("PL-B02", {"most": 5}),
            Binding("PL-B03", {"least": 1}),
            name="Laxer",
            team=claims,
        )
    assert list(caught.value.field_errors) == ["bindings.PL-B02.most", "bindings.PL-B03.least"]
    adopt(world, Tier.GUIDELINE, Binding("PL-B02", {"most": 3}), name="As strict", team=claims)
    firmer = Binding("PL-B02", {"most": 5})
    adopt(world, Tier.POLICY, firmer, name="Firmer, at a limit of its own", team=claims)


def test_what_stood_below_before_something_firmer_came_above_moves_on_but_is_not_loosened(
    world: World,
) -> None:
    most = Binding("PL-B02", {"most": 6})
    below = adopt(world, Tier.GUIDELINE, most, name="Below", team=world.teams["claims"])
    adopt(world, Tier.POLICY, Binding("PL-B02", {"most": 3}), name="Above")
    carl = world.viewer("carl")

    def edited(row: Practice, limit: int) -> Practice:
        values = replace(practice_values(row), bindings=(Binding("PL-B02", {"most": limit}),))
        return practice_edit(
            actor=carl, practice=row, values=values, reason="Better", expected=row.version, at=AT
        )

    with world.reading():
        assert [each.name for each in practices_firmer(viewer=carl, practice=below)] == ["Above"]
        with pytest.raises(Refused, match="laxer"):
            _move(world, below, Tier.BEST_PRACTICE)
        up = _move(world, edited(below, 5), Tier.POLICY)
        with pytest.raises(ValidationRefused):
            edited(up, 6)
        with pytest.raises(Refused, match="laxer"):
            _move(world, up, Tier.GUIDELINE)
        even = edited(up, 3)
        assert practices_firmer(viewer=carl, practice=even) == ()
        with pytest.raises(ValidationRefused):
            edited(even, 4)


def test_each_move_is_kept_with_its_reason_and_only_champion_and_admin_move(world: World) -> None:
    practice = adopt(world, Tier.GUIDELINE)
    with world.reading():
        for who in ("lena", "mia", "vic"):
            with pytest.raises(PermissionRefused):
                _move(world, practice, Tier.POLICY, who=who)
        up = _move(world, practice, Tier.POLICY, who="ada")
        assert (up.tier, up.review_on) == (Tier.POLICY, TODAY + timedelta(days=91))
        with pytest.raises(StaleVersion):
            _move(world, practice, Tier.GUIDELINE)
        down = _move(world, up, Tier.BEST_PRACTICE)
        with pytest.raises(ValidationRefused):
            _move(world, down, Tier.POLICY, reason="  ")
        words = replace(practice_values(down), text="Say what changes.")
        carl = world.viewer("carl")
        edited = practice_edit(
            actor=carl, practice=down, values=words, reason="Shorter", expected=3, at=AT
        )
        away = practice_put_away(
            actor=carl, practice=edited, reason="Enough", expected=edited.version, at=AT
        )
        practice_use(actor=carl, practice=away, reason="Again", expected=away.version, at=AT)
        told = PracticeVersion.objects.order_by("number").values_list("number", "act", "tier")
        assert list(told) == [
            (1, "adopt", "guideline"),
            (2, "promote", "policy"),
            (3, "step_down", "best_practice"),
            (4, "edit", "best_practice"),
            (5, "put_away", "best_practice"),
            (6, "use", "best_practice"),
        ]
    assert entry(world, "practice.promote")["tier"] == {"old": "guideline", "new": "policy"}


def _move(
    world: World, practice: Practice, tier: Tier, *, who: str = "carl", reason: str = "It proved"
) -> Practice:
    return practice_move(
        actor=world.viewer(who),
        practice=practice,
        tier=tier,
        reason=reason,
        effective_on=TODAY,
        expected=practice.version,
        at=AT,
    )


def test_before_it_holds_a_policy_says_what_it_would_break_the_same_to_everybody(
    world: World,
) -> None:
    make_objective(world, "Buyers trust us before they call")
    draft(world)
    hidden = draft(world, visibility=Visibility.PRIVATE)
    practice = adopt(world, Tier.GUIDELINE, FEW, name="Two results")
    with world.reading():
        for who in ("mia", "vic"):
            effect = practice_effect(viewer=world.viewer(who), practice=practice, at=AT)
            counts = (effect.looked_at, effect.broken, effect.begun, effect.drafts)
            assert counts == (2, 2, 1, 1)
            assert hidden.public_id not in {each.objective.public_id for each in effect.named}


def test_a_change_is_held_to_each_policy_by_itself(world: World) -> None:
    """What one policy has long found hides nothing that another one finds only now."""
    running = make_objective(world, "Buyers trust us before they call", key_results=2)
    most = Binding("PL-B03", {"least": 3})
    adopt(world, Tier.POLICY, FEW, name="Two results", team=running.team)
    adopt(world, Tier.POLICY, most, name="Three results")  # later: below nothing laxer is taken
    with pytest.raises(GateRefused, match="Two results"):
        _stop(world, running)
    assert {each.state for each in key_results_of(world, running)} == {State.ACTIVE}


def _stop(world: World, objective: Objective) -> None:
    result = first_key_result(world, objective)
    with world.reading():
        key_result_stop(
            actor=world.system,
            key_result=result,
            reason="Nobody looks at it",
            expected=result.version,
            at=AT,
        )


def test_a_policy_on_links_is_asked_when_one_is_taken_away(
    world: World,
) -> None:
    above = make_objective(world, "Freight is calm", team=world.company)
    below = make_objective(world, "Buyers trust us before they call", cycle=above.cycle)
    link = make_link(world, below, above)
    adopt(world, Tier.GUIDELINE, Binding("PL-A01"), name="Serve something")
    adopt(world, Tier.POLICY, Binding("PL-A01"), name="Serve it", team=below.team)
    with world.reading(), pytest.raises(GateRefused, match="Serve it"):
        alignment_remove(actor=world.system, link=link, at=AT)


def test_grades_of_two_people_of_one_name_stay_apart(world: World) -> None:
    mia, other = world.person("mia"), world.person("lena")
    with world.writing():
        Person.objects.filter(pk=other.pk).update(name=mia.name)
    over = make_objective(world, "Depots know what comes", owner=mia)
    with world.writing():
        Objective.objects.filter(pk=over.pk).update(state=State.CLOSED, final_score="1")
    theirs = draft(world, owner=world.person("lena"))
    with world.reading():
        row = Objective.objects.select_related("team", "cycle", "owner", "priority").get(
            pk=theirs.pk
        )
        assert dict(matter_of(row, on=TODAY).context.grades) == {}


def test_while_writing_every_practice_on_a_rule_is_asked(world: World) -> None:
    adopt(world, Tier.POLICY, Binding("PL-B03", {"least": 3}), name="Three results")
    adopt(world, Tier.POLICY, FEW, name="Two results")
    document = Document(
        objectives=(
            documents.Objective(
                title="Buyers trust us", key_results=(documents.KeyResult(title="Renewals"),) * 2
            ),
        )
    )
    with world.reading():
        report = rulings_at(Place(), on=TODAY).check(document, codes={"PL-B03", "PL-O01"})
    severities = {finding.code: finding.severity for finding in report.findings}
    assert severities == {"PL-B03": Severity.BLOCK, "PL-O01": Severity.HINT}


def test_a_policy_asks_for_fields_and_for_what_shows_the_learning_at_the_end(world: World) -> None:
    fields = Binding("PL-G01", {"objective": ["why"], "grade": ["learned_evidence"]})
    adopt(world, Tier.POLICY, fields, name="Said", gates=(Gate.ACTIVATE, Gate.CLOSE))
    objective = draft(world)
    with pytest.raises(GateRefused) as caught:
        activate(world, objective)
    (found,) = caught.value.findings
    assert (found.finding.field, found.finding.subject.id) == ("why", objective.public_id)
    graded = activate(world, draft(world, why="They call twice"))
    with world.reading():
        graded = grading_start(actor=world.system, objective=graded, expected=graded.version, at=AT)
        ended = GradeValues(better_state=BetterState.YES, score=Decimal(1), reason="Seen")
        with pytest.raises(GateRefused) as late:
            close(world, graded, replace(ended, learned="Calls fell"))
        assert [each.finding.field for each in late.value.findings] == ["learned_evidence"]
        with_words = replace(ended, learned="Calls fell", evidence="The log of calls")
        assert close(world, graded, with_words).state == State.CLOSED


def close(world: World, objective: Objective, values: GradeValues) -> Objective:
    return grade_close(
        actor=world.system, objective=objective, values=values, expected=objective.version, at=AT
    )


def test_what_is_agreed_too_late_before_its_cycle_is_said_with_its_days(world: World) -> None:
    late = Binding("PL-G02", {"days": 7})
    adopt(world, Tier.POLICY, late, name="In time", gates=(Gate.ACTIVATE,))
    objective = draft(world)
    with pytest.raises(GateRefused) as caught:
        activate(world, objective)
    said = caught.value.findings[0].finding.message.params
    due = objective.cycle.start - timedelta(days=7)
    assert said == {"day": due.isoformat(), "days": 7, "late": (TODAY - due).days}


@pytest.mark.parametrize(
    ("binding", "place", "said"),
    [
        (Binding("PL-Z99"), "bindings", "governance.rule_unknown"),
        (Binding("PL-G01", {"objective": ["colour"]}), "bindings.PL-G01.objective",
         "rules.parameter_among"),
    ],
)  # fmt: skip
def test_a_rule_and_a_field_that_nobody_knows_are_refused(
    binding: Binding, place: str, said: str
) -> None:
    with pytest.raises(ValidationRefused) as caught:
        bindings_checked([binding])
    assert [each.id for each in caught.value.field_errors[place]] == [said]


def test_what_is_missing_and_what_a_policy_blocks_is_said_at_once(world: World) -> None:
    adopt(world, Tier.POLICY)
    objective = draft(world, style=None)
    with pytest.raises(GateRefused) as caught:
        activate(world, objective)
    assert caught.value.lacks is not None
    assert [*caught.value.lacks.field_errors] == ["style"]
    assert len(caught.value.lines) == 2
    assert stored(world, objective).state == State.DRAFT
    with world.reading():
        row = stored(world, objective)
        objective_edit(
            actor=world.system,
            objective=row,
            values=replace(objective_values(row), style=Style.COMMITTED),
            expected=row.version,
            at=AT,
        )
    with pytest.raises(GateRefused) as caught:
        activate(world, objective)
    assert caught.value.lacks is None


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        ({"most_team": 3}, {"most_team": 2}, "tighten"),
        ({"most_team": 2}, {"most_team": 3}, "edit"),
        ({"most_team": 3}, {"most_team": 3}, "edit"),
    ],
)
def test_an_edit_that_asks_for_more_is_kept_as_such(
    world: World, before: Mapping[str, object], after: Mapping[str, object], act: str
) -> None:
    practice = adopt(world, Tier.POLICY, Binding("PL-B01", before))
    with world.reading():
        values = replace(practice_values(practice), bindings=(Binding("PL-B01", after),))
        practice_edit(
            actor=world.viewer("carl"),
            practice=practice,
            values=values,
            reason="As it proved",
            expected=1,
            at=AT,
        )
        assert PracticeVersion.objects.latest("pk").act == act


@pytest.mark.parametrize("wider", ["gates", "team", "rule"])
def test_more_acts_more_teams_and_more_rules_ask_for_more(world: World, wider: str) -> None:
    practice = adopt(world, Tier.POLICY, team=world.teams["claims"], gates=(Gate.ACTIVATE,))
    values = practice_values(practice)
    more = {
        "gates": replace(values, gates=WRITING_GATES),
        "team": replace(values, team=world.teams["freight"]),
        "rule": replace(values, bindings=(*values.bindings, Binding("PL-T01"))),
    }
    acts = []
    with world.reading():
        for version, asked in ((1, more[wider]), (2, values)):
            practice = practice_edit(
                actor=world.viewer("carl"),
                practice=practice,
                values=asked,
                reason="As it proved",
                expected=version,
                at=AT,
            )
            acts.append(PracticeVersion.objects.latest("pk").act)
    assert acts == ["tighten", "edit"]


def test_a_rule_that_no_practice_asks_hints_wherever_it_is_asked(world: World) -> None:
    adopt(world, Tier.GUIDELINE, Binding("PL-T01"))
    objective = draft(world)
    with world.reading():
        found = objective_findings(viewer=world.system, public_id=objective.public_id, at=AT)
        rulings = rulings_at(Place(), on=TODAY)
        document = Document(objectives=matter_of(objective, on=TODAY).document.objectives)
        read = rulings.check(document).findings
    firm = {each.finding.code: each.severity for each in found}
    assert firm["PL-W01"] is Severity.HINT
    assert {each.code: each.severity for each in read}["PL-W01"] is Severity.HINT
    assert NO_RULINGS.check(document).findings[0].severity is not Severity.HINT
