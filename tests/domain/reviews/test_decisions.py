"""Decisions of a weekly review: who writes them down, what a review shows of them, and when."""

from datetime import timedelta

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.services.teams import team_archive, team_restore
from plumbline.domain.reviews.models import ReviewDecision
from plumbline.domain.reviews.selectors.decisions import (
    ReviewDecisions,
    decisions_listed,
    decisions_of_week,
    decisions_to_see_to,
)
from plumbline.domain.reviews.services.decisions import (
    DecisionValues,
    decision_change,
    decision_put_back,
    decision_remove,
    decision_settle,
    decision_write,
)
from plumbline.domain.reviews.values import DecisionKind
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World

WEEK = timedelta(weeks=1)


def decide(
    world: World,
    text: str = "Ask the depots",
    *,
    by: str = "mia",
    weeks_ago: int = 0,
    kind: DecisionKind = DecisionKind.DECISION,
    **values: object,
) -> ReviewDecision:
    viewer = world.viewer(by)
    with world.reading():
        return decision_write(
            actor=viewer,
            kind=kind,
            team=world.teams["claims"],
            values=DecisionValues(text=text, **values),  # type: ignore[arg-type]
            at=AT - weeks_ago * WEEK,
        )


def settle(world: World, row: ReviewDecision, *, by: str = "mia", is_done: bool = True) -> None:
    viewer = world.viewer(by)
    with world.reading():
        decision_settle(actor=viewer, decision=row, is_done=is_done, at=AT)


def told(world: World, *, by: str = "vic", weeks_ago: int = 0) -> ReviewDecisions:
    viewer = world.viewer(by)
    as_of = TODAY - weeks_ago * WEEK if weeks_ago else None
    with world.reading():
        return decisions_of_week(viewer=viewer, team=world.teams["claims"], at=AT, as_of=as_of)


def texts(found: tuple[object, ...]) -> list[str]:
    return [each.text for each in found]  # type: ignore[attr-defined]


def test_a_review_begins_with_what_was_decided_last_week_and_what_is_still_open(
    world: World,
) -> None:
    settle(world, decide(world, "Done long ago", weeks_ago=3, owner=world.person("mia")))
    decide(world, "Open for long", weeks_ago=3, due_on=TODAY)
    decide(world, "No meetings on Fridays", weeks_ago=3)  # merely holds: nobody is to see to it
    settle(world, decide(world, "Done last week", weeks_ago=1))
    decide(world, "Of this week")
    now = told(world)
    assert texts(now.now) == ["Of this week"]
    assert texts(now.last) == ["Done last week"]
    assert texts(now.open) == ["Open for long"]
    past = told(world, weeks_ago=1)  # what was done since was open then, and nothing was decided
    assert texts(past.now) == ["Done last week"]
    assert not past.now[0].is_done
    assert texts(past.open) == ["Done long ago", "Open for long"]
    with world.reading():
        every = decisions_listed(viewer=world.viewer("vic"), team=world.teams["claims"], at=AT)
    assert (every.total, every.rows[0].text) == (5, "Of this week")


def test_the_team_decides_its_lead_and_the_champion(world: World) -> None:
    for who in ("mia", "lena", "carl"):
        decide(world, by=who)
        assert told(world, by=who).may_write
    for who in ("max", "vic", "aud"):
        with pytest.raises(PermissionRefused):
            decide(world, by=who)
        assert not told(world, by=who).may_write
    assert len(told(world).now) == 3


def test_whoever_sees_to_it_says_that_it_is_done_though_of_another_team(world: World) -> None:
    row = decide(world, owner=world.person("dee"), due_on=TODAY)
    with world.reading():
        (mine,) = decisions_to_see_to(viewer=world.viewer("dee"), at=AT + timedelta(days=1))
    assert mine.is_late
    settle(world, row, by="dee")
    with world.reading():
        assert not decisions_to_see_to(viewer=world.viewer("dee"), at=AT)
    settle(world, row, by="dee")  # again: nothing happens
    with world.reading():
        entries = JournalEntry.objects.filter(act__startswith="decision.")
        assert sorted(each.act for each in entries) == ["decision.done", "decision.write"]
    with pytest.raises(PermissionRefused):
        settle(world, row, by="max", is_done=False)


