"""Custom fields in the settings, in forms and on pages."""

import pytest

from plumbline.domain.custom_fields.models import FieldDefinition, FieldKind, FieldSubject
from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.transfer.selectors.export import document_export
from tests.web.conftest import BrowserOf
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_cycle, make_objective, stored

pytestmark = pytest.mark.usefixtures("clock")

FIELDS = "/o/freight/settings/fields"
OTHERS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
NEW = {"subject": "objective", "label": "Region", "kind": "choice", "choices": "north\n\nsouth\n"}


def define(
    world: World,
    key: str = "area",
    kind: FieldKind = FieldKind.TEXT,
    *,
    subject: FieldSubject = FieldSubject.OBJECTIVE,
    required: bool = False,
) -> FieldDefinition:
    choosing = kind in (FieldKind.CHOICE, FieldKind.CHOICES)
    with world.reading():
        return field_define(
            actor=world.system,
            subject=subject,
            key=key,
            label=f"The {key}",
            kind=kind,
            choices=["north", "south"] if choosing else (),
            is_required=required,
            at=AT,
        )


def rows(world: World) -> dict[str, FieldDefinition]:
    with world.reading():
        return {row.key: row for row in FieldDefinition.objects.order_by("rank")}


def held(world: World, row: Objective | KeyResult) -> dict[str, object]:
    with world.reading():
        pk = type(row).objects.get(pk=row.pk).custom_values_id
        return {} if pk is None else dict(custom_values([pk]).get(pk, {}))


def test_only_admins_reach_them(world: World, browser_of: BrowserOf) -> None:
    url = f"{FIELDS}/{define(world).public_id}"
    for who in OTHERS:
        browser = browser_of(world, who)
        for path in (FIELDS, url):
            assert browser.get(path).status_code == 403, (who, path)
        for path in (FIELDS, url, f"{url}/move", f"{url}/archive", f"{url}/restore"):
            assert browser.post(path, {**NEW, "version": "1"}).status_code == 403, (who, path)
        assert FIELDS not in browser.get("/o/freight/settings").text
    assert [row.version for row in rows(world).values()] == [1]


def test_an_admin_adds_one_and_its_key_follows_from_its_name(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    assert "None yet." in browser.get(FIELDS).text
    assert browser.post(FIELDS, NEW)["Location"] == FIELDS
    region = rows(world)["region"]
    assert (region.label, region.kind, region.choices) == ("Region", "choice", ["north", "south"])
    text = browser.get(FIELDS).text
    assert "One choice" in text
    assert "north, south" in text
    assert "“Region” is asked for from now on." in text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"label": ""}, "Say what the field is called."),
        ({"choices": ""}, "Name at least one choice."),
        ({"choices": "\n".join(map(str, range(101)))}, "at most 100 choices"),
        ({"kind": "riddle"}, "Select a valid choice."),
        ({"key": "area"}, "There is a field with the key “area” already."),
        ({"key": "not a key"}, "slug"),
    ],
)
def test_a_field_that_cannot_be_is_refused_in_words(
    world: World, browser_of: BrowserOf, changed: dict[str, str], says: str
) -> None:
    define(world)
    answer = browser_of(world, "ada").post(FIELDS, NEW | changed)
    assert answer.status_code == 422
    assert says in answer.text
    assert set(rows(world)) == {"area"}


def test_one_is_changed_moved_put_away_and_used_again(world: World, browser_of: BrowserOf) -> None:
    define(world)
    define(world, "cost", FieldKind.NUMBER)
    browser = browser_of(world, "ada")
    url = f"{FIELDS}/{rows(world)['cost'].public_id}"
    assert "key cost" in browser.get(url).text
    sent = {"version": "1", "label": "Budget", "is_required": "on"}
    assert browser.post(url, sent)["Location"] == FIELDS
    assert browser.post(f"{url}/move", {"version": "2", "to": "up"})["Location"] == FIELDS
    assert list(rows(world)) == ["cost", "area"]
    version = str(rows(world)["cost"].version)
    assert browser.post(f"{url}/archive", {"version": version})["Location"] == FIELDS
    assert "1 put away" in browser.get(FIELDS).text
    version = str(rows(world)["cost"].version)
    assert browser.post(f"{url}/restore", {"version": version})["Location"] == FIELDS
    row = rows(world)["cost"]
    assert (row.label, row.is_required, row.is_archived) == ("Budget", True, False)


