"""Words are found by an index that stands beside the wall and not behind it."""

from collections.abc import Sequence

import pytest
from django.db import DatabaseError, connection, connections, transaction

from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.people import people_list
from plumbline.domain.orgs.viewers import SystemActor
from plumbline.domain.tenancy.databases import seeking
from plumbline.domain.tenancy.databases.postgres import seeking as of_postgres
from plumbline.domain.tenancy.databases.postgres import walls as postgres_walls
from plumbline.domain.tenancy.databases.seeking import sought
from plumbline.domain.tenancy.databases.walls import guarded_tables, walls_build
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing
from tests.databases import on_postgres
from tests.domain.conftest import AT

pytestmark = pytest.mark.django_db

#: Where the owner of the tables is asked as well; SQLite knows of none.
OWNED = ["default", *(["migrator"] if on_postgres() else [])]


@pytest.fixture
def by_index() -> None:
    if not on_postgres():
        pytest.skip("SQLite reads what it looks through")


def made(name: str, email: str = "") -> Person:
    person: Person = Person.objects.create(name=name, email=email, created_at=AT)
    return person


def narrowed(*words: str) -> list[str]:
    rows = Person.objects.filter(sought(Person, [[word] for word in words])).order_by("name")
    return list(rows.values_list("name", flat=True))


def test_a_database_without_an_index_narrows_nothing(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeking, "_ids", lambda model, words: None)
    with writing(north):
        made("Ada")
        assert "Ada" in narrowed("nobody")


@pytest.mark.usefixtures("by_index")
def test_words_are_found_in_the_middle_whatever_their_case_and_follow_every_change(
    north: Organization,
) -> None:
    with writing(north):
        ada, mia = made("Ada Lovelace", "first@example.org"), made("Mia 100%")
        assert narrowed("VELA") == ["Ada Lovelace"]
        assert narrowed("ada", "first@") == ["Ada Lovelace"]
        assert narrowed("0%") == ["Mia 100%"]
        assert narrowed("a_a") == []  # a sign that PostgreSQL takes for any letter
        Person.objects.filter(pk=ada.pk).update(name="Augusta")
        assert narrowed("lovelace") == []
        assert narrowed("gust") == ["Augusta"]
        mia.delete()
        assert narrowed("mia") == []


@pytest.mark.usefixtures("by_index")
def test_rare_words_are_found_beside_those_that_most_rows_hold(north: Organization) -> None:
    with writing(north):
        Person.objects.bulk_create(
            Person(name=f"Person {number}", created_at=AT) for number in range(40)
        )
        made("Person Quetzal"), made("Quetzalcoatl")
        assert narrowed("quetzal") == ["Person Quetzal", "Quetzalcoatl"]
        assert narrowed("person", "quetzal") == ["Person Quetzal"]
        assert narrowed("person", "17") == ["Person 17"]
        assert len(narrowed("person")) == 41
        assert narrowed("person", "nobody") == []


@pytest.mark.usefixtures("by_index")
def test_an_index_tells_nobody_of_another_organization(
    north: Organization, south: Organization
) -> None:
    with writing(south):
        made("Sam Stranger")
    with writing(north):
        made("Nora")
        with connection.cursor() as cursor:
            cursor.execute("""SELECT plumbline_sought('orgs_person', '[["%"]]', 100)""")
            own = set(Person.objects.values_list("pk", flat=True))
            assert set(cursor.fetchone()[0]) == own
        assert narrowed("stranger") == []


@pytest.mark.usefixtures("by_index")
@pytest.mark.parametrize("act", ["SELECT * FROM {}", "DELETE FROM {}", "UPDATE {} SET words = ''"])
def test_the_app_can_neither_read_nor_change_what_is_kept(north: Organization, act: str) -> None:
    for table in guarded_tables():
        if table.sought:
            statement = act.format(of_postgres.sought_table(table))
            with (
                writing(north),
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


@pytest.mark.usefixtures("by_index")
def test_words_that_too_many_hold_are_read_instead(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeking, "SOUGHT_UP_TO", 1)
    actor = SystemActor(
        organization_id=north.pk, name="test", rights=frozenset({(Act.VIEW, Kind.PERSON)})
    )
    with writing(north):
        made("Ada One"), made("Ada Two")
        assert seeking._ids(Person, [["ada"]]) is None
        assert seeking._ids(Person, [["ada o"]]) is not None
        found = people_list(viewer=actor, search="ada", active=None)
        assert [person.name for person in found.people] == ["Ada One", "Ada Two"]


@pytest.mark.usefixtures("by_index")
def test_a_word_holds_in_any_of_its_spellings(north: Organization) -> None:
    with writing(north):
        made("ÄRGER")
        rows = Person.objects.filter(sought(Person, [["ärger", "ÄRGER"]]))
        assert [row.name for row in rows] == ["ÄRGER"]


@pytest.mark.usefixtures("by_index")
def test_a_word_that_no_text_can_hold_finds_nothing(north: Organization) -> None:
    with writing(north):
        made("Ada Quetzal")
        assert narrowed("quetzal\0") == []


@pytest.mark.usefixtures("by_index")
@pytest.mark.django_db(databases=OWNED, transaction=True)
def test_what_was_kept_before_the_index_stood_is_completed(north: Organization) -> None:
    owner = connections["migrator"]
    with writing(north):
        made("Ada"), made("Mia")
    with transaction.atomic(using="migrator"), owner.cursor() as cursor:
        cursor.execute("DELETE FROM sought__orgs_person WHERE words LIKE 'ADA%'")
        cursor.execute("UPDATE sought__orgs_person SET words = 'OTHER' WHERE words LIKE 'MIA%'")
        cursor.execute("INSERT INTO sought__orgs_person VALUES (-1, %s, 'GHOST')", [north.pk])
    with reading(north):
        assert narrowed("ada") == narrowed("mia") == []
    walls_build(owner)
    with reading(north):
        assert (narrowed("ada"), narrowed("mia")) == (["Ada"], ["Mia"])
        assert seeking._ids(Person, [["ghost"]]) == []


@pytest.mark.usefixtures("by_index")
@pytest.mark.django_db(databases=OWNED, transaction=True)
def test_where_the_extension_cannot_be_had_everything_is_built_without(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, kept = connections["migrator"], [t for t in guarded_tables() if t.sought]

    def _tables() -> Sequence[str]:
        return [of_postgres.sought_table(table) for table in kept]

    monkeypatch.setattr(postgres_walls, "trigrams_install", lambda _connection: False)
    with owner.cursor() as cursor:
        for name in _tables():
            cursor.execute(f"ALTER TABLE {name} RENAME TO away__{name}")
    try:
        walls_build(owner)
        with writing(north):
            made("Ada")
            assert seeking._ids(Person, [["nobody"]]) is None
    finally:
        with owner.cursor() as cursor:
            for name in _tables():
                cursor.execute(f"ALTER TABLE away__{name} RENAME TO {name}")
        monkeypatch.undo()
        walls_build(owner)
    with reading(north):
        assert narrowed("ada") == ["Ada"]
