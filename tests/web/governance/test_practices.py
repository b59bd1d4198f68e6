"""Practices: adopted from the library, promoted after a look, and met at the gate."""

import logging

import pytest

from plumbline.cli.worker import due_do
from plumbline.domain.audits.selectors import previews
from plumbline.domain.audits.services import previews as asking
from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.governance import effect
from tests.domain.governance.test_gate import FEW, WORK, adopt, draft
from tests.web.conftest import BrowserOf
from tests.world import AT, World
from tests.world_okrs import first_key_result, stored

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

HOME = "/o/freight/governance"


def only(world: World) -> Practice:
    with world.reading():
        practice: Practice = Practice.objects.get()
        return practice


def test_a_champion_adopts_from_the_library_with_limits_and_promotes_after_a_look(
    world: World, browser_of: BrowserOf
) -> None:
    objective = draft(world)
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
    carl = browser_of(world, "carl")
    assert "Adopt three from the library." in carl.get(HOME).text
    assert "Not adopted" in carl.get(f"{HOME}/library?q=four+key").text
    entry = f"{HOME}/library/two-key-results"
    sent = {
        "name": "At least two",
        "text": "Two key results or more.",
        "tier": "guideline",
        "gates": ["activate"],
        "rules": ["PL-B03"],
        "param_PL-B03_least": "99",
        "effective_on": "2026-03-02",
        "reason": "One was gamed",
    }
    refused = carl.post(entry, sent)
    assert refused.status_code == 422
    assert 'id="id_param_PL-B03_least_error"' in refused.text
    assert carl.post(entry, {**sent, "param_PL-B03_least": "3"}).status_code == 302
    practice = only(world)
    assert practice.bindings == [{"code": "PL-B03", "params": {"least": 3}}]
    own = f"{HOME}/practices/{practice.public_id}"
    with world.writing():
        Practice.objects.update(bindings=[*practice.bindings, {"code": "PL-Z99", "params": {}}])
    assert "checking nothing: PL-Z99" in carl.get(own).text
    move = f"{own}/move?to=policy"
    look = carl.get(move).text
    assert "1 of 1 objectives would break this" in look
    assert objective.title in look
    assert "people are told of it in their inbox" in look
    assert "It may stop 1 draft" in look
    assert "Tick this if you mean it" not in look
    bare = carl.post(move, {"reason": "", "effective_on": "2026-03-02", "version": "1"})
    assert bare.status_code == 422
    assert "Say why." in bare.text
    assert "Tick this if you mean it" in bare.text
    early = carl.post(move, {"reason": "It proved", "effective_on": "2020-01-01", "version": "1"})
    assert early.status_code == 422
    assert 'id="id_effective_on_error"' in early.text
    assert "Nobody could know it so early. It can hold from" in early.text
    assert only(world).tier == "guideline"
    asked = carl.post(move, {"reason": "It proved", "effective_on": "2026-03-02", "version": "1"})
    assert asked.status_code == 422
    assert "It may stop 1 draft" in asked.text
    assert "Tick this if you mean it" in asked.text
    assert only(world).tier == "guideline"
    meant = {"reason": "It proved", "effective_on": "2026-03-02", "version": "1", "meant": "on"}
    assert carl.post(move, meant).status_code == 302
    shown = browser_of(world, "vic").get(own).text
    assert "It proved" in shown
    assert "Promoted" in shown
    assert "Step down" not in shown
    stale = carl.post(move.replace("policy", "guideline"), {
        "reason": "Too much", "effective_on": "2026-03-02", "version": "1"})  # fmt: skip
    assert stale.status_code == 409
    assert "This page shows what stands now" in stale.text
    again = carl.post(move, {"reason": "Me too", "effective_on": "2026-03-02", "version": "1"})
    assert again.status_code == 409
    assert "Promoted by Carl" in again.text
    assert 'name="reason"' not in again.text
    assert "Step down" not in again.text
    assert carl.get(f"{own}/move?to=nothing").status_code == 404


