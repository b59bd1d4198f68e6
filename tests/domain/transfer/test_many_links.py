"""Links of an import to what is here already are made by a switch that asks little."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.graph import LEVELS_MAX
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    Objective,
    ObjectiveScoreState,
    State,
    Visibility,
)
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.services import imports
from plumbline.domain.transfer.services.imports import ImportFile, import_document
from plumbline.domain.transfer.services.staging import Staging
from plumbline.domain.transfer.services.switch import Switch
from plumbline.domain.transfer.services.undoing import import_undo
from tests.domain.transfer.documents import NOW, bring_in, plan_of
from tests.domain.transfer.outward_links import HEAD, lower, objective, upper
from tests.domain.transfer.selectors.test_export import empty_world
from tests.world import World

PARENTS = 25
CHILDREN = 200
#: Three links for each child, however many: one statement for each five hundred.
QUERIES_OF_THE_SWITCH = 36
LATER = NOW + timedelta(hours=1)


def sums() -> dict[str, tuple[int, int, int | None, int]]:
    """Return what every objective is stored with, by its id in documents."""
    rows = Objective.objects.values_list(
        "document_key",
        "score__weight_sum",
        "score__weighted_sum",
        "score__progress",
        "score__data_parts",
    )
    return {row[0]: row[1:] for row in rows}


def histories(*names: str) -> list[tuple[str, int, int | None, bool]]:
    """Return how the sums of objectives grew."""
    rows = ObjectiveScoreState.objects.filter(subject__objective__document_key__in=names)
    return [
        (row.subject.objective.document_key, row.weight_sum, row.progress, row.valid_to is None)
        for row in rows.order_by("subject", "valid_from").select_related("subject__objective")
    ]


def unlinked(text: str) -> str:
    """Return a document without the links to what is here."""
    return "\n".join(line for line in text.splitlines() if "supports" not in line)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements each switch needed."""
    found: list[int] = []
    turn = Switch.turn

    def counted(switch: Switch) -> None:
        with CaptureQueriesContext(connection) as captured:
            turn(switch)
        found.append(len(captured))

    monkeypatch.setattr(Switch, "turn", counted)
    return found


def test_six_hundred_links_to_what_is_here_are_made_by_few_statements(
    world: World, asked: list[int]
) -> None:
    bring_in(world, upper(PARENTS))
    batch = bring_in(world, lower(CHILDREN, parents=PARENTS), at=LATER)
    assert batch.problems == []
    with world.reading():
        own = Alignment.objects.filter(child_objective__import_batch=batch.public_id)
        assert own.filter(is_removed=False).count() == own.count() == CHILDREN * 3
        assert own.filter(weight=500).count() == CHILDREN
        states = AlignmentState.objects.filter(subject__in=own.values("pk"))
        assert states.filter(is_removed=False, valid_from=LATER).count() == CHILDREN * 3
        assert JournalEntry.objects.filter(act="objective.align").count() == CHILDREN * 3
        assert recomputation_compare() == []
    assert asked[1] <= QUERIES_OF_THE_SWITCH, asked


def test_more_parents_than_one_statement_can_name_get_their_numbers(world: World) -> None:
    many = 510
    bring_in(world, HEAD + "".join(objective(f"p{n}", key_results=0) for n in range(many)))
    children = (objective(f"c{n}", supports=f"{{id: p{n}, weight: 1}}") for n in range(many))
    batch = bring_in(world, HEAD + "".join(children), at=LATER)
    assert batch.problems == []
    with world.reading():
        assert Objective.objects.filter(score__weight_sum=1000).count() == many * 2
        assert recomputation_compare() == []


def test_links_of_an_import_leave_the_sums_that_links_made_one_by_one_leave(world: World) -> None:
    bring_in(world, upper(7))
    bring_in(world, lower(6, parents=7), at=LATER)
    with world.reading():
        by_import, history = sums(), histories("p0", "p6")
    links = [(f"c{number}", f"p{number % 7}", "0.5") for number in range(6)]
    other = empty_world()
    bring_in(other, upper(7))
    bring_in(other, unlinked(lower(6, parents=7)), at=LATER)
    with other.reading():
        rows = {row.document_key: row for row in Objective.objects.select_related("team")}
        for child, parent, weight in links:
            align(
                actor=other.system,
                child=End(rows[child]),
                parent=End(rows[parent]),
                weight=Decimal(weight),
                at=LATER,
            )
        assert (sums(), histories("p0", "p6")) == (by_import, history)


def test_an_undo_takes_the_links_and_what_they_added_along(world: World) -> None:
    bring_in(world, upper(7))
    with world.reading():
        before = sums()
    batch = bring_in(world, lower(6, parents=7), at=LATER)
    with world.reading():
        assert sums()["p0"] != before["p0"]
        import_undo(actor=world.viewer("ada", at=LATER), batch=batch, at=LATER)
        assert sums() == before
        assert recomputation_compare() == []


