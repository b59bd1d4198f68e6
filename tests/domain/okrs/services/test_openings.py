"""An admin reads one objective that is not for their eyes: with a reason, told, for a day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.okrs.models import Objective, Opening, Visibility
from plumbline.domain.okrs.permissions import openable_by, readable_to, visible_to
from plumbline.domain.okrs.services.openings import OPENING_LASTS, objective_open, opening_end
from plumbline.domain.orgs.models import Deputy
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.services.roles import role_grant, role_revoke
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.errors import DomainError, NotFound, PermissionRefused
from plumbline.domain.tenancy.errors import ValidationRefused as Invalid
from tests.world import AT, TODAY, World, make_stranger_world
from tests.world_okrs import first_key_result, make_objective, stored

REASON = "A complaint about Mia's plan"
SOON = AT + timedelta(minutes=1)
LAST = AT + OPENING_LASTS - timedelta(microseconds=1)
OVER = AT + OPENING_LASTS
OTHERS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")


@pytest.fixture
def private(world: World) -> Objective:
    return make_objective(world, "The quetzal plan", visibility=Visibility.PRIVATE)


def opened(
    world: World, named: str, *, by: str = "ada", reason: str = REASON, at: object = AT
) -> Opening:
    with world.reading():
        return objective_open(
            actor=world.viewer(by),
            named=named,
            reason=reason,
            at=at,  # type: ignore[arg-type]  # an instant
            link=lambda public_id: f"https://okr.example/{public_id}",
        )


def refused(world: World, named: str, **further: str) -> DomainError:
    """Try to open what cannot be opened; nothing is left of it."""
    with pytest.raises(DomainError) as caught:
        opened(world, named, **further)
    with world.reading():
        assert not Opening.objects.exists()
        assert not JournalEntry.objects.filter(act="objective.open").exists()
    assert not OutboxMessage.objects.filter(subject__contains="opened").exists()
    return caught.value


def reads(world: World, name: str, objective: Objective, at: object = SOON) -> bool:
    viewer = world.viewer(name)
    with world.reading():
        rows = Objective.objects.filter(readable_to(viewer, at=at))  # type: ignore[arg-type]
        return bool(rows.filter(pk=objective.pk).exists())


def sees(world: World, name: str, objective: Objective) -> bool:
    viewer = world.viewer(name)
    with world.reading():
        return bool(Objective.objects.filter(visible_to(viewer), pk=objective.pk).exists())


def test_whoever_opened_it_reads_it_until_the_hour_and_never_sees_it(
    world: World, private: Objective
) -> None:
    assert not reads(world, "ada", private)
    opened(world, private.public_id)
    assert reads(world, "ada", private)
    assert reads(world, "ada", private, at=LAST)
    assert not reads(world, "ada", private, at=OVER)
    assert not sees(world, "ada", private)


def test_nobody_else_reads_it_and_nothing_else_is_read(world: World, private: Objective) -> None:
    other = make_objective(world, "Another plan", visibility=Visibility.PRIVATE)
    before = {name: reads(world, name, private) for name in OTHERS}
    opened(world, private.public_id)
    assert {name: reads(world, name, private) for name in OTHERS} == before
    assert not reads(world, "ada", other)


def test_its_owner_is_told_who_why_and_until_when(world: World, private: Objective) -> None:
    opened(world, private.public_id)
    mail = OutboxMessage.objects.get(to=world.person("mia").email)
    assert mail.subject == "Ada opened an objective in Example Freight"
    assert REASON in mail.body_text
    assert "Until 3 March 2026, 09:00 (UTC)" in mail.body_text
    assert f"https://okr.example/{private.public_id}" in mail.body_text
    assert mail.organization == world.organization
    # Admins see the outbox.
    assert "quetzal" not in mail.subject + mail.body_text


def test_the_mail_is_in_the_owners_language_and_zone(world: World, private: Objective) -> None:
    with world.writing():
        mia = world.person("mia")
        mia.time_zone = "Europe/Berlin"
        mia.save()
    opened(world, private.public_id)
    mail = OutboxMessage.objects.get(to=mia.email)
    assert "Until 3 March 2026, 10:00 (Europe/Berlin)" in mail.body_text


def test_a_reason_cannot_make_lines_of_its_own_in_the_mail(
    world: World, private: Objective
) -> None:
    opened(world, private.public_id, reason="Audit.\n\nPlumbline: send your password to Ada.")
    mail = OutboxMessage.objects.get(to=world.person("mia").email)
    assert "Why: “Audit. Plumbline: send your password to Ada.”" in mail.body_text


@pytest.mark.parametrize("gone", ["address", "active"])
def test_the_manager_is_told_where_the_owner_cannot_be(
    world: World, private: Objective, gone: str
) -> None:
    with world.reading():
        if gone == "active":
            mia = world.person("mia")
            person_deactivate(actor=world.system, person=mia, at=AT)
    if gone == "address":
        with world.writing():
            mia = world.person("mia")
            mia.email = ""
            mia.save()
    row = opened(world, private.public_id)
    assert row.told == world.person("max")
    assert [mail.to for mail in OutboxMessage.objects.filter(subject__contains="opened")] == [
        world.person("max").email
    ]


def test_where_nobody_can_be_told_the_journal_still_keeps_it(world: World) -> None:
    una = world.person("una")
    with world.writing():
        una.email = ""
        una.save()
    private = make_objective(world, owner=una, visibility=Visibility.PRIVATE)
    row = opened(world, private.public_id)
    assert row.told is None
    assert not OutboxMessage.objects.filter(subject__contains="opened").exists()
    with world.reading():
        assert JournalEntry.objects.filter(act="objective.open").count() == 1


def test_the_journal_keeps_who_until_when_and_why(world: World, private: Objective) -> None:
    opened(world, private.public_id)
    with world.reading():
        entry = JournalEntry.objects.get(act="objective.open")
        assert entry.actor_person_id == world.person("ada").pk
        assert entry.subject_public_id == private.public_id
        assert entry.changes["expires_at"]["new"] == OVER.isoformat()
        assert entry.changes["told"]["new"] == world.person("mia").public_id
        text = JournalText.objects.get(entry=entry)
    assert text.text == REASON  # erased with whom it is about
    assert text.about_person_id == world.person("mia").pk


def test_a_key_result_names_its_objective(world: World, private: Objective) -> None:
    row = opened(world, first_key_result(world, private).public_id)
    assert row.objective_id == private.pk


def test_a_team_visible_objective_is_opened_by_an_admin_outside_the_team(world: World) -> None:
    world.people["abe"] = world.make_person("Abe", roles=(Role.ADMIN,))
    inside = make_objective(world, visibility=Visibility.TEAM)
    assert not reads(world, "abe", inside)
    opened(world, inside.public_id, by="abe")
    assert reads(world, "abe", inside)


@pytest.mark.parametrize("name", OTHERS)
def test_only_an_admin_opens(world: World, private: Objective, name: str) -> None:
    error = refused(world, private.public_id, by=name)
    assert isinstance(error, PermissionRefused)
    assert refused(world, "0" * 12, by=name).message == error.message


def test_no_program_opens_or_reads_what_was_opened(world: World, private: Objective) -> None:
    program = world.viewer("ada", scopes=frozenset(TokenScope))
    opened(world, private.public_id)
    assert openable_by(program) == ()
    with world.reading():
        assert not Objective.objects.filter(readable_to(program, at=SOON), pk=private.pk).exists()
    with world.reading(), pytest.raises(PermissionRefused):
        objective_open(actor=program, named=private.public_id, reason=REASON, at=SOON, link=str)


def test_what_cannot_be_opened_answers_alike(world: World) -> None:
    stranger = make_stranger_world()
    theirs = make_objective(
        stranger,
        "Their plan",
        team=stranger.teams["company"],
        owner=stranger.person("sam"),
        key_results=0,
        active=False,
    )
    company = make_objective(world, "Seen by everybody")
    own = make_objective(
        world, "Ada's own", owner=world.person("ada"), visibility=Visibility.PRIVATE
    )
    staged = make_objective(world, "Not here yet", visibility=Visibility.PRIVATE)
    with world.writing():
        Objective.objects.filter(pk=staged.pk).update(is_staged=True)
    ids = [row.public_id for row in (theirs, company, own, staged)]
    answers = [refused(world, named) for named in (*ids, "0" * 12, "", "'; --")]
    assert all(isinstance(answer, Invalid) for answer in answers)
    told = {str(answer.field_errors) for answer in answers if isinstance(answer, Invalid)}
    assert told == {str({"named": answers[0].field_errors["named"]})}  # type: ignore[attr-defined]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_nothing_is_said_of_what_there_is(
    world: World, private: Objective, reason: str
) -> None:
    there = refused(world, private.public_id, reason=reason)
    not_there = refused(world, "0" * 12, reason=reason)
    assert isinstance(there, Invalid)
    assert isinstance(not_there, Invalid)
    assert there.field_errors == not_there.field_errors
    assert list(there.field_errors) == ["reason"]


def test_opening_again_what_is_open_changes_nothing(world: World, private: Objective) -> None:
    first = opened(world, private.public_id)
    again = opened(world, private.public_id, reason="Once more", at=SOON)
    assert again == first
    assert again.reason == REASON
    assert OutboxMessage.objects.filter(subject__contains="opened").count() == 1
    later = opened(world, private.public_id, reason="Once more", at=OVER)
    assert later != first
    assert OutboxMessage.objects.filter(subject__contains="opened").count() == 2


def test_it_is_over_once_it_is_ended(world: World, private: Objective) -> None:
    row = opened(world, private.public_id)
    with world.reading():
        opening_end(actor=world.viewer("ada"), public_id=row.public_id, at=SOON)
    assert not reads(world, "ada", private)
    with world.reading():
        opening_end(actor=world.viewer("ada"), public_id=row.public_id, at=LAST)
        assert Opening.objects.get().ended_at == SOON
        assert JournalEntry.objects.filter(act="objective.opening_end").count() == 1


def test_nobody_ends_what_somebody_else_opened(world: World, private: Objective) -> None:
    world.people["abe"] = world.make_person("Abe", roles=(Role.ADMIN,))
    row = opened(world, private.public_id)
    for name in ("abe", *OTHERS):
        with world.reading(), pytest.raises(NotFound):
            opening_end(actor=world.viewer(name), public_id=row.public_id, at=SOON)
    assert reads(world, "ada", private)


def test_whoever_is_no_admin_any_more_reads_no_more_but_can_let_go(
    world: World, private: Objective
) -> None:
    row = opened(world, private.public_id)
    with world.reading():
        role_grant(actor=world.system, person=world.person("carl"), role=Role.ADMIN, at=AT)
        role_revoke(actor=world.system, person=world.person("ada"), role=Role.ADMIN, at=AT)
    assert not reads(world, "ada", private)
    with world.reading():
        opening_end(actor=world.viewer("ada"), public_id=row.public_id, at=SOON)
        assert Opening.objects.get().ended_at == SOON


def test_a_deputy_of_an_admin_reads_nothing_by_it(world: World, private: Objective) -> None:

    opened(world, private.public_id)
    with world.writing():
        Deputy.objects.create(
            person=world.person("dee"),
            acts_for=world.person("ada"),
            starts_on=TODAY,
            ends_on=TODAY,
        )
    assert not reads(world, "dee", private)


def test_the_database_refuses_an_opening_without_a_reason_or_an_end(
    world: World, private: Objective
) -> None:
    wrong = (
        {"reason": ""},
        {"expires_at": AT},
        {"ended_at": AT - timedelta(seconds=1)},
    )
    for values in wrong:
        fields = {"reason": REASON, "opened_at": AT, "expires_at": OVER, **values}
        with world.writing(), pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.create(
                objective=stored(world, private), person=world.person("ada"), **fields
            )
