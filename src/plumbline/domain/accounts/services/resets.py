"""A new password for somebody who forgot theirs, without telling anybody who has an account."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import translation

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.accounts.messages import MESSAGES
from plumbline.domain.accounts.models import Account, SignInAttempt
from plumbline.domain.accounts.reset_tokens import ResetTokens
from plumbline.domain.accounts.secrets_kept import keyed_hash
from plumbline.domain.accounts.services.accounts import account_password_reset
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.transactions import reading_global, writing_global

#: Mails for one address within the window; what is beyond it is dropped without a word, so that
#: the form is no way to fill somebody's mailbox.
RESETS_PER_ADDRESS = 3
RESETS_PER_SOURCE = 20
RESET_WINDOW = timedelta(minutes=15)


def password_reset_request(
    *, email: str, ip: str, at: datetime, link: Callable[[str, str], str]
) -> None:
    """Mail a reset link, if there is an active account with this address.

    The caller answers the same in every case, and nothing here raises or returns a difference.

    Args:
        email: as typed.
        ip: the address of the client.
        at: now.
        link: makes the absolute address of the page from the account's public id and the token.
    """
    address = email_normalized(email)
    attempt = SignInAttempt(
        pair_hash=keyed_hash("reset", address), source_hash=keyed_hash("reset-ip", ip), at=at
    )
    with writing_global():
        recent = SignInAttempt.objects.filter(at__gt=at - RESET_WINDOW)
        too_many = (
            recent.filter(pair_hash=attempt.pair_hash).count() >= RESETS_PER_ADDRESS
            or recent.filter(source_hash=attempt.source_hash).count() >= RESETS_PER_SOURCE
        )
        if too_many:
            return
        attempt.save(force_insert=True)
        account = Account.objects.filter(email=address, is_active=True).first()
        if account is None:
            return
        token = ResetTokens(at).make_token(account)
        with translation.override(account.language or translation.get_language()):
            outbox_write(
                to=account.email,
                subject=str(MESSAGES["accounts.mail.reset.subject"]),
                body_text=str(MESSAGES["accounts.mail.reset.body"]).format(
                    link=link(account.public_id, token)
                ),
                act_words=str(MESSAGES["accounts.mail.reset.act"]),
                at=at,
            )


def password_reset_check(*, account_public_id: str, token: str, at: datetime) -> Account:
    """Return the account a reset link is for.

    Raises:
        Refused: the link is incomplete, was used, or has expired; never which.
    """
    with reading_global(suspendable=True):
        account = Account.objects.filter(public_id=account_public_id, is_active=True).first()
    if account is None or not ResetTokens(at).check_token(account, token):
        raise Refused("accounts.reset.invalid")
    return account


def password_reset_confirm(
    *, account_public_id: str, token: str, password: str, at: datetime
) -> Account:
    """Set a new password with a reset link; every session of the account ends.

    Raises:
        Refused: the link is incomplete, was used, or has expired.
        ValidationRefused: the password is weak; the link stays good for another try.
    """
    account = password_reset_check(account_public_id=account_public_id, token=token, at=at)
    return account_password_reset(account=account, password=password, at=at)
