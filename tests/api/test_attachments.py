"""Files in the API: attached, listed with what they hang on, handed out, taken away, refused."""

from django.http import HttpResponse

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.attachments.models import Attachment
from plumbline.domain.attachments.services import FILE_LIMIT_BYTES
from tests.api.programs import Program, body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_check_in, make_comment, make_objective

OCTETS = "application/octet-stream"


def sent(
    program: Program,
    path: str,
    data: bytes,
    *,
    name: str = "count.csv",
    kind: str = OCTETS,
    **headers: str,
) -> HttpResponse:
    return program.call(
        "POST",
        f"{path}/attachments?name={name}",
        data,
        content_type=kind,
        headers={key.replace("_", "-"): value for key, value in headers.items()},
    )


def test_a_file_is_attached_once_listed_handed_out_and_taken_away(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    check_in = make_check_in(world, result, "40", by="mia")
    mia, vic = make_program(world, "mia"), make_program(world, "vic")
    path = f"/check-ins/{check_in.public_id}"
    data = b"depot;count\n" * 40_000
    answers = [sent(mia, path, data, Idempotency_Key="monday") for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    made = body_of(answers[0])
    assert body_of(answers[1]) == made
    assert (made["name"], made["media_type"], made["size"]) == (
        "count.csv",
        "text/plain",
        len(data),
    )
    assert body_of(vic.get(path))["attachments"] == [made]
    (listed,) = body_of(vic.get(f"/key-results/{result.public_id}/check-ins"))["items"]
    assert listed["attachments"] == [made]
    own = answers[0].headers["Location"]
    handed = vic.get(own)
    assert handed.getvalue() == data
    assert vic.get(own, If_None_Match=handed.headers["ETag"]).status_code == 304
    problem_of(vic.delete(own), 403, "forbidden")
    assert mia.delete(own).status_code == 204
    problem_of(mia.get(own), 404, "not-found")
    assert body_of(vic.get(path))["attachments"] == []


def test_a_file_of_a_comment_is_for_its_author_to_attach(world: World) -> None:
    comment = make_comment(world, make_objective(world), by="mia")
    path = f"/comments/{comment.public_id}"
    problem_of(sent(make_program(world, "lena"), path, b"a;b"), 403, "forbidden")
    mia = make_program(world, "mia")
    made = body_of(sent(mia, path, b"%PDF-1.7", name="plan.csv"))
    assert made["name"] == "plan.csv.pdf"  # the bytes say what it is
    assert body_of(mia.get(path))["attachments"] == [made]


def test_what_is_not_taken_is_refused_as_a_problem(world: World) -> None:
    comment = make_comment(world, make_objective(world), by="mia")
    mia, path = make_program(world, "mia"), f"/comments/{comment.public_id}"
    markup = problem_of(sent(mia, path, b"<p>"), 422, "invalid")
    assert markup["errors"][0]["code"] == "attachments.kind"
    assert markup["errors"][0]["pointer"] == ""
    empty = problem_of(sent(mia, path, b""), 422, "invalid")
    assert empty["errors"][0]["code"] == "attachments.empty"
    form = problem_of(sent(mia, path, b"a", kind="multipart/form-data; boundary=b"), 422, "invalid")
    assert form["errors"][0]["parameter"] == "Content-Type"
    nameless = problem_of(mia.call("POST", f"{path}/attachments", b"a"), 422, "invalid")
    assert nameless["errors"][0]["parameter"] == "name"
    large = b"0" * (FILE_LIMIT_BYTES + 1)
    problem_of(sent(mia, path, large), 413, "too-large")
    problem_of(sent(mia, path, large, Idempotency_Key="large"), 413, "too-large")
    with world.reading():
        assert not Attachment.objects.exists()


def test_a_corrected_check_in_takes_no_file_and_a_token_to_read_attaches_none(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    check_in = make_check_in(world, result, "40", by="mia")
    path, mia = f"/check-ins/{check_in.public_id}", make_program(world, "mia")
    reader = make_program(world, "mia", {TokenScope.READ})
    problem_of(sent(reader, path, b"a;b"), 403, "forbidden")
    corrected = mia.post(f"{path}/correct", {"value": "41"}, If_Match=mia.etag(path))
    assert corrected.status_code == 201
    problem_of(sent(mia, path, b"a;b"), 409, "refused")
