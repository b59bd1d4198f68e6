"""Files as evidence of a check-in: handed in, shown, kept by a correction, taken away, refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plumbline.domain.attachments.models import Attachment, AttachmentPiece
from plumbline.domain.attachments.services import attachments_sweep
from plumbline.domain.checkins.models import CheckIn, CheckInAttachment
from plumbline.domain.okrs.models import MetricKind, Visibility
from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import (
    activate,
    file_of,
    first_key_result,
    make_check_in,
    make_key_result,
    make_objective,
    make_upload,
    metric,
)

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

FIELDS = {"value": "52", "confidence": "7", "note": "Counted at the depot", "version": ""}


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("page", ["its own page", "my week"])
def test_evidence_goes_in_with_a_check_in_and_stands_on_its_key_result(
    world: World, browser_of: BrowserOf, page: str
) -> None:
    key_result = first_key_result(world, make_objective(world))
    shown = f"/o/freight/key-results/{key_result.public_id}"
    url = "/o/freight/my-week" if page == "my week" else f"{shown}/check-ins"
    files = [sent("count.csv", b"a;b"), sent("scan.pdf", b"%PDF-1.7")]
    fields = {**FIELDS, "key_result": key_result.public_id, "attachments": files}
    browser = browser_of(world, "mia")
    assert 'name="attachments"' in browser.get(url).text
    assert browser.post(url, fields).status_code == 302
    text = browser_of(world, "vic").get(shown).text
    assert "count.csv" in text
    assert "scan.pdf" in text
    first, *_ = re.findall(r"/o/freight/files/\w+", text)
    assert b"".join(browser_of(world, "vic").get(first)) == b"a;b"
    with world.writing():
        assert attachments_sweep() == 0


def test_a_refused_file_leaves_what_was_typed(world: World, browser_of: BrowserOf) -> None:
    key_result = first_key_result(world, make_objective(world))
    url = f"/o/freight/key-results/{key_result.public_id}/check-ins"
    browser = browser_of(world, "mia")
    page = browser.post(url, {**FIELDS, "attachments": sent("page.html", b"<p>")})
    assert page.status_code == 422
    assert "“page.html” is of a kind that is not taken" in page.text
    assert "Counted at the depot" in page.text
    unsure = browser.post(url, {**FIELDS, "confidence": "", "attachments": sent("a.txt", b"a")})
    assert unsure.status_code == 422
    assert "Choose the files once more" in unsure.text
    large = sent("plan.pdf", b"%PDF" + b"0" * 10_000_000)
    too_large = browser.post(url, {**FIELDS, "attachments": large})
    assert too_large.status_code == 413
    assert "“plan.pdf” is larger than 10 MB" in too_large.text
    assert "Counted at the depot" in too_large.text
    with world.reading():
        assert not CheckIn.objects.exists()
        assert not Attachment.objects.exists()


@pytest.mark.parametrize("page", ["its own page", "my week", "a correction"])
def test_a_body_too_large_to_be_read_is_answered_with_the_form(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    key_result = first_key_result(world, make_objective(world))
    url = {
        "its own page": f"/o/freight/key-results/{key_result.public_id}/check-ins",
        "my week": "/o/freight/my-week",
    }.get(page)
    url = url or f"/o/freight/check-ins/{make_check_in(world, key_result).public_id}/correct"
    monkeypatch.setattr("plumbline.web.uploads._announced_bytes", lambda request: 10**9)
    unread = browser_of(world, "mia").post(url, FIELDS)
    assert unread.status_code == 413
    assert "together are too large" in unread.text


def test_a_correction_keeps_evidence_until_it_is_taken_away(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    upload = make_upload("count.txt", b"Count")
    check_in = make_check_in(world, key_result, "40", files=(upload,), by="mia")
    file = f"/o/freight/files/{file_of(world, check_in)}"
    correct = f"/o/freight/check-ins/{check_in.public_id}/correct"
    browser = browser_of(world, "mia")
    form = browser.get(correct).text
    assert "count.txt" in form
    assert f'formaction="{file}/remove"' in form
    browser.post(correct, {**FIELDS, "attachments": sent("more.txt", b"More")})
    with world.reading():
        latest = CheckIn.objects.get(corrects=check_in)
        held = CheckInAttachment.objects.filter(check_in=latest).order_by("attachment")
        assert [tie.attachment.name for tie in held] == ["count.txt", "more.txt"]
    with world.writing():
        type(objective).objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    assert browser_of(world, "vic").get(file).status_code == 404
    assert browser.get(file).status_code == 200
    typed = browser.post(f"{file}/remove", {**FIELDS, "note": "Half typed"})
    assert "Half typed" in typed.text
    assert "count.txt" not in typed.text
    assert browser.get(file).status_code == 404
    shown = browser.get(f"/o/freight/key-results/{key_result.public_id}").text
    assert "Took a file away." in shown
    assert "count.txt" not in shown


def test_a_check_in_taken_back_takes_its_files_along(world: World, browser_of: BrowserOf) -> None:
    key_result = first_key_result(world, make_objective(world))
    upload = make_upload("count.txt", b"Count")
    check_in = make_check_in(world, key_result, "40", files=(upload,), by="mia")
    browser_of(world, "mia").post(f"/o/freight/check-ins/{check_in.public_id}/withdraw")
    with world.reading():
        assert not AttachmentPiece.objects.exists()
        assert Attachment.objects.get().name == ""


def test_a_milestone_says_what_counts_as_evidence(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, active=False)
    milestone = make_key_result(
        world,
        objective,
        "The depot is certified",
        metric=metric(MetricKind.MILESTONE, None, None),
        evidence_counts="The signed certificate",
    )
    activate(world, objective)
    browser = browser_of(world, "mia")
    text = browser.get(f"/o/freight/key-results/{milestone.public_id}/check-ins").text
    assert "What counts: The signed certificate" in text
    assert '<details class="pl-evidence" open>' in text
