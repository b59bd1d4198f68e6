"""Checking words through the API: a sentence or a document, and nothing is kept."""

from tests.api.programs import body_of, make_program, problem_of
from tests.world import World

URL = "/wording-checks"


def test_a_sentence_or_a_document_is_checked(world: World) -> None:
    vic = make_program(world, "vic")
    said = body_of(vic.post(URL, {"key_result": "Publish 30 blog articles"}))
    work = next(each for each in said["findings"] if each["code"] == "PL-W01")
    assert (work["severity"], work["start"], work["end"]) == ("warn", 0, 7)
    text = "# Objective: Buyers trust us before they call\n\n- KR: Launch the new website\n"
    told = body_of(vic.post(URL, {"text": text, "format": "markdown"}))
    found = next(each for each in told["findings"] if each["code"] == "PL-W01")
    assert (found["line"], told["objectives"], told["key_results"]) == (3, 1, 1)
    assert found["subject"] == {"kind": "key_result", "title": "Launch the new website"}


def test_what_cannot_be_read_is_told(world: World) -> None:
    vic = make_program(world, "vic")
    assert body_of(vic.post(URL, {"text": " \n"}))["refusal"]
    for body in ({}, {"text": "a", "objective": "b"}, {"key_result": "a" * 2001}, {"what": "a"}):
        problem_of(vic.post(URL, body), 422, "invalid")
    problem_of(vic.post(URL, {"objective": "a", "team": "nothinghere1"}), 422, "invalid")
