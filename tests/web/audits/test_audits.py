"""Audits on their pages: run, read, narrowed, taken away."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest

from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import Visibility
from tests.domain.audits.test_making import running
from tests.domain.governance.test_gate import adopt
from tests.domain.governance.test_waivers import answer, ask
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, World

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

HOME = "/o/freight/governance/audits"


def test_a_champion_runs_an_audit_and_reads_what_was_found_waived_and_kept(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    practice = adopt(world, Tier.GUIDELINE)
    waived = running(world)
    running(world, title="=Publish 30 blog posts")
    running(world, visibility=Visibility.PRIVATE)
    carl, aud = browser_of(world, "carl"), browser_of(world, "aud")
    assert "Run the first audit." in carl.get(HOME).text
    assert "A champion runs the first audit." in aud.get(HOME).text
    form = carl.get(f"{HOME}/new").text
    assert "1 practice of everything that runs. It is there at once." in form
    late = carl.post(f"{HOME}/new", {"as_of": "2026-03-03"})
    assert late.status_code == 422
    assert 'id="id_as_of_error"' in late.text
    answer(world, ask(world, waived, practice), "carl")
    done = carl.post(f"{HOME}/new", {"as_of": "2026-03-02", "team": "", "cycle": ""})
    assert done.status_code == 302
    own = done["Location"]
    page = aud.get(own).text
    assert "0 of 2 checks kept, 1 waived, 1 not kept" in page
    assert "2 objectives were looked at." in page
    assert "/rules/PL-" in page, "a finding leads to the page of its rule"
    assert "Waived by Carl until 9 March 2026: The source comes in May" in page
    narrowed = aud.get(f"{own}?outcome=waived").text
    assert "30 blog posts" not in narrowed
    assert "Publish 30 blog articles" in narrowed
    table = list(
        csv.DictReader(io.StringIO(aud.get(f"{own}/export/file").content.decode("utf-8-sig")))
    )
    assert [row["outcome"] for row in table] == ["waived", "broken"]
    assert table[1]["title"].startswith("'=Publish")
    told = json.loads(aud.get(f"{own}/export/file?format=json").content)
    assert told["audit"]["asked"] == len(told["findings"]) == 2
    assert told["waivers"][0]["granted_by"] == "Carl"
    assert aud.get(f"{own}/export/file?format=doc").status_code == 404
    paper = aud.get(f"{own}/export/file?format=pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert 'href="/o/freight/governance/audits"' in aud.get("/o/freight/governance").text
    assert HOME not in browser_of(world, "mia").get("/o/freight/governance").text
    home = aud.get("/o/freight/governance").text
    assert "0 of 2 objectives · 1 waiver" in home  # beside the practice, and the team likewise
    assert "0+1 of 2" in home
    assert "Waivers in force" in home
    assert "Audit of 2 March 2026" not in browser_of(world, "mia").get("/o/freight/governance").text
    clock(AT + timedelta(minutes=5))
    again = carl.post(f"{HOME}/new", {"as_of": "2026-03-02", "team": "", "cycle": ""})["Location"]
    beside = Page(aud.get(f"{again}/compare").text).text
    for page in (beside, Page(aud.get(HOME).text).text, Page(aud.get(again).text).text):
        runs = set(re.findall(r"2 March 2026 \(run 2 March, [\d:]+\)", page))
        assert len(runs) == 2, "two audits of one day are told apart"


def test_an_auditor_reads_the_schedules_and_changes_none(
    world: World, browser_of: BrowserOf
) -> None:
    adopt(world, Tier.GUIDELINE)
    carl, aud = browser_of(world, "carl"), browser_of(world, "aud")
    url = f"{HOME}/schedules"
    assert "A champion or an admin sets one." in aud.get(url).text
    assert carl.post(url, {"rhythm": "weekly", "next_on": "2026-03-09"}).status_code == 302
    seen = aud.get(url).text
    assert "Every week, next on 9 March 2026" in seen
    assert "Set it" not in seen
    assert "/remove" not in seen
    assert "/remove" in carl.get(url).text
    assert aud.post(url, {"rhythm": "weekly", "next_on": "2026-03-09"}).status_code == 403
