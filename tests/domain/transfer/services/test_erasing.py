"""What imports keep of a person in words is erased with the rest; what others handed in stays."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

from plumbline.domain.transfer.mends import CELL, KeptMend
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.services.erasing import import_texts_erase
from plumbline.domain.transfer.services.imports import import_file_keep
from tests.world import AT, World


def kept(world: World, by: str) -> ImportBatch:
    with world.reading():
        return import_file_keep(
            actor=world.viewer(by), data=b"# Mia settles claims", name="a.md", kind="", at=AT
        )


def said(world: World, batch: ImportBatch, *messages: str) -> None:
    """Let an import have come in with problems."""
    problems = [{"line": 1, "column": 1, "message": each} for each in messages]
    with world.writing():
        ImportBatch.objects.filter(pk=batch.pk).update(
            state=ImportState.DONE, content=None, problems=problems
        )


def test_waiting_files_of_the_person_and_problems_that_name_them_go_and_nothing_else(
    world: World, stranger_world: World
) -> None:
    account = world.account("carl")
    own, other, come = kept(world, "carl"), kept(world, "ada"), kept(world, "ada")
    elsewhere = kept(stranger_world, "sam")
    said(world, come, f"{account.email} owns nothing.", "Carlotta is not known.", "Carl leads.")
    assert import_texts_erase(account=account) == (1, 2)
    with world.reading():
        left = {row.pk: row for row in ImportBatch.objects.all()}
        assert set(left) == {other.pk, come.pk}
        assert own.pk not in left
        assert [each["message"] for each in left[come.pk].problems] == ["Carlotta is not known."]
    with stranger_world.reading():
        assert ImportBatch.objects.get().pk == elsewhere.pk
    assert import_texts_erase(account=account) == (0, 0)


def test_mends_of_earlier_imports_lose_their_words_and_waiting_ones_keep_them(
    world: World,
) -> None:
    mend = KeptMend(kind=CELL, sheet="", line=3, column=0, was="Mia", text="Max").kept()
    come, waiting = kept(world, "ada"), kept(world, "ada")
    said(world, come)
    migration = import_module("plumbline.domain.transfer.migrations.0004_forget_mended_words")
    with world.writing():
        ImportBatch.objects.update(mends=[mend])
        migration.forget(apps, SimpleNamespace(connection=connection))
        connection.organization_set(world.organization.pk)  # type: ignore[attr-defined]  # of ours
        assert ImportBatch.objects.get(pk=come.pk).mends == [mend | {"was": "", "text": ""}]
        assert ImportBatch.objects.get(pk=waiting.pk).mends == [mend]