def changed_after_the_plan(
    world: World, text: str, change: Callable[[], object]
) -> tuple[ImportBatch, list[str]]:
    """Import a plan that was made before something changed; tell the problems it met."""
    plan = plan_of(world, text, at=LATER)
    assert plan.problems == ()
    with world.writing():
        change()
    with world.reading():
        batch = import_document(
            actor=world.viewer("ada", at=LATER),
            plan=plan,
            at=LATER,
            file=ImportFile("okrs.yaml", "yaml", text.encode()),
        )
    return batch, [f"{one['line']}: {one['message']}" for one in batch.problems]


@pytest.fixture(params=[0, 100], ids=["in several turns", "in one turn"])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of writing: all in the switch, or staged before it."""
    monkeypatch.setattr(imports, "SMALL_IMPORT", request.param)


SEVERAL = HEAD + objective("c0", supports="{id: p0, weight: 0.5}, p1, p5, p5-0")


def close_and_delete() -> None:
    """Close one of the parents and delete another."""
    Objective.objects.filter(document_key="p1").update(state=State.CLOSED)
    KeyResult.objects.filter(document_key="p5-0").delete()
    Objective.objects.filter(document_key="p5").delete()


def only_the_first_came_in(world: World, problems: list[str]) -> None:
    line = SEVERAL.splitlines().index("    supports: [{id: p0, weight: 0.5}, p1, p5, p5-0]")
    assert [problem.partition(":")[0] for problem in problems] == [str(line + 1)] * 3
    with world.reading():
        (link,) = Alignment.objects.filter(child_objective__document_key="c0")
        assert (link.parent_objective.document_key, link.is_removed) == ("p0", False)
        assert recomputation_compare() == []


@pytest.mark.usefixtures("small")
def test_what_became_impossible_since_the_plan_is_told_at_its_line_and_the_rest_comes_in(
    world: World,
) -> None:
    bring_in(world, upper(6))
    _, problems = changed_after_the_plan(world, SEVERAL, close_and_delete)
    only_the_first_came_in(world, problems)


@pytest.mark.usefixtures("small")
def test_what_became_impossible_while_it_was_prepared_is_told_as_well(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(world, upper(6))
    write = Staging.write

    def change(staging: Staging) -> None:
        write(staging)
        with world.writing():
            close_and_delete()

    monkeypatch.setattr(Staging, "write", change)
    _, problems = changed_after_the_plan(world, SEVERAL, lambda: None)
    only_the_first_came_in(world, problems)


def test_a_parent_gone_from_the_importer_s_eyes_is_not_linked_to(world: World) -> None:
    bring_in(world, upper(1))
    text = HEAD + objective("c0", supports="p0")

    def change() -> None:
        owner = world.person("max")
        Objective.objects.update(visibility=Visibility.PRIVATE, owner=owner)
        KeyResult.objects.update(owner=owner)

    _, problems = changed_after_the_plan(world, text, change)
    assert len(problems) == 1
    with world.reading():
        assert not Alignment.objects.exists()


def test_a_parent_that_more_people_see_by_now_gets_no_number(world: World) -> None:
    more = "    visibility: team"
    bring_in(world, HEAD + objective("p0", more=more))
    text = HEAD + objective("c0", supports="{id: p0, weight: 1}", more=more)

    def change() -> None:
        Objective.objects.update(visibility=Visibility.ORGANIZATION)

    _, problems = changed_after_the_plan(world, text, change)
    assert "seen by people who may not see" in problems[0]
    with world.reading():
        assert not Alignment.objects.exists()
        assert recomputation_compare() == []


def chain(name: str, levels: int, *, top: str = "") -> str:
    """Return objectives that support one another, the first the highest."""
    return HEAD + "".join(
        objective(
            f"{name}{number}",
            supports=f"{name}{number - 1}" if number else top,
            key_results=0,
        )
        for number in range(levels)
    )


def test_a_chain_too_deep_for_what_it_leans_on_is_told_in_the_preview(world: World) -> None:
    bring_in(world, chain("p", LEVELS_MAX // 2 + 1))
    fits = chain("c", LEVELS_MAX // 2, top=f"p{LEVELS_MAX // 2}")
    assert plan_of(world, fits).problems == ()
    plan = plan_of(world, chain("c", LEVELS_MAX // 2 + 1, top=f"p{LEVELS_MAX // 2}"))
    assert [problem.message.id for problem in plan.problems] == ["transfer.link.too_large"]
    assert bring_in(world, fits, at=LATER).problems == []


def test_what_grew_too_deep_since_the_plan_is_told(world: World) -> None:
    bring_in(world, chain("p", LEVELS_MAX // 2 + 1))
    bring_in(world, chain("q", 3))
    text = chain("c", LEVELS_MAX // 2, top=f"p{LEVELS_MAX // 2}")

    def change() -> None:
        rows = {row.document_key: row for row in Objective.objects.select_related("team")}
        align(
            actor=world.system, child=End(rows["p0"]), parent=End(rows["q2"]), weight=None, at=LATER
        )

    _, problems = changed_after_the_plan(world, text, change)
    assert len(problems) == 1
    assert str(LEVELS_MAX) in problems[0]
    with world.reading():
        linked = Alignment.objects.filter(child_objective__document_key="c0")
        assert not linked.exists()
