"""Confirming and undoing: all or nothing, once, and only what was looked at."""

from datetime import timedelta

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.orgs.models import Person
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.services import undoing
from tests.domain.governance.test_gate import adopt
from tests.web.conftest import BrowserOf
from tests.web.transfer.documents import (
    IMPORT,
    SUPPORT,
    TABLE,
    confirm,
    form_of,
    preview_of,
    shown,
)
from tests.world import AT, World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cycle")]

FIRST = "Hauliers find the answer before they phone us"
MIXED = f"""\
plumbline: 1
objectives:
  - title: {FIRST}
    owner: Mia
    style: committed
    key_results:
      - title: Questions answered by the guide from 41 % to 60 %
        metric: {{kind: increase, unit: "%", baseline: 41, target: 60}}
  - title: A wrong invoice never reaches a haulier twice
    owner: Rut Brandt
    key_results:
      - title: Roll out the dispute form
"""


def objectives(world: World) -> list[str]:
    with world.reading():
        return list(Objective.objects.order_by("pk").values_list("title", flat=True))


def test_what_several_key_results_of_a_draft_lack_is_said_once(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, MIXED + "      - title: Call every haulier\n", "mixed.yaml")
    confirm(browser, address)
    text = shown(browser, address)
    assert text.count("Say how the metric is to move") == 1
    assert "2 key results: Say how" in text


@pytest.mark.parametrize("who", ["ada", "carl", "lena"])
def test_what_was_previewed_comes_in(
    world: World, browser_of: BrowserOf, cycle: Cycle, who: str
) -> None:
    browser = browser_of(world, who)
    address = preview_of(browser, SUPPORT)
    response = confirm(browser, address)
    assert (response.status_code, response["Location"]) == (302, address)
    with world.reading():
        objective = Objective.objects.get(title=FIRST)
        assert (objective.cycle_id, objective.state) == (cycle.pk, State.DRAFT)
        assert objective.owner == world.person("mia")
    text = shown(browser, address)
    assert "2 objectives and 3 key results came in from support.md" in text
    assert "They are in Long run." in text
    assert "1 new person" in text


def test_the_outcome_says_what_is_left_to_do(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, MIXED, "mixed.yaml")
    confirm(browser, address)
    text = shown(browser, address)
    whole, lacking = text.split("<main")[1].split("A wrong invoice never reaches a haulier twice")
    assert FIRST in whole
    assert "pl-import-problem" not in whole
    assert "Say whether it is committed, aspirational or learning" in lacking
    assert "/invite" in text.split("People to invite")[1]
    assert "/invite" not in shown_after(world, browser_of, "lena")


def test_the_outcome_lists_what_policies_and_guidelines_ask_to_mend(
    world: World, browser_of: BrowserOf
) -> None:
    adopt(world, Tier.POLICY)
    browser = browser_of(world, "ada")
    address = preview_of(browser, MIXED, "mixed.yaml")
    confirm(browser, address)
    before, to_mend = shown(browser, address).split('id="to_mend"')
    assert "1 of 2 does not keep a policy or guideline" in to_mend
    assert "A wrong invoice never reaches a haulier twice" in to_mend
    assert "Results, not work" in to_mend
    assert FIRST in before
    assert FIRST not in to_mend


def shown_after(world: World, browser_of: BrowserOf, who: str) -> str:
    """Import as somebody and return the outcome."""
    browser = browser_of(world, who)
    address = preview_of(browser, SUPPORT.replace("Rut Brandt", "Ole Holm"))
    confirm(browser, address)
    return shown(browser, address)


