"""Asking, answering and reading dependencies on their pages and beside what they are about."""

from datetime import date

import pytest

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.okrs.models import KeyResult
from tests.web.conftest import BrowserOf
from tests.world import TODAY, World
from tests.world_okrs import first_key_result, make_dependency, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


@pytest.fixture
def result(world: World) -> KeyResult:
    return first_key_result(world, make_objective(world))


def latest(world: World) -> Dependency:
    with world.reading():
        row: Dependency = Dependency.objects.select_related("delivering_person").latest("pk")
    return row


def test_what_a_key_result_needs_is_asked_on_its_page_and_answered_on_its_own(
    world: World, result: KeyResult, browser_of: BrowserOf
) -> None:
    freight = world.teams["freight"].public_id
    page = f"/o/freight/key-results/{result.public_id}"
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    assert f'href="{page}/dependencies/new"' in mia.get(page).text
    need = {"title": "A list of depots", "delivering": f"team:{freight}", "needed_by": "2026-03-09"}
    refused = mia.post(f"{page}/dependencies/new", {**need, "needed_by": "2026-03-01"})
    assert refused.status_code == 422
    assert "Choose today or a later day." in refused.text
    assert 'value="A list of depots"' in refused.text
    asked = mia.post(f"{page}/dependencies/new", need)
    own = asked["Location"]
    assert latest(world).delivering_person == world.person("lena")
    assert "asked, no answer yet, by 9 March" in mia.get(page).text
    assert "by 9 March. Accept it, or decline it with a reason." in (
        lena.get("/o/freight/my-week").text
    )
    assert "Nothing waits for you." in mia.get("/o/freight/my-week").text
    assert "A list of depots" in lena.get(f"/o/freight/teams/{freight}").text
    declined = lena.post(own, {"act": "decline", "version": "1", "reason": ""})
    assert "Say why, for those who wait or deliver." in declined.text
    assert lena.post(own, {"act": "accept", "version": "1"}).status_code == 302
    stale = mia.post(own, {"act": "withdraw", "version": "1", "reason": ""})
    assert stale.status_code == 409
    assert "Somebody changed this meanwhile." in stale.text
    assert latest(world).state == PromiseState.ACCEPTED


def test_the_page_of_a_team_counts_and_narrows_what_is_open_and_late(
    world: World, result: KeyResult, browser_of: BrowserOf
) -> None:
    claims, freight = world.teams["claims"], world.teams["freight"]
    ada = browser_of(world, "ada")
    page = f"/o/freight/teams/{claims.public_id}/dependencies"
    assert "This team waits for nobody" in ada.get(page).text
    make_dependency(world, result, freight, "Soon", needed_by=date(2026, 3, 20))
    make_dependency(world, freight, claims, "Long ago", needed_by=TODAY)
    with world.writing():
        Dependency.objects.filter(title="Long ago").update(needed_by=date(2026, 2, 20))
    shown = ada.get(page).text
    assert "2 open, 1 late" in shown
    assert "2 open, 1 late" in ada.get(f"/o/freight/teams/{claims.public_id}").text
    late = ada.get(f"{page}?show=late").text
    assert ("Long ago" in late, "Soon" in late) == (True, False)


def test_a_key_result_that_is_to_deliver_is_found_by_its_words(
    world: World, result: KeyResult, browser_of: BrowserOf
) -> None:
    other = first_key_result(world, make_objective(world, "Heron"))
    ada = browser_of(world, "ada")
    page = f"/o/freight/key-results/{result.public_id}/dependencies/new"
    chosen = f"key_result:{other.public_id}"
    assert chosen not in ada.get(page).text
    assert chosen in ada.get(f"{page}?q=heron").text
    need = {"q": "heron", "title": "A list", "delivering": chosen, "needed_by": "2026-03-09"}
    assert ada.post(page, need).status_code == 302
    assert latest(world).delivering_key_result_id == other.pk
    assert "each waits for the other" not in ada.get(page.removesuffix("/dependencies/new")).text
    make_dependency(world, other, result, "Another list")
    assert "each waits for the other" in ada.get(page.removesuffix("/dependencies/new")).text
