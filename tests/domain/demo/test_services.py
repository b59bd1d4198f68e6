from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from plumbline.domain.accounts.models import Account
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.weeks import week_ends
from plumbline.domain.demo.content.plot import CYCLES
from plumbline.domain.demo.services import DemoResult, demo_organization_build
from plumbline.domain.journal.models import JournalEntry, Source
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    KeyResult,
    MetricKind,
    Objective,
    ObjectiveScoreState,
    State,
    Style,
    Visibility,
)
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.okrs.selectors.week_tallies import weeks_kept
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.orgs.models import Deputy, Person, RoleGrant, Team, TeamMembership
from plumbline.domain.orgs.selectors.viewing import viewer_for
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.reviews.models import WeeklyAnswers
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.services import organization_create
from plumbline.domain.tenancy.transactions import reading
from tests.databases import empty_database

AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def build(at: datetime = AT) -> DemoResult:
    return demo_organization_build(at=at, progress=lambda what, done, of: None)


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: pytest.FixtureDef[object]
) -> Iterator[DemoResult]:
    """The example, built once for all the tests that only read it."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        yield build()
        empty_database()


@pytest.fixture
def shown(demo: DemoResult, django_db_blocker: pytest.FixtureDef[object]) -> Iterator[Viewer]:
    """The champion, within a reading phase of the example."""
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]  # pytest-django's blocker
        reading(demo.organization),
    ):
        yield viewer_for(account=demo.account, organization=demo.organization, at=AT)


def running(**conditions: object) -> list[KeyResult]:
    return list(KeyResult.objects.filter(objective__cycle__phase="active", **conditions))


def test_the_company_has_four_levels_of_teams_and_about_forty_people(shown: Viewer) -> None:
    assert set(Team.objects.values_list("depth", flat=True)) == {0, 1, 2, 3}
    assert 12 <= Team.objects.count() <= 18
    assert 38 <= Person.objects.count() <= 45


def test_its_weeks_are_counted_before_anybody_looks(shown: Viewer) -> None:
    cycles = Cycle.objects.all()
    over = {
        (cycle.pk, day)
        for cycle in cycles
        for day in week_ends(cycle.start, cycle.end)
        if day < AT.date()
    }
    assert len(over) > 20
    assert weeks_kept(cycles) == over


def test_every_role_and_relation_of_the_house_is_there(shown: Viewer) -> None:
    granted = set(RoleGrant.objects.values_list("role", flat=True))
    assert granted == {"admin", "champion", "viewer", "auditor", "finance_partner"}
    assert Person.objects.filter(account=None).count() == 1
    assert Deputy.objects.count() == 1
    led = TeamMembership.objects.filter(is_lead=True).values_list("team_id", flat=True)
    assert set(led) == set(Team.objects.values_list("pk", flat=True))


def test_nobody_has_a_password_that_could_be_typed(shown: Viewer) -> None:
    accounts = list(Account.objects.all())
    assert len(accounts) >= 38
    assert not [account for account in accounts if account.has_usable_password()]


def test_every_address_leads_nowhere(shown: Viewer) -> None:
    assert {email.split("@")[1] for email in Person.objects.values_list("email", flat=True)} == {
        "example.org"
    }


def test_one_priority_is_served_by_nothing(shown: Viewer) -> None:
    served = Objective.objects.exclude(priority=None).values("priority")
    assert Priority.objects.exclude(pk__in=served).count() == 1


def test_last_quarter_is_graded_and_closed(shown: Viewer) -> None:
    last = Objective.objects.filter(cycle__phase="closed")
    assert {row.state for row in last} == {State.CLOSED}
    assert {row.style for row in last} == set(Style)
    assert all(row.better_state for row in last)
    assert all(row.final_score is not None for row in last if row.style != Style.LEARNING)


def test_this_quarter_is_eight_weeks_old(shown: Viewer) -> None:
    cycle = Cycle.objects.get(phase="active", kind="quarter")
    assert AT.date() - cycle.start == timedelta(weeks=8)


def test_every_kind_of_metric_is_running(shown: Viewer) -> None:
    assert {row.metric_kind for row in running()} == set(MetricKind)
    assert running(accumulates=True)
    assert running(is_shared=True)
    assert [row for row in running(metric_kind=MetricKind.MILESTONE) if row.stages]
    assert [row for row in running(metric_kind=MetricKind.MILESTONE) if not row.stages]
    assert [row for row in running() if row.checkpoints]
    assert [row for row in running() if row.relative_target is not None]
    assert [row for row in running() if row.baseline is None and row.baseline_by]


def test_guardrails_hold_and_one_is_breached(shown: Viewer) -> None:
    breached = [row.score.is_breached for row in running(is_guardrail=True)]
    assert True in breached
    assert False in breached


def test_every_state_of_life_occurs(shown: Viewer) -> None:
    states = {row.state for row in Objective.objects.all()}
    assert states == set(State) - {State.GRADING}
    assert KeyResult.objects.filter(state=State.STOPPED, objective__state=State.ACTIVE).exists()


def test_personal_private_and_team_objectives_occur(shown: Viewer) -> None:
    found = set(Objective.objects.values_list("is_personal", "visibility"))
    assert found == {
        (False, Visibility.ORGANIZATION),
        (False, Visibility.TEAM),
        (True, Visibility.ORGANIZATION),
        (True, Visibility.PRIVATE),
    }


def test_links_support_and_contribute_with_several_parents(shown: Viewer) -> None:
    links = list(Alignment.objects.all())
    assert {link.weight is None for link in links} == {True, False}
    assert {link.parent_key_result_id is None for link in links} == {True, False}
    parents = [link.child_objective_id for link in links]
    assert any(parents.count(child) > 1 for child in set(parents))


def test_check_ins_were_late_corrected_withdrawn_and_made_by_a_deputy(shown: Viewer) -> None:
    assert CheckIn.objects.filter(is_withdrawal=True).exists()
    assert CheckIn.objects.filter(is_withdrawal=False).exclude(corrects=None).exists()
    assert CheckIn.objects.exclude(deputy=None).exists()
    assert any(
        row.recorded_at.date() - row.effective_on > timedelta(days=3)
        for row in CheckIn.objects.all()
    )


def test_some_are_stale_or_have_no_data(shown: Viewer) -> None:
    scores = [row.score for row in running(state=State.ACTIVE)]
    today = AT.date()
    quiet = [today - score.checked_in_on for score in scores if score.checked_in_on]
    assert max(quiet) >= timedelta(days=14)
    assert any(timedelta(days=10) < days < timedelta(days=14) for days in quiet)
    assert any(not score.has_data for score in scores)


def test_a_confident_word_stands_against_poor_data(shown: Viewer) -> None:
    assert any(
        row.score.confidence is not None
        and row.score.confidence >= 9
        and row.score.progress < 400_000_000
        for row in running(metric_kind=MetricKind.DECREASE)
    )


def test_targets_owners_and_scope_were_adjusted_with_a_reason(shown: Viewer) -> None:
    changed = {name for row in Adjustment.objects.exclude(reason="") for name in row.changes}
    assert {"target", "owner_id", "title"} <= changed


def test_the_stored_sums_are_what_the_parts_add_up_to(shown: Viewer) -> None:
    assert recomputation_compare() == []


def test_no_moment_of_its_history_lies_in_the_future(shown: Viewer) -> None:
    assert max(JournalEntry.objects.values_list("at", flat=True)) <= AT
    assert max(CheckIn.objects.values_list("recorded_at", flat=True)) <= AT


def test_a_page_of_the_fourth_week_shows_less_progress_than_today(shown: Viewer) -> None:
    cycle = Cycle.objects.get(phase="active", kind="quarter")
    now = tree_level(viewer=shown, cycle=cycle, at=AT)
    then = tree_level(viewer=shown, cycle=cycle, at=AT, as_of=cycle.start + timedelta(days=27))
    key = Objective.objects.get(document_key="win-midmarket").public_id
    progress = [
        next(node.progress for node in level.nodes if node.public_id == key)
        for level in (then, now)
    ]
    assert progress[0] is not None
    assert progress[1] is not None
    assert progress[0] < progress[1]


def test_history_keeps_the_order_in_which_things_happened(shown: Viewer) -> None:
    states = list(ObjectiveScoreState.objects.order_by("subject_id", "valid_from", "pk"))
    for before, after in pairwise(states):
        if before.subject_id == after.subject_id:
            assert before.valid_to == after.valid_from


def test_every_key_of_the_content_is_used_once() -> None:
    contents = [content for cycle in CYCLES.values() for content in cycle]
    keys = [content.key for content in contents]
    keys += [row.key for content in contents for row in content.key_results]
    assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_it_is_built_in_the_last_second_of_a_leap_day_and_opened_the_next_time() -> None:
    at = datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)
    first = build(at)
    with reading(first.organization):
        assert CheckIn.objects.latest("recorded_at").recorded_at <= at
        assert Source.CLI in set(JournalEntry.objects.values_list("source", flat=True))
    again = build(at + timedelta(days=3))
    assert again == replace(first, is_new=False)
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_it_is_no_guest_of_another_organization() -> None:
    organization_create(name="Another", slug="another", at=AT)
    with pytest.raises(Refused, match=r"demo\.another_organization"):
        build()


@pytest.mark.django_db
def test_a_build_that_fails_leaves_nothing_behind() -> None:
    def killed(what: str, done: int, of: int) -> None:
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo_organization_build(at=AT, progress=killed)
    assert not Organization.objects.exists()
    assert not Account.objects.exists()


def test_a_team_reads_what_was_answered_this_week_and_the_last(shown: Viewer) -> None:
    answers = list(WeeklyAnswers.objects.filter(team__key="claims-intake").order_by("week"))
    assert [bool(row.blockers) for row in answers] == [False, True]
    assert answers[1].week - answers[0].week == timedelta(weeks=1)
