"""Choosing what one is told, and stopping the mail by a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing

from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.notify.choices import ALWAYS, NoticeKind, RemindFrom, Way
from plumbline.domain.notify.models import Notice, NoticeChoice, NoticeRhythm
from plumbline.domain.notify.permissions import own_inbox_permit
from plumbline.domain.notify.selectors.choosing import NoticeSettings, settings_of
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.recording import person_record
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading_global, writing
from plumbline.engine.messages import Message

_SALT: Final = "plumbline.notify.stop"
_LAST_HOUR: Final = 23
_LAST_DAY: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsValues:
    """What somebody chooses; a kind that is left out stays as it is."""

    kinds: Mapping[NoticeKind, Way]
    digest_hour: int
    weekly_on: int
    remind_from: RemindFrom
    mail_stopped: bool


def notice_settings_save(
    *, actor: Viewer, values: SettingsValues, expected: int, at: datetime
) -> NoticeSettings:
    """Save what somebody wants to be told of; what stands already changes nothing.

    It holds for what happens from now on; with the mail stopped, nothing goes out that waits.

    Args:
        actor: For whom; nobody chooses for another.
        values: What they choose.
        expected: The version that they looked at.
        at: Now.

    Raises:
        PermissionRefused: They have no inbox.
        StaleVersion: They changed it elsewhere meanwhile.
        ValidationRefused: An hour or a day that there is not, or a kind that nobody chooses.
    """
    with acting(actor):
        author = own_inbox_permit(actor)
        _check(values)
        person = Person.objects.select_for_update(of=("self",)).get(pk=actor.person_id)
        before = _stored(person)
        if before.version != expected:
            raise StaleVersion("tenancy.version.stale", current=before)
        if _stands_already(values, before):
            return before
        _kinds_save(person, values, before)
        NoticeRhythm.objects.update_or_create(
            person=person,
            defaults={
                "digest_hour": values.digest_hour,
                "weekly_on": values.weekly_on,
                "remind_from": values.remind_from,
                "mail_stopped": values.mail_stopped,
                "version": before.version + 1,
            },
        )
        after = _stored(person)
        if after.mail_stopped:
            _waiting_drop(person)
        _journal(author, person, before, after, at)
        return after


def stop_token(person: Person) -> str:
    """Return what a link in a mail to a person holds: it stops their mail and does nothing else.

    It has no end: a mail may be read years later, and must still be stopped then.
    """
    told = [organization_bound().public_id, person.public_id]
    return signing.dumps(told, salt=_SALT, compress=True)


def mail_stop(*, token: str, at: datetime) -> Person:
    """Let nothing more go out by mail to whom a token is for; stopped already, it stays so.

    Args:
        token: As `stop_token` made it: who holds it needs no other right.
        at: Now.

    Raises:
        NotFound: The token is none, or its person is gone.
    """
    organization, public_id = _token_read(token)
    with writing(organization):
        people = Person.objects.select_for_update(of=("self",))
        person: Person | None = people.filter(public_id=public_id).first()
        if person is None:
            raise NotFound("notify.stop_link_wrong")
        before = _stored(person)
        if not before.mail_stopped:
            NoticeRhythm.objects.update_or_create(
                person=person, defaults={"mail_stopped": True, "version": before.version + 1}
            )
            _waiting_drop(person)
            author = Author(Source.PAGE, person_id=person.pk, account_id=person.account_id)
            _journal(author, person, before, _stored(person), at)
        return person


def stop_token_check(*, token: str) -> None:
    """Refuse a token that is none, before anybody is asked whether they mean it.

    Raises:
        NotFound: It is none.
    """
    _token_read(token)


def _token_read(token: str) -> tuple[Organization, str]:
    try:
        told = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise NotFound("notify.stop_link_wrong") from None
    with reading_global():
        organization = Organization.objects.filter(public_id=told[0]).first()
    if organization is None:
        raise NotFound("notify.stop_link_wrong")
    return organization, told[1]


def _check(values: SettingsValues) -> None:
    errors: dict[str, list[Message]] = {}
    if not 0 <= values.digest_hour <= _LAST_HOUR:
        errors["digest_hour"] = [Message("notify.hour_wrong")]
    if not 0 <= values.weekly_on <= _LAST_DAY:
        errors["weekly_on"] = [Message("notify.weekday_wrong")]
    if ALWAYS & values.kinds.keys():
        errors["kinds"] = [Message("notify.always")]
    if errors:
        raise ValidationRefused(errors)


def _stored(person: Person) -> NoticeSettings:
    own = {row.kind: row for row in NoticeChoice.objects.filter(person=person)}
    return settings_of(NoticeRhythm.objects.filter(person=person).first(), own)


def _stands_already(values: SettingsValues, before: NoticeSettings) -> bool:
    ways = {each.kind: Way(each.in_inbox, each.mail) for each in before.kinds}
    names = ("digest_hour", "weekly_on", "remind_from", "mail_stopped")
    return all(getattr(values, name) == getattr(before, name) for name in names) and all(
        ways[kind] == way for kind, way in values.kinds.items()
    )


def _kinds_save(person: Person, values: SettingsValues, before: NoticeSettings) -> None:
    for stood in before.kinds:
        way = values.kinds.get(stood.kind)
        if way is not None and way != Way(stood.in_inbox, stood.mail):
            NoticeChoice.objects.update_or_create(
                person=person,
                kind=stood.kind,
                defaults={"in_inbox": way.in_inbox, "mail": way.mail},
            )


def _waiting_drop(person: Person) -> None:
    Notice.objects.filter(person=person, mail_due_at__isnull=False).update(mail_due_at=None)


def _journal(
    author: Author, person: Person, before: NoticeSettings, after: NoticeSettings, at: datetime
) -> None:
    names = ("digest_hour", "weekly_on", "remind_from", "mail_stopped")
    changes = {name: Change(getattr(before, name), getattr(after, name)) for name in names}
    for old, new in zip(before.kinds, after.kinds, strict=True):
        changes[f"notify_{new.kind.value}"] = Change(
            _told(old.in_inbox, old.mail), _told(new.in_inbox, new.mail)
        )
    person_record(author=author, act="notifications", person=person, at=at, changes=changes)


def _told(in_inbox: bool, mail: str) -> str:
    return f"{'inbox' if in_inbox else 'no inbox'}, {mail}"
