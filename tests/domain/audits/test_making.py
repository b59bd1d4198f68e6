"""Making audits: what stood on a day, kept as it was found, for those who see it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from plumbline.domain.audits.choices import AuditState, FindingOutcome
from plumbline.domain.audits.models import Audit, AuditFinding
from plumbline.domain.audits.selectors.audits import (
    AuditFilter,
    audit_findings,
    audit_waivers,
    audits_page,
    audits_part,
    findings_beside,
)
from plumbline.domain.audits.selectors.compliance import RUNS, Compliance, compliance_of
from plumbline.domain.audits.selectors.export_files import AuditForm, audit_file
from plumbline.domain.audits.services import making
from plumbline.domain.audits.services.making import audit_go_on, audit_run
from plumbline.domain.governance.choices import Tier, WaiverState
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.governance.services.practices import practice_move
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.domain.tenancy.modules import ModuleKey
from tests.domain.governance.test_gate import WORK, adopt, draft
from tests.domain.governance.test_waivers import answer, ask, ask_for_team
from tests.world import AT, TODAY, World
from tests.world_okrs import activate, make_objective


def run(world: World, who: str = "carl", *, days: int = 0, **further: object) -> Audit:
    """Let somebody make an audit some days later."""
    at = AT + timedelta(days=days)
    with world.reading():
        return audit_run(actor=world.viewer(who, at=at), at=at, **further)  # type: ignore[arg-type]  # its own arguments


def found(world: World, audit: Audit, who: str = "carl") -> list[AuditFinding]:
    with world.reading():
        return list(audit_findings(viewer=world.viewer(who), audit=audit))


def told(world: World, audit: Audit, who: str = "carl") -> Compliance:
    with world.reading():
        return compliance_of(viewer=world.viewer(who), audits=[audit])[audit.pk]


def running(world: World, **further: object) -> Objective:
    """Make an objective with a key result that is work, before anything is asked."""
    return activate(world, draft(world, **further))  # type: ignore[arg-type]  # its own arguments


def test_a_waiver_lets_a_blocked_objective_pass_the_next_audit_lists_it_and_then_it_bites(
    world: World,
) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    with pytest.raises(GateRefused):
        activate(world, objective)
    waiver = answer(world, ask(world, objective, practice), "carl")
    activate(world, objective)
    audit = run(world, "ada")
    (finding,) = found(world, audit, "aud")
    assert (finding.outcome, finding.code, finding.item_title) == (
        FindingOutcome.WAIVED,
        "PL-W01",
        WORK,
    )
    assert finding.practice.number == practice.version
    assert "names work" in finding.message
    with world.reading():
        (listed,) = audit_waivers(viewer=world.viewer("aud"), audit=audit)
    assert (listed.waiver_public_id, listed.reason) == (waiver.public_id, waiver.reason)
    assert (listed.asked_by, listed.granted_by) == (world.person("mia"), world.person("carl"))
    assert (told(world, audit).total.waived, told(world, audit).total.percent) == (1, None)
    later = run(world, days=8)
    assert [each.outcome for each in found(world, later)] == [FindingOutcome.BROKEN]
    assert told(world, later).total.percent == 0
    answer(world, waiver, "carl", WaiverState.ENDED)
    assert [each.outcome for each in found(world, run(world, days=9, as_of=TODAY))] == [
        FindingOutcome.BROKEN
    ]


def test_a_past_day_is_told_as_it_stood_and_what_was_found_is_never_changed(
    world: World,
) -> None:
    objective = running(world)
    practice = adopt(world, Tier.GUIDELINE)
    first = run(world)
    after = AT + timedelta(days=3)
    with world.reading():
        practice_move(
            actor=world.viewer("carl"), practice=practice, tier=Tier.POLICY, reason="It proved",
            effective_on=after.date(), expected=practice.version, at=after,
        )  # fmt: skip
        values = objective_values(Objective.objects.get(pk=objective.pk))
        objective_adjust(
            actor=world.viewer("lena"),
            objective=objective,
            values=replace(values, title="Buyers call us first"),
            reason="Clearer",
            effective_on=after.date(),
            expected=Objective.objects.get(pk=objective.pk).version,
            at=after,
        )
    then, now = run(world, days=4, as_of=TODAY), run(world, days=4)
    for audit in (first, then):
        (finding,) = found(world, audit)
        said = (finding.subject.title, finding.practice.tier, finding.practice.number)
        assert said == ("Buyers trust us before they call", Tier.GUIDELINE, 1)
    (finding,) = found(world, now)
    assert (finding.subject.title, finding.practice.tier) == ("Buyers call us first", Tier.POLICY)
    with world.writing(), pytest.raises(DatabaseError), transaction.atomic():
        AuditFinding.objects.filter(pk=finding.pk).update(message="Fine")


def test_findings_are_for_whoever_sees_the_objective_and_figures_are_the_same_for_everybody(
    world: World,
) -> None:
    running(world)
    secret = running(world, visibility=Visibility.PRIVATE)
    of_team = running(world, visibility=Visibility.TEAM)
    practice = adopt(world, Tier.POLICY)
    answer(world, ask(world, secret, practice), "max")
    audit = run(world)
    seen = {who: len(found(world, audit, who)) for who in ("aud", "carl", "ada")}
    assert seen == {"aud": 1, "carl": 2, "ada": 2}
    assert told(world, audit, "aud") == told(world, audit, "carl") == told(world, audit, "ada")
    assert (told(world, audit).subjects, told(world, audit).total.asked) == (1, 1)
    with world.reading():
        carl = world.viewer("carl")
        assert findings_beside(viewer=carl, audit=audit) == 1
        files = [
            audit_file(viewer=world.viewer(who), audit=audit, form=AuditForm.JSON).content
            for who in ("aud", "carl", "ada")
        ]
    assert len(set(files)) == 1
    with world.reading():
        assert not audit_waivers(viewer=world.viewer("carl"), audit=audit)
        entry = JournalEntry.objects.get(act="audit.run")
    assert set(entry.changes) == {"as_of"}
    # Who may see it later reads of it, and who may no longer does not.
    with world.writing():
        Objective.objects.filter(pk=of_team.pk).update(visibility=Visibility.PRIVATE)
    assert len(found(world, audit)) == 1


def test_champions_and_admins_make_audits_the_auditor_reads_and_others_know_of_none(
    world: World,
) -> None:
    running(world)
    adopt(world, Tier.POLICY)
    with pytest.raises(PermissionRefused):
        run(world, "aud")
    for who in ("mia", "lena", "vic", "fin"):
        with pytest.raises(NotFound):
            run(world, who)
        with world.reading(), pytest.raises(NotFound):
            audits_page(viewer=world.viewer(who))
    with pytest.raises(ValidationRefused):
        run(world, as_of=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="nothing_in_force"):
        run(world, as_of=TODAY - timedelta(days=1))
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=False, at=AT)
    with pytest.raises(Refused, match="off"):
        run(world)


def test_a_team_is_audited_with_those_below_it_by_what_is_asked_of_it(world: World) -> None:
    running(world)
    make_objective(world, "Everybody pays in time", team=world.teams["finance"], key_results=3)
    adopt(world, Tier.POLICY)
    adopt(world, Tier.POLICY, name="Freight too", team=world.teams["freight"])
    whole, part = run(world), run(world, team=world.teams["freight"])
    by_team = {row.name: (row.tally.asked, row.tally.broken) for row in told(world, whole).by_team}
    assert by_team == {"Claims": (2, 2), "Finance": (1, 0)}
    assert [row.name for row in told(world, part).by_team] == ["Claims"]
    by_practice = [(row.practice.name, row.tally.percent) for row in told(world, whole).by_practice]
    assert by_practice == [("Freight too", 0), ("Results, not work", 50)]
    with world.reading():
        narrowed = AuditFilter(outcome="broken", practice=whole.public_id)
        assert not audit_findings(viewer=world.viewer("carl"), audit=whole, narrowed=narrowed)


def test_a_large_audit_is_made_in_turns_and_goes_on_where_it_was_interrupted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 1)
    monkeypatch.setattr(making, "TURN", 1)
    running(world)
    running(world)
    adopt(world, Tier.POLICY)
    audit = run(world)
    with pytest.raises(Refused, match="under_way"):
        run(world)
    turns = iter((True, False))

    def go_on(goes_on: object) -> bool:
        with world.reading():
            return audit_go_on(public_id=audit.public_id, clock=_clock, goes_on=goes_on)  # type: ignore[arg-type]

    assert not go_on(lambda: next(turns))
    assert len(found(world, audit)) == 1
    assert go_on(lambda: True)
    assert go_on(lambda: True)
    with world.reading():
        assert Audit.objects.get(pk=audit.pk).state == AuditState.DONE
    assert len(found(world, audit)) == 2


def _clock() -> datetime:
    return AT


def test_what_is_waived_for_a_team_is_waived_in_the_audit_of_all_below(world: World) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    waiver = answer(world, ask_for_team(world, "freight", practice), "carl")
    activate(world, objective)
    audit = run(world, "ada")
    assert [each.outcome for each in found(world, audit, "aud")] == [FindingOutcome.WAIVED]
    with world.reading():
        (listed,) = audit_waivers(viewer=world.viewer("aud"), audit=audit)
    assert (listed.waiver_public_id, listed.team_name) == (waiver.public_id, "Freight")
    assert [each.outcome for each in found(world, run(world, days=8))] == [FindingOutcome.BROKEN]


def test_the_first_of_many_audits_of_one_day_is_taken_away_as_a_file(world: World) -> None:
    running(world)
    adopt(world, Tier.POLICY)
    first, *_later = [run(world) for _number in range(2 * RUNS + 1)]
    with world.reading():
        file = audit_file(viewer=world.viewer("carl"), audit=first, form=AuditForm.JSON)
    assert first.public_id.encode() in file.content


def test_audits_come_in_parts_the_latest_first_behind_one_that_is_there(world: World) -> None:
    running(world)
    adopt(world, Tier.POLICY)
    made = [run(world, days=days) for days in (0, 2, 1)]
    latest = [made[1].public_id, made[2].public_id, made[0].public_id]
    carl = world.viewer("carl")
    with world.reading():
        first, after = audits_part(viewer=carl, limit=2)
        rest, end = audits_part(viewer=carl, limit=2, after=after)
        assert [each.public_id for each in (*first, *rest)] == latest
        assert (after, end) == (latest[1], None)
        with pytest.raises(NotFound, match="page_gone"):
            audits_part(viewer=carl, after="nothing")
    with world.reading(), pytest.raises(NotFound):
        audits_part(viewer=world.viewer("mia"))
