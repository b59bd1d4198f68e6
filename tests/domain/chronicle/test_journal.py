"""The journal is read by who may, with names, newest first, and without what is private."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.accounts.services.sign_in import sign_in_record
from plumbline.domain.bulk.models import BulkAct
from plumbline.domain.bulk.services.moving import key_result_move
from plumbline.domain.chronicle.selectors.journal import (
    ENTRIES_A_PAGE,
    EXPORT_AT_MOST,
    JournalFilter,
    JournalLine,
    journal_export,
    journal_page,
)
from plumbline.domain.governance.choices import Tier
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import (
    journal_insert,
    journal_prepare,
    journal_record,
    journal_text_erase,
)
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.objectives import objective_delete
from plumbline.domain.okrs.services.openings import objective_open
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.services.people import person_update
from plumbline.domain.tenancy.errors import NotFound, Refused
from tests.domain.bulk.test_batches import done, tried, undone
from tests.domain.governance.test_gate import adopt
from tests.domain.governance.test_waivers import answer, ask, ask_for_team
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_link,
    make_objective,
    stored,
)

SECRET = "quetzal"
EVERYTHING = JournalFilter()


def read(world: World, who: str = "ada", **wanted: object) -> list[JournalLine]:
    """Return every line somebody reads, page after page."""
    viewer, after = world.viewer(who), ""
    lines: list[JournalLine] = []
    with world.reading():
        while True:
            page = journal_page(
                viewer=viewer,
                wanted=replace(EVERYTHING, **wanted),  # type: ignore[arg-type]  # fields of the filter
                at=AT,
                after=after,
            )
            lines += page.lines
            if page.after is None:
                return lines
            after = page.after


def about(lines: list[JournalLine], label: str) -> list[str]:
    return [line.act for line in lines if line.subject and line.subject.label == label]


@pytest.mark.parametrize("who", ["carl", "lena", "mia", "max", "vic", "fin", "dee"])
def test_only_admins_and_auditors_read_and_export_it(world: World, who: str) -> None:
    viewer = world.viewer(who)
    with world.reading():
        with pytest.raises(NotFound):
            journal_page(viewer=viewer, wanted=EVERYTHING, at=AT)
        with pytest.raises(NotFound):
            journal_export(viewer=viewer, wanted=EVERYTHING, at=AT)


@pytest.mark.parametrize("who", ["ada", "aud"])
def test_it_tells_who_did_what_to_what_newest_first(world: World, who: str) -> None:
    objective = make_objective(world, "Claims settle", key_results=0, active=False)
    with world.reading():
        person_update(
            actor=world.viewer("mia"), person=world.person("mia"), expected=1, name="Mia Miller",
            email=world.person("mia").email, manager=world.person("max"), time_zone="",
            language="", at=AT + timedelta(minutes=1),
        )  # fmt: skip
    newest = read(world, who)[0]
    assert (newest.act, newest.kind) == ("person.update", "person")
    assert newest.actor is not None
    assert newest.actor.label == "Mia Miller"
    assert newest.subject is not None
    assert newest.subject.public_id == world.person("mia").public_id
    (change,) = newest.changes
    assert (change.field, change.old, change.new) == ("name", "Mia", "Mia Miller")
    created = next(line for line in read(world, who) if line.act == "objective.create")
    told = {change.field: change.new for change in created.changes}
    assert told["title"] == "Claims settle"
    assert told["owner_id"] == "Mia Miller"
    assert told["team_id"] == "Claims"
    assert about(read(world, who), objective.title)


def test_a_sign_in_stands_under_the_person_that_the_account_is_here(world: World) -> None:
    sign_in_record(account=world.account("mia"), at=AT + timedelta(hours=1))
    line = read(world)[0]
    assert line.act == "account.sign_in"
    assert line.actor is not None
    assert line.actor.label == "Mia"
    only = read(world, actor_id=world.person("mia").pk, account_id=world.account("mia").pk)
    assert [each.act for each in only] == ["account.sign_in"]
    assert read(world, actor_id=world.person("lena").pk) == []


def test_nothing_of_another_organization_is_read(world: World, stranger_world: World) -> None:
    labels = {line.subject.label for line in read(world) if line.subject}
    assert "Sam" not in labels
    assert "Ada" in labels


def test_erased_text_is_said_to_be_gone(world: World) -> None:
    mia = world.person("mia")
    with world.writing():
        journal_text_erase(about_person_id=mia.pk, at=AT, person_public_id=mia.public_id)
    created = next(
        line
        for line in read(world, kind="person")
        if line.act == "person.create" and line.subject and line.subject.label == "Mia"
    )
    name = next(change for change in created.changes if change.field == "name")
    assert (name.new, name.is_erased) == (None, True)


def make_private(world: World) -> Objective:
    return make_objective(
        world, f"The {SECRET} plan", visibility=Visibility.PRIVATE, why=f"Why {SECRET}"
    )


def rename(world: World, objective: Objective) -> None:
    with world.reading():
        objective_adjust(
            actor=world.system,
            objective=stored(world, objective),
            values=replace(objective_values(stored(world, objective)), title=f"More {SECRET}"),
            reason=f"Why {SECRET}",
            effective_on=TODAY,
            expected=stored(world, objective).version,
            at=AT,
        )


def link_down(world: World, private: Objective) -> None:
    make_link(world, make_objective(world, "Seen below"), private)


def link_up(world: World, private: Objective) -> None:
    make_link(world, private, make_objective(world, "Seen above"))


def check_in(world: World, private: Objective) -> None:
    make_check_in(world, first_key_result(world, private), "40", note=f"Note {SECRET}")


@pytest.mark.parametrize("who", ["ada", "aud"])
@pytest.mark.parametrize("happens", [rename, link_down, link_up, check_in])
def test_what_is_private_leaves_no_line_for_whom_it_is_not(
    world: World, who: str, happens: Callable[[World, Objective], None]
) -> None:
    private = make_private(world)
    key_result = first_key_result(world, private)
    happens(world, private)
    lines = read(world, who)
    assert SECRET not in repr(lines)
    hidden = (private.public_id, key_result.public_id)
    assert [each for each in hidden if each in repr(lines)] == []
    assert read(world, who, text=SECRET) == []
    assert not any(line.act in ("objective.align", "check_in.record") for line in lines)


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.ORGANIZATION])
def test_a_move_names_the_objectives_that_the_reader_sees(
    world: World, visibility: Visibility
) -> None:
    here = make_objective(world, "Here", key_results=2, visibility=visibility)
    there = make_objective(world, "There")
    with world.reading():
        key_result_move(
            actor=world.system,
            key_result=first_key_result(world, here),
            objective=there,
            reason="The teams swapped",
            effective_on=TODAY,
            expected=first_key_result(world, here).version,
            at=AT,
        )
    lines = read(world, "aud")
    (moved,) = (line for line in lines if line.act == "key_result.move")
    old = "Here" if visibility is Visibility.ORGANIZATION else None
    assert [(each.field, each.old, each.new) for each in moved.changes] == [
        ("objective", old, "There")
    ]


def test_an_auditor_who_owns_what_is_private_reads_of_it(world: World) -> None:
    private = make_private(world)
    with world.writing():
        Objective.objects.filter(pk=private.pk).update(owner=world.person("aud"))
    assert SECRET in repr(read(world, "aud"))
    assert SECRET not in repr(read(world, "ada"))


@pytest.mark.parametrize("who", ["ada", "aud"])
def test_an_opening_is_told_without_what_was_opened(world: World, who: str) -> None:
    private = make_private(world)
    viewer = world.viewer("ada")
    with world.reading():
        objective_open(
            actor=viewer, named=private.public_id, reason=f"Why {SECRET}", at=AT, link=str
        )
    (line,) = [each for each in read(world, who) if each.act == "objective.open"]
    assert line.actor is not None
    assert line.actor.label == "Ada"
    assert line.subject is None
    assert [change.field for change in line.changes] == ["expires_at"]
    for word in (SECRET, private.public_id, world.person("mia").public_id):
        assert "objective.open" not in [each.act for each in read(world, who, text=word)], word
    assert [each.act for each in read(world, who, text="objective.open")] == ["objective.open"]


@pytest.mark.parametrize(
    ("visibility", "told"), [(Visibility.ORGANIZATION, True), (Visibility.PRIVATE, False)]
)
def test_a_draft_that_was_thrown_away_is_told_if_everybody_saw_it(
    world: World, visibility: Visibility, told: bool
) -> None:
    draft = make_objective(
        world, f"A {SECRET} draft", visibility=visibility, active=False, key_results=0
    )
    with world.reading():
        objective_delete(actor=world.system, objective=draft, expected=draft.version, at=AT)
    acts = about(read(world), f"A {SECRET} draft")
    assert acts == (["objective.delete", "objective.create"] if told else [])


def test_an_import_does_not_count_what_may_be_private(world: World) -> None:
    with world.writing():
        journal_record(
            author=Author(source=Source.IMPORT, person_id=world.person("lena").pk),
            act="import.create",
            subject=Subject("import", 1, "0123456789ab"),
            at=AT + timedelta(hours=1),
            changes={"file": Change(new="okrs.yaml"), "objectives": Change(new=12)},
        )
    assert [change.field for change in read(world)[0].changes] == ["file"]
    assert read(world, text="import.create")
    assert not read(world, text="okrs.yaml")


def make_entries(world: World, count: int, *, apart: timedelta = timedelta()) -> None:
    with world.writing():
        journal_insert(
            journal_prepare(
                author=Author(source=Source.SYSTEM),
                act="cycle.phase",
                subject=Subject("cycle", 1, "0123456789ab"),
                at=AT + timedelta(days=1) + number * apart,
                changes={"number": Change(new=number)},
            )
            for number in range(count)
        )


@pytest.mark.parametrize("apart", [timedelta(), timedelta(seconds=1), timedelta(microseconds=1)])
def test_pages_hold_every_entry_once_even_of_one_instant(world: World, apart: timedelta) -> None:
    make_entries(world, 2 * ENTRIES_A_PAGE + 7, apart=apart)
    numbers = [line.changes[0].new for line in read(world) if line.act == "cycle.phase"]
    assert numbers == list(range(2 * ENTRIES_A_PAGE + 6, -1, -1))


@pytest.mark.parametrize("odd", ["x", "1-", "-1", "²-1", "9" * 30 + "-1", "1--1", "1-1-1"])
def test_a_place_that_is_none_begins_anew(world: World, odd: str) -> None:
    with world.reading():
        viewer = world.viewer("ada")
        page = journal_page(viewer=viewer, wanted=EVERYTHING, at=AT, after=odd)
        first = journal_page(viewer=viewer, wanted=EVERYTHING, at=AT)
    assert page == first


def test_it_is_narrowed_by_kind_days_and_words(world: World) -> None:
    make_entries(world, 3, apart=timedelta(days=1))
    assert {line.kind for line in read(world, kind="team")} == {"team"}
    tomorrow = TODAY + timedelta(days=1)
    assert [line.changes[0].new for line in read(world, first=tomorrow)] == [2, 1, 0]
    assert [line.changes[0].new for line in read(world, first=tomorrow, last=tomorrow)] == [0]
    assert tomorrow not in {line.at.date() for line in read(world, last=TODAY)}
    words = read(world, text="claims team.create")
    assert {line.subject.label for line in words if line.subject} == {"Claims"}
    assert read(world, text="claims nowhere") == []


def test_words_with_letters_beyond_ascii_are_found(world: World) -> None:
    world.make_team("Überseehafen")
    assert [line.act for line in read(world, text="Überseehafen")] == ["team.create"]


def test_words_are_looked_for_in_the_last_days_unless_a_first_day_is_said(world: World) -> None:
    make_entries(world, 1, apart=timedelta())
    late = AT + timedelta(days=120)
    with world.reading():
        viewer = world.viewer("ada")
        wanted = JournalFilter(text="cycle.phase")
        assert not journal_page(viewer=viewer, wanted=wanted, at=late).lines
        since = replace(wanted, first=TODAY)
        assert journal_page(viewer=viewer, wanted=since, at=late).lines


def test_a_page_asks_as_much_for_fifty_entries_as_for_five(world: World) -> None:
    viewer = world.viewer("ada")

    def asked(first_days: int) -> int:
        wanted = JournalFilter(first=TODAY + timedelta(days=first_days))
        with world.reading(), CaptureQueriesContext(connection) as queries:
            journal_page(viewer=viewer, wanted=wanted, at=AT)
        return len(queries)

    make_entries(world, 50, apart=timedelta(days=1))
    assert asked(45) == asked(1)
    with world.reading(), CaptureQueriesContext(connection) as queries:
        journal_page(viewer=viewer, wanted=EVERYTHING, at=AT)
    assert len(queries) <= 12


def test_an_export_holds_all_that_is_asked_for_or_says_that_it_is_too_much(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_entries(world, 60)
    viewer = world.viewer("aud")
    with world.reading():
        lines = journal_export(viewer=viewer, wanted=JournalFilter(kind="cycle"), at=AT)
        assert len(lines) == 60
    monkeypatch.setattr("plumbline.domain.chronicle.selectors.journal.EXPORT_AT_MOST", 59)
    with world.reading(), pytest.raises(Refused) as refused:
        journal_export(viewer=viewer, wanted=JournalFilter(kind="cycle"), at=AT)
    assert refused.value.message.params == {"limit": 59}
    assert EXPORT_AT_MOST == 10_000


@pytest.mark.parametrize("who", ["ada", "aud"])
def test_a_waiver_of_what_is_private_leaves_no_line_for_whom_it_is_not(
    world: World, who: str
) -> None:
    practice = adopt(world, Tier.POLICY)
    answer(world, ask(world, make_private(world), practice), "max")
    assert [line.act for line in read(world, who) if line.kind == "waiver"] == []
    answer(world, ask(world, make_objective(world, "Open to all"), practice), "carl")
    acts = [line.act for line in read(world, who) if line.kind == "waiver"]
    assert acts == ["waiver.granted", "waiver.ask"]


def test_a_waiver_for_a_team_is_told(world: World) -> None:
    ask_for_team(world, "claims", adopt(world, Tier.POLICY))
    assert [line.act for line in read(world, "aud") if line.kind == "waiver"] == ["waiver.ask"]


@pytest.mark.parametrize("who", ["ada", "aud"])
@pytest.mark.parametrize("act", [BulkAct.TAG_ADD, BulkAct.DELETE])
def test_a_change_of_many_names_those_that_the_reader_sees(
    world: World, who: str, act: BulkAct
) -> None:
    private = make_objective(
        world, f"The {SECRET} plan", visibility=Visibility.PRIVATE, active=False
    )
    other = make_objective(world, f"A {SECRET} copy", visibility=Visibility.PRIVATE, active=False)
    shown = make_objective(world, "Seen by all", active=False)
    done(world, "mia", tried(world, "mia", [private], act, "calm"))
    assert [line for line in read(world, who) if line.kind == "bulk"] == []
    batch = done(world, "mia", tried(world, "mia", [other, shown], act, "calm"))
    (line,) = [line for line in read(world, who) if line.kind == "bulk"]
    told = {change.field: change.new for change in line.changes}
    names = {} if act is BulkAct.DELETE else {"objectives": ["Seen by all"]}
    assert told == {"act": act.value, **names}
    for hidden in (SECRET, private.public_id, other.public_id):
        assert hidden not in repr(line)
        assert [each for each in read(world, who, text=hidden) if each.kind == "bulk"] == []
    undone(world, "mia", batch)
    again = read(world, who)[0]
    assert (again.act, {each.field: each.new for each in again.changes}["objectives"]) == (
        "bulk.undo",
        ["Seen by all"],
    )


def test_a_change_of_more_than_are_looked_for_at_once_names_all_of_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plumbline.domain.chronicle.selectors.names.SOUGHT_AT_ONCE", 2)
    rows = [make_objective(world, f"Plan {number}", active=False) for number in range(5)]
    done(world, "mia", tried(world, "mia", rows, BulkAct.TAG_ADD, "calm"))
    (line,) = [line for line in read(world, "ada") if line.kind == "bulk"]
    (told,) = [change.new for change in line.changes if change.field == "objectives"]
    assert told == [row.title for row in rows]
