"""What a policy would break, counted over more objectives than a page can wait for."""

from datetime import timedelta

import pytest

from plumbline.domain.audits.selectors import previews as selecting
from plumbline.domain.audits.selectors.previews import Effect, practice_effect
from plumbline.domain.audits.services import previews as counting
from plumbline.domain.audits.services.previews import (
    preview_ask,
    preview_go_on,
    previews_running,
)
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.practices import practice_review
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.jobs.services import job_claim, job_end
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.domain.tenancy.transactions import writing_global
from tests.domain.governance.test_gate import adopt, draft
from tests.world import AT, TODAY, World
from tests.world_okrs import activate, make_objective


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "AT_ONCE", 1)
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    monkeypatch.setattr(counting, "TURN", 1)


def effect(world: World, practice: Practice, who: str = "carl", *, days: int = 0) -> Effect:
    with world.reading():
        at = AT + timedelta(days=days)
        return practice_effect(viewer=world.viewer(who, at=at), practice=practice, at=at)


def count(world: World, practice: Practice, *, turns: int = 9) -> bool:
    """Let the worker take some turns at whatever is being counted; tell whether it is done."""
    left = iter(range(turns))
    with world.reading():
        return all(
            preview_go_on(pk=pk, clock=lambda: AT, goes_on=lambda: next(left, None) is not None)
            for pk, _slot in previews_running()
        )


def ask(world: World, practice: Practice, who: str = "carl") -> None:
    with world.reading():
        preview_ask(actor=world.viewer(who), practice=practice, at=AT)


def test_what_a_policy_would_break_is_counted_over_all_and_kept_with_its_day(world: World) -> None:
    make_objective(world, "Buyers trust us before they call")  # keeps it
    first, second = activate(world, draft(world)), draft(world)
    draft(world, visibility=Visibility.PRIVATE)
    practice = adopt(world, Tier.GUIDELINE)
    before = effect(world, practice)
    assert (before.to_look_at, before.looked_at, before.is_counted) == (3, 0, False)
    ask(world, practice)
    assert not count(world, practice, turns=1)
    half = effect(world, practice)
    assert (half.is_running, half.percent_done, half.looked_at) == (True, 33, 1)
    ask(world, practice)  # a second press goes on with the first
    assert count(world, practice)
    told = effect(world, practice, "vic", days=1)
    assert (told.is_counted, told.counted_on, told.looked_at) == (True, TODAY, 3)
    assert (told.broken, told.begun, told.drafts) == (2, 1, 1)
    assert {each.objective.public_id for each in told.named} == {
        first.public_id,
        second.public_id,
    }


def test_counting_that_failed_for_good_is_told_and_asked_for_anew(world: World) -> None:
    draft(world)
    draft(world)
    practice = adopt(world, Tier.GUIDELINE)
    ask(world, practice)
    with world.reading():
        ((_pk, slot),) = previews_running()
    run = job_claim(name="practice_preview", scope=world.organization.public_id, slot=slot, at=AT)
    assert run is not None
    job_end(run=run, at=AT, error="OSError: disk full")
    assert not effect(world, practice).is_given_up, "a worker tries it again"
    with writing_global():
        JobRun.objects.update(attempts_allowed=1)
    assert effect(world, practice).is_given_up
    with world.reading():
        at = AT + timedelta(minutes=1)
        preview_ask(actor=world.viewer("carl"), practice=practice, at=at)
        assert [slot] != [each for _pk, each in previews_running()]
    assert not effect(world, practice).is_given_up
    assert count(world, practice)


def test_of_a_practice_that_was_changed_since_nothing_is_told(world: World) -> None:
    draft(world)
    draft(world)
    practice = adopt(world, Tier.GUIDELINE)
    ask(world, practice)
    with world.reading():
        practice_review(
            actor=world.viewer("carl"),
            practice=practice,
            reason="It helps",
            review_on=TODAY + timedelta(days=90),
            expected=practice.version,
            at=AT,
        )
    assert count(world, practice)
    with world.reading():
        changed = Practice.objects.get(pk=practice.pk)
        assert not previews_running()
    assert not effect(world, changed).is_counted
    ask(world, changed)
    assert count(world, changed)
    assert effect(world, changed).broken == 2


def test_only_who_moves_practices_lets_it_be_counted(world: World) -> None:
    practice = adopt(world, Tier.GUIDELINE)
    with pytest.raises(PermissionRefused):
        ask(world, practice, "mia")
