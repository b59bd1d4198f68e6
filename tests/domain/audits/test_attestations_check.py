"""Attestations in audits: who had attested by the day is counted, and named to whom it may be."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from plumbline.domain.attestations.choices import Audience
from plumbline.domain.attestations.services.asking import AskValues
from plumbline.domain.audits import permissions
from plumbline.domain.audits.attestations_check import CODE
from plumbline.domain.audits.choices import FindingOutcome
from plumbline.domain.audits.selectors.audits import audit_get, person_then
from plumbline.domain.audits.selectors.comparison import Turn, audits_compared
from plumbline.domain.audits.selectors.export_files import AuditForm, audit_file
from plumbline.domain.audits.services import making
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.practice_writing import PracticeValues
from plumbline.domain.governance.services.practices import practice_adopt
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.modules import ModuleKey
from tests.domain.attestations.test_attestations import ask, give
from tests.domain.audits.test_making import found, run, told
from tests.domain.governance.test_waivers import answer, ask_for_team
from tests.world import AT, TODAY, World
from tests.world_okrs import make_cycle


def pledge(world: World, tier: Tier) -> Practice:
    """Let carl adopt a practice that no rule checks."""
    values = PracticeValues(name="No pay by score", text="Nobody is paid by it", effective_on=TODAY)
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
        carl = world.viewer("carl")
        return practice_adopt(actor=carl, values=values, tier=tier, reason="It hurt us", at=AT)


DUE = 14
"""So many days after it is asked an attestation is due where no last day is named."""


def freight(world: World) -> AskValues:
    return AskValues(audience=Audience.TEAM, team=world.teams["freight"])


def test_people_who_had_not_attested_by_the_day_are_breaks_of_their_teams(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "TURN", 1)
    practice = pledge(world, Tier.POLICY)
    with world.reading(), pytest.raises(Refused, match="nothing_in_force"):
        making.audit_run(actor=world.viewer("carl"), at=AT)
    ask(world, practice, freight(world))
    early = told(world, run(world))
    assert (early.attestations, early.total.broken) == (0, 0), "silence is no break before its day"
    first = run(world, days=DUE)
    asked = told(world, first)
    people = asked.total.asked
    assert people > 1
    assert (asked.attestations, asked.subjects, asked.total.broken) == (people, 0, people)
    then = AT + timedelta(days=DUE + 1)
    give(world, practice, "mia", at=then)
    give(world, practice, "lena", is_attested=False, note="Why?", at=then)
    second = run(world, days=DUE + 2)
    assert told(world, second).total.broken == people - 1
    day = TODAY + timedelta(days=DUE)
    assert told(world, run(world, days=DUE + 2, as_of=day)).total.broken == people
    (lena,) = [each for each in found(world, second) if each.values]
    assert (lena.code, lena.outcome, lena.subject.person) == (
        CODE,
        FindingOutcome.BROKEN,
        world.person("lena"),
    )
    assert "Why?" not in str(vars(lena))
    with world.reading():
        turned = audits_compared(viewer=world.viewer("aud"), before=first, after=second)
    assert {turn: each.count for turn, each in turned.items() if each.count} == {
        Turn.STILL: people - 1,
        Turn.MENDED: 1,
    }


def test_before_an_attestation_is_due_only_those_who_attested_are_counted_and_as_keeping_it(
    world: World,
) -> None:
    practice = pledge(world, Tier.POLICY)
    ask(world, practice, freight(world))
    give(world, practice, "mia")
    give(world, practice, "lena", is_attested=False, note="Next week", at=AT)
    total = told(world, run(world, days=DUE - 1)).total
    assert (total.asked, total.kept, total.broken) == (1, 1, 0)
    due = told(world, run(world, days=DUE)).total
    assert (due.kept, due.broken) == (1, due.asked - 1)
    assert due.asked > 1
    give(world, practice, "mia", is_attested=False, note="Not any more", at=AT + timedelta(days=1))
    assert told(world, run(world, days=2)).total.asked == 0


def test_who_may_not_see_the_attestations_of_somebody_reads_of_somebody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = pledge(world, Tier.GUIDELINE)
    ask(world, practice, freight(world))
    audit = run(world, days=DUE)
    subject = next(
        each.subject for each in found(world, audit) if each.subject.person == world.person("mia")
    )
    with world.reading():
        aud = world.viewer("aud")
        assert person_then(aud, subject) == world.person("mia").name
        assert person_then(world.viewer("lena"), subject) == world.person("mia").name
        assert person_then(world.viewer("vic"), subject) == "Somebody"
        # No role reads audits and not attestations as yet: files hold the rule all the same.
        monkeypatch.setattr(permissions, "attestations_seen_all", lambda _viewer: False)
        monkeypatch.setattr(permissions, "attestations_seen_below", lambda _viewer, _path: False)
        content = audit_file(viewer=aud, audit=audit, form=AuditForm.JSON).content.decode()
        book = audit_file(viewer=aud, audit=audit, form=AuditForm.XLSX).content
    cells = {each for row in load_workbook(BytesIO(book))["Findings"].values for each in row}
    assert None in cells  # nothing to say is an empty cell, not a quoted nothing
    assert not {"", '\'""'} & cells
    assert world.person("mia").name not in content
    assert "Somebody" in content


def test_an_attestation_is_waived_with_its_team_counted_in_one_team_and_not_asked_of_a_cycle(
    world: World,
) -> None:
    practice = pledge(world, Tier.POLICY)
    ask(world, practice, replace(freight(world), until=TODAY + timedelta(days=1)))
    with world.reading():
        membership_add(
            actor=world.system,
            person=world.person("mia"),
            team=world.teams["finance"],
            since=TODAY,
            at=AT,
        )
    people = told(world, run(world, days=1)).total.asked
    assert people > 1
    answer(world, ask_for_team(world, "freight", practice), "carl")
    audit = run(world, days=1)
    total = told(world, audit).total
    assert (total.asked, total.waived, total.broken) == (people, people, 0)
    part = run(world, days=1, team=world.teams["finance"])
    assert [(row.name, row.tally.asked) for row in told(world, part).by_team] == [("Finance", 1)]
    with world.reading():
        shown = audit_get(viewer=world.viewer("aud"), public_id=audit.public_id)
        assert shown.looked_at == people
    with pytest.raises(Refused, match="nothing_in_force"):
        run(world, cycle=make_cycle(world))
