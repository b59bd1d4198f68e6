"""Files on the pages of a discussion: handed in, handed out, taken away, refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.discussion.models import Comment
from plumbline.http.headers import FOREIGN_FILE_POLICY
from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import file_of, make_comment, make_objective, make_upload

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def test_files_go_in_with_a_comment_and_come_out_as_files(
    world: World, browser_of: BrowserOf
) -> None:
    page = f"/o/freight/objectives/{make_objective(world).public_id}"
    files = [sent("Übersicht.csv", b"a;b"), sent("depot.png", PNG)]
    browser_of(world, "mia").post(f"{page}/discussion", {"text": "See", "attachments": files})
    shown = browser_of(world, "vic").get(page).text
    text, picture = re.findall(r"/o/freight/files/\w+", shown)
    saved = browser_of(world, "vic").get(text)
    assert b"".join(saved) == b"a;b"
    assert saved["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.csv"
    assert saved["Content-Type"] == "text/plain"
    assert saved["Content-Security-Policy"] == FOREIGN_FILE_POLICY
    assert saved["X-Content-Type-Options"] == "nosniff"
    looked_at = browser_of(world, "vic").get(picture)
    assert b"".join(looked_at) == PNG
    assert looked_at["Content-Disposition"] == 'inline; filename="depot.png"'
    assert looked_at["Content-Type"] == "image/png"
    again = browser_of(world, "vic").get(text, headers={"If-None-Match": saved["ETag"]})
    assert again.status_code == 304


def test_a_refused_file_leaves_what_was_typed(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/o/freight/objectives/{make_objective(world).public_id}/discussion"
    page = sent("page.html", b"<script>alert(1)</script>")
    refused = browser_of(world, "mia").post(url, {"text": "Look at it", "attachments": page})
    assert refused.status_code == 422
    assert "Look at it</textarea>" in refused.text
    assert "“page.html” is of a kind that is not taken" in refused.text
    empty = browser_of(world, "mia").post(url, {"text": "", "attachments": sent("a.txt", b"a")})
    assert empty.status_code == 422
    assert "Choose the files once more" in empty.text
    large = sent("plan.pdf", b"%PDF" + b"0" * 10_000_000)
    too_large = browser_of(world, "mia").post(url, {"text": "Our plan", "attachments": large})
    assert too_large.status_code == 413
    assert "Our plan</textarea>" in too_large.text
    assert "“plan.pdf” is larger than 10 MB" in too_large.text
    monkeypatch.setattr("plumbline.web.uploads._announced_bytes", lambda request: 10**9)
    unread = browser_of(world, "mia").post(url, {"text": "All", "attachments": sent("a.txt", b"a")})
    assert unread.status_code == 413
    assert "together are too large" in unread.text
    with world.reading():
        assert not Comment.objects.exists()
        assert not Attachment.objects.exists()


def test_its_author_takes_a_file_away(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    comment = make_comment(world, objective, files=(make_upload("plan.txt", b"Plan"),))
    file = f"/o/freight/files/{file_of(world, comment)}"
    edit = f"/o/freight/comments/{comment.public_id}"
    browser = browser_of(world, "mia")
    assert f'action="{file}/remove"' in browser.get(edit).text
    stale = browser.post(f"{file}/remove", {"version": "9", "text": "Half typed"})
    assert stale.status_code == 409
    assert "Half typed" in stale.text
    typed = browser.post(f"{file}/remove", {"version": "1", "text": "Half typed"})
    assert "Half typed" in typed.text
    assert 'value="2"' in typed.text  # and can be saved
    assert browser.get(file).status_code == 404
    shown = browser.get(f"/o/freight/objectives/{objective.public_id}").text
    assert "Took a file away." in shown
    assert "plan.txt" not in shown


def test_a_file_that_was_mended_under_its_name_is_another_comment(
    world: World, browser_of: BrowserOf
) -> None:
    page = f"/o/freight/objectives/{make_objective(world).public_id}"
    for data in (b"a;b", b"a;b", b"a;c"):
        typed = {"csrfmiddlewaretoken": "page-1", "text": "See", "attachments": sent("a.csv", data)}
        browser_of(world, "mia").post(f"{page}/discussion", typed)
    with world.reading():
        assert Comment.objects.count() == Attachment.objects.count() == 2
