"""The API, fed from its own description: no server error, and no answer it has not described."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.api.application import api
from plumbline.domain.audits.models import Audit
from plumbline.domain.bulk.services.batches import batch_choose
from plumbline.domain.custom_fields.models import FieldKind, FieldSubject
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.services.practices import PracticeValues, practice_adopt
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.services.waivers import waiver_ask
from plumbline.domain.orgs.services.working_days import (
    holiday_add,
    holidays_upload,
    location_add,
)
from plumbline.domain.practice_feedback.choices import Verdict
from plumbline.domain.practice_feedback.services.giving import feedback_give
from plumbline.domain.reviews.services.decisions import DecisionValues, decision_write
from plumbline.domain.strategy.services import PriorityValues, priority_create
from plumbline.domain.templates.services import template_save
from plumbline.domain.transfer.services.imports import import_file_keep
from plumbline.domain.views.models import ViewPage
from plumbline.domain.views.services import ViewValues, view_save
from tests.api.programs import ROOT, Program, make_program
from tests.rows_kept import Kept
from tests.world import AT, World, build_world
from tests.world_okrs import (
    file_of,
    first_key_result,
    make_assignment,
    make_check_in,
    make_comment,
    make_cycle,
    make_dependency,
    make_external_link,
    make_objective,
    make_upload,
)

pytestmark = pytest.mark.django_db

DOCUMENT: dict[str, Any] = json.loads(
    json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str)
)
OPERATIONS = [
    (path, method) for path, methods in DOCUMENT["paths"].items() for method in sorted(methods)
]

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["\x00", "\ud800", "9" * 40, "-0", "1e5", "\u202e", "9999-12-31", "0" * 12]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema, or the one it refers to."""
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def values(schema: dict[str, Any], known: list[str]) -> st.SearchStrategy[Any]:
    """Return values that a schema describes, with some that it does not."""
    schema = resolved(schema)
    if "anyOf" in schema:
        return st.one_of(*(values(part, known) for part in schema["anyOf"]))
    if "enum" in schema:
        return st.one_of(st.sampled_from(schema["enum"]), JUNK)
    if schema.get("type") == "object":
        parts = {name: values(part, known) for name, part in schema.get("properties", {}).items()}
        required = set(schema.get("required", ()))
        return st.fixed_dictionaries(
            {name: parts[name] for name in parts if name in required},
            optional={name: parts[name] for name in parts if name not in required},
        )
    if schema.get("type") == "array":
        return st.lists(values(schema["items"], known), max_size=3)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(-5, 300),
        "null": st.none(),
        "string": st.one_of(
            st.sampled_from([*known, "Words", "12.5", "2026-02-01", "2026-03-02"]),
            st.text(max_size=30),
        ),
    }
    return st.one_of(kinds.get(schema.get("type", ""), JUNK), JUNK)


