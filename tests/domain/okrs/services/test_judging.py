"""Chances and statuses, stored in the transaction of whatever changed them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.checkins.services import check_in_withdraw
from plumbline.domain.okrs import chances
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    MetricKind,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    Status,
    Style,
    Visibility,
)
from plumbline.domain.okrs.services import judging, progress_refreshing
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.key_result_pauses import key_result_pause, key_result_resume
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.services.objectives import objective_pause
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.sums_restoring import sums_restore
from plumbline.domain.okrs.values import objective_values
from plumbline.engine.forecast.key_results import MODEL, key_result_forecast
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    metric,
    stored,
)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
#: Values of four weeks, the last one of today, from 0 to 100: steadily ahead, and nowhere.
AHEAD = ("86", "101", "117", "132")
BEHIND = ("1", "2", "1", "3")


def check_in_weekly(
    world: World, key_result: KeyResult, values: tuple[str, ...] = AHEAD, *, until_weeks: int = 0
) -> None:
    """Check in once a week, the last time so many weeks ago."""
    for number, value in enumerate(values):
        ago = (len(values) - 1 - number + until_weeks) * WEEK
        make_check_in(world, key_result, value, on=TODAY - ago, at=AT - ago)


def score_of(world: World, key_result: KeyResult) -> KeyResultScore:
    with world.reading():
        score: KeyResultScore = KeyResultScore.objects.get(key_result=key_result)
        return score


def standing_of(world: World, objective: Objective) -> tuple[str, Decimal | None]:
    score = stored(world, objective).score
    return score.status, score.mean_chance


def begun(
    world: World, title: str = "Claims", *, key_results: int = 1, **further: object
) -> Objective:
    """Make an objective that was activated long before the first check-in."""
    return make_objective(world, title, key_results=key_results, at=AT - 9 * WEEK, **further)  # type: ignore[arg-type]


def test_a_key_result_begins_without_data_and_has_a_chance_from_the_third_point_on(
    world: World,
) -> None:
    objective = begun(world)
    key_result = first_key_result(world, objective)
    seen = [score_of(world, key_result)]
    for weeks, value in ((2, "20"), (1, "45"), (0, "70")):
        make_check_in(world, key_result, value, on=TODAY - weeks * WEEK, at=AT - weeks * WEEK)
        seen.append(score_of(world, key_result))
    assert [score.status for score in seen[:2]] == [Status.NO_DATA, Status.TOO_EARLY]
    assert [score.chance is None for score in seen] == [True, True, False, False]
    assert {score.chance_model for score in seen} == {MODEL}


def test_chance_and_status_stand_on_score_history_and_check_in_alike(world: World) -> None:
    objective = begun(world)
    key_result = first_key_result(world, objective)
    check_in_weekly(world, key_result)
    score = score_of(world, key_result)
    said = (score.chance, score.status, score.chance_model)
    with world.reading():
        state = KeyResultScoreState.objects.get(subject=score, valid_to=None)
        entry = key_result.check_ins.latest("recorded_at")
        kept = ObjectiveScoreState.objects.get(subject__objective=objective, valid_to=None)
    assert said == (state.chance, state.status, state.chance_model)
    assert said == (entry.chance, entry.status, entry.chance_model)
    assert score.chance is not None
    assert score.chance >= Decimal("0.7")
    assert said[1:] == (Status.ON_TRACK, MODEL)
    assert (kept.mean_chance, kept.status) == (score.chance, Status.ON_TRACK)


def test_the_mean_chance_is_weighted_and_one_key_result_off_track_holds_the_rest_back(
    world: World,
) -> None:
    objective = begun(world, key_results=0, active=False)
    ahead = make_key_result(world, objective, "Ahead", weight="9", at=AT - 9 * WEEK)
    behind = make_key_result(world, objective, "Behind", weight="1", at=AT - 9 * WEEK)
    activate(world, objective, at=AT - 9 * WEEK)
    check_in_weekly(world, ahead)
    check_in_weekly(world, behind, BEHIND)
    good, bad = (score_of(world, row).chance for row in (ahead, behind))
    assert good is not None
    assert bad is not None
    assert bad < Decimal("0.3")
    status, mean = standing_of(world, objective)
    assert mean == ((9 * good + bad) / 10).quantize(Decimal("0.0001"), "ROUND_HALF_UP")
    assert mean >= Decimal("0.7")
    assert status == Status.AT_RISK
    with world.reading():
        key_result_stop(actor=world.system, key_result=behind, reason="dropped", expected=1, at=AT)
    assert standing_of(world, objective) == (Status.ON_TRACK, good)


def test_under_half_the_weight_it_is_too_early_to_say(world: World) -> None:
    objective = begun(world, key_results=3)
    check_in_weekly(world, first_key_result(world, objective))
    assert standing_of(world, objective) == (Status.TOO_EARLY, None)


def test_a_breached_guardrail_holds_back_and_has_no_chance_itself(world: World) -> None:
    objective = begun(world, active=False)
    guard = make_key_result(
        world, objective, "Guard", metric=limit("3"), is_guardrail=True, at=AT - 9 * WEEK
    )
    activate(world, objective, at=AT - 9 * WEEK)
    check_in_weekly(world, first_key_result(world, objective))
    check_in_weekly(world, guard, ("2", "2", "2", "2"))
    assert standing_of(world, objective)[0] == Status.ON_TRACK
    make_check_in(world, guard, "4")
    assert standing_of(world, objective)[0] == Status.AT_RISK
    score = score_of(world, guard)
    assert (score.chance, score.status, score.chance_model) == (None, Status.NOT_COMPUTED, "")


def test_an_aspirational_objective_asks_for_seven_tenths_and_a_change_of_style_is_judged(
    world: World,
) -> None:
    objective = begun(world)
    key_result = first_key_result(world, objective)
    check_in_weekly(world, key_result, ("30", "36", "43", "49"))
    committed = score_of(world, key_result).chance
    with world.reading():
        row = Objective.objects.get(pk=objective.pk)
        objective_adjust(
            actor=world.system,
            objective=row,
            values=replace(objective_values(row), style=Style.ASPIRATIONAL),
            reason="It was a bet all along.",
            effective_on=TODAY,
            expected=row.version,
            at=AT + DAY,
        )
    aspirational = score_of(world, key_result).chance
    assert committed is not None
    assert aspirational is not None
    assert aspirational > committed
    assert standing_of(world, objective)[1] == aspirational


def test_a_learning_objective_is_not_judged(world: World) -> None:
    objective = begun(world, style=Style.LEARNING)
    check_in_weekly(world, first_key_result(world, objective))
    assert standing_of(world, objective) == (Status.NOT_COMPUTED, None)


def test_a_withdrawn_check_in_takes_its_chance_back(world: World) -> None:
    objective = begun(world)
    key_result = first_key_result(world, objective)
    check_in_weekly(world, key_result, AHEAD[:3], until_weeks=1)
    before = score_of(world, key_result).chance
    entry = make_check_in(world, key_result, "5")
    assert score_of(world, key_result).chance != before
    with world.reading():
        check_in_withdraw(actor=world.system, check_in=entry, note="", at=AT + DAY)
    assert score_of(world, key_result).chance == before


def test_a_paused_key_result_keeps_its_chance_and_leaves_the_mean(world: World) -> None:
    objective = begun(world, key_results=2)
    ahead, behind = key_results_of(world, objective)
    check_in_weekly(world, ahead)
    check_in_weekly(world, behind, BEHIND)
    said = score_of(world, behind)
    with world.reading():
        paused = key_result_pause(
            actor=world.system,
            key_result=behind,
            reason="waiting",
            since=TODAY - WEEK,
            expected=1,
            at=AT + DAY,
        )
    kept = score_of(world, behind)
    assert (kept.chance, kept.status) == (said.chance, said.status)
    assert standing_of(world, objective) == (Status.ON_TRACK, score_of(world, ahead).chance)
    with world.reading():
        key_result_resume(
            actor=world.system,
            key_result=paused,
            until=TODAY,
            expected=paused.version,
            at=AT + DAY,
        )
    assert standing_of(world, objective)[0] != Status.ON_TRACK


def test_no_status_is_carried_to_whatever_an_objective_contributes_to(world: World) -> None:
    parent = begun(world, "Parent", team=world.company)
    child = begun(world, "Child")
    make_link(world, child, parent, weight="1")
    before = standing_of(world, parent)
    check_in_weekly(world, first_key_result(world, child))
    assert stored(world, parent).score.progress, "the progress is carried"
    assert standing_of(world, parent) == before == (Status.NO_DATA, None)


def test_the_chance_of_a_private_objective_changes_no_row_outside_it(world: World) -> None:
    open_one = begun(world, "Open")
    private = begun(world, "Private", visibility=Visibility.PRIVATE)
    make_link(world, private, open_one)
    with world.reading():
        before = list(ObjectiveScore.objects.filter(objective=open_one).values())
    check_in_weekly(world, first_key_result(world, private))
    assert standing_of(world, private)[0] == Status.ON_TRACK
    with world.reading():
        assert list(ObjectiveScore.objects.filter(objective=open_one).values()) == before


def test_silence_makes_what_was_on_track_at_risk_over_night_and_a_word_mends_it(
    world: World,
) -> None:
    objective = begun(world)
    key_result = first_key_result(world, objective)
    check_in_weekly(world, key_result)
    on_track = standing_of(world, objective)
    assert on_track[0] == Status.ON_TRACK
    with world.reading():
        progress_refresh(at=AT + 10 * DAY)
        assert recomputation_compare() == []
    assert standing_of(world, objective) == on_track, "three days of grace"
    with world.reading():
        progress_refresh(at=AT + 11 * DAY)
        states = ObjectiveScoreState.objects.filter(subject__objective=objective).count()
        progress_refresh(at=AT + 11 * DAY)
        progress_refresh(at=AT + 12 * DAY)
        again = ObjectiveScoreState.objects.filter(subject__objective=objective).count()
        assert recomputation_compare() == []
    assert standing_of(world, objective) == (Status.AT_RISK, on_track[1])
    assert again == states, "once said, nothing is written again"
    make_check_in(world, key_result, None, on=TODAY + 12 * DAY, at=AT + 12 * DAY)
    assert standing_of(world, objective) == on_track


def test_whoever_never_checked_in_is_silent_too(world: World) -> None:
    objective = begun(world, key_results=2)
    first, _ = key_results_of(world, objective)
    check_in_weekly(world, first)
    status, mean = standing_of(world, objective)
    assert mean is not None
    assert mean >= Decimal("0.7")
    assert status == Status.AT_RISK


@pytest.fixture
def another_model(monkeypatch: pytest.MonkeyPatch) -> str:
    """A later model that says of everything that it will hardly come true."""
    name = "plumbline-2"
    for module in (chances, judging, progress_refreshing):
        monkeypatch.setattr(module, "MODEL", name)
    says = key_result_forecast

    def darker(history: object, **asked: object) -> object:
        found = says(history, **asked)  # type: ignore[arg-type]
        object.__setattr__(found, "chance", None if found.chance is None else 0.05)
        return found

    monkeypatch.setattr(chances, "key_result_forecast", darker)
    return name


@pytest.fixture
def said(world: World) -> tuple[Objective, Objective]:
    """Two objectives on track, of which the second one is paused."""
    running, paused = begun(world, "Running"), begun(world, "Paused")
    for objective in (running, paused):
        check_in_weekly(world, first_key_result(world, objective))
    with world.reading():
        row = Objective.objects.get(pk=paused.pk)
        objective_pause(
            actor=world.system,
            objective=row,
            reason="waiting",
            since=TODAY,
            expected=row.version,
            at=AT,
        )
    return running, paused


def test_another_model_speaks_from_the_next_night_on_and_changes_nothing_said_before(
    world: World, said: tuple[Objective, Objective], another_model: str
) -> None:
    running, paused = said
    before = {row.pk: standing_of(world, row) for row in said}
    with world.reading():
        assert recomputation_compare() == [], "what an older model said is no mistake"
        assert sums_restore(at=AT + HOUR) == 0
        history = list(ObjectiveScoreState.objects.order_by("pk").values("pk", "status"))
    assert {row.pk: standing_of(world, row) for row in said} == before
    with world.reading():
        assert progress_refresh(at=AT + DAY) == 1
        assert progress_refresh(at=AT + DAY + HOUR) == 0
        assert recomputation_compare() == []
        later = {
            row["pk"]: row["status"] for row in ObjectiveScoreState.objects.values("pk", "status")
        }
        models = set(
            KeyResultScore.objects.values_list("key_result__objective__title", "chance_model")
        )
    assert all(later[row["pk"]] == row["status"] for row in history)
    assert standing_of(world, running) == (Status.OFF_TRACK, Decimal("0.05"))
    assert standing_of(world, paused) == before[paused.pk]
    assert models == {("Running", another_model), ("Paused", MODEL)}


def test_a_status_that_does_not_follow_from_its_chances_is_an_alarm_and_can_be_put_right(
    world: World,
) -> None:
    objective = begun(world)
    key_result = first_key_result(world, objective)
    check_in_weekly(world, key_result, BEHIND)
    chance = score_of(world, key_result).chance
    with world.writing():
        ObjectiveScore.objects.filter(objective=objective).update(status=Status.ON_TRACK)
    with world.reading():
        (difference,) = recomputation_compare()
        assert difference.stored.status == Status.ON_TRACK
        assert difference.computed.status == Status.OFF_TRACK
        assert sums_restore(at=AT + DAY) == 1
        assert recomputation_compare() == []
    assert standing_of(world, objective) == (Status.OFF_TRACK, chance)
    assert score_of(world, key_result).chance == chance, "no chance is ever said again"


def test_a_metric_that_makes_no_sense_has_no_chance(world: World) -> None:
    objective = begun(world, key_results=0, active=False)
    key_result = make_key_result(
        world, objective, metric=metric(MetricKind.INCREASE), at=AT - 9 * WEEK
    )
    activate(world, objective, at=AT - 9 * WEEK)
    check_in_weekly(world, key_result)
    with world.writing():
        KeyResult.objects.filter(pk=key_result.pk).update(target=Decimal(-5))
        KeyResultScore.objects.filter(key_result=key_result).update(chance_model="")
    with world.reading():
        progress_refresh(at=AT)
    score = score_of(world, key_result)
    assert (score.chance, score.status) == (None, Status.TOO_EARLY)


@pytest.mark.thorough
def test_a_check_in_asks_as_many_questions_however_much_there_is_beside_it(world: World) -> None:
    asked = []
    for title, count in (("Few", 2), ("Many", 9)):
        objective = begun(world, title, key_results=count)
        for row in key_results_of(world, objective):
            check_in_weekly(world, row, ("10", "20"), until_weeks=1)
        with CaptureQueriesContext(connection) as queries:
            make_check_in(world, first_key_result(world, objective), "30")
        asked.append(len(queries))
    assert asked[0] == asked[1]
