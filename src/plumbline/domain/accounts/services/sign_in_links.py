"""Signing in once by a link, for whoever holds the server: the first start, the demo, a lost key.

Nothing is stored: the secret signs what the account looked like when the link was made, the time
of its last sign-in included. Any sign-in, a new password, or the end of all sessions therefore
ends every link of the account.
"""

from datetime import UTC, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.services.recording import account_record
from plumbline.domain.accounts.services.sign_in import sign_in_record
from plumbline.domain.journal.models import Source
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.transactions import reading_global, writing_global

SIGN_IN_LINK_LASTS = timedelta(hours=24)
_SALT = "plumbline.domain.accounts.sign_in_link"


def sign_in_link_create(*, account: Account, at: datetime, source: Source = Source.CLI) -> str:
    """Make the secret of a link that signs in as an account, once, within a day.

    The caller has the right to be anybody: only commands on the server itself call this.

    Args:
        account: as whom.
        at: now.
        source: by which door.
    """
    with writing_global():
        account_record(account=account, act="sign_in_link", at=at, source=source)
        account.refresh_from_db()
    return _secret(account, int(at.timestamp()))


def sign_in_link_check(*, secret: str, at: datetime) -> Account:
    """Return the account a link signs in as; it stays good.

    Raises:
        Refused: the link is incomplete, was used, or has expired; never which.
    """
    public_id, _, rest = secret.partition("-")
    try:
        seconds = base36_to_int(rest.partition("-")[0])
        made_at = datetime.fromtimestamp(seconds, tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise Refused("accounts.sign_in_link.invalid") from None
    with reading_global(suspendable=True):
        account = Account.objects.filter(public_id=public_id, is_active=True).first()
    if account is None or not constant_time_compare(secret, _secret(account, seconds)):
        raise Refused("accounts.sign_in_link.invalid")
    if not timedelta(0) <= at - made_at < SIGN_IN_LINK_LASTS:
        raise Refused("accounts.sign_in_link.invalid")
    return account


def sign_in_by_link(*, secret: str, at: datetime, ip_hash: str = "") -> Account:
    """Use a link up.

    Args:
        secret: from the link.
        at: now.
        ip_hash: keyed hash of the address it came from, or empty.

    Returns:
        The account; the caller opens its session.

    Raises:
        Refused: the link is incomplete, was used, or has expired; never which.
    """
    account = sign_in_link_check(secret=secret, at=at)
    with writing_global():
        # Compared with what was signed: of two browsers with one link, one gets in.
        used = Account.objects.filter(
            pk=account.pk,
            signed_in_at=account.signed_in_at,
            session_epoch=account.session_epoch,
            is_active=True,
        ).update(signed_in_at=at)
        if not used:
            raise Refused("accounts.sign_in_link.invalid")
        sign_in_record(account=account, at=at, source=Source.PAGE, ip_hash=ip_hash)
        account.refresh_from_db()
    return account


def _secret(account: Account, seconds: int) -> str:
    last = account.signed_in_at.isoformat() if account.signed_in_at else ""
    signed = f"{account.pk}:{account.password}:{account.session_epoch}:{last}:{seconds}"
    digest = salted_hmac(_SALT, signed, algorithm="sha256").hexdigest()
    return f"{account.public_id}-{int_to_base36(seconds)}-{digest}"