def check(path: str, method: str, status: int, content: bytes, media: str) -> None:
    """Hold an answer against what the document says of it."""
    answers = DOCUMENT["paths"][path][method]["responses"]
    assert str(status) in answers, (method, path, status, content[:300])
    answer = answers[str(status)]
    if "$ref" in answer:
        answer = DOCUMENT["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    described = answer.get("content", {})
    if not described:
        assert content == b""
        return
    kind = media.partition(";")[0]
    schema = (described.get(kind) or described["*/*"])["schema"]
    if not kind.endswith("json"):
        assert content, "a file that holds something, in its own form"
        return
    validator(json.dumps(schema)).validate(json.loads(content))


@cache
def validator(schema: str) -> jsonschema.protocols.Validator:
    """Return what holds an answer against a schema of the document, itself checked once."""
    whole = {**json.loads(schema), "components": DOCUMENT["components"]}
    kind = jsonschema.validators.validator_for(whole)
    kind.check_schema(whole)
    made: jsonschema.protocols.Validator = kind(whole)
    return made


@dataclass
class Furnished:
    """One of each thing.

    Attributes:
        ids: What fills the placeholders of addresses.
        programs: An admin's, and a member's.
    """

    ids: dict[str, str]
    programs: list[Program]


def furnish() -> Furnished:
    """Make a world in which each address leads to something."""
    world = build_world()
    ids = known_ids(world)
    return Furnished(ids, [make_program(world, name) for name in ("ada", "mia")])


_FURNISHED = Kept(furnish)


def known_ids(world: World) -> dict[str, str]:
    """Make one of each thing, and return what fills the placeholders."""
    objective = make_objective(world, active=False)
    running = make_objective(world, "Running")
    result = first_key_result(world, running)
    comment = make_comment(world, running, by="lena", files=(make_upload("a.txt", b"A"),))
    ada, viewer_of_mia = world.viewer("ada"), world.viewer("mia")
    with world.reading():
        trust = PriorityValues(title="Trust")
        template = template_save(actor=ada, objective=running, name="Running", at=AT)
        field = field_define(
            actor=world.system,
            subject=FieldSubject.OBJECTIVE,
            key="area",
            label="Area",
            kind=FieldKind.TEXT,
            at=AT,
        )
        batch = batch_choose(
            actor=viewer_of_mia, objectives=[Objective.objects.get(pk=running.pk)], at=AT
        )
        looked = ViewValues(page=ViewPage.MAP, name="Late", query="status=off_track")
        view = view_save(actor=ada, values=looked, at=AT)
        priority = priority_create(actor=world.system, values=trust, at=AT)
        holiday = holiday_add(
            actor=world.system, location=None, day=AT.date(), name="Boat day", at=AT
        )
        place = location_add(actor=world.system, name="Lisbon", at=AT)
        upload = holidays_upload(
            actor=world.system, location=place, holidays=[(AT.date(), "Boat day")], at=AT
        )
        handed_in = import_file_keep(
            actor=ada, data=b"# Ship\n- From 4 to 9", name="a.md", kind="", at=AT
        )
        practice = practice_adopt(
            actor=ada,
            values=PracticeValues(name="Results", text="Results", effective_on=AT.date()),
            tier=Tier.GUIDELINE,
            reason="Why not",
            at=AT,
        )
        audit = Audit(as_of=AT.date(), seen_at=AT, asked_at=AT, done_at=AT, state="done")
        with world.writing():
            audit.save()
        waiver = waiver_ask(
            actor=viewer_of_mia,
            objective=Objective.objects.get(pk=objective.pk),
            practice=practice,
            reason="Why not",
            expires_on=AT.date(),
            at=AT,
        )
        said = feedback_give(
            actor=viewer_of_mia,
            practice=practice,
            verdict=Verdict.HINDERS,
            words="",
            read_version=1,
            expected=0,
            at=AT,
        )
        decision = decision_write(
            actor=viewer_of_mia,
            team=world.teams["claims"],
            values=DecisionValues(text="Ask the pilots", owner=world.person("mia")),
            at=AT,
        )
        while journal_tell(at=AT):
            pass
        told = Notice.objects.filter(person=world.person("mia")).order_by("pk")[0]
    return {
        "template": template.public_id,
        "practice": practice.public_id,
        "feedback": said.public_id,
        "lesson": "grading",
        "exercise": "objective-without-a-number",
        "assignment": make_assignment(world, "claims").public_id,
        "audit": audit.public_id,
        "waiver": waiver.public_id,
        "decision": decision.public_id,
        "batch": batch.public_id,
        "field": field.public_id,
        "view": view.public_id,
        "objective": objective.public_id,
        "parent": running.public_id,
        "priority": priority.public_id,
        "holiday": holiday.public_id,
        "location": place.public_id,
        "upload": upload.public_id,
        "document": handed_in.public_id,
        "notice": told.public_id,
        "key_result": result.public_id,
        "check_in": make_check_in(world, result, "20").public_id,
        "comment": comment.public_id,
        "attachment": file_of(world, comment),
        "link": make_external_link(world, objective).public_id,
        "dependency": make_dependency(world, result, world.teams["freight"]).public_id,
        "cycle": make_cycle(world).public_id,
        "team": world.teams["claims"].public_id,
        "person": world.person("mia").public_id,
    }


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_an_operation_answers_whatever_it_is_sent_as_described(path: str, method: str) -> None:
    furnished = _FURNISHED.again()
    ids = furnished.ids
    described = DOCUMENT["paths"][path][method]
    content = described.get("requestBody", {}).get("content", {})
    body = {"type": "null"}
    for each in content.values():  # a file is sent as what the bytes of JSON are: a text
        body = each["schema"]
    query = [part for part in described.get("parameters", []) if part["in"] == "query"]

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        sent=values(body, list(ids.values())),
        asked=st.fixed_dictionaries(
            {},
            optional={part["name"]: values(part["schema"], list(ids.values())) for part in query},
        ),
        program=st.sampled_from(furnished.programs),
        tag=st.sampled_from(["*", '"1-0123456789abcdef"', "", "\u00e9"]),
    )
    def fed(sent: object, asked: dict[str, object], program: Program, tag: str) -> None:
        answer = program.call(
            method.upper(),
            path.removeprefix(ROOT).format_map(ids) + query_of(asked),
            sent,
            headers={"If-Match": tag},
        )
        media = answer.headers.get("Content-Type", "")
        said = b"".join(answer) if answer.streaming else answer.content
        check(path, method, answer.status_code, said, media)

    fed()


def query_of(asked: dict[str, object]) -> str:
    """Return a query; what UTF-8 cannot hold is sent as it would come from a broken client."""
    pairs = {name: str(value).encode("utf-8", "surrogatepass") for name, value in asked.items()}
    return f"?{urlencode(pairs)}" if pairs else ""
