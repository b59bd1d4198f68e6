"""The journal as a page and as a file."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.accounts.services.sign_in import sign_in_record
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_insert, journal_prepare
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import Organization
from plumbline.web.chronicle.csv_file import COLUMNS
from plumbline.web.chronicle.journal import VALUE_CHARACTERS, value_words
from plumbline.web.chronicle.words import act_words, field_words, kind_words
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import first_key_result as result_of
from tests.world_okrs import make_check_in, make_objective

pytestmark = pytest.mark.usefixtures("clock")

JOURNAL = "/o/freight/settings/journal"
EXPORT = f"{JOURNAL}.csv"
OTHERS = ("carl", "lena", "mia", "max", "vic", "fin", "dee")


def rows(answer: object) -> list[dict[str, str]]:
    assert answer.status_code == 200  # type: ignore[attr-defined]  # a response
    return list(csv.DictReader(io.StringIO(answer.content.decode())))  # type: ignore[attr-defined]


def test_only_admins_and_auditors_find_it(world: World, browser_of: BrowserOf) -> None:
    for who in ("ada", "aud"):
        assert browser_of(world, who).get(JOURNAL).status_code == 200, who
        assert browser_of(world, who).get(EXPORT).status_code == 200, who
        assert JOURNAL in browser_of(world, who).get("/o/freight/settings").text, who
    for who in OTHERS:
        assert browser_of(world, who).get(JOURNAL).status_code == 404, who
        assert browser_of(world, who).get(EXPORT).status_code == 404, who
        assert JOURNAL not in browser_of(world, who).get("/o/freight/settings").text, who


def test_it_reads_as_sentences_under_days(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Claims settle")
    make_check_in(world, result_of(world, objective), "40", note="Two more lanes", confidence=6)
    sign_in_record(account=world.account("mia"), at=AT)
    text = browser_of(world, "aud").get(JOURNAL).text
    assert "Monday, 2 March 2026" in text
    assert "<b>Mia</b> signed in" in text
    assert (
        f'checked in <a href="/o/freight/key-results/{result_of(world, objective).public_id}"'
        in (text)
    )
    assert "Two more lanes" in text
    assert f'activated <a href="/o/freight/objectives/{objective.public_id}">Claims settle</a>' in (
        text
    )


def test_what_is_private_to_others_is_on_neither_page_nor_file(
    world: World, browser_of: BrowserOf
) -> None:
    private = make_objective(world, "The quetzal plan", visibility=Visibility.PRIVATE)
    make_check_in(world, result_of(world, private), "40", note="A quetzal note")
    for who in ("ada", "aud"):
        for url in (JOURNAL, EXPORT, f"{JOURNAL}?kind=objective", f"{EXPORT}?kind=check_in"):
            told = browser_of(world, who).get(url).content.decode()
            assert "quetzal" not in told, (who, url)
            assert private.public_id not in told, (who, url)


def test_it_is_narrowed_and_says_what_it_could_not_read(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    sign_in_record(account=world.account("mia"), at=AT)
    signed = browser.get(JOURNAL, {"kind": "account", "actor": "Mia"}).text
    assert "signed in" in signed
    assert "added" not in signed
    assert "Show everything" in signed
    assert "Nothing of this kind happened." in browser.get(JOURNAL, {"last": "2020-01-01"}).text
    words = browser.get(JOURNAL, {"text": "claims"}).text
    assert "in the last 90 days" in words
    for asked, says in (
        ({"actor": "Nobody"}, "Nobody here is called “Nobody”."),
        ({"kind": "nothing"}, "Select a valid choice."),
        ({"first": "yesterday"}, "This is no day."),
        ({"first": "0001-01-01"}, "Choose a day between the years 1900 and 2999."),
        ({"last": "9999-12-31"}, "Choose a day between the years 1900 and 2999."),
    ):
        for url in (JOURNAL, EXPORT):
            answer = browser.get(url, asked)
            assert answer.status_code == 422, (url, asked)
            assert says in answer.text, (url, asked)


def make_entries(world: World, count: int, text: str = "x") -> None:
    with world.writing():
        journal_insert(
            journal_prepare(
                author=Author(source=Source.API, person_id=world.person("mia").pk),
                act="priority.edit",
                subject=Subject("priority", 1, "0123456789ab"),
                at=AT,
                changes={"title": Change(old="before", new=f"{text}{number}")},
            )
            for number in range(count)
        )


def test_older_entries_are_pages_away_and_cost_as_much(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    make_entries(world, 10)
    asked = {"kind": "priority"}
    browser.get(JOURNAL, asked)
    with CaptureQueriesContext(connection) as few:
        browser.get(JOURNAL, asked)
    make_entries(world, 60)
    with CaptureQueriesContext(connection) as many:
        first = browser.get(JOURNAL, asked).text
    assert len(many) == len(few)
    assert len(few) <= 28
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "kind=priority" in older
    second = browser.get(older).text
    assert first.count("<time") == 50
    assert second.count("<time") == 20
    assert ">Newest</a>" in second
    assert 'rel="next"' not in second


def test_the_file_holds_every_entry_that_was_asked_for(world: World, browser_of: BrowserOf) -> None:
    make_entries(world, 60)
    answer = browser_of(world, "aud").get(EXPORT, {"kind": "priority"})
    told = rows(answer)
    assert answer["Content-Disposition"] == (
        'attachment; filename="journal-freight-2026-03-02.csv"'
    )
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert tuple(told[0]) == COLUMNS
    assert len(told) == 60
    assert told[0]["at"] == "2026-03-02T09:00:00+00:00"
    assert told[0]["actor"] == "Mia"
    assert told[0]["source"] == "api"
    assert json.loads(told[0]["changes"]) == {"title": {"old": "before", "new": "x59"}}


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_file_begins_like_a_formula(
    world: World, browser_of: BrowserOf, begins: str
) -> None:
    objective = make_objective(world, f"{begins}1+cmd|x", active=False, key_results=0)
    told = rows(browser_of(world, "aud").get(EXPORT, {"kind": "objective"}))
    assert told[0]["subject"].lstrip("'") == objective.title
    assert not any(value.startswith(("=", "+", "-", "@")) for row in told for value in row.values())


def test_too_many_entries_are_refused_in_words(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plumbline.domain.chronicle.selectors.journal.EXPORT_AT_MOST", 5)
    answer = browser_of(world, "ada").get(EXPORT)
    assert answer.status_code == 422
    assert "More than 5 entries would be exported." in answer.text


def test_codes_without_words_of_their_own_read_as_words() -> None:
    assert act_words("person.hand_over_all") == "hand over all"
    assert act_words("objective.activate") == "activated"
    assert kind_words("guard_rail") == "guard rail"
    assert field_words("next_step") == "next step"


def test_a_person_who_is_gone_is_still_spoken_of(world: World, browser_of: BrowserOf) -> None:
    author = Author(source=Source.IMPORT, person_id=world.person("mia").pk)
    named = {"name": Change(new="Nora Northbound", personal=True)}
    with world.writing():
        journal_insert(
            journal_prepare(
                author=author,
                act="person.create",
                subject=Subject("person", 900_000 + number, f"gone{number}gone{number}gone"[:12]),
                at=AT,
                changes=changes,
            )
            for number, changes in enumerate((named, {}))
        )
    text = Page(browser_of(world, "ada").get(JOURNAL, {"kind": "person"}).text).text
    assert "added Nora Northbound" in text
    assert "added somebody who is not here any more" in text


def test_what_a_change_of_many_reached_is_cut_like_any_long_text() -> None:
    assert value_words(["Calm claims", "One door"]) == "Calm claims, One door"
    cut = value_words(["Calm claims"] * 5000)
    assert (len(cut), cut[-1]) == (VALUE_CHARACTERS, "…")


def test_its_clock_is_that_of_the_person_who_reads(world: World, browser_of: BrowserOf) -> None:
    sign_in_record(account=world.account("mia"), at=AT.replace(hour=23, minute=30))
    with world.writing():
        Person.objects.filter(pk=world.person("aud").pk).update(time_zone="Asia/Kolkata")
    in_india = browser_of(world, "aud").get(JOURNAL).text
    assert "Tuesday, 3 March 2026" in in_india
    assert ">05:00</time>" in in_india
    assert ">23:30</time>" in browser_of(world, "ada").get(JOURNAL).text
    Organization.objects.filter(pk=world.organization.pk).update(time_zone="Asia/Tokyo")
    assert ">08:30</time>" in browser_of(world, "ada").get(JOURNAL).text
    assert ">05:00</time>" in browser_of(world, "aud").get(JOURNAL).text
