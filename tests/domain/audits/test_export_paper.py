"""An audit on paper: what a board is told."""

import pytest

from plumbline.domain.audits.selectors.audits import audit_findings_all, audit_waivers
from plumbline.domain.audits.selectors.compliance import audits_of_scope, compliance_of
from plumbline.domain.audits.selectors.export_paper import audit_report
from plumbline.domain.audits.selectors.told import Told
from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import Visibility
from plumbline.engine.papers.blocks import Group, Heading, Paragraph, Table
from tests.domain.audits.test_making import run, running
from tests.domain.governance.test_gate import WORK, adopt
from tests.domain.governance.test_waivers import answer, ask
from tests.world import World

pytestmark = pytest.mark.alike


def test_the_paper_tells_of_figures_waivers_and_breaks_that_everybody_sees_and_of_time(
    world: World,
) -> None:
    waived = running(world)
    running(world, title="Publish 30 <b>posts")
    running(world, title="Publish 30 secrets", visibility=Visibility.TEAM)
    practice = adopt(world, Tier.POLICY)
    run(world)
    answer(world, ask(world, waived, practice), "carl")
    world.organization.time_zone = "Pacific/Pago_Pago"
    audit = run(world, days=1)
    with world.reading():
        carl = world.viewer("carl")
        runs = audits_of_scope(viewer=carl, audit=audit)
        over_time = compliance_of(viewer=carl, audits=runs)
        told = Told(
            viewer=carl,
            audit=audit,
            compliance=over_time[audit.pk],
            findings=list(audit_findings_all(viewer=carl, audit=audit)),
            waivers=audit_waivers(viewer=carl, audit=audit, is_open=True),
            runs=runs,
            over_time=over_time,
        )
        paper = audit_report(told)
    assert dict(paper.facts)["Made"] == "asked for by Carl · 2 March 2026", "the evening before"
    heads = [each.text for each in paper.blocks if isinstance(each, Heading)]
    assert heads == [
        "By practice",
        "By team",
        "Over time",
        "Waivers in force",
        "Not kept · 1",
        "Waived · 1",
        "How to read this",
    ]
    said = [each.text for each in paper.blocks if isinstance(each, Paragraph)]
    assert said[:2] == ["0 % kept", "0 of 2 checks kept, 1 waived, 1 not kept"]
    tables = [each.rows for each in paper.blocks if isinstance(each, Table)]
    assert tables[0] == [
        ["Results, not work\nPolicy · version 1", "0 of 2 checks kept, 1 waived, 1 not kept", "0 %"]
    ]
    assert tables[2] == [["Everything", "0 %", "0 %"], ["Results, not work", "0 %", "0 %"]]
    groups = [
        [line.text for line in each.paragraphs] for each in paper.blocks if isinstance(each, Group)
    ]
    assert groups[0][0] == "Buyers trust us before they call"
    assert groups[0][2:] == ["“The source comes in May”", "Why it was granted: “Until May”"]
    assert [group[0] for group in groups[1:]] == ["Publish 30 <b>posts", WORK]
    assert "Publish 30 secrets" not in str(paper)
