"""A cycle as a file: in every form it holds what the viewer sees, and comes in again the same."""

import io
import zipfile
from decimal import Decimal

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.services import CheckInValues, check_in_correct
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.okrs.models import Objective
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.transfer.selectors.export_files import ExportFile, ExportForm, export_file
from tests.domain.transfer.documents import CLAIMS, DEPENDED, NOW, bring_in, plan_of
from tests.domain.transfer.selectors.test_export import empty_world, exported
from tests.world import World
from tests.world_okrs import make_upload


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
    again = plan_of(world, file.content, name=file.name)
    assert [each.id for each in again.refusals] == ["transfer.nothing"]
    other = empty_world()
    bring_in(other, file.content, name=file.name)
    assert exported(other) == exported(world)


LINKED = CLAIMS.replace(
    "    owner: Kim Unknown\n",
    "    owner: Kim Unknown\n    external_links:\n"
    "      - {address: 'https://Boards.example/claims?week=1', title: Board of the claims desk}\n",
).replace(
    "        metric: {kind: decrease,",
    "        external_links: ['https://tracker.example/settle']\n        metric: {kind: decrease,",
)


@pytest.mark.parametrize("form", ExportForm)
def test_pages_elsewhere_come_back_and_files_are_named(world: World, form: ExportForm) -> None:
    bring_in(world, LINKED)
    with world.reading():
        check_in = CheckIn.objects.get(key_result__document_key="renewals", confidence=6)
        values = CheckInValues(
            effective_on=check_in.effective_on,
            value=Decimal(76),
            confidence=6,
            files=(make_upload("quetzal.txt", b"Seen"),),
        )
        check_in_correct(
            actor=world.viewer("mia", at=NOW), check_in=check_in, values=values, at=NOW
        )
    file = file_of(world, form)
    assert "quetzal.txt" in words_in(file)
    other = empty_world()
    bring_in(other, file.content, name=file.name)
    with other.reading():
        links = ExternalLink.objects.order_by("address").values_list("title", "address")
        assert list(links) == [
            ("Board of the claims desk", "https://boards.example/claims?week=1"),
            ("tracker.example", "https://tracker.example/settle"),
        ]


def test_an_address_that_leads_nowhere_is_left_out_and_told(world: World) -> None:
    batch = bring_in(world, LINKED.replace("https://tracker.example", "https://ada:pw@x.example"))
    with world.reading():
        assert [row.title for row in ExternalLink.objects.all()] == ["Board of the claims desk"]
    assert any("no address of a page" in problem["message"] for problem in batch.problems)


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
