"""A cycle as a file: in every form it holds what the viewer sees, and comes in again the same."""

import io
import zipfile

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.transfer.selectors.export_files import ExportFile, ExportForm, export_file
from tests.domain.transfer.documents import CLAIMS, DEPENDED, NOW, bring_in
from tests.domain.transfer.selectors.test_export import empty_world, exported
from tests.world import World


def file_of(world: World, form: ExportForm, *, who: str = "ada", team: str = "") -> ExportFile:
    viewer = world.viewer(who, at=NOW)
    with world.reading():
        return export_file(
            viewer=viewer,
            cycle=Cycle.objects.get(),
            form=form,
            team=world.teams[team] if team else None,
        )


def words_in(file: ExportFile) -> str:
    """Return all text of a file, whatever it is packed in."""
    if not file.name.endswith(".xlsx"):
        return file.content.decode()
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


@pytest.mark.parametrize("form", ExportForm)
def test_a_file_comes_in_elsewhere_and_goes_out_the_same(world: World, form: ExportForm) -> None:
    bring_in(world, CLAIMS + DEPENDED)
    file = file_of(world, form)
    assert words_in(file).count("of hauliers") == 1
    other = empty_world()
    bring_in(other, file.content, name=file.name)
    assert exported(other) == exported(world)


@pytest.mark.parametrize("form", ExportForm)
def test_no_form_holds_what_the_viewer_may_not_see(world: World, form: ExportForm) -> None:
    private = CLAIMS.replace(
        "    style: committed\n", "    style: committed\n    visibility: private\n"
    )
    bring_in(world, private)
    with world.writing():
        Objective.objects.filter(document_key="claims-before-calls").update(
            owner=world.person("max")
        )
    assert "claims-before-calls" in words_in(file_of(world, form, who="max"))
    hidden = words_in(file_of(world, form, who="vic"))
    assert "claims-before-calls" not in hidden
    assert "win-midmarket" in hidden


def test_a_file_is_named_after_organization_cycle_and_team(world: World) -> None:
    bring_in(world, CLAIMS)
    assert file_of(world, ExportForm.CSV).name == "example-freight-2026-q4.csv"
    named = file_of(world, ExportForm.MARKDOWN, team="freight").name
    assert named == "example-freight-2026-q4-freight.md"


def test_a_text_that_no_cell_holds_is_refused_for_a_workbook_alone(world: World) -> None:
    bring_in(world, CLAIMS)
    with world.writing():
        Objective.objects.filter(document_key="claims-before-calls").update(why="x" * 40_000)
    with pytest.raises(Refused, match=r"transfer\.export\.cell_too_long"):
        file_of(world, ExportForm.XLSX)
    assert "x" * 40_000 in words_in(file_of(world, ExportForm.CSV))
