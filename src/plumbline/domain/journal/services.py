"""Writing the journal, and erasing the personal text beside it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.journal.recording import Author, Change, Subject, text_hash, value_plain
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.rows_writing import row_insert

_SALT_BYTES = 16


#: What an entry says, beside whose it is.
_FIELDS = tuple(
    field
    for field in JournalEntry._meta.concrete_fields
    if not field.primary_key and field.name != "organization"
)


@dataclass(frozen=True, slots=True)
class PreparedEntry:
    """An entry that is not written yet.

    Attributes:
        entry: As it will stand.
        texts: The personal texts beside it.
        values: Those of its columns, as the database takes them.
    """

    entry: JournalEntry
    texts: tuple[JournalText, ...]
    values: tuple[Any, ...]


def journal_record(
    *,
    author: Author,
    act: str,
    subject: Subject,
    at: datetime,
    changes: Mapping[str, Change] | None = None,
) -> JournalEntry:
    """Adds one entry to the bound organization's journal, in the caller's `writing`.

    A sign-in is an entry like any other: it is written in each organization of which the account
    is a member at that time, so that each journal is complete by itself and sealed with the rest.

    Args:
        author: Who acts.
        act: Stable code, `<kind>.<verb>`.
        subject: What it was done to.
        at: When.
        changes: For each changed field its old and new value; unchanged ones are left out.

    Raises:
        OrganizationNotBound: No `writing` is open.
        TypeError: A value is of a kind that a journal cannot keep.
    """
    entry, texts = _entry(author, act, subject, at, changes or {})
    row_insert(entry)
    for text in texts:
        text.entry = entry
        row_insert(text)
    return entry


def journal_prepare(
    *,
    author: Author,
    act: str,
    subject: Subject,
    at: datetime,
    changes: Mapping[str, Change] | None = None,
) -> PreparedEntry:
    """Make what `journal_record` would add, without adding it: for many entries of one act.

    It touches no database, so that whoever adds thousands holds the writer for the inserts only.

    Raises:
        TypeError: A value is of a kind that a journal cannot keep.
        ValidationRefused: A text holds what no database keeps.
    """
    entry, texts = _entry(author, act, subject, at, changes or {})
    entry.texts_check()
    said = ((field, getattr(entry, field.attname)) for field in _FIELDS)
    values = tuple(field.get_db_prep_save(value, connection) for field, value in said)
    return PreparedEntry(entry, tuple(texts), values)


def _entry(
    author: Author, act: str, subject: Subject, at: datetime, changes: Mapping[str, Change]
) -> tuple[JournalEntry, list[JournalText]]:
    plain, texts = _changes_kept(changes)
    entry = JournalEntry(
        at=at,
        source=author.source,
        act=act,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_public_id=subject.public_id,
        actor_person_id=author.person_id,
        account_id=author.account_id,
        deputy_for_person_id=author.deputy_for_person_id,
        ip_hash=author.ip_hash,
        changes=plain,
    )
    return entry, texts


def journal_insert(prepared: Iterable[PreparedEntry]) -> None:
    """Add prepared entries to the bound organization's journal, in the caller's `writing`.

    Entries without texts, of which an import has thousands, go in by one plain statement: making
    rows of models of them took most of its switch. The others are needed with their numbers.
    """
    found = list(prepared)
    _plain_insert([one.values for one in found if not one.texts])
    told = [(one.entry, one.texts) for one in found if one.texts]
    JournalEntry.objects.bulk_create(entry for entry, _ in told)
    _texts_insert(told)


def _plain_insert(rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ["organization_id", *(str(field.column) for field in _FIELDS)]
    columns, places = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
    organization_id = organization_bound().pk
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(JournalEntry._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608 — names of our own columns
            [(organization_id, *row) for row in rows],
        )


def _texts_insert(told: Iterable[tuple[JournalEntry, Iterable[JournalText]]]) -> None:
    """Insert the texts of entries that are written by now."""
    texts = []
    for entry, beside in told:
        for text in beside:
            text.entry = entry
            texts.append(text)
    if texts:
        JournalText.objects.bulk_create(texts)


def _changes_kept(
    changes: Mapping[str, Change],
) -> tuple[dict[str, dict[str, object]], list[JournalText]]:
    """Returns what the entry says of each changed field, and the unsaved texts beside it."""
    plain: dict[str, dict[str, object]] = {}
    texts: list[JournalText] = []
    for field, change in changes.items():
        old, new = value_plain(change.old), value_plain(change.new)
        if old == new:
            continue
        if change.personal:
            sides: dict[str, object] = {}
            for name, is_new, value in (("old_hash", False, old), ("new_hash", True, new)):
                text = _journal_text(field, value, is_new=is_new, about=change.about_person_id)
                sides[name] = text_hash(text.text, salt=text.salt) if text else None
                texts.extend([text] if text else [])
            plain[field] = sides
        else:
            plain[field] = {"old": old, "new": new}
    return plain, texts


def _journal_text(
    field: str, value: object, *, is_new: bool, about: int | None
) -> JournalText | None:
    """Returns the unsaved text of one side of a change, or None where there was no value."""
    if value is None:
        return None
    return JournalText(
        field=field,
        is_new=is_new,
        about_person_id=about,
        salt=secrets.token_hex(_SALT_BYTES),
        text=str(value),
    )


def journal_text_erase(
    *, about_person_id: int, at: datetime, person_public_id: str | None = None
) -> int:
    """Erases all text about a person from the bound organization's journal.

    The entries and their hashes stay, so what was sealed stays verifiable. The caller tells of it
    in the same journal, by an entry of `TEXTS_ERASED` with as many `texts` at the same moment.

    Args:
        about_person_id: The person.
        at: When.
        person_public_id: Theirs as well, so that what was told of their account goes too: an
            account is global and knows its people by public id only.

    Returns:
        How many texts were erased.
    """
    about = Q(about_person_id=about_person_id)
    if person_public_id:
        about |= Q(entry__subject_kind="account", entry__subject_public_id=person_public_id)
    texts = JournalText.objects.filter(about, erased_at__isnull=True)
    return texts.update(text="", salt="", erased_at=at)
