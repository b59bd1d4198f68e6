"""Tries are their person's alone; whoever gives lessons sees who of theirs is done."""

from datetime import date, timedelta

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.learning.models import ExerciseTry
from plumbline.domain.learning.selectors.assignments import (
    COUNTS_FOR,
    assignment_standing,
    assignments_over,
    own_assignments,
)
from plumbline.domain.learning.selectors.course import own_progress, own_tries
from plumbline.domain.learning.selectors.reminding import assignments_reminded
from plumbline.domain.learning.services.assigning import assignment_give, assignment_take_back
from plumbline.domain.learning.services.practising import KEPT, exercise_answer
from plumbline.domain.orgs.services.teams import team_archive
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    ValidationRefused,
)
from plumbline.engine.coaching.learning.course import lessons
from plumbline.engine.coaching.learning.exercises import exercises
from tests.world import AT, TODAY, World
from tests.world_okrs import make_assignment

pytestmark = pytest.mark.django_db
EXERCISE = "grade-this"
GOOD = exercises()[EXERCISE].sample


def answer(world: World, who: str, words: str = GOOD, exercise: str = EXERCISE) -> bool:
    viewer = world.viewer(who)
    with world.reading():
        return exercise_answer(actor=viewer, exercise=exercise, answer=words, at=AT).is_done


def standing(world: World, who: str, public_id: str) -> dict[str, tuple[str, ...]]:
    viewer = world.viewer(who)
    with world.reading():
        found = assignment_standing(viewer=viewer, public_id=public_id, on=TODAY)
    return {each.team: each.done for each in found.teams}


def test_whoever_is_in_two_teams_is_counted_once_in_all(world: World) -> None:
    made = make_assignment(world)
    assert answer(world, "mia")
    with world.reading():
        found = assignment_standing(viewer=world.viewer("carl"), public_id=made.public_id, on=TODAY)
    people = {name for each in found.teams for name in (*each.done, *each.open)}
    assert (found.done, found.asked) == (1, len(people))


def test_tries_are_kept_for_their_person_and_the_enough_one_outlasts_all(world: World) -> None:
    assert answer(world, "mia")
    for _again in range(KEPT + 2):
        assert not answer(world, "mia", "0.9 because all of us worked very hard")
    assert not answer(world, "dee", "0.9 because all of us worked very hard")
    mia, dee = world.viewer("mia"), world.viewer("dee")
    with world.reading():
        assert len(own_tries(viewer=mia, exercise=EXERCISE)) == KEPT
        assert own_progress(viewer=mia).is_done(lessons()["grading"])
        assert not own_progress(viewer=dee).is_done(lessons()["grading"])
        assert own_progress(viewer=dee).tries == {EXERCISE: 1}


@pytest.mark.parametrize(
    ("exercise", "words", "refused"),
    [("no-such-thing", GOOD, NotFound), (EXERCISE, " \n", ValidationRefused)],
)
def test_what_is_no_answer_is_refused_and_not_kept(
    world: World, exercise: str, words: str, refused: type[DomainError]
) -> None:
    with pytest.raises(refused):
        answer(world, "mia", words, exercise)
    with world.reading():
        assert not ExerciseTry.objects.exists()


def test_each_sees_of_who_is_done_the_people_they_lead(world: World) -> None:
    made = make_assignment(world)
    answer(world, "mia")
    everything, led = (standing(world, name, made.public_id) for name in ("carl", "lena"))
    assert everything["Claims"] == led["Claims"] == ("Mia",)
    assert "Finance" in everything
    assert led.keys() < everything.keys()
    assert "Finance" not in led
    assert standing(world, "mia", made.public_id) == {}


def test_an_assignment_is_over_four_weeks_after_its_day_and_still_read(world: World) -> None:
    made = make_assignment(world, "freight")
    mia, last = world.viewer("mia"), made.due_on + COUNTS_FOR
    with world.reading():
        assert own_assignments(viewer=mia, on=last)
        assert assignments_over(viewer=mia, on=last).lines == ()
        after = last + timedelta(days=1)
        assert own_assignments(viewer=mia, on=after) == ()
        (line,) = assignments_over(viewer=mia, on=after, page=9).lines
        assert line.public_id == made.public_id
        assert not assignments_reminded(on=after).exists()


def test_lessons_reach_the_teams_below_until_they_are_taken_back(world: World) -> None:
    made = make_assignment(world, "freight", ("grading", "what-okrs-are"), by="lena")
    seen = {}
    for name in ("mia", "dee"):
        viewer = world.viewer(name)
        with world.reading():
            seen[name] = [each.lessons for each in own_assignments(viewer=viewer, on=TODAY)]
    assert [[one.name for one in each] for each in seen["mia"]] == [["what-okrs-are", "grading"]]
    assert seen["dee"] == []
    lena, mia = world.viewer("lena"), world.viewer("mia")
    with world.reading():
        with pytest.raises(PermissionRefused):
            assignment_take_back(actor=mia, public_id=made.public_id, at=AT)
        assignment_take_back(actor=lena, public_id=made.public_id, at=AT)
        with pytest.raises(NotFound):
            assignment_take_back(actor=lena, public_id=made.public_id, at=AT)
        assert own_assignments(viewer=mia, on=TODAY) == ()
        acts = JournalEntry.objects.filter(act__startswith="assignment.").order_by("pk")
        assert [each.act for each in acts] == ["assignment.give", "assignment.take_back"]


@pytest.mark.parametrize(
    ("team", "wanted", "due_on", "by", "refused"),
    [
        ("finance", ("grading",), date(2026, 3, 20), "lena", PermissionRefused),
        ("", ("grading",), date(2026, 3, 20), "lena", PermissionRefused),
        ("claims", (), date(2026, 3, 20), "carl", ValidationRefused),
        ("claims", ("no-such",), date(2026, 3, 20), "carl", ValidationRefused),
        ("claims", ("grading",), date(2026, 3, 1), "carl", ValidationRefused),
        ("claims", ("grading",), date(2028, 3, 1), "carl", ValidationRefused),
    ],
)
def test_what_may_not_or_cannot_be_given_is_refused(
    world: World,
    team: str,
    wanted: tuple[str, ...],
    due_on: date,
    by: str,
    refused: type[DomainError],
) -> None:
    with pytest.raises(refused):
        make_assignment(world, team, wanted, due_on=due_on, by=by)
    with world.reading():
        assert not JournalEntry.objects.filter(act="assignment.give").exists()


def test_nobody_is_asked_twice_for_the_same_by_the_same_day(world: World) -> None:
    made = make_assignment(world, "freight")
    for team, by in (("freight", "carl"), ("claims", "lena")):  # claims lies below freight
        with pytest.raises(ValidationRefused) as refused:
            make_assignment(world, team, ("what-okrs-are", "grading"), by=by)
        (message,) = refused.value.field_errors["lessons"]
        assert message.id == "learning.given_already"
    make_assignment(world, "claims", due_on=made.due_on - timedelta(days=2))  # sooner is another
    make_assignment(world, "finance")
    with world.reading():
        assignment_take_back(actor=world.viewer("carl"), public_id=made.public_id, at=AT)
    make_assignment(world, "freight")


def test_no_lesson_is_given_to_a_team_that_is_archived(world: World) -> None:
    with world.reading():
        gone = team_archive(actor=world.system, team=world.teams["claims"], at=AT)
        with pytest.raises(ValidationRefused) as caught:
            assignment_give(
                actor=world.viewer("carl"), team=gone, lessons=["grading"], due_on=TODAY, at=AT
            )
    assert list(caught.value.field_errors) == ["team"]
