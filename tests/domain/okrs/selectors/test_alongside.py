"""What the cycle holds beside an objective and what was said week by week, as practices ask it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.audits.models import AuditFinding
from plumbline.domain.audits.selectors.audits import audit_findings
from plumbline.domain.audits.services.making import audit_run
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.services import CheckInValues, check_in_correct
from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.okrs.models import KeyResult, MetricKind, Objective, Visibility
from plumbline.domain.okrs.selectors.effects import effect_part
from plumbline.domain.okrs.selectors.findings import Judged, objective_findings
from plumbline.domain.okrs.services.grading import grading_start
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.services import PriorityValues, priority_create
from tests.domain.governance.test_gate import adopt
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    make_check_in,
    make_key_result,
    make_objective,
    make_upload,
    metric,
    stored,
)

COPIES, SERVED, SHOWN, MOVING = "PL-A03", "PL-A05", "PL-E05", "PL-R05"
RENEWALS = "Renewal rate of fleet policies from 84 % to 92 %"
SAME = "Rate of renewals of fleet policies from 84 % to 92 %"
PDF = b"%PDF-1.7\n%%EOF\n"


def results_of(world: World, title: str, team: str, **further: object) -> Objective:
    """Make a draft of a team with one key result of a title."""
    draft = make_objective(world, f"{team} is trusted", team=world.teams[team], key_results=0,
                           active=False, **further)  # type: ignore[arg-type]  # fmt: skip
    make_key_result(world, draft, title)
    return draft


def said(world: World, objective: Objective, code: str) -> list[Judged]:
    """Return what a rule says of an objective, as its page would."""
    with world.reading():
        found = objective_findings(viewer=world.system, public_id=objective.public_id, at=AT)
    return [each for each in found if each.finding.code == code]


def audited(world: World, *, days: int = 0, as_of: date | None = None) -> list[AuditFinding]:
    at = AT + timedelta(days=days)
    with world.reading():
        audit = audit_run(actor=world.viewer("carl", at=at), at=at, as_of=as_of)
        return list(audit_findings(viewer=world.viewer("carl", at=at), audit=audit))


def test_a_policy_stops_a_key_result_that_another_team_already_runs(world: World) -> None:
    adopt(world, Tier.POLICY, Binding(COPIES), name="Ask the neighbours", gates=(Gate.ACTIVATE,))
    activate(world, results_of(world, RENEWALS, "freight"))
    copy = results_of(world, SAME, "claims")
    with pytest.raises(GateRefused) as caught:
        activate(world, copy)
    (found,) = caught.value.findings
    assert found.finding.subject.id == first_key_result(world, copy).public_id
    assert found.finding.message.params == {"team": world.teams["freight"].key, "title": RENEWALS}
    activate(world, results_of(world, "Claims settled with one contact", "claims"))


@pytest.mark.parametrize("why", ["private", "draft", "own", "other_cycle"])
def test_what_is_hidden_or_does_not_run_beside_it_is_compared_with_by_nobody(
    world: World, why: str
) -> None:
    adopt(world, Tier.POLICY, Binding(COPIES), name="Ask the neighbours", gates=(Gate.ACTIVATE,))
    hidden = {"visibility": Visibility.PRIVATE} if why == "private" else {}
    other = results_of(world, RENEWALS, "claims" if why in ("own", "private") else "freight",
                       **hidden)  # fmt: skip
    if why != "draft":
        activate(world, other)
    if why == "other_cycle":
        with world.writing():
            cycle = other.cycle
            cycle.pk, cycle.public_id, cycle.name = None, "cyc2cyc2cyc2", "Another"
            cycle.save(force_insert=True)
            Objective.objects.filter(pk=other.pk).update(cycle=cycle)
    team = "freight" if why == "private" else "claims"
    activate(world, results_of(world, SAME, team))


def test_an_audit_finds_both_copies_as_they_stood_on_its_day(world: World) -> None:
    adopt(world, Tier.GUIDELINE, Binding(COPIES), name="Ask the neighbours")
    first = activate(world, results_of(world, RENEWALS, "freight"))
    second = activate(world, results_of(world, SAME, "claims"))
    both = {first.public_id, second.public_id}
    assert {each.subject.objective_public_id for each in audited(world)} == both
    with world.reading():
        row = first_key_result(world, first)
        key_result_stop(actor=world.system, key_result=row, expected=row.version,
                        reason="Theirs", at=AT + timedelta(days=2))  # fmt: skip
    assert not audited(world, days=3)
    assert {
        each.subject.objective_public_id for each in audited(world, days=3, as_of=TODAY)
    } == both


def test_a_promotion_counts_the_copies_it_would_stop(world: World) -> None:
    practice = adopt(world, Tier.GUIDELINE, Binding(COPIES), name="Ask the neighbours")
    activate(world, results_of(world, RENEWALS, "freight"))
    draft = results_of(world, SAME, "claims")
    with world.reading():
        part = effect_part(practice, after=0, most=50, at=AT)
    assert part is not None
    assert [*part.broken] == [draft.public_id]
    ((broken,),) = part.broken.values()
    assert broken.key_result is not None
    assert broken.key_result.public_id == first_key_result(world, draft).public_id


def test_titles_of_very_many_words_are_compared_all_the_same(world: World) -> None:
    practice = adopt(world, Tier.GUIDELINE, Binding(COPIES), name="Ask the neighbours")
    activate(world, results_of(world, RENEWALS, "freight"))
    draft = results_of(world, SAME, "claims")
    letters = "abcdefghijklmnopqrstuvwxyz"
    for first in letters:  # more words than SQLite takes conditions
        words = " ".join(f"{first}{second}{third}ö" for second in letters for third in "bdg")
        make_key_result(world, draft, words)
    with world.reading():
        part = effect_part(practice, after=0, most=50, at=AT)
    assert part is not None
    assert [*part.broken] == [draft.public_id]


def make_priority(world: World, title: str = "Trust") -> Priority:
    with world.reading():
        values = PriorityValues(title=title)
        return priority_create(actor=world.system, values=values, at=AT)


def test_an_objective_that_serves_nothing_is_told_of_a_priority_nobody_serves(world: World) -> None:
    adopt(world, Tier.POLICY, Binding(SERVED), name="Serve the strategy", gates=(Gate.ACTIVATE,))
    trust = make_priority(world)
    free = make_objective(world, "Free", active=False)
    with pytest.raises(GateRefused) as caught:
        activate(world, free)
    (found,) = caught.value.findings
    assert found.finding.message.params == {"title": "Trust"}
    assert found.finding.field == "priority"
    # A draft is a promise already; then nothing is left without anybody.
    make_objective(world, "Serving", active=False, priority=trust)
    activate(world, free)


def test_a_private_objective_serves_no_priority_as_far_as_anybody_is_told(world: World) -> None:
    adopt(world, Tier.GUIDELINE, Binding(SERVED), name="Serve the strategy")
    hidden = make_objective(
        world, "Hidden", priority=make_priority(world), visibility=Visibility.PRIVATE
    )
    free = make_objective(world, "Free")
    assert said(world, free, SERVED)
    assert not said(world, hidden, SERVED)


def milestone(world: World) -> tuple[Objective, KeyResult]:
    objective = make_objective(world, key_results=0, active=False)
    licence = metric(MetricKind.MILESTONE, baseline=None, target=None, unit="")
    row = make_key_result(world, objective, "The regulator grants the licence", metric=licence)
    return activate(world, objective), row


@pytest.mark.parametrize("way", ["words", "link", "file"])
def test_a_milestone_called_reached_is_shown_before_it_is_graded(world: World, way: str) -> None:
    objective, row = milestone(world)
    adopt(world, Tier.POLICY, Binding(SHOWN), name="Shown", gates=(Gate.GRADE,))
    bare = make_check_in(world, row, "1")

    def grade() -> None:
        with world.reading():
            at = AT + timedelta(minutes=2)
            grading_start(
                actor=world.system,
                objective=objective,
                expected=stored(world, objective).version,
                at=at,
            )

    with pytest.raises(GateRefused):
        grade()
    values = CheckInValues(
        effective_on=TODAY,
        value=Decimal(1),
        confidence=6,
        evidence_text="Letter of 2 March" if way == "words" else "",
        evidence_link="https://board.example/licence" if way == "link" else "",
        files=(make_upload("letter.pdf", PDF),) if way == "file" else (),
    )
    with world.reading():
        check_in_correct(
            actor=world.viewer("mia"),
            check_in=CheckIn.objects.select_related("key_result__objective").get(pk=bare.pk),
            values=values,
            at=AT + timedelta(minutes=1),
        )
    grade()


def test_confidence_that_never_moves_is_noted_of_what_stands_alone(world: World) -> None:
    adopt(world, Tier.GUIDELINE, Binding(MOVING, {"check_ins": 3}), name="Think anew")
    objective = make_objective(world)
    row = first_key_result(world, objective)
    for day in (3, 2):
        make_check_in(world, row, "10", confidence=5, on=TODAY - timedelta(days=day))
    assert not said(world, objective, MOVING)
    last = make_check_in(world, row, "11", confidence=5, on=TODAY)
    (found,) = said(world, objective, MOVING)
    assert found.finding.message.params == {"count": 3, "confidence": 5}
    assert [each.code for each in audited(world)] == [MOVING]
    with world.reading():
        check_in_correct(
            actor=world.system,
            check_in=CheckIn.objects.select_related("key_result__objective").get(pk=last.pk),
            values=CheckInValues(effective_on=TODAY, value=Decimal(11), confidence=7),
            at=AT + timedelta(days=2),
        )
    assert not said(world, objective, MOVING)
    assert not audited(world, days=3)
    # As it was known on that day.
    assert [each.code for each in audited(world, days=3, as_of=TODAY)] == [MOVING]


def test_nobody_pays_for_what_no_practice_asks(world: World) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "10", confidence=5)
    adopt(world, Tier.GUIDELINE)
    with world.reading(), CaptureQueriesContext(connection) as captured:
        objective_findings(viewer=world.system, public_id=objective.public_id, at=AT)
    asked = [query["sql"] for query in captured]
    assert not [each for each in asked if "checkins_checkin" in each]
    assert not [each for each in asked if 'FROM "strategy_priority"' in each]
