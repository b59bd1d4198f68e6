"""People: made, changed, found, deactivated; their roles, deputies and tokens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.selectors import account_by_token, api_tokens_of
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.journal.services import journal_text_erase
from plumbline.domain.orgs.models import Person, RoleGrant
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.people import (
    people_list,
    person_by_email,
    person_detail,
    person_get,
)
from plumbline.domain.orgs.services.deputies import deputy_end, deputy_set
from plumbline.domain.orgs.services.joining import person_invite
from plumbline.domain.orgs.services.people import (
    person_create,
    person_deactivate,
    person_reactivate,
    person_update,
)
from plumbline.domain.orgs.services.roles import role_grant, role_revoke
from plumbline.domain.orgs.services.tokens import token_create, token_revoke
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World

DAY = timedelta(days=1)


def link(secret: str) -> str:
    return f"https://plumbline.example/join/{secret}"


def changed(world: World, who: str, by: str, **values: object) -> Person:
    """Change a person as `by`, leaving what is not named as it is."""
    person = world.person(who)
    kept: dict[str, object] = {
        "name": person.name,
        "email": person.email,
        "manager": person.manager,
        "time_zone": person.time_zone,
        "language": person.language,
        "expected": person.version,
    }
    with world.reading():
        return person_update(actor=world.viewer(by), person=person, at=AT, **(kept | values))  # type: ignore[arg-type]


def test_an_address_belongs_to_one_person_whatever_its_spelling(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        world.make_person("Mia Again", email=" MIA@Freight.Example ", claimed=False)
    assert "email" in refused.value.field_errors


def test_people_without_address_can_be_many(world: World) -> None:
    for _ in range(2):
        assert world.make_person(email="", claimed=False).email == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("email", "no address"), ("time_zone", "Mars/Base"), ("name", "x" * 201)],
)
def test_values_that_cannot_stand_are_refused_at_their_field(
    world: World, field: str, value: str
) -> None:
    with pytest.raises(ValidationRefused) as refused:
        changed(world, "mia", "ada", **{field: value})
    assert set(refused.value.field_errors) == {field}


def test_everybody_changes_their_own_name_but_only_an_admin_the_rest(world: World) -> None:
    world.people["mia"] = changed(world, "mia", "mia", name="Mia Maria")
    assert world.person("mia").name == "Mia Maria"
    for values in ({"manager": None}, {"email": "other@freight.example"}):
        with pytest.raises(PermissionRefused):
            changed(world, "mia", "mia", **values)
    with pytest.raises(PermissionRefused):
        changed(world, "mia", "max", name="Mine")
    assert changed(world, "mia", "ada", manager=world.person("lena")).manager == world.person(
        "lena"
    )


def test_nobody_manages_themself_at_any_distance(world: World) -> None:
    with pytest.raises(Refused, match="manager_loop"):
        changed(world, "max", "ada", manager=world.person("mia"))
    with pytest.raises(Refused, match="manager_loop"):
        changed(world, "max", "ada", manager=world.person("max"))


def test_the_second_of_two_editors_is_told(world: World) -> None:
    changed(world, "mia", "ada", name="First")
    with pytest.raises(StaleVersion):
        changed(world, "mia", "ada", name="Second")


def test_names_and_addresses_stand_in_the_journal_as_hashes_and_can_be_erased(
    world: World,
) -> None:
    mia = changed(world, "mia", "ada", name="Mia Maria", email="maria@freight.example")
    with world.writing():
        entries = JournalEntry.objects.filter(subject_kind="person", subject_id=mia.pk)
        told = str([entry.changes for entry in entries])
        assert "maria" not in told.lower()
        assert JournalText.objects.filter(text="Mia Maria", about_person_id=mia.pk).exists()
        journal_text_erase(about_person_id=mia.pk, at=AT)
        assert not JournalText.objects.filter(about_person_id=mia.pk).exclude(text="").exists()


def test_no_journal_entry_of_the_whole_world_names_anybody(world: World) -> None:
    with world.reading():
        told = str(list(JournalEntry.objects.values_list("changes", flat=True)))
    for person in world.people.values():
        assert f"'{person.name}'" not in told
        assert not person.email or person.email not in told


@pytest.mark.parametrize("name", ["carl", "lena", "mia", "vic", "aud", "fin"])
def test_only_an_admin_invites_makes_and_deactivates(world: World, name: str) -> None:
    viewer = world.viewer(name)
    una = world.person("una")
    acts: list[Callable[[], object]] = [
        lambda: person_create(actor=viewer, name="New", at=AT),
        lambda: person_invite(actor=viewer, person=una, at=AT, link=link),
        lambda: person_deactivate(actor=viewer, person=una, at=AT),
        lambda: role_grant(actor=viewer, person=world.person(name), role=Role.ADMIN, at=AT),
        lambda: role_revoke(actor=viewer, person=world.person("ada"), role=Role.ADMIN, at=AT),
    ]
    with world.reading():
        before = Person.objects.count(), RoleGrant.objects.count()
        for act in acts:
            with pytest.raises(PermissionRefused):
                act()
        assert (Person.objects.count(), RoleGrant.objects.count()) == before
        una.refresh_from_db()
    assert una.active


def test_who_gets_another_manager_is_told_where_they_are_reached_now(world: World) -> None:
    mia, lena = world.person("mia"), world.person("lena")
    reached = mia.email
    changed(world, "mia", "ada", manager=lena, email="elsewhere@freight.example")
    mail = OutboxMessage.objects.get()
    assert mail.to == reached
    assert "Lena" in mail.body_text
    assert "private objectives" in mail.body_text


def test_nobody_makes_themself_the_manager_of_somebody_who_signs_in(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        changed(world, "mia", "ada", manager=world.person("ada"))
    assert [each.id for each in refused.value.field_errors["manager"]] == [
        "orgs.person.manager_own"
    ]
    mia = world.person("mia")
    with world.reading():
        mia.refresh_from_db()
    assert mia.manager_id == world.person("max").pk


def test_nobody_is_told_of_what_lets_nobody_read_more(world: World) -> None:
    changed(world, "mia", "mia", name="Mia Maria")
    changed(world, "una", "ada", manager=world.person("ada"))
    changed(world, "lena", "ada", manager=None)
    assert not OutboxMessage.objects.exists()


def test_the_last_admin_cannot_go(world: World) -> None:
    ada, carl = world.person("ada"), world.person("carl")
    actor = world.viewer("ada")
    with world.reading():
        with pytest.raises(Refused, match="last_admin"):
            role_revoke(actor=actor, person=ada, role=Role.ADMIN, at=AT)
        with pytest.raises(Refused, match="last_admin"):
            person_deactivate(actor=actor, person=ada, at=AT)
        # An admin who cannot sign in does not count.
        role_grant(actor=actor, person=world.person("una"), role=Role.ADMIN, at=AT)
        with pytest.raises(Refused, match="last_admin"):
            role_revoke(actor=actor, person=ada, role=Role.ADMIN, at=AT)
        role_grant(actor=actor, person=carl, role=Role.ADMIN, at=AT)
        role_revoke(actor=actor, person=ada, role=Role.ADMIN, at=AT)
    assert Role.ADMIN not in world.viewer("ada").roles


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.MANAGER, Role.DEPUTY, Role.SERVICE])
def test_a_role_that_follows_from_facts_cannot_be_given(world: World, role: Role) -> None:
    with world.reading(), pytest.raises(Refused, match="unknown"):
        role_grant(actor=world.system, person=world.person("mia"), role=role, at=AT)


def test_a_deactivated_person_is_out_of_the_list_and_can_come_back(world: World) -> None:
    mia = world.person("mia")
    with world.reading():
        person_deactivate(actor=world.viewer("ada"), person=mia, at=AT)
    assert not Membership.objects.get(account=mia.account).active
    with world.reading():
        assert mia not in people_list(viewer=world.viewer("ada")).people
        person_reactivate(actor=world.viewer("ada"), person=mia, at=AT)
        assert mia in people_list(viewer=world.viewer("ada")).people
    assert Membership.objects.get(account=mia.account).active


def test_a_service_is_nobodys_manager(world: World) -> None:
    bot = world.make_person("Bot", is_service=True)
    with pytest.raises(ValidationRefused) as refused:
        changed(world, "mia", "ada", manager=bot)
    assert [each.id for each in refused.value.field_errors["manager"]] == [
        "orgs.person.manager_service"
    ]
    with pytest.raises(ValidationRefused):
        world.make_person("Nia", manager=bot)
    with world.writing():
        Person.objects.filter(pk=world.person("mia").pk).update(manager=bot)
    # One who already has such a manager changes their own name all the same.
    assert changed(world, "mia", "mia", manager=bot, name="Mia M").name == "Mia M"


def test_a_deputy_is_named_by_the_absent_person_their_manager_or_an_admin(world: World) -> None:
    def name_for_mia(by: str, days: int) -> object:
        with world.reading():
            return deputy_set(
                actor=world.viewer(by),
                person=world.person("dee"),
                acts_for=world.person("mia"),
                starts_on=TODAY + days * DAY,
                ends_on=TODAY + days * DAY,
                at=AT,
            )

    for days, by in enumerate(("mia", "max", "ada")):
        name_for_mia(by, days)
    for by in ("dee", "lena", "carl", "vic"):
        with pytest.raises(PermissionRefused):
            name_for_mia(by, 9)


@pytest.mark.parametrize("name", ["ada", "max"])
def test_nobody_reaches_what_is_private_by_naming_themself(world: World, name: str) -> None:
    with world.reading(), pytest.raises(Refused, match=r"deputy\.own"):
        deputy_set(
            actor=world.viewer(name),
            person=world.person(name),
            acts_for=world.person("mia"),
            starts_on=TODAY,
            ends_on=TODAY,
            at=AT,
        )


def test_who_is_given_a_deputy_by_somebody_else_is_told(world: World) -> None:
    for days, by in enumerate(("mia", "ada")):
        with world.reading():
            deputy_set(
                actor=world.viewer(by),
                person=world.person("dee"),
                acts_for=world.person("mia"),
                starts_on=TODAY + days * DAY,
                ends_on=TODAY + days * DAY,
                at=AT,
            )
    mail = OutboxMessage.objects.get()
    assert mail.to == world.person("mia").email
    assert "Dee" in mail.body_text


def test_a_deputy_can_be_ended_at_once(world: World) -> None:
    for starts_on in (TODAY, TODAY - 3 * DAY):
        with world.reading():
            deputy = deputy_set(
                actor=world.viewer("mia"),
                person=world.person("dee"),
                acts_for=world.person("mia"),
                starts_on=starts_on,
                ends_on=TODAY + 7 * DAY,
                at=AT,
            )
        assert world.viewer("dee").deputy_for
        with world.reading():
            deputy_end(actor=world.viewer("mia"), deputy=deputy, at=AT)
        assert not world.viewer("dee").deputy_for


def test_a_deputy_whose_days_are_over_is_not_ended_again(world: World) -> None:
    with world.reading():
        deputy = deputy_set(
            actor=world.viewer("mia"),
            person=world.person("dee"),
            acts_for=world.person("mia"),
            starts_on=TODAY - 9 * DAY,
            ends_on=TODAY - 3 * DAY,
            at=AT,
        )
        deputy_end(actor=world.viewer("mia"), deputy=deputy, at=AT)
        assert not JournalEntry.objects.filter(act="person.deputy_end").exists()


def test_days_in_the_wrong_order_or_oneself_make_no_deputy(world: World) -> None:
    mia, dee = world.person("mia"), world.person("dee")
    with world.reading():
        for person, ends_on in ((dee, TODAY - DAY), (mia, TODAY)):
            with pytest.raises(Refused, match="deputy"):
                deputy_set(
                    actor=world.viewer("mia"),
                    person=person,
                    acts_for=mia,
                    starts_on=TODAY,
                    ends_on=ends_on,
                    at=AT,
                )


def test_a_token_is_made_for_oneself_or_for_a_service_only(world: World) -> None:
    bot = world.make_person("Bot", is_service=True)
    ada, mia = world.viewer("ada"), world.person("mia")
    asked = {"name": "Build", "scopes": [TokenScope.READ], "at": AT}
    with world.reading():
        issued = token_create(actor=ada, person=bot, **asked)  # type: ignore[arg-type]
        with pytest.raises(PermissionRefused):
            token_create(actor=ada, person=mia, **asked)  # type: ignore[arg-type]
        own = token_create(actor=world.viewer("mia"), person=mia, **asked)  # type: ignore[arg-type]
        told = JournalEntry.objects.get(act="token.create", subject_id=own.token.pk)
        assert told.changes["name"] == {"old": None, "new": asked["name"]}
    bearer = account_by_token(secret=issued.secret, at=AT)
    assert bearer is not None
    assert (bearer.person_public_id, bearer.account) == (bot.public_id, None)
    assert own.secret.startswith("plb_")


def test_a_revoked_token_is_nobody(world: World) -> None:
    mia = world.person("mia")
    with world.reading():
        issued = token_create(
            actor=world.viewer("mia"), person=mia, name="x", scopes=[TokenScope.WRITE], at=AT
        )
        with pytest.raises(NotFound):
            token_revoke(actor=world.viewer("max"), token_public_id=issued.token.public_id, at=AT)
        token_revoke(actor=world.viewer("ada"), token_public_id=issued.token.public_id, at=AT)
    assert account_by_token(secret=issued.secret, at=AT) is None
    assert len(api_tokens_of(organization=world.organization, person_public_id=mia.public_id)) == 1


def test_people_are_found_by_parts_of_name_and_address(world: World) -> None:
    ada = world.viewer("ada")
    with world.reading():
        found = people_list(viewer=ada, search="A@ freight.EXAMPLE", size=2)
        assert (found.total, found.pages) == (4, 2)
        assert [person.name for person in found.people] == ["Ada", "Lena"]
        last = people_list(viewer=ada, search="a", size=4, page=99)
        assert last.number == last.pages
        assert person_by_email(viewer=ada, email="MIA@freight.example") == world.person("mia")
        assert people_list(viewer=ada, search="nobody").pages == 1


def test_people_of_another_organization_are_not_found(world: World, stranger_world: World) -> None:
    mia = world.person("mia")
    with stranger_world.reading():
        sam = stranger_world.viewer("sam")
        assert [person.name for person in people_list(viewer=sam).people] == ["Sam"]
        assert person_by_email(viewer=sam, email=mia.email) is None
        with pytest.raises(NotFound):
            person_get(viewer=sam, public_id=mia.public_id)


def test_a_list_and_a_page_cost_the_same_however_many_there_are(world: World) -> None:
    viewer = world.viewer("ada")
    counts: list[tuple[int, int]] = []
    for _ in range(2):
        with world.reading():
            with CaptureQueriesContext(connection) as listed:
                [person.manager for person in people_list(viewer=viewer).people]
            with CaptureQueriesContext(connection) as detailed:
                person_detail(viewer=viewer, public_id=world.person("max").public_id, on=TODAY)
        counts.append((len(listed), len(detailed)))
        for _ in range(3):
            world.make_person(manager=world.person("max"))
    assert counts == [(2, 5), (2, 5)]


def test_a_page_shows_where_a_person_stands(world: World) -> None:
    with world.reading():
        detail = person_detail(
            viewer=world.viewer("mia"), public_id=world.person("max").public_id, on=TODAY
        )
    assert [row.team.name for row in detail.memberships] == ["Finance"]
    assert [person.name for person in detail.reports] == ["Mia"]
    assert detail.roles == frozenset()


def test_an_account_belongs_to_one_person_of_an_organization(world: World) -> None:
    assert Account.objects.count() == Membership.objects.count() == 9


def test_giving_or_taking_a_role_twice_changes_nothing(world: World) -> None:
    carl, ada = world.person("carl"), world.viewer("ada")
    with world.reading():
        entries = JournalEntry.objects.count()
        role_grant(actor=ada, person=carl, role=Role.CHAMPION, at=AT)
        assert JournalEntry.objects.count() == entries
        for _ in range(2):
            role_revoke(actor=ada, person=carl, role=Role.CHAMPION, at=AT)
        assert JournalEntry.objects.count() == entries + 1
    assert world.viewer("carl").roles == {Role.MEMBER}


def test_a_service_gets_no_role_and_stands_in_for_nobody(world: World) -> None:
    bot = world.make_person("Bot", is_service=True)
    with world.reading():
        with pytest.raises(Refused, match=r"role\.service"):
            role_grant(actor=world.viewer("ada"), person=bot, role=Role.CHAMPION, at=AT)
        with pytest.raises(Refused, match=r"person\.service"):
            deputy_set(
                actor=world.viewer("mia"),
                person=bot,
                acts_for=world.person("mia"),
                starts_on=TODAY,
                ends_on=TODAY,
                at=AT,
            )


def test_somebody_deactivated_gets_no_token_and_stands_in_for_nobody(world: World) -> None:
    with world.reading():
        dee = person_deactivate(actor=world.system, person=world.person("dee"), at=AT)
        with pytest.raises(Refused, match="inactive"):
            token_create(actor=world.system, person=dee, name="x", scopes=[TokenScope.READ], at=AT)
        with pytest.raises(Refused, match="inactive"):
            deputy_set(
                actor=world.viewer("mia"),
                person=dee,
                acts_for=world.person("mia"),
                starts_on=TODAY,
                ends_on=TODAY,
                at=AT,
            )
