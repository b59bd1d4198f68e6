"""Files on comments: what is taken, who may have it, and what is left of it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings

from plumbline.domain.attachments import services
from plumbline.domain.attachments.kinds import media_type
from plumbline.domain.attachments.models import Attachment, AttachmentPiece
from plumbline.domain.attachments.names import name_safe
from plumbline.domain.attachments.selectors import PIECE_BYTES, attachment_open
from plumbline.domain.attachments.services import attachments_sweep
from plumbline.domain.discussion.models import Comment, CommentAttachment
from plumbline.domain.discussion.selectors.threads import attached_get, comment_facts
from plumbline.domain.discussion.services.comments import comment_detach, comment_take_back
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, ValidationRefused
from tests.world import AT, World
from tests.world_okrs import make_comment, make_objective, make_upload

pytestmark = pytest.mark.django_db

OPEN_XML = "application/vnd.openxmlformats-officedocument."
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def open_document(kind: str, *more: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name in more:
            archive.writestr(name, "x")
    return file.getvalue()


def held(world: World) -> Attachment:
    with world.reading():
        found: Attachment = Attachment.objects.get()
    return found


def had_by(world: World, who: str, row: Attachment) -> bytes:
    viewer = world.viewer(who)
    with world.reading():
        found = attached_get(viewer=viewer, public_id=row.public_id)
        with attachment_open(attachment=found.attachment) as file:
            return file.read()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        ("Größe: 3 \N{MULTIPLICATION SIGN} 4\n".encode(), "text/plain"),
        (packed("xl/workbook.xml"), f"{OPEN_XML}spreadsheetml.sheet"),
        (open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        (packed("word/document.xml", "word/vbaProject.bin"), None),
        (open_document("text", "Basic/script-lc.xml"), None),
        (open_document("text-template"), None),
        (packed("setup.exe"), None),
        (b"PK\x03\x04 broken", None),
        # An end within the end, behind which a list of any length would be read.
        (packed("xl/workbook.xml")[:-6] + b"PK\x05\x06\0\0", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"\xef\xbb\xbf \n<!doctype html><p>", None),
        (b"<script>alert(1)</script>", None),
        (b"MZ\x90\x00\x03", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_are(data: bytes, kind: str | None) -> None:
    assert media_type(io.BytesIO(data)) == kind


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("Bericht März.PDF", "application/pdf", "Bericht März.PDF"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\temp\\a.csv", "text/plain", "a.csv"),
        ('a"; filename="b\r\nX: y.png', "image/png", "a ; filename= b X y.png"),
        ("invoice\u202egnp.exe", "image/png", "invoice gnp.exe.png"),
        ("page.html", "text/plain", "page.html.txt"),
        ("...", "image/png", "file.png"),
        ("x" * 500 + ".png", "image/png", "x" * 108 + ".png"),
    ],
)
def test_a_name_is_safe_and_its_ending_true(name: str, kind: str, safe: str) -> None:
    assert name_safe(name, kind) == safe


def test_a_large_file_comes_out_as_it_came_in(world: World) -> None:
    data = b"%PDF-1.7\n" + bytes(range(256)) * 2_100
    make_comment(world, make_objective(world), files=(make_upload("plan.pdf", data),))
    with world.reading():
        assert AttachmentPiece.objects.count() == -(-len(data) // PIECE_BYTES) == 3
    assert had_by(world, "vic", held(world)) == data


def test_a_file_is_as_private_as_its_objective_is_today(world: World) -> None:
    objective = make_objective(world, owner=world.person("mia"))
    make_comment(world, objective, files=(make_upload("a.png", PNG),))
    row = held(world)
    assert had_by(world, "vic", row) == PNG
    with world.writing():
        type(objective).objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    assert had_by(world, "mia", row) == PNG
    with pytest.raises(NotFound):
        had_by(world, "vic", row)


def test_its_author_alone_takes_a_file_away_and_its_bytes_and_name_go(world: World) -> None:
    comment = make_comment(world, make_objective(world), files=(make_upload("secret.png", PNG),))
    row, lena, mia = held(world), world.viewer("lena"), world.viewer("mia")
    with world.reading():
        with pytest.raises(PermissionRefused):
            comment_detach(actor=lena, comment=comment, attachment=row, expected=1, at=AT)
        comment_detach(actor=mia, comment=comment, attachment=row, expected=1, at=AT)
        (shown,) = comment_facts(viewer=mia, public_id=comment.public_id).attachments
        assert (shown.name, shown.sha256, shown.is_removed) == ("", "", True)
        assert not AttachmentPiece.objects.exists()
        acts = list(JournalEntry.objects.order_by("pk").values_list("act", flat=True))
        assert acts[-2:] == ["comment.attach", "comment.detach"]
        texts = JournalText.objects.filter(text="secret.png")
        assert {text.about_person_id for text in texts} == {world.person("mia").pk}
    with pytest.raises(NotFound):
        had_by(world, "mia", row)


def test_what_is_taken_back_takes_its_files_along(world: World) -> None:
    comment = make_comment(world, make_objective(world), files=(make_upload("a.png", PNG),))
    viewer = world.viewer("mia")
    with world.reading():
        comment_take_back(actor=viewer, comment=comment, expected=1, at=AT)
        assert not AttachmentPiece.objects.exists()
    with pytest.raises(NotFound):
        had_by(world, "mia", held(world))


def test_files_of_a_comment_that_was_thrown_away_are_swept(world: World) -> None:
    comment = make_comment(world, make_objective(world), files=(make_upload("a.png", PNG),))
    with world.writing():
        assert attachments_sweep() == 0
        comment.delete()
        file = Attachment.objects.get()
        assert attachments_sweep(kept=lambda: {file.pk}) == 0  # it may still be put back
        assert attachments_sweep() == 1
        assert not Attachment.objects.exists()
        assert not AttachmentPiece.objects.exists()


def test_files_of_what_is_put_back_while_they_are_swept_stay(world: World) -> None:
    comment = make_comment(world, make_objective(world), files=(make_upload("a.png", PNG),))
    with world.writing():
        tie = CommentAttachment.objects.get(comment=comment)
        tie.delete()

        def put_back() -> frozenset[int]:
            tie.save(force_insert=True)
            return frozenset()

        assert attachments_sweep(kept=put_back) == 0
        assert AttachmentPiece.objects.exists()


def refusal(world: World, *uploads: services.Upload) -> str:
    objective = make_objective(world)
    with pytest.raises(ValidationRefused) as refused:
        make_comment(world, objective, files=uploads)
    with world.reading():
        assert not Comment.objects.filter(objective=objective).exists()
        assert not CommentAttachment.objects.filter(comment__objective=objective).exists()
    (message,) = refused.value.field_errors["attachments"]
    return message.id


def test_what_is_not_taken_is_refused_with_its_comment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    png = make_upload("a.png", PNG)
    assert refusal(world, make_upload("a.svg", b"<svg/>")) == "attachments.kind"
    assert refusal(world, make_upload("a.txt", b"")) == "attachments.empty"
    assert refusal(world, *[png] * (services.FILES_AT_ONCE + 1)) == "attachments.too_many"
    monkeypatch.setattr(services, "FILE_LIMIT_BYTES", len(PNG) - 1)
    assert refusal(world, png) == "attachments.too_large"


def test_files_are_bounded_by_the_hour_and_by_the_organization(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    png = make_upload("a.png", PNG)
    monkeypatch.setattr(services, "FILES_AN_HOUR", 1)
    make_comment(world, make_objective(world), files=(png,))
    assert refusal(world, png) == "attachments.too_often"
    later = AT + timedelta(hours=2)
    make_comment(world, make_objective(world), files=(png,), at=later)
    few = settings.PLUMBLINE.model_copy(update={"attachment_megabytes": 0})
    monkeypatch.setattr(settings, "PLUMBLINE", few)
    monkeypatch.setattr(services, "FILES_AN_HOUR", 99)
    assert refusal(world, png) == "attachments.full"
