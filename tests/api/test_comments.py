"""Comments in the API: written once, answered, edited and taken back."""

from plumbline.domain.discussion.models import Comment
from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_objective


def test_a_comment_is_written_once_answered_edited_and_taken_back(world: World) -> None:
    objective = make_objective(world)
    lena, mia = make_program(world, "lena"), make_program(world, "mia")
    path = f"/objectives/{objective.public_id}/comments"
    asked = {"text": "Does a call count, @Mia?", "is_question": True}
    said = [lena.post(path, asked, Idempotency_Key="monday") for _ in range(2)]
    first = body_of(said[0])
    assert body_of(said[1]) == first
    assert [each["written"] for each in first["mentions"]] == ["Mia"]
    answer = mia.post(path, {"text": "It does.", "reply_to": first["id"]})
    assert body_of(answer)["reply_to"] == first["id"]
    listed = body_of(mia.get(path))["items"]
    assert [(each["text"], each["is_answered"]) for each in listed] == [
        ("It does.", False),
        ("Does a call count, @Mia?", True),
    ]
    own = answer.headers["Location"]
    edited = mia.patch(own, {"text": "It does not."}, If_Match=mia.etag(own))
    assert body_of(edited)["edited_at"] is not None
    assert mia.call("DELETE", own, None, headers={"If-Match": mia.etag(own)}).status_code == 204
    assert mia.get(own).status_code == 404
    with world.reading():
        assert Comment.objects.count() == 2


def test_no_words_are_refused_at_their_field(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    program = make_program(world, "mia")
    said = problem_of(
        program.post(f"/key-results/{result.public_id}/comments", {"text": " "}), 422, "invalid"
    )
    assert said["errors"][0]["pointer"] == "/text"


def test_a_list_goes_on_where_the_last_comment_of_a_page_was_taken_back(world: World) -> None:
    mia = make_program(world, "mia")
    objective = make_objective(world)
    path = f"/objectives/{objective.public_id}/comments"
    said = [body_of(mia.post(path, {"text": text}))["id"] for text in ("First", "Second", "Third")]
    assert body_of(mia.get(f"{path}?limit=2"))["next"] == said[1]
    own = f"/comments/{said[1]}"
    mia.call("DELETE", own, None, headers={"If-Match": mia.etag(own)})
    assert [each["id"] for each in body_of(mia.get(f"{path}?after={said[1]}"))["items"]] == said[:1]
    assert mia.get(f"{path}?after={objective.public_id}").status_code == 404
