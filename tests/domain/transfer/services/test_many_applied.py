"""A large document is compared without holding the writer, and looked up at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.transfer.selectors.difference import document_diff
from plumbline.domain.transfer.services.apply import document_apply
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.read import document_read
from tests.domain.transfer.documents import NOW, bring_in
from tests.domain.transfer.outward_links import HEAD, objective
from tests.world import World

DIFF = "plumbline.domain.transfer.services.apply.document_diff"
LATER = NOW + timedelta(hours=1)
#: What it costs to undo a change alone: begin and end.
SAVEPOINT = 2


def text(count: int) -> str:
    """Return objectives that each support the one before."""
    return HEAD + "".join(
        objective(f"o{number}", supports=f"o{number - 1}" if number else "")
        for number in range(count)
    )


def read(content: str) -> Document:
    document = document_read(content.encode(), name="okrs.yaml").document
    assert document is not None
    return document


def asked(world: World, content: str) -> int:
    """Apply a document and return how many statements that took."""
    document = read(content)
    with world.reading():
        viewer, cycle = world.viewer("ada", at=LATER), Cycle.objects.get()
        with CaptureQueriesContext(connection) as captured:
            document_apply(actor=viewer, document=document, cycle=cycle, reason="It grew", at=LATER)
    return len(captured)


def test_what_does_not_change_is_not_looked_up_one_by_one(world: World) -> None:
    content = text(12)
    bring_in(world, content)
    few = asked(world, content.replace("Depot o3", "Yard o3"))
    many = asked(world, content.replace("Depot o3", "Hall o3"))
    assert many <= few
    nothing = asked(world, content.replace("Depot o3", "Hall o3"))
    assert nothing < few
    bring_in(world, text(40).replace("id: o", "id: more-o"))
    assert asked(world, content.replace("Depot o3", "Hall o3")) <= nothing


def test_each_change_costs_its_service_and_no_look_ups_beside(world: World) -> None:
    content = text(12)
    bring_in(world, content)
    with world.reading():
        row = Objective.objects.get(document_key="o11")
        values = replace(objective_values(row), title="Depot o11 is known to all")
        with CaptureQueriesContext(connection) as captured:
            objective_adjust(
                actor=world.viewer("ada", at=LATER),
                objective=row,
                values=values,
                reason="It grew",
                effective_on=LATER.date(),
                expected=row.version,
                at=LATER,
            )
    one = asked(world, content.replace("Depot o11", "Yard o11"))
    eleven = asked(world, content.replace("Depot o", "Site o").replace("Site o11", "Yard o11"))
    assert (eleven - one) / 10 <= len(captured) + SAVEPOINT


def test_the_writer_is_not_held_while_documents_are_compared(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = text(2)
    bring_in(world, content)
    held: list[bool] = []

    def noted(**arguments: object) -> object:
        held.append(not connection.reading_only)  # type: ignore[attr-defined]  # our own backend's
        return document_diff(**arguments)  # type: ignore[arg-type]  # passed on as they come

    monkeypatch.setattr(DIFF, noted)
    asked(world, content.replace("Depot o1", "Yard o1"))
    assert held == [False]


@pytest.mark.parametrize("what", ["changed", "made"])
def test_what_somebody_did_while_it_was_compared_is_not_overwritten(
    world: World, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    content = text(2)
    bring_in(world, content)

    def interrupted(**arguments: object) -> object:
        found = document_diff(**arguments)  # type: ignore[arg-type]  # passed on as they come
        with world.writing():
            if what == "changed":
                Objective.objects.filter(document_key="o1").update(title="Quick", version=2)
            else:
                Objective.objects.filter(document_key="o0").update(document_key="o2")
        return found

    monkeypatch.setattr(DIFF, interrupted)
    longer = (text(3) if what == "made" else content).replace("Depot o1", "Yard o1")
    with pytest.raises(Refused) as refused:
        asked(world, longer)
    assert refused.value.message.id == "transfer.apply.meanwhile"
    with world.reading():
        assert Objective.objects.count() == 2
        assert not Objective.objects.filter(title__startswith="Yard").exists()
        assert KeyResult.objects.count() == 2
        assert Alignment.objects.count() == 1
