"""Signing in with a password, and the brake on guessing."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.hashers import make_password, verify_password
from django.db.models import Min

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.accounts.models import Account, SignInAttempt
from plumbline.domain.accounts.secrets_kept import keyed_hash
from plumbline.domain.accounts.services.recording import account_record
from plumbline.domain.journal.models import Source
from plumbline.domain.tenancy.errors import DomainError, Refused
from plumbline.domain.tenancy.transactions import reading_global, writing_global

#: Wrong passwords for one account from one address before the door stays shut for the window.
ATTEMPTS_PER_PAIR = 5
#: From one address for any account: a whole office behind one address mistypes less than this.
ATTEMPTS_PER_SOURCE = 30
ATTEMPT_WINDOW = timedelta(minutes=1)
#: Rows older than this count for nothing and are swept by the next attempt.
_ATTEMPT_KEPT = timedelta(hours=1)


class SignInThrottled(DomainError):
    """Too many attempts; the door opens again by itself.

    Attributes:
        retry_after_seconds: how long to wait, at least 1.
    """

    code: ClassVar[str] = "throttled"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("accounts.sign_in.throttled", seconds=retry_after_seconds)
        self.retry_after_seconds = retry_after_seconds


def sign_in(
    *, email: str, password: str, ip: str, at: datetime, source: Source = Source.PAGE
) -> Account:
    """Check an e-mail address and a password, and record the sign-in.

    The attempt is counted *before* the password is looked at and forgotten after it was right:
    otherwise as many guesses as there are threads could pass between counting and noting. Hashing
    happens outside any lock.

    Args:
        email: as typed.
        password: as typed.
        ip: the address of the client.
        at: now.
        source: by which door.

    Returns:
        The account; the caller opens its session.

    Raises:
        SignInThrottled: there were too many attempts.
        Refused: the two do not belong together, or the account is disabled. One answer for all.
    """
    address = email_normalized(email)
    attempt = _attempt_begin(address, ip, at)
    with reading_global(suspendable=True):
        account = Account.objects.filter(email=address).first()
    if account is None:
        make_password(password)  # as slow as for an account that exists
        raise Refused("accounts.sign_in.refused")
    is_right, is_outdated = verify_password(password, account.password)
    ip_hash = keyed_hash("ip", ip)
    if not (is_right and account.is_active):
        account_record(
            account=account, act="sign_in_refused", at=at, source=source, ip_hash=ip_hash
        )
        raise Refused("accounts.sign_in.refused")
    stronger = make_password(password) if is_outdated else None
    with writing_global():
        SignInAttempt.objects.filter(pair_hash=attempt.pair_hash).delete()
        if stronger:
            Account.objects.filter(pk=account.pk, password=account.password).update(
                password=stronger
            )
        sign_in_record(account=account, at=at, source=source, ip_hash=ip_hash)
        account.refresh_from_db()
    return account


def sign_in_record(
    *, account: Account, at: datetime, source: Source = Source.PAGE, ip_hash: str = ""
) -> None:
    """Note that an account signed in, in each of its organizations' journals."""
    with writing_global():
        Account.objects.filter(pk=account.pk).update(signed_in_at=at)
        account_record(account=account, act="sign_in", at=at, source=source, ip_hash=ip_hash)


def sign_out_record(*, account: Account, at: datetime, source: Source = Source.PAGE) -> None:
    """Note that an account signed out."""
    with writing_global():
        account_record(account=account, act="sign_out", at=at, source=source)


def _attempt_begin(address: str, ip: str, at: datetime) -> SignInAttempt:
    """Count this attempt, or refuse it.

    Raises:
        SignInThrottled: the pair or the source has had its share.
    """
    attempt = SignInAttempt(
        pair_hash=keyed_hash("pair", f"{address}\n{ip}"), source_hash=keyed_hash("ip", ip), at=at
    )
    with writing_global():
        SignInAttempt.objects.filter(at__lt=at - _ATTEMPT_KEPT).delete()
        recent = SignInAttempt.objects.filter(at__gt=at - ATTEMPT_WINDOW)
        for found, limit in (
            (recent.filter(pair_hash=attempt.pair_hash), ATTEMPTS_PER_PAIR),
            (recent.filter(source_hash=attempt.source_hash), ATTEMPTS_PER_SOURCE),
        ):
            if found.count() >= limit:
                oldest = found.aggregate(oldest=Min("at"))["oldest"]
                wait = (oldest + ATTEMPT_WINDOW - at).total_seconds()
                raise SignInThrottled(max(1, int(wait) + 1))
        attempt.save(force_insert=True)
    return attempt
