"""Making, changing and disabling accounts."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password, verify_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.accounts.models import ACCOUNT_NAME_CHARACTERS, Account, Membership, Theme
from plumbline.domain.accounts.passwords import password_check
from plumbline.domain.accounts.services.recording import account_record
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Change
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing_global
from plumbline.engine.messages import Message


def account_create(
    *, email: str, name: str, password: str | None, at: datetime, language: str = ""
) -> Account:
    """Make an account that can sign in.

    Args:
        email: its address; proving that it is theirs is up to the caller (an invitation does).
        name: what the person is called.
        password: as typed; None for an account that signs in by a link only.
        at: now.
        language: of pages and mails; empty follows the organization.

    Raises:
        ValidationRefused: the address is none or taken, the name is missing, the password weak.
    """
    account = account_prepare(email=email, name=name, password=password, at=at, language=language)
    return account_save(account=account)


def account_prepare(
    *, email: str, name: str, password: str | None, at: datetime, language: str = ""
) -> Account:
    """Check everything about a new account and hash its password, without saving it.

    Without a password (None) it gets one that nobody can type.

    Hashing is slow on purpose; whoever goes on to save the account with other rows prepares it
    before taking the lock.

    Raises:
        ValidationRefused: the address is none, the name is missing, the password weak.
    """
    if faults := account_faults(email=email, name=name, password=password):
        raise ValidationRefused(faults)
    return Account(
        email=email_normalized(email),
        name=name.strip(),
        password=make_password(password),
        language=language,
        created_at=at,
    )


def account_faults(*, email: str, name: str, password: str | None) -> dict[str, list[Message]]:
    """Return all that is wrong with a new account, by field; a form asks before it sends."""
    address = email_normalized(email)
    faults = _identity_errors(address, name.strip())
    try:
        if password is not None:
            password_check(password, email=address, name=name)
    except ValidationRefused as refused:
        faults |= {field: list(found) for field, found in refused.field_errors.items()}
    return faults


def account_save(*, account: Account) -> Account:
    """Save a prepared account.

    Raises:
        ValidationRefused: the address is taken.
    """
    taken = ValidationRefused(
        {"email": [Message("accounts.email.taken", {"value": account.email})]}
    )
    with writing_global():
        if Account.objects.filter(email=account.email).exists():
            raise taken
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError as error:  # another writer was quicker, where writers do not queue
            raise taken from error
    return account


def _identity_errors(address: str, name: str) -> dict[str, list[Message]]:
    errors: dict[str, list[Message]] = {}
    try:
        validate_email(address)
    except ValidationError:
        errors["email"] = [Message("accounts.email.invalid", {"value": address})]
    if not 0 < len(name) <= ACCOUNT_NAME_CHARACTERS:
        errors["name"] = [Message("accounts.name.missing", {})]
    return errors


def account_password_change(
    *, account: Account, present: str, password: str, at: datetime, source: Source = Source.PAGE
) -> Account:
    """Change the password of the account signed in; every session of it ends.

    The caller signs the present session anew (``update_session_auth_hash``).

    Raises:
        ValidationRefused: the present password is wrong, or the new one is weak, or both.
    """
    faults = password_change_faults(account=account, present=present, password=password)
    if faults:
        raise ValidationRefused(faults)
    return _password_set(account, password, act="password_change", at=at, source=source)


def password_change_faults(
    *, account: Account, present: str | None, password: str | None
) -> dict[str, list[Message]]:
    """Return all that is wrong with a change of password, by field; what is `None` is not asked."""
    faults: dict[str, list[Message]] = {}
    if present is not None and not verify_password(present, account.password)[0]:
        faults["present"] = [Message("accounts.password.wrong", {})]
    try:
        if password is not None:
            password_check(password, email=account.email, name=account.name)
    except ValidationRefused as refused:
        faults |= {field: list(found) for field, found in refused.field_errors.items()}
    return faults


def account_password_reset(*, account: Account, password: str, at: datetime) -> Account:
    """Set a new password after the reset link proved whose it is; every session ends.

    Raises:
        ValidationRefused: the password is weak.
    """
    password_check(password, email=account.email, name=account.name)
    return _password_set(account, password, act="password_reset", at=at, source=Source.PAGE)


def _password_set(
    account: Account, password: str, *, act: str, at: datetime, source: Source
) -> Account:
    encoded = make_password(password)
    with writing_global():
        # Compared with the password that was proved: of two resets by one link, one wins.
        changed = Account.objects.filter(
            pk=account.pk, password=account.password, is_active=True
        ).update(password=encoded, session_epoch=F("session_epoch") + 1)
        if not changed:
            raise Refused("accounts.reset.invalid")
        account_record(account=account, act=act, at=at, source=source)
        account.refresh_from_db()
    return account


def account_preferences_set(
    *,
    account: Account,
    name: str,
    language: str,
    theme: str,
    at: datetime,
    source: Source = Source.PAGE,
) -> Account:
    """Set how the account signed in is called and how its pages look.

    There is no version to compare: only its owner changes them, and of two of their windows the
    one that saves last is right. The journal keeps both.

    Raises:
        ValidationRefused: the name is missing, or language or theme are not among those offered.
    """
    errors: dict[str, list[Message]] = {}
    errors |= {
        k: v for k, v in _identity_errors(account.email, name.strip()).items() if k == "name"
    }
    if language and language not in dict(settings.LANGUAGES):
        errors["language"] = [Message("accounts.language.unknown", {})]
    if theme not in Theme.values:
        errors["theme"] = [Message("accounts.theme.unknown", {})]
    if errors:
        raise ValidationRefused(errors)
    wanted = {"name": name.strip(), "language": language, "theme": theme}
    with writing_global():
        row = Account.objects.select_for_update().get(pk=account.pk)
        changes = {
            field: Change(getattr(row, field), new, personal=field == "name")
            for field, new in wanted.items()
            if getattr(row, field) != new
        }
        account.name, account.language, account.theme = wanted.values()
        account.save(update_fields=list(wanted))
        if changes:
            account_record(
                account=account, act="preferences", at=at, source=source, changes=changes
            )
    return account


def account_disable(
    *, account: Account, at: datetime, by: Account | None = None, source: Source = Source.PAGE
) -> Account:
    """Let nobody sign in with an account any more; its sessions and tokens end at once.

    Raising the epoch keeps old sessions dead even if the account is enabled again.
    """
    with writing_global():
        Account.objects.filter(pk=account.pk).update(
            is_active=False, session_epoch=F("session_epoch") + 1
        )
        account_record(account=account, act="disable", at=at, source=source, by=by)
        account.refresh_from_db()
    return account


def account_enable(
    *, account: Account, at: datetime, by: Account | None = None, source: Source = Source.PAGE
) -> Account:
    """Let an account sign in again; nothing that was signed in before comes back."""
    with writing_global():
        Account.objects.filter(pk=account.pk).update(is_active=True)
        account_record(account=account, act="enable", at=at, source=source, by=by)
        account.refresh_from_db()
    return account


def account_sessions_end(
    *, account: Account, at: datetime, by: Account | None = None, source: Source = Source.PAGE
) -> Account:
    """Sign an account out everywhere; its password and tokens stay."""
    with writing_global():
        Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
        account_record(account=account, act="sessions_end", at=at, source=source, by=by)
        account.refresh_from_db()
    return account


def membership_set(
    *,
    account: Account,
    organization: Organization,
    person_public_id: str,
    at: datetime,
    active: bool = True,
) -> Membership:
    """Note that an account is a person of an organization; `orgs` keeps it in step with people."""
    with writing_global():
        membership, _ = Membership.objects.update_or_create(
            account=account,
            organization=organization,
            defaults={"person_public_id": person_public_id, "active": active},
            create_defaults={
                "person_public_id": person_public_id,
                "active": active,
                "created_at": at,
            },
        )
    return membership