def test_the_second_of_two_writers_sees_both_versions(world: World, browser_of: BrowserOf) -> None:
    url = f"{FIELDS}/{define(world).public_id}"
    browser = browser_of(world, "ada")
    browser.post(url, {"version": "1", "label": "First"})
    late = browser.post(url, {"version": "1", "label": "Second"})
    assert late.status_code == 409
    assert "Now it says: First" in late.text
    assert 'value="Second"' in late.text
    assert browser.post(f"{url}/archive", {"version": "1"}).status_code == 409


EVERY_KIND = {
    "text": (FieldKind.TEXT, "the north", "the north"),
    "number": (FieldKind.NUMBER, "12.50", "12.5"),
    "day": (FieldKind.DATE, "2026-11-23", "23 November 2026"),
    "one": (FieldKind.CHOICE, "north", "north"),
    "several": (FieldKind.CHOICES, ["south", "north"], "south, north"),
    "sure": (FieldKind.YES_NO, "no", "no"),
    "link": (FieldKind.LINK, "https://example.org/a", 'href="https://example.org/a"'),
}


def test_forms_of_objectives_ask_for_every_kind_and_pages_show_it(
    world: World, browser_of: BrowserOf
) -> None:
    for key, (kind, _typed, _shown) in EVERY_KIND.items():
        define(world, key, kind)
    cycle = make_cycle(world)
    browser = browser_of(world, "lena")
    assert 'name="custom.several"' in browser.get("/o/freight/plan/new").text
    sent = {
        "title": "Claims settle",
        "team": world.teams["claims"].public_id,
        "cycle": cycle.public_id,
        "visibility": "organization",
        **{f"custom.{key}": typed for key, (_kind, typed, _shown) in EVERY_KIND.items()},
    }
    page = browser.post("/o/freight/plan/new", sent)["Location"]
    text = browser.get(page).text
    for key, (_kind, _typed, shown) in EVERY_KIND.items():
        assert f"The {key}" in text
        assert shown in text, key
    form = browser.get(f"{page}/edit").text
    assert 'value="12.5"' in form
    assert '<option value="no" selected>' in form
    assert form.count("checked") >= 2
    with world.reading():
        told = repr(document_export(viewer=world.viewer("lena"), cycle=cycle))
    assert "the north" in told


def test_a_value_that_cannot_stand_is_said_at_its_field(
    world: World, browser_of: BrowserOf
) -> None:
    define(world, "number", FieldKind.NUMBER)
    define(world, "link", FieldKind.LINK)
    draft = make_objective(world, active=False)
    url = f"/o/freight/objectives/{draft.public_id}/edit"
    version = str(stored(world, draft).version)
    sent = {
        "version": version,
        "title": draft.title,
        "cycle": draft.cycle.public_id,
        "team": world.teams["claims"].public_id,
        "visibility": "organization",
        "custom.number": "a dozen",
        "custom.link": "javascript:plumb()",
    }
    answer = browser_of(world, "lena").post(url, sent)
    assert answer.status_code == 422
    assert "is no link" in answer.text
    assert 'value="a dozen"' in answer.text
    assert held(world, draft) == {}


def test_what_runs_may_change_its_custom_values_like_its_words(
    world: World, browser_of: BrowserOf
) -> None:
    define(world)
    define(world, "side", subject=FieldSubject.KEY_RESULT)
    running = make_objective(world)
    result = first_key_result(world, running)
    browser = browser_of(world, "lena")
    version = str(stored(world, running).version)
    sent = {"version": version, "title": running.title, "custom.area": "north"}
    url = f"/o/freight/objectives/{running.public_id}"
    assert browser.post(f"{url}/edit", sent)["Location"] == url
    late = browser.post(f"{url}/edit", {**sent, "custom.area": "south"})
    assert late.status_code == 409
    assert "Now it says: north" in late.text
    place = f"/o/freight/key-results/{result.public_id}"
    said = {"version": str(result.version), "title": result.title, "cadence": "weekly"}
    assert browser.post(f"{place}/edit", {**said, "custom.side": "east"})["Location"] == place
    assert "The side" in browser.get(place).text
    assert held(world, running) == {"area": "north"}
    assert held(world, result) == {"side": "east"}


def test_a_required_field_is_named_when_it_is_to_begin(world: World, browser_of: BrowserOf) -> None:
    define(world, required=True)
    draft = make_objective(world, active=False)
    url = f"/o/freight/objectives/{draft.public_id}/activate"
    answer = browser_of(world, "lena").post(url, {"version": str(stored(world, draft).version)})
    assert answer.status_code == 422
    assert "Fill in “The area”" in answer.text


def test_without_fields_forms_ask_nothing_more(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    assert "custom." not in browser_of(world, "lena").get("/o/freight/plan/new").text
