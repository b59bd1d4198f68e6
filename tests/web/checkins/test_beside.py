"""Beside the check-ins: what needs its reader, what changed near them, what they own."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from plumbline.domain.okrs.models import KeyResult, Visibility
from plumbline.domain.okrs.services.grading import GradeValues, grade_propose, grading_start
from plumbline.domain.okrs.values import BetterState
from plumbline.web.checkins.beside import looked_before
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_check_in, make_comment, make_objective, stored

WEEK = "/o/freight/my-week"
pytestmark = pytest.mark.usefixtures("clock")


def needs(world: World, browser_of: BrowserOf, who: str) -> str:
    """What the part says that waits for somebody."""
    text = Page(browser_of(world, who).get(WEEK).text).text
    return text.split("Needs you", 1)[1].split("Changed since")[0]


def test_a_grade_waits_first_for_the_owner_then_for_the_lead(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Loads are found")
    make_check_in(world, first_key_result(world, objective), "50")
    assert "Nothing waits for you." in needs(world, browser_of, "mia")
    lena, mia = world.viewer("lena"), world.viewer("mia")
    version = stored(world, objective).version
    with world.reading():
        grading_start(actor=lena, objective=objective, expected=version, at=AT)
    said = needs(world, browser_of, "mia")
    assert "Loads are found Say whether the better state is true" in said
    assert "Nothing waits for you." in needs(world, browser_of, "lena")
    version = stored(world, objective).version
    grade = GradeValues(better_state=BetterState.PARTLY, note="The ferry was late")
    with world.reading():
        grade_propose(actor=mia, objective=objective, values=grade, expected=version, at=AT)
    assert "Nothing waits for you." in needs(world, browser_of, "mia")
    assert "Mia has graded it. Give the final grade." in needs(world, browser_of, "lena")


def test_what_a_cycle_left_behind_and_what_was_never_begun_is_named(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    left = make_objective(world, "Left behind")
    make_objective(world, "Not begun", active=False)
    assert "Not begun Still a draft" in needs(world, browser_of, "mia")
    clock(datetime.combine(left.cycle.end + timedelta(days=1), time(12), tzinfo=UTC))
    assert "Left behind" in needs(world, browser_of, "mia")
    assert "is over. Start its grading." in needs(world, browser_of, "mia")


def test_a_question_waits_until_somebody_answers(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Loads are found")
    asked = make_comment(world, objective, "Do calls count?", by="lena", is_question=True)
    said = needs(world, browser_of, "mia")
    assert "Lena asks about “Loads are found” “Do calls count?” An answer is required." in said
    assert "Nothing waits for you." in needs(world, browser_of, "lena")
    make_comment(world, objective, "They do.", by="mia", reply_to=asked)
    assert "Nothing waits for you." in needs(world, browser_of, "mia")


def test_a_question_on_a_key_result_of_nobody_waits_for_the_owner_of_the_objective(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Loads are found")
    row = first_key_result(world, objective)
    make_comment(world, objective, "Do calls?", by="lena", key_result=row, is_question=True)
    with world.writing():
        KeyResult.objects.filter(pk=row.pk).update(owner=world.person("max"))
    assert "Nothing waits for you." in needs(world, browser_of, "mia")
    with world.writing():
        KeyResult.objects.filter(pk=row.pk).update(owner=None)
    assert "“Do calls?” An answer is required." in needs(world, browser_of, "mia")


def test_values_of_others_near_ones_objectives_are_told_and_nothing_hidden(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Loads are found", team=world.teams["freight"])
    row = first_key_result(world, objective)
    make_check_in(world, row, "40", on=AT.date() - timedelta(days=7))
    make_check_in(world, row, "50", on=AT.date())
    secret = make_objective(world, "Sold", visibility=Visibility.PRIVATE)
    make_check_in(world, first_key_result(world, secret), "50", on=AT.date())
    lena = Page(browser_of(world, "lena").get(WEEK).text).text
    freight = world.teams["freight"].public_id
    team = Page(browser_of(world, "lena").get(f"/o/freight/teams/{freight}").text).text
    for page in (lena, team):  # one number, one sign: the value of a week ago is no change since
        assert f"{row.title} +10" in page
    assert first_key_result(world, secret).title not in lena
    mia = Page(browser_of(world, "mia").get(WEEK).text).text.split("Changed since")[1]
    assert "No value near your objectives changed." in mia
    assert "Objectives you own" in Page(browser_of(world, "mia").get(WEEK).text).text


@pytest.mark.without_database
def test_a_look_in_one_organization_hides_nothing_of_another() -> None:
    session: dict[str, str] = {}

    def looked(organization: int, day: int) -> date:
        request = SimpleNamespace(session=session, method="GET", headers={})
        viewer = SimpleNamespace(organization_id=organization)
        today = date(2026, 3, day)
        return looked_before(SimpleNamespace(request=request, viewer=viewer, today=today))  # type: ignore[arg-type]  # a visit as far as it is asked

    for day in (2, 3, 4, 5):
        looked(1, day)
    looked(2, 2)
    assert looked(2, 5) == date(2026, 3, 2)
    assert looked(1, 5) == date(2026, 3, 4)
