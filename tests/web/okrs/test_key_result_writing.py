"""Adding, changing and throwing away key results of a draft."""

from decimal import Decimal

import pytest

from plumbline.domain.okrs.models import (
    Adjustment,
    KeyResult,
    MetricKind,
    Objective,
    Visibility,
)
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import first_key_result, key_results_of, make_key_result, make_objective

pytestmark = pytest.mark.usefixtures("clock")


def adding(objective: Objective) -> str:
    return f"/o/freight/objectives/{objective.public_id}/key-results/new"


def url(key_result: KeyResult, part: str) -> str:
    return f"/o/freight/key-results/{key_result.public_id}/{part}"


def typed(world: World, **further: str) -> dict[str, str]:
    return {
        "title": "Claims settled with one contact",
        "kind": "increase",
        "unit": "%",
        "baseline": "40",
        "target": "70",
        "weight": "2.5",
        "cadence": "biweekly",
        "owner": world.person("mia").public_id,
        **further,
    }


def test_a_key_result_is_added_with_all_it_says(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False, key_results=0)
    mia = browser_of(world, "mia")
    assert adding(draft) in mia.get(f"/o/freight/objectives/{draft.public_id}").text
    assert mia.get(adding(draft)).status_code == 200
    sent = typed(world, due="2026-03-20", evidence_counts="The ledger", tags="one, two")
    answer = mia.post(adding(draft), sent, follow=True)
    assert "The key result is added." in answer.text
    row = first_key_result(world, draft)
    assert (row.metric_kind, row.unit, row.baseline, row.target) == (
        MetricKind.INCREASE,
        "%",
        Decimal(40),
        Decimal(70),
    )
    assert (row.weight, row.cadence, row.evidence_counts) == (2500, "biweekly", "The ledger")
    assert row.due is not None


@pytest.mark.parametrize(
    ("kind", "typed_in", "stored"),
    [
        ("decrease", {"baseline": "3,8", "target": "1.5"}, {"target": Decimal("1.5")}),
        ("at_most", {"limit": "85"}, {"target": Decimal(85), "baseline": None}),
        ("at_least", {"limit": "1,200"}, {"target": Decimal(1200)}),
        ("range", {"low": "72", "high": "78"}, {"low": Decimal(72), "target": None}),
        ("increase", {"target": "", "relative_target": "20"}, {"relative_target": Decimal(20)}),
        ("increase", {"baseline": "", "baseline_by": "2026-03-10"}, {"baseline": None}),
        (
            "milestone",
            {"stages": "Signed | 40\nLive | 60"},
            {
                "unit": "",
                "target": None,
                "stages": [
                    {"title": "Signed", "share": "0.4"},
                    {"title": "Live", "share": "0.6"},
                ],
            },
        ),
        ("", {}, {"metric_kind": "", "target": None}),
    ],
)
def test_each_kind_takes_what_it_needs_and_nothing_else(
    world: World,
    browser_of: BrowserOf,
    kind: str,
    typed_in: dict[str, str],
    stored: dict[str, object],
) -> None:
    draft = make_objective(world, active=False, key_results=0)
    answer = browser_of(world, "mia").post(adding(draft), typed(world, kind=kind, **typed_in))
    assert answer.status_code == 302, Page(answer.text).text
    row = first_key_result(world, draft)
    assert {name: getattr(row, name) for name in stored} == stored
    page = browser_of(world, "mia").get(url(row, "edit")).text
    for text in typed_in.values():
        if text and "," not in text and "|" not in text:
            assert f'value="{text}"' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Say what will be different."),
        ({"baseline": "many"}, "many"),
        ({"target": "40"}, "40"),
        ({"weight": "2.12345"}, "is no weight"),
        ({"due": "2027-01-01"}, "Choose a day of the cycle"),
        ({"kind": "milestone", "stages": "Signed | 40"}, "1"),
        ({"kind": "milestone", "stages": "Signed | much"}, "much"),
        ({"kind": "range", "low": "9", "high": "3"}, "9"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    world: World, browser_of: BrowserOf, wrong: dict[str, str], said: str
) -> None:
    draft = make_objective(world, active=False, key_results=0)
    answer = browser_of(world, "mia").post(
        adding(draft), typed(world, evidence_counts="Kept words", **wrong)
    )
    assert answer.status_code == 422
    page = Page(answer.text)
    assert len(page.all("div", "pl-field-error")) == 1
    assert said in page.text
    assert 'value="Kept words"' in answer.text
    assert key_results_of(world, draft) == []


