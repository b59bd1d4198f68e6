"""The approvals of an objective on their page: asked, given, sent back, and who is left to ask."""

import pytest

from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.okrs.selectors.needs import NeedKind
from plumbline.domain.orgs.models import GrantedRole, RoleGrant
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.orgs.services.roles import role_grant
from plumbline.domain.tenancy.modules import ModuleKey
from tests.domain.governance.test_approvals import asking, handed_in, needed, told
from tests.web.conftest import BrowserOf
from tests.world import AT, World
from tests.world_okrs import make_objective, stored

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def page_of(objective: Objective) -> str:
    return f"/o/freight/objectives/{objective.public_id}/approvals"


def test_an_owner_asks_the_lead_sends_it_back_then_approves_and_a_late_answer_is_refused(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, active=False)
    page = page_of(objective)
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    practice = asking(world)
    asked = mia.get(page).text
    assert practice.name in asked
    assert f"It would be asked of: {world.person('lena').name}." in asked
    assert mia.post(f"{page}/ask", {"version": "1"}).status_code == 302
    assert stored(world, objective).state == State.IN_REVIEW
    assert "It waits for the answer of somebody else." in mia.get(page).text
    assert mia.post(page, {"answer": "approved", "version": "2"}).status_code == 403
    sent = {"answer": "sent_back", "words": "", "version": "2", "answers_seen": "0"}
    refused = lena.post(page, sent)
    assert refused.status_code == 422
    assert 'id="id_words_error"' in refused.text
    assert lena.post(page, {**sent, "words": "Which claims?"}).status_code == 302
    assert stored(world, objective).state == State.DRAFT
    assert "Which claims?" in mia.get(page).text
    assert mia.post(f"{page}/ask", {"version": "3"}).status_code == 302
    yes = {"answer": "approved", "version": "4", "answers_seen": "1"}
    assert lena.post(page, yes).status_code == 302
    late = lena.post(page, {**sent, "words": "No", "version": "4", "answers_seen": "1"})
    assert late.status_code == 422
    assert "You answered this meanwhile" in late.text
    assert stored(world, objective).state == State.IN_REVIEW
    assert told(world, "objective.approve") == {"mia"}
    assert "You approved it. Change your answer…" in lena.get(page).text


def test_where_nobody_is_left_the_page_says_so_and_an_admin_who_stands_in_can_answer(
    world: World, browser_of: BrowserOf
) -> None:
    asking(world)
    with world.writing():
        RoleGrant.objects.filter(role__in=[GrantedRole.CHAMPION, GrantedRole.ADMIN]).exclude(
            person=world.person("carl")
        ).delete()
    top = make_objective(
        world, "Freight arrives", team=world.company, owner=world.person("carl"), active=False
    )
    page, carl = page_of(top), browser_of(world, "carl")
    assert "Nobody is left who could approve it" in carl.get(page).text
    with world.writing():
        role_grant(actor=world.system, person=world.person("max"), role=Role.ADMIN, at=AT)
    handed_in(world, top)
    assert world.person("max").name in carl.get(page).text
    max_ = browser_of(world, "max")
    assert max_.post(page, {"answer": "approved", "version": "2"}).status_code == 302
    assert "Approved" in carl.get(page).text


def test_with_governance_off_nobody_is_asked_for_an_approval(
    world: World, browser_of: BrowserOf
) -> None:
    asking(world)
    objective = handed_in(world, make_objective(world, active=False))
    assert needed(world, "lena") == [NeedKind.APPROVE]
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=False, at=AT)
    assert needed(world, "lena") == [NeedKind.ACTIVATE]
    mia, own = browser_of(world, "mia"), f"/o/freight/objectives/{objective.public_id}"
    assert "approval" not in mia.get(own).text.lower()
    shut = mia.get(page_of(objective))
    assert shut.status_code == 404
    assert "“Governance” is switched off here." in shut.text