def test_all_that_is_wrong_with_a_decision_is_said_at_once(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        decide(world, "  ", due_on=TODAY - 2 * WEEK)
    assert refused.value.field_errors.keys() == {"text", "due_on"}
    with pytest.raises(ValidationRefused):
        decide(world, "x" * 501)
    assert not told(world).now


def test_a_change_made_elsewhere_is_not_overwritten_and_what_is_removed_is_gone(
    world: World,
) -> None:
    row, viewer = decide(world), world.viewer("mia")
    with world.reading():
        values = DecisionValues(text="Ask two depots")
        decision_change(actor=viewer, decision=row, values=values, expected=1, at=AT)
        with pytest.raises(StaleVersion):
            decision_change(actor=viewer, decision=row, values=values, expected=1, at=AT)
        with pytest.raises(StaleVersion):
            decision_remove(actor=viewer, decision=row, expected=1, at=AT)
        decision_remove(actor=viewer, decision=row, expected=2, at=AT)
        with pytest.raises(NotFound):
            decision_settle(actor=viewer, decision=row, is_done=True, at=AT)
        removed = JournalEntry.objects.get(act="decision.remove")
        assert "Ask two depots" in str(removed.changes)


def test_what_was_removed_is_put_back_as_it_was(world: World) -> None:
    row, viewer = decide(world, owner=world.person("dee"), due_on=TODAY), world.viewer("mia")
    with world.reading():
        decision_remove(actor=viewer, decision=row, expected=1, at=AT)
        assert not decisions_to_see_to(viewer=world.viewer("dee"), at=AT)
        with pytest.raises(PermissionRefused):
            decision_put_back(actor=world.viewer("max"), decision=row, at=AT)
        decision_put_back(actor=viewer, decision=row, at=AT)
        decision_put_back(actor=viewer, decision=row, at=AT)  # again: nothing happens
        entries = JournalEntry.objects.filter(act__startswith="decision.").order_by("pk")
        assert [each.act.partition(".")[2] for each in entries] == ["write", "remove", "put_back"]
        (mine,) = decisions_to_see_to(viewer=world.viewer("dee"), at=AT)
    assert (mine.text, mine.due_on) == ("Ask the depots", TODAY)


def test_nothing_is_decided_for_a_team_that_is_archived_and_what_was_is_seen_to(
    world: World,
) -> None:
    row, ada, claims = decide(world), world.viewer("ada"), world.teams["claims"]
    with world.reading():
        claims = team_archive(actor=ada, team=claims, expected=claims.version, at=AT)
    with pytest.raises(Refused, match="team_archived"):
        decide(world)
    with world.reading():
        listed = decisions_of_week(viewer=world.viewer("mia"), team=claims, at=AT)
    assert not listed.may_write
    settle(world, row)
    with world.reading():
        team_restore(actor=ada, team=claims, expected=claims.version, at=AT)
    decide(world, "Begin anew")
    assert texts(told(world).now) == ["Ask the depots", "Begin anew"]


def test_an_experiment_stays_in_the_review_until_a_week_after_it_ended(world: World) -> None:
    going_on = decide(world, "Text the driver", weeks_ago=5, kind=DecisionKind.EXPERIMENT)
    over = decide(world, "Ask for the seal first", weeks_ago=5, kind=DecisionKind.EXPERIMENT)
    decide(world, "Of this week")
    settle(world, over)
    now = told(world)
    assert texts(now.experiments) == ["Text the driver", "Ask for the seal first"]
    assert texts((*now.now, *now.last, *now.open)) == ["Of this week"]
    viewer = world.viewer("vic")
    with world.reading():
        later = decisions_of_week(
            viewer=viewer, team=world.teams["claims"], at=AT + timedelta(weeks=3)
        )
    assert texts(later.experiments) == [going_on.text]


def test_what_came_of_an_experiment_is_said_as_it_was_known(world: World) -> None:
    tried = decide(world, "Text the driver", weeks_ago=3, kind=DecisionKind.EXPERIMENT)
    viewer = world.viewer("mia")
    with world.reading():
        values = DecisionValues(text=tried.text, outcome="Nine of fourteen sent it")
        decision_change(actor=viewer, decision=tried, values=values, expected=1, at=AT)
    assert [each.outcome for each in told(world).experiments] == ["Nine of fourteen sent it"]
    past = told(world, weeks_ago=1).experiments
    assert [(each.text, each.outcome) for each in past] == [("Text the driver", "")]


def test_only_an_experiment_has_an_outcome(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        decide(world, outcome="It worked")
    assert refused.value.field_errors.keys() == {"outcome"}
    with pytest.raises(ValidationRefused):
        decide(world, kind=DecisionKind.EXPERIMENT, outcome="x" * 501)