def test_a_key_result_is_edited_by_its_owner_too(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False, key_results=0)
    row = make_key_result(world, draft, owner=world.person("dee"))
    page = browser_of(world, "dee").get(f"/o/freight/objectives/{draft.public_id}").text
    assert url(row, "edit") in page
    assert adding(draft) not in page
    sent = typed(world, title="Dee's words", version=str(row.version))
    answer = browser_of(world, "dee").post(url(row, "edit"), sent, follow=True)
    assert "Saved." in answer.text
    assert first_key_result(world, draft).title == "Dee's words"
    assert browser_of(world, "dee").post(adding(draft), typed(world)).status_code == 403
    assert browser_of(world, "vic").get(url(row, "edit")).status_code == 403


def test_two_people_edit_a_key_result_and_neither_loses_work(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    row = first_key_result(world, draft)
    version = str(row.version)
    theirs = typed(world, target="90", version=version)
    assert browser_of(world, "lena").post(url(row, "edit"), theirs).status_code == 302
    answer = browser_of(world, "mia").post(
        url(row, "edit"), typed(world, target="80", version=version)
    )
    assert answer.status_code == 409
    assert "Now it says: 90" in answer.text
    assert 'value="80"' in answer.text
    assert first_key_result(world, draft).target == Decimal(90)


def test_cadence_of_what_runs_changes_freely_and_its_title_with_a_reason(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world)
    row = first_key_result(world, running)
    lena = browser_of(world, "lena")
    assert 'name="target"' not in lena.get(url(row, "edit")).text
    sent = typed(world, title="Better words", target="5", version=str(row.version))
    assert lena.post(url(row, "edit"), sent).status_code == 422
    assert lena.post(url(row, "edit"), {**sent, "reason": "Clearer"}).status_code == 302
    now = first_key_result(world, running)
    assert (now.title, now.cadence, now.target) == ("Better words", "biweekly", row.target)


def test_a_draft_is_deleted_once_that_is_confirmed(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    row = first_key_result(world, draft)
    mia = browser_of(world, "mia")
    assert "Delete this draft?" in mia.get(url(row, "delete")).text
    assert mia.post(url(row, "delete"), {"version": "99"}).status_code == 409
    assert len(key_results_of(world, draft)) == 1
    assert mia.post(url(row, "delete"), {"version": str(row.version)}).status_code == 302
    assert key_results_of(world, draft) == []


def test_a_key_result_joins_what_runs_with_a_reason_only(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world)
    lena = browser_of(world, "lena")
    assert browser_of(world, "mia").get(adding(running)).status_code == 403
    bare = lena.post(adding(running), typed(world, effective_on="2026-03-02"))
    assert bare.status_code == 422
    assert "Say why" in bare.text
    assert len(key_results_of(world, running)) == 1
    sent = typed(world, effective_on="2026-03-02", reason="The law changed")
    assert lena.post(adding(running), sent).status_code == 302
    assert len(key_results_of(world, running)) == 2
    with world.reading():
        assert Adjustment.objects.get().reason == "The law changed"


def test_who_owns_a_key_result_of_a_private_draft_saves_it_though_they_may_not_comment(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, visibility=Visibility.PRIVATE, active=False)
    row = first_key_result(world, draft)
    with world.writing():
        KeyResult.objects.filter(pk=row.pk).update(owner=world.person("dee"))
    dee = browser_of(world, "dee")
    sent = typed(
        world,
        owner=world.person("dee").public_id,
        work="Build a portal",
        version=str(row.version),
        weight="1",
    )
    answer = dee.post(f"/o/freight/key-results/{row.public_id}/edit", sent, follow=True)
    assert answer.status_code == 200
    assert "not kept: Build a portal" in answer.text
    assert first_key_result(world, draft).title == "Claims settled with one contact"
