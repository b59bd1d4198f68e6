"""Writing, editing and taking back comments, and whom they mention."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.discussion.models import Comment, Mention
from plumbline.domain.discussion.selectors.naming import (
    LOOKED_UP_AT_MOST,
    MENTIONS_AT_MOST,
    mentioned_in,
)
from plumbline.domain.discussion.selectors.threads import (
    comment_get,
    comments_of,
    discussion_of_key_result,
    discussion_of_objective,
)
from plumbline.domain.discussion.services.comments import (
    TEXT_LENGTH,
    comment_edit,
    comment_take_back,
)
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_comment, make_objective

pytestmark = pytest.mark.django_db


def mentioned(world: World, comment: Comment) -> set[str]:
    with world.reading():
        rows = Mention.objects.filter(comment=comment)
        return set(rows.values_list("person__name", flat=True))


def edit(world: World, comment: Comment, text: str, *, by: str = "mia", expected: int = 1) -> None:
    viewer = world.viewer(by)
    with world.reading():
        comment_edit(actor=viewer, comment=comment, text=text, expected=expected, at=AT)


def take_back(world: World, comment: Comment, *, by: str = "mia", expected: int = 1) -> None:
    viewer = world.viewer(by)
    with world.reading():
        comment_take_back(actor=viewer, comment=comment, expected=expected, at=AT)


def texts_of_the_journal(world: World) -> list[str]:
    with world.reading():
        return list(JournalText.objects.order_by("pk").values_list("text", flat=True))


def test_a_question_waits_until_somebody_else_answers_it(world: World) -> None:
    objective = make_objective(world)
    asked = make_comment(world, objective, by="lena", is_question=True)
    viewer = world.viewer("vic")

    def waiting() -> int:
        with world.reading():
            found = discussion_of_objective(viewer=viewer, public_id=objective.public_id)
            return found.questions

    assert waiting() == 1
    make_comment(world, objective, "Anybody?", by="lena", reply_to=asked)
    assert waiting() == 1
    make_comment(world, objective, "It does.", by="mia", reply_to=asked)
    assert waiting() == 0


def test_an_answer_to_an_answer_joins_the_thread_in_its_order(world: World) -> None:
    objective = make_objective(world)
    first = make_comment(world, objective, "One", at=AT)
    second = make_comment(world, objective, "Two", reply_to=first, at=AT + timedelta(minutes=1))
    make_comment(world, objective, "Three", reply_to=second, at=AT + timedelta(minutes=2))
    make_comment(world, objective, "Later", at=AT + timedelta(minutes=3))
    viewer = world.viewer("vic")
    with world.reading():
        found = discussion_of_objective(viewer=viewer, public_id=objective.public_id)
        flat = comments_of(viewer=viewer, objective=objective, limit=3)
        rest = comments_of(viewer=viewer, objective=objective, limit=3, after=flat.after)
    assert [thread.comment.text for thread in found.threads] == ["Later", "One"]
    assert [reply.text for reply in found.threads[1].replies] == ["Two", "Three"]
    assert [each.text for each in flat.comments] == ["Later", "Three", "Two"]
    assert [each.text for each in rest.comments] == ["One"]
    assert rest.after is None


def test_a_key_result_is_discussed_apart_from_its_objective(world: World) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    about_it = make_comment(world, objective, "About the number", key_result=result)
    viewer = world.viewer("vic")
    with world.reading():
        whole = discussion_of_objective(viewer=viewer, public_id=objective.public_id)
        part = discussion_of_key_result(viewer=viewer, public_id=result.public_id)
    assert (whole.total, part.total) == (0, 1)
    with pytest.raises(Refused):
        make_comment(world, objective, "Elsewhere", reply_to=about_it)


def test_the_journal_keeps_every_wording_and_the_page_none_that_was_taken_back(
    world: World,
) -> None:
    objective = make_objective(world)
    comment = make_comment(world, objective, "At first @carl")
    edit(world, comment, "Then")
    take_back(world, comment, expected=2)
    texts = texts_of_the_journal(world)
    assert [text for text in texts if text in ("At first @carl", "Then")] == [
        "At first @carl",
        "At first @carl",
        "Then",
        "Then",
    ]
    with world.reading():
        acts = JournalEntry.objects.filter(subject_kind="comment").order_by("pk")
        assert list(acts.values_list("act", flat=True)) == [
            "comment.write",
            "comment.edit",
            "comment.take_back",
        ]
        stored = Comment.objects.get()
        assert (stored.text, stored.version) == ("", 3)
    assert mentioned(world, comment) == set()
    viewer = world.viewer("mia")
    with world.reading(), pytest.raises(NotFound):
        comment_get(viewer=viewer, public_id=comment.public_id)


def test_a_thread_that_was_answered_stays_when_its_first_comment_goes(world: World) -> None:
    objective = make_objective(world)
    first = make_comment(world, objective, "One")
    alone = make_comment(world, objective, "Alone")
    make_comment(world, objective, "Two", by="lena", reply_to=first)
    take_back(world, first)
    take_back(world, alone)
    viewer = world.viewer("vic")
    with world.reading():
        found = discussion_of_objective(viewer=viewer, public_id=objective.public_id)
    assert [(t.comment.is_taken_back, len(t.replies)) for t in found.threads] == [(True, 1)]
    with pytest.raises(Refused):
        make_comment(world, objective, "Three", reply_to=first)


def test_nobody_changes_what_somebody_else_said_whatever_they_lead(world: World) -> None:
    comment = make_comment(world, make_objective(world), by="mia")
    for who in ("ada", "carl", "lena", "max"):
        with pytest.raises(PermissionRefused):
            edit(world, comment, "Other words", by=who)
        with pytest.raises(PermissionRefused):
            take_back(world, comment, by=who)
    with pytest.raises(StaleVersion):
        edit(world, comment, "Other words", expected=2)
    with world.reading():
        assert Comment.objects.get().text == comment.text


def test_whoever_sees_it_no_longer_cannot_change_what_they_said_there(world: World) -> None:
    objective = make_objective(world)
    comment = make_comment(world, objective, by="lena")
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    with pytest.raises(NotFound):
        edit(world, comment, "Other words", by="lena")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Does it count, @Mia?", {"Mia"}),
        ("@mia and @CARL, please", {"Mia", "Carl"}),
        ("Ask @lena@freight.example.", {"Lena"}),
        ("Mail mia@freight.example, not @home", set()),
        ("@Mia @Mia", {"Mia"}),
        ("@Ann Berg knows", {"Ann Berg"}),
        ("@Ann Lund knows", {"Ann Lund"}),
        ("@Bo knows", {"Bo Holm"}),
        ("@Özlem, @łukasz and @ÉLODIE know", {"Özlem Kaya", "Łukasz Ost", "Élodie Roux"}),
    ],
)
def test_an_at_before_a_name_or_an_address_mentions(
    world: World, text: str, names: set[str]
) -> None:
    for name in ("Ann Berg", "Ann Lund", "Bo Holm"):
        world.make_person(name, claimed=False)
    for number, name in enumerate(("Özlem Kaya", "Łukasz Ost", "Élodie Roux")):
        world.make_person(name, email=f"p{number}@freight.example", claimed=False)
    assert mentioned(world, make_comment(world, make_objective(world), text)) == names


def test_a_name_that_several_people_have_is_asked_about(world: World) -> None:
    for name in ("Ann Berg", "Ann Lund"):
        world.make_person(name, claimed=False)
    with pytest.raises(ValidationRefused) as refused:
        make_comment(world, make_objective(world), "@Ann knows")
    assert [each.id for each in refused.value.field_errors["text"]] == ["discussion.name_shared"]


def test_only_people_who_may_read_it_are_mentioned(world: World) -> None:
    objective = make_objective(world, visibility=Visibility.PRIVATE)
    comment = make_comment(world, objective, "@Max, not @Lena nor @Ada")
    assert mentioned(world, comment) == {"Max"}


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (TEXT_LENGTH + 1)])
def test_no_words_or_too_many_are_refused(world: World, text: str) -> None:
    with pytest.raises(ValidationRefused):
        make_comment(world, make_objective(world), text)


def test_a_word_behind_an_at_is_looked_up_once_and_not_without_end(world: World) -> None:
    objective = make_objective(world, visibility=Visibility.PRIVATE)

    def queries(text: str) -> int:
        with world.reading(), CaptureQueriesContext(connection) as asked:
            mentioned_in(text, objective, at=AT)
        return len(asked)

    assert queries("@Max " * 900) == queries("@Max")
    with pytest.raises(ValidationRefused):
        queries(" ".join(f"@nobody{number}" for number in range(LOOKED_UP_AT_MOST + 1)))


def test_a_crowd_is_not_called_together(world: World) -> None:
    names = [f"Crowd{number}" for number in range(MENTIONS_AT_MOST + 1)]
    for name in names:
        world.make_person(name, claimed=False)
    with pytest.raises(ValidationRefused):
        make_comment(world, make_objective(world), " ".join(f"@{name}" for name in names))
