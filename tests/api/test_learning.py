"""Lessons through the API: read, answered, given and taken back; gone while switched off."""

import pytest
from django.utils import timezone

from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.api.programs import body_of, make_program, problem_of
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def test_a_program_gives_lessons_and_another_one_does_them_while_learning_is_on(
    world: World,
) -> None:
    lena, mia = make_program(world, "lena"), make_program(world, "mia")
    names = [each["name"] for each in body_of(mia.get("/lessons"))]
    assert len(names) >= 10
    told = body_of(mia.get("/lessons/numbers-and-baselines"))
    assert "## " in told["text"]
    assert "no-baseline" in told["rules"]
    sent = {"team": world.teams["claims"].public_id, "lessons": ["numbers-and-baselines"]}
    sent["due_on"] = timezone.now().date().isoformat()
    problem_of(mia.post("/assignments", sent), 403, "forbidden")
    made = lena.post("/assignments", sent)
    assert made.status_code == 201, made.content
    (own,) = body_of(mia.get("/assignments?own=true"))["items"]
    assert own["lessons"] == ["numbers-and-baselines"]
    tried = "/exercises/add-a-baseline/answers"
    lacks = body_of(mia.post(tried, {"answer": "Reduce churn to 3% per quarter"}))
    assert not lacks["is_done"]
    assert lacks["missing"]
    enough = body_of(mia.post(tried, {"answer": "Quarterly churn from 5.2% to 3%"}))
    assert enough == {"is_done": True, "findings": [], "missing": [], "chosen": ""}
    mia.post(
        "/exercises/relative-to-absolute/answers",
        {"answer": "Renewed contracts in a cycle from 500 to 600"},
    )
    standing = body_of(lena.get(made.headers["Location"]))["teams"]
    assert world.person("mia").name in {name for each in standing for name in each["done"]}
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.LEARNING, enabled=False, at=AT)
    for path in ("/lessons", "/assignments", "/exercises/add-a-baseline"):
        problem_of(mia.get(path), 404, "not-found")