def test_two_presses_import_once(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    sent = form_of(shown(browser, address))
    for _press in range(2):
        response = browser.post(f"{address}/confirm", sent)
        assert (response.status_code, response["Location"]) == (302, address)
    assert len(objectives(world)) == 2


def test_a_choice_that_was_not_looked_at_is_shown_first(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    sent = form_of(shown(browser, address)) | {"state": "active", "style": "committed"}
    response = browser.post(f"{address}/confirm", sent)
    assert response.status_code == 409
    assert b"you changed something after this preview was made" in response.content
    assert objectives(world) == []
    again = browser.post(f"{address}/confirm", form_of(response.content.decode()))
    assert again.status_code == 302
    with world.reading():
        states = dict(Objective.objects.values_list("title", "state"))
        assert states.pop(FIRST) == State.ACTIVE
        assert set(states.values()) == {State.DRAFT}


def test_active_without_a_style_is_asked_for_before_anything_comes_in(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    text = shown(browser, address, state="active", owner="nobody")
    assert "1 objective names no owner" in text
    assert "1 objective states no style" in text
    assert "Choose owner and style first" in text
    response = browser.post(f"{address}/confirm", form_of(text))
    assert response.status_code == 422
    assert objectives(world) == []
    assert "Choose owner and style first" not in shown(
        browser, address, state="active", style="learning"
    )


def test_a_document_without_owners_and_style_can_be_activated_by_two_choices(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    bare = "Objective: Hauliers find the answer\n\n- KR1: Questions answered from 41% to 60%\n"
    address = preview_of(browser, bare)
    response = confirm(browser, address, state="active", style="aspirational")
    assert response.status_code == 302
    with world.reading():
        objective = Objective.objects.get()
        assert (objective.state, objective.style) == (State.ACTIVE, "aspirational")
        assert objective.owner == world.person("ada")


def test_a_matched_name_makes_no_new_person(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    form = form_of(shown(browser, address))
    field = next(name for name in form if name.startswith("person-"))
    confirm(browser, address, **{field: world.person("max").public_id})
    with world.reading():
        assert not Person.objects.filter(name="Rut Brandt").exists()
        objective = Objective.objects.get(title=FIRST)
        assert set(objective.key_results.values_list("owner__name", flat=True)) == {"Lena", "Max"}


def test_a_table_comes_in_as_its_columns_were_told(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, TABLE, "ziele.csv")
    told = {"column-0": "objective", "column-1": "key_result", "column-3": "baseline"}
    assert confirm(browser, address, **told).status_code == 302
    assert objectives(world) == ["Claims are settled early"]


def test_what_cannot_be_imported_is_refused_and_the_file_kept(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, TABLE, "ziele.csv")
    response = browser.post(f"{address}/confirm", form_of(shown(browser, address)))
    assert response.status_code == 422
    assert b"This cannot be imported as it is" in response.content
    assert objectives(world) == []
    assert shown(browser, address)


def test_an_import_that_breaks_leaves_nothing_and_can_be_tried_again(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)

    def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("plumbline.domain.transfer.services.switch.Switch.turn", broken)
        assert confirm(browser, address).status_code == 500
    assert objectives(world) == []
    assert confirm(browser, address).status_code == 302
    assert len(objectives(world)) == 2


def test_an_import_is_undone_as_a_whole(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    confirm(browser, address)
    response = browser.post(f"{address}/undo", follow=True)
    assert b"The import of support.md is undone" in response.content
    assert objectives(world) == []
    with world.reading():
        assert not Person.objects.filter(name="Rut Brandt").exists()
    assert "The import of support.md is undone" in shown(browser, address)
    again = browser.post(f"{address}/undo", follow=True)
    assert "There is nothing to undo: this import is marked “Undone”." in again.text
    assert "something was changed since" not in again.text


def test_a_long_import_is_out_of_sight_before_it_is_deleted(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    confirm(browser, address)
    text = browser.post(f"{address}/undo", follow=True).content.decode()
    assert "Nobody sees any of its objectives any more" in text
    assert "Being undone" in text
    assert FIRST not in shown(browser, "/o/freight/company")
    assert "go within minutes" in shown(browser, address)
    assert len(objectives(world)) == 2
    with world.reading():
        ((waits, _slot),) = undoing.imports_undoing()
        undoing.import_undo_go_on(public_id=waits, clock=lambda: AT, goes_on=lambda: True)
    assert objectives(world) == []
    assert "Nothing of it is left" in shown(browser, address)


def test_what_was_changed_since_is_not_undone_and_says_so(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    confirm(browser, address)
    with world.writing():
        Objective.objects.filter(title=FIRST).update(version=2)
    text = browser.post(f"{address}/undo", follow=True).content.decode()
    assert "cannot be undone any more" in text
    assert f"“{FIRST}” was changed since." in text
    assert "Undo this import" not in text
    assert len(objectives(world)) == 2


def test_a_long_import_looks_again_by_itself_until_it_is_in(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    with world.writing():
        ImportBatch.objects.update(state=ImportState.PREPARING)
    page = browser.get(address).text
    assert "Importing " in page
    assert "You can leave this page" in page
    assert 'http-equiv="refresh"' in page
    with world.writing():
        ImportBatch.objects.update(state=ImportState.READ)
    confirm(browser, address)
    assert 'http-equiv="refresh"' not in browser.get(address).text


def test_a_file_not_confirmed_within_a_day_is_swept_with_the_next_one(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    with world.writing():
        batch = ImportBatch.objects.get()
        ImportBatch.objects.update(at=batch.at - timedelta(days=365))
    preview_of(browser, SUPPORT)
    assert browser.get(address).status_code == 404
    assert browser.get(IMPORT).status_code == 200
