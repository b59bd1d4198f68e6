"""What waits for a decision stands on the organization's page, for whoever may see it."""

from datetime import timedelta

import pytest

from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import KeyResultScore, ObjectiveScore, State, Status, Visibility
from plumbline.domain.okrs.models import Objective as ObjectiveRow
from plumbline.domain.tenancy.models import Organization
from tests.domain.governance.test_gate import adopt
from tests.domain.governance.test_waivers import ask
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_dependency, make_objective

COMPANY = "/o/freight/company"
LATER = AT + timedelta(days=21)

pytestmark = pytest.mark.usefixtures("clock")


def waiting(browser_of: BrowserOf, world: World, who: str = "vic") -> str:
    """Return the words of the list."""
    text = Page(browser_of(world, who).get(COMPANY).text).text
    return text[text.index("Needs a decision") : text.index("Where it stands")]


def test_nothing_to_decide_is_said(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Runs")
    assert 'href="#decisions_title"' not in browser_of(world, "vic").get(COMPANY).text
    assert "Nothing waits for you." in waiting(browser_of, world)


def test_what_was_off_track_and_fell_silent_waits_and_what_speaks_does_not(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    hidden = Visibility.PRIVATE
    silent, speaks, private = (
        first_key_result(world, make_objective(world, title, visibility=visibility))
        for title, visibility in (
            ("Silent", Visibility.ORGANIZATION),
            ("Speaks", Visibility.ORGANIZATION),
            ("Private", hidden),
        )
    )
    for each in (silent, private):
        make_check_in(world, each, "1")
    make_check_in(world, speaks, "1", on=LATER.date(), at=LATER)
    with world.writing():
        KeyResultScore.objects.update(status=Status.OFF_TRACK)
        ObjectiveScore.objects.update(status=Status.OFF_TRACK)
        for number, row in enumerate((silent, speaks, private)):
            type(row).objects.filter(pk=row.pk).update(
                title=("Calls", "Lost parcels", "Secret")[number]
            )
    clock(LATER)
    words = waiting(browser_of, world)
    assert "Calls Off track when it was last heard of" in words
    assert "silent for 21 days" in words
    assert "Lost parcels" not in words
    assert "Secret" not in words
    assert "Secret" in waiting(browser_of, world, "mia"), "its owner sees it"


def test_what_is_in_review_while_the_cycle_runs_waits(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Runs")
    row = make_objective(world, "Ready to begin", active=False)
    with world.writing():
        ObjectiveRow.objects.filter(pk=row.pk).update(state=State.IN_REVIEW)
    assert 'href="#decisions_title"' in browser_of(world, "vic").get(COMPANY).text
    words = waiting(browser_of, world)
    assert "Ready to begin In review, and not activated." in words
    day = f"{COMPANY}?as_of={(TODAY - timedelta(days=1)).isoformat()}"
    assert "Needs a decision" not in browser_of(world, "vic").get(day).text, "it is of today"


def test_a_late_promise_and_a_waiver_that_is_asked_for_wait(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world, "Runs")
    make_dependency(
        world, world.teams["claims"], world.teams["finance"], "An interface", needed_by=TODAY
    )
    ask(world, objective, adopt(world, Tier.POLICY))
    clock(AT + timedelta(days=2))
    words = waiting(browser_of, world, "carl")
    assert "An interface “Finance” has not answered “Claims”. 2 days late" in words
    assert "Waiver of “Results, not work”" in words
    assert "Mia asks: The source comes in May" in words
    for who in ("mia", "vic"):
        assert "Waiver of" not in waiting(browser_of, world, who), "it is not theirs to decide"


def test_a_waiver_says_the_organizations_day_and_waits_no_longer_than_it_would_last(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    with world.writing():
        Organization.objects.filter(pk=world.organization.pk).update(time_zone="Pacific/Pago_Pago")
    ask(world, make_objective(world, "Runs"), adopt(world, Tier.POLICY))
    # There it is the evening before.
    assert "asked on 1 March" in waiting(browser_of, world, "carl")
    clock(AT + timedelta(days=7))
    assert "The source comes in May" in waiting(browser_of, world, "carl")
    clock(AT + timedelta(days=9))
    assert "The source comes in May" not in waiting(browser_of, world, "carl")
