"""The end of an objective: the better state first, then the score, then the final grade."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.okrs.models import GradeAttachment, Objective, State, Style, Visibility
from plumbline.engine.documents import model as documents
from plumbline.web.okrs.grades import score_shown
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import first_key_result, make_check_in, make_objective, stored

pytestmark = pytest.mark.usefixtures("clock")

EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")


def url(objective: Objective, part: str = "/grade") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def sent(world: World, objective: Objective, **further: str) -> dict[str, str]:
    return {
        "better_state": "partly",
        "score": "",
        "note": "",
        "version": str(stored(world, objective).version),
        **further,
    }


def grading(world: World, browser_of: BrowserOf, style: Style = Style.ASPIRATIONAL) -> Objective:
    """Return an objective half of the way whose grading has started."""
    objective = make_objective(world, style=style)
    make_check_in(world, first_key_result(world, objective), "50")
    mia = browser_of(world, "mia")
    assert "Start grading" in mia.get(url(objective, "")).text
    version = {"version": str(stored(world, objective).version)}
    assert mia.post(url(objective, "/grading"), version).status_code == 302
    assert stored(world, objective).state == State.GRADING
    return objective


def test_grading_starts_once_and_by_whom_it_is_for(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    version = {"version": str(objective.version)}
    for who in ("max", "vic", "dee"):
        assert browser_of(world, who).post(url(objective, "/grading"), version).status_code == 403
    old = browser_of(world, "mia").post(url(objective, "/grading"), {"version": "99"})
    assert old.status_code == 409
    assert stored(world, objective).state == State.ACTIVE


def test_grading_is_taken_back_until_somebody_answers(world: World, browser_of: BrowserOf) -> None:
    objective = grading(world, browser_of)
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    shown = mia.get(url(objective, "")).text
    back = unescape(re.findall(r'action="([^"]+/grading/back[^"]*)"', shown)[0])
    assert lena.post(back, {"version": "1"}).status_code == 409
    assert mia.post(back, {"version": str(stored(world, objective).version)}).status_code == 302
    assert stored(world, objective).state == State.ACTIVE
    assert "Take grading back" not in mia.get(url(objective, "")).text
    version = {"version": str(stored(world, objective).version)}
    assert mia.post(url(objective, "/grading"), version).status_code == 302
    assert mia.post(url(objective), sent(world, objective, keep="1")).status_code == 302
    assert "Take grading back" not in mia.get(url(objective, "")).text
    late = mia.post(back, {"version": str(stored(world, objective).version)})
    assert late.status_code == 409
    assert "has answered already" in late.text
    assert stored(world, objective).state == State.GRADING


def test_the_score_is_shown_only_after_the_answer(world: World, browser_of: BrowserOf) -> None:
    objective = grading(world, browser_of)
    mia = browser_of(world, "mia")
    before = Page(mia.get(url(objective)).text).text
    assert "Is the better state true?" in before
    assert "50 %" not in before
    assert "How its key results ended" not in before
    assert "Say first whether" not in before
    assert "Say first whether" in mia.get(url(objective), {"asked": "1"}).text
    after = Page(mia.get(url(objective), {"better_state": "partly"}).text).text
    assert "It came 50 % of the way: short of 0.7." in after
    assert "from 0.7 on it is healthy" in after
    assert first_key_result(world, objective).title in after


@pytest.mark.parametrize(
    ("style", "score", "shown"),
    [
        (documents.Style.ASPIRATIONAL, "0.639204545", "0.64"),
        (documents.Style.ASPIRATIONAL, "0.8", "0.8"),
        (documents.Style.ASPIRATIONAL, "0.6996", "0.6996"),
        (documents.Style.COMMITTED, "0.996", "0.996"),
        (None, "0.126", "0.13"),
    ],
)
def test_a_score_is_shown_short_and_never_as_another_grade(
    style: documents.Style | None, score: str, shown: str
) -> None:
    assert score_shown(style, Decimal(score)) == shown


def test_an_answer_that_the_score_belies_is_said_on_both_pages(
    world: World, browser_of: BrowserOf
) -> None:
    objective = grading(world, browser_of)
    lena = browser_of(world, "lena")
    disagree = "the key results measured something else"
    assert disagree not in lena.get(url(objective), {"better_state": "no"}).text
    closing = sent(
        world, objective, better_state="no", score="0.8", reason="A late result", close="1"
    )
    assert lena.post(url(objective), closing).status_code == 302
    page = Page(lena.get(url(objective, "")).text).text
    assert "Graded 0.8: healthy." in page
    assert "A late result" in page
    assert disagree in page


def test_the_owner_proposes_and_the_lead_closes(world: World, browser_of: BrowserOf) -> None:
    objective = grading(world, browser_of)
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    own = sent(world, objective, score="0.6", reason="A late result", keep="1")
    assert mia.post(url(objective), own).status_code == 302
    row = stored(world, objective)
    assert (row.self_score, row.state) == (Decimal("0.6"), State.GRADING)
    closing = sent(world, objective, score="0.6", reason="A late result", close="1")
    assert mia.post(url(objective), closing).status_code == 403
    page = Page(lena.get(url(objective)).text).text
    assert "Its owner gives it 0.6." in page
    assert lena.post(url(objective), closing).status_code == 302
    row = stored(world, objective)
    assert (row.final_score, row.state, row.better_state) == (
        Decimal("0.6"),
        State.CLOSED,
        "partly",
    )
    closed = lena.get(url(objective))
    assert closed.status_code == 403
    assert "its grade is given" in closed.text


@pytest.mark.parametrize(
    ("style", "wrong", "right"),
    [
        (Style.COMMITTED, {}, {"note": "The ferry was late"}),
        (Style.ASPIRATIONAL, {"score": "0.9"}, {"score": "0.9", "reason": "A late result"}),
        (Style.LEARNING, {}, {"learned": "Nobody calls at night", "evidence": "The log"}),
        (Style.ASPIRATIONAL, {"better_state": ""}, {}),
        (Style.ASPIRATIONAL, {"score": "7"}, {"score": "0.5"}),
    ],
)
def test_what_a_style_asks_for_is_asked(
    world: World,
    browser_of: BrowserOf,
    style: Style,
    wrong: dict[str, str],
    right: dict[str, str],
) -> None:
    objective = grading(world, browser_of, style)
    lena = browser_of(world, "lena")
    answer = lena.post(url(objective), sent(world, objective, close="1", **wrong))
    assert answer.status_code == 422
    assert Page(answer.text).all("div", "pl-field-error")
    assert '<div class="pl-field-error">' not in answer.text, "it stands at its field"
    assert stored(world, objective).state == State.GRADING
    assert lena.post(url(objective), sent(world, objective, close="1", **right)).status_code == 302
    assert stored(world, objective).state == State.CLOSED


def test_an_older_page_grades_nothing(world: World, browser_of: BrowserOf) -> None:
    objective = grading(world, browser_of)
    answer = browser_of(world, "lena").post(
        url(objective), sent(world, objective, close="1", version="1")
    )
    assert answer.status_code == 409
    assert stored(world, objective).state == State.GRADING


def test_only_who_may_grade_comes_to_the_page(world: World, browser_of: BrowserOf) -> None:
    objective = grading(world, browser_of)
    may = {
        who for who in EVERYBODY if browser_of(world, who).get(url(objective)).status_code == 200
    }
    assert may == {"ada", "carl", "lena", "mia"}


def learned(world: World, objective: Objective, **further: object) -> dict[str, object]:
    return {**sent(world, objective, learned="Depots count by hand"), **further}


def grade_file(world: World) -> str:
    with world.reading():
        held = GradeAttachment.objects.select_related("attachment").last()
    assert held is not None
    return f"/o/freight/files/{held.attachment.public_id}"


@pytest.mark.single_page
def test_a_file_is_evidence_enough_of_what_was_learned(world: World, browser_of: BrowserOf) -> None:
    objective = grading(world, browser_of, Style.LEARNING)
    mia = browser_of(world, "mia")
    bare = mia.post(url(objective), learned(world, objective))
    assert bare.status_code == 422
    page = SimpleUploadedFile("page.html", b"<p>")
    refused = mia.post(url(objective), learned(world, objective, attachments=page))
    assert "of a kind that is not taken" in refused.text
    assert "Depots count by hand" in refused.text
    count = SimpleUploadedFile("count.csv", b"a;b")
    assert mia.post(url(objective), learned(world, objective, attachments=count)).status_code == 302
    file = grade_file(world)
    form = mia.get(url(objective)).text
    assert f'formaction="{file}/remove"' in form
    closing = learned(world, objective, close="1")  # what is attached already is evidence, too
    assert browser_of(world, "lena").post(url(objective), closing).status_code == 302
    assert "count.csv" in browser_of(world, "vic").get(url(objective, "")).text
    assert b"".join(browser_of(world, "vic").get(file)) == b"a;b"
    assert mia.post(f"{file}/remove").status_code == 403  # the grade is given


@pytest.mark.single_page
def test_a_file_of_a_grade_is_taken_away_by_whom_it_is_for_and_what_was_typed_stays(
    world: World, browser_of: BrowserOf
) -> None:
    objective = grading(world, browser_of)
    mia = browser_of(world, "mia")
    count = SimpleUploadedFile("count.csv", b"a;b")
    assert mia.post(url(objective), {**sent(world, objective), "attachments": count}).status_code
    file = grade_file(world)
    assert browser_of(world, "vic").post(f"{file}/remove").status_code == 403
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    assert browser_of(world, "vic").get(file).status_code == 404
    assert browser_of(world, "vic").post(f"{file}/remove").status_code == 404
    typed = sent(world, objective, note="Still to be said", attachments="next.csv")
    shown = mia.post(f"{file}/remove", typed)
    assert shown.status_code == 200
    assert "Still to be said" in shown.text
    assert "Choose the files once more" in shown.text
    assert "count.csv" not in shown.text
    with world.reading():
        assert Attachment.objects.get().name == ""
    assert mia.post(url(objective), typed).status_code == 302
