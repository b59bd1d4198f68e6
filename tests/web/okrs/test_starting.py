"""Beginning an objective from a template."""

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResult, Objective, State, Style
from plumbline.domain.okrs.starters import STARTERS, Function
from plumbline.domain.tenancy.models import Organization
from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import make_cycle, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

LIST = "/o/freight/plan/templates"
ONE = f"{LIST}/calm-releases"
WORDS = STARTERS["calm-releases"]


def place(world: World, **further: str) -> dict[str, str]:
    """Return what is sent for claims and mia, changed as told."""
    return {
        "cycle": make_cycle(world).public_id,
        "team": world.teams["claims"].public_id,
        "owner": world.person("mia").public_id,
        **further,
    }


def written(world: World) -> list[tuple[Objective, list[KeyResult]]]:
    with world.reading():
        rows = list(Objective.objects.select_related("owner", "team", "cycle"))
        return [(row, list(row.key_results.order_by("rank"))) for row in rows]


def test_every_function_has_one_and_each_can_be_looked_at(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world).public_id
    lena = browser_of(world, "lena")
    asked = f"?cycle={cycle}"
    assert f'href="{LIST}{asked}"' in lena.get(f"/o/freight/plan{asked}").text
    assert f'href="{LIST}"' in lena.get("/o/freight/plan/new").text
    page = lena.get(f"{LIST}{asked}").text
    assert {each.function for each in STARTERS.values()} == set(Function)
    assert all(f'href="{LIST}/{key}{asked}"' in page for key in STARTERS)
    shown = lena.get(ONE).text
    assert all(str(each.title) in shown for each in WORDS.key_results)
    assert "limit to be set" in shown
    assert lena.get(f"{LIST}/nothing").status_code == 404
    assert LIST not in browser_of(world, "vic").get("/o/freight/plan").text


def test_whoever_leads_begins_drafts_with_all_key_results_and_no_figures(
    world: World, browser_of: BrowserOf
) -> None:
    lena, sent = browser_of(world, "lena"), place(world)
    for key in STARTERS:
        assert lena.post(f"{LIST}/{key}", sent).status_code == 302, key
    found = {row.title: (row, key_results) for row, key_results in written(world)}
    for starter in STARTERS.values():
        row, key_results = found[str(starter.title)]
        assert (row.why, row.state, row.style) == (starter.why, State.DRAFT, starter.style)
        assert (row.team, row.owner) == (world.teams["claims"], world.person("mia"))
        assert [(each.title, each.metric_kind, each.unit) for each in key_results] == [
            (each.title, each.kind, each.unit) for each in starter.key_results
        ]
        assert {(each.baseline, each.target) for each in key_results} == {(None, None)}
        guarded = any(each.is_guardrail for each in key_results)
        assert guarded == (starter.style != Style.LEARNING)


def test_where_one_may_not_decide_it_is_proposed_and_the_journal_says_by_whom(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    above = place(world, team=world.teams["freight"].public_id)
    for_lena = mia.post(ONE, {**above, "owner": world.person("lena").public_id})
    assert "Choose yourself as the owner." in for_lena.text
    assert written(world) == []
    answer = mia.post(ONE, above)
    ((row, key_results),) = written(world)
    assert row.state == State.PROPOSED
    assert len(key_results) == len(WORDS.key_results)
    assert "It is proposed to the lead of the team." in mia.get(answer["Location"]).text
    with world.reading():
        acts = list(
            JournalEntry.objects.filter(act="objective.propose").values_list(
                "actor_person_id", flat=True
            )
        )
    assert acts == [world.person("mia").pk]


def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_written(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    sent = place(world)
    for wrong in ({"team": "nowhere"}, {"team": ""}, {"cycle": "never"}, {"owner": "nobody"}):
        refused = mia.post(ONE, {**sent, **wrong})
        assert refused.status_code == 422, wrong
        assert 'aria-invalid="true"' in refused.text, wrong
    assert browser_of(world, "vic").post(ONE, sent).status_code == 403
    assert written(world) == []


def test_an_objective_becomes_a_template_that_others_find_and_begin_from(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Calm claims", key_results=2)
    page, lena = f"/o/freight/objectives/{objective.public_id}", browser_of(world, "lena")
    mia = browser_of(world, "mia")
    assert "None yet." in mia.get(LIST).text
    assert f'href="{page}/template"' in lena.get(page).text
    assert f'href="{page}/template"' not in mia.get(page).text
    assert lena.post(f"{page}/template", {"name": " "}).status_code == 422
    sent = {"name": "Calm", "with_figures": "on", "function": "service"}
    saved = lena.post(f"{page}/template", sent)
    one = saved["Location"]
    shown = mia.get(one).text
    assert "Increase · % · 0 → 100" in shown
    assert f"{one}/edit" not in shown
    assert f'href="{one}"' in mia.get(LIST).text
    assert mia.post(one, place(world)).status_code == 302
    assert [len(key_results) for _row, key_results in written(world)] == [2, 2]


def test_a_template_is_changed_put_away_and_used_again(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Calm claims", key_results=2)
    lena = browser_of(world, "lena")
    page = f"/o/freight/objectives/{objective.public_id}/template"
    one = lena.post(page, {"name": "Calm"})["Location"]
    sent = {"name": "Calmer", "title": "Calmer claims", "version": "1", "keep_2": "on"}
    assert lena.post(f"{one}/edit", sent).status_code == 422, "what comes along has words"
    assert lena.post(f"{one}/edit", {**sent, "title_2": "Share"}).status_code == 302
    shown = lena.get(one).text
    assert "Calmer claims" in shown
    assert "Share" in shown
    assert "result 1" not in shown
    assert 'value="' + one.rpartition("/")[2] + ':2"' in lena.get(page).text
    lena.post(f"{one}/archive", {"version": "2"})
    assert "nothing begins from it" in lena.get(one).text
    assert lena.post(one, place(world)).status_code == 422
    assert f"{one}/restore" in lena.get(LIST).text
    lena.post(f"{one}/restore", {"version": "3"})
    assert lena.post(one, place(world)).status_code == 302


def test_a_template_is_used_again_whatever_the_address_of_the_organization(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Calm claims", key_results=2)
    lena = browser_of(world, "lena")
    page = f"/o/freight/objectives/{objective.public_id}/template"
    key = lena.post(page, {"name": "Calm"})["Location"].rpartition("/")[2]
    lena.post(f"{LIST}/{key}/archive", {"version": "1"})
    with world.writing():
        Organization.objects.filter(pk=world.organization.pk).update(slug="editors")
    there = "/o/editors/plan/templates"
    assert f'action="{there}/{key}/restore"' in lena.get(there).text