def test_of_many_objectives_a_champion_lets_the_worker_count_and_sees_how_far_it_is(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (previews, asking):
        monkeypatch.setattr(each, "AT_ONCE", 1)
    monkeypatch.setattr(effect, "AT_ONCE", 1)
    draft(world)
    draft(world)
    own = f"{HOME}/practices/{adopt(world, Tier.GUIDELINE).public_id}"
    carl = browser_of(world, "carl")
    assert "2 objectives are to be asked" in carl.get(f"{own}/move?to=policy").text
    move = {"reason": "It proved", "effective_on": "2026-03-02", "version": "1"}
    uncounted = carl.post(f"{own}/move?to=policy", move)
    assert uncounted.status_code == 422
    assert "how many is not counted" in uncounted.text
    assert "Tick this if you mean it" in uncounted.text
    assert only(world).tier == "guideline"
    sent = carl.post(f"{own}/count", {"to": "policy"})
    assert sent.headers["Location"] == f"{own}/move?to=policy"
    counting = carl.get(f"{own}/move?to=policy").text
    assert "Being counted: 0 % is done" in counting
    assert "Look again" in counting
    assert "every 3s" in counting
    due_do(AT, log=logging.getLogger("test"), clock=lambda: AT)
    done = carl.get(f"{own}/move?to=policy").text
    assert "2 of 2 objectives would break this" in done
    assert "Count again" in done
    assert "every 3s" not in done


def test_a_blocked_activation_lists_what_to_mend_at_the_objective_with_ways_to_it(
    world: World, browser_of: BrowserOf
) -> None:
    adopt(world, Tier.POLICY)
    objective = draft(world)
    lena = browser_of(world, "lena")
    address = f"/o/freight/objectives/{objective.public_id}"
    assert "What the practices say" in lena.get(address).text
    answer = lena.post(f"{address}/activate", {"version": "1"})
    assert answer.status_code == 409
    assert "A policy stands in the way." in answer.text
    assert WORK in answer.text
    assert "Results, not work" in answer.text
    assert stored(world, objective).state == "draft"


def test_a_guideline_lets_pass_and_says_so(world: World, browser_of: BrowserOf) -> None:
    adopt(world, Tier.GUIDELINE, FEW, name="Two results")
    objective = draft(world, "Renewal rate from 84% to 92%")
    lena = browser_of(world, "lena")
    address = f"/o/freight/objectives/{objective.public_id}"
    lena.post(f"{address}/activate", {"version": "1"})
    page = lena.get(address).text
    assert "the guidelines it does not meet: “Two results”" in page
    assert stored(world, objective).state == "active"


def test_a_finding_leads_to_its_rule_and_lesson_and_the_rule_says_who_asks_it(
    world: World, browser_of: BrowserOf
) -> None:
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
    practice = adopt(world, Tier.POLICY)
    objective = draft(world)
    browser = browser_of(world, "mia")
    said = browser.get(f"/o/freight/objectives/{objective.public_id}").text
    assert 'href="/o/freight/governance/rules/PL-W01"' in said
    assert 'href="/o/freight/learn/what-okrs-are"' in said
    rule = browser.get("/o/freight/governance/rules/activity-as-result").text
    assert f'href="/o/freight/governance/practices/{practice.public_id}"' in rule
    assert "It finds fault with" in rule
    assert ">A key result that names work instead of what the work is to change.</h1>" in rule
    assert browser.get("/o/freight/governance/rules/no-such-rule").status_code == 404


def test_a_promotion_names_the_lines_that_would_break_and_leads_to_them(
    world: World, browser_of: BrowserOf
) -> None:
    objective = draft(world)
    practice = adopt(world, Tier.GUIDELINE)
    look = (
        browser_of(world, "carl").get(f"{HOME}/practices/{practice.public_id}/move?to=policy").text
    )
    row = first_key_result(world, objective)
    assert f'href="/o/freight/key-results/{row.public_id}">{row.title}</a>' in look
    assert "This names work" in look
    own = browser_of(world, "mia").get(f"{HOME}/practices/{practice.public_id}").text
    assert f'href="/o/freight/key-results/{row.public_id}">{row.title}</a>' in own


def test_an_activation_says_at_once_what_is_missing_and_what_a_policy_blocks(
    world: World, browser_of: BrowserOf
) -> None:
    adopt(world, Tier.POLICY)
    objective = draft(world, style=None)
    address = f"/o/freight/objectives/{objective.public_id}/activate"
    refused = browser_of(world, "lena").post(address, {"version": str(objective.version)})
    assert refused.status_code == 409
    assert "A policy stands in the way" in refused.text
    assert "And this is missing:" in refused.text
    assert f"/o/freight/objectives/{objective.public_id}/edit#id_style" in refused.text


def test_whoever_a_rule_names_stays_named_though_they_left_while_the_practice_is_edited(
    world: World, browser_of: BrowserOf
) -> None:
    max_, dee = world.person("max"), world.person("dee")
    people = {max_.public_id, dee.public_id}
    practice = adopt(world, Tier.GUIDELINE, Binding("PL-G03", {"people": sorted(people)}))
    with world.reading():
        person_deactivate(actor=world.system, person=max_, at=AT)
    carl, own = browser_of(world, "carl"), f"{HOME}/practices/{practice.public_id}/edit"
    boxes = carl.get(own).text.split('name="param_PL-G03_people" ')[1:]
    chosen = [box.split('value="')[1].split('"')[0] for box in boxes if " checked" in box[:200]]
    assert set(chosen) == people
    sent = {
        "name": practice.name,
        "text": "Somebody else has read it.",
        "gates": practice.gates,
        "rules": ["PL-G03"],
        "param_PL-G03_people": chosen,
        "effective_on": practice.effective_on.isoformat(),
        "reason": "Said shorter",
        "version": "1",
    }
    assert carl.post(own, sent).status_code == 302
    assert set(only(world).bindings[0]["params"]["people"]) == people
