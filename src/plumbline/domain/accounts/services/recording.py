"""An account is in several organizations; what happens to it is told to each of them."""

from collections.abc import Mapping
from datetime import datetime

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.tenancy.transactions import writing, writing_global


def account_record(
    *,
    account: Account,
    act: str,
    at: datetime,
    source: Source,
    ip_hash: str = "",
    by: Account | None = None,
    changes: Mapping[str, Change] | None = None,
) -> None:
    """Add one entry to the journal of each organization the account is a member of.

    Args:
        account: whom it happened to.
        act: what happened: ``sign_in``, ``password_change``, ...
        at: when.
        source: by which door.
        ip_hash: keyed hash of the address it came from, or empty.
        by: who did it; the account itself if None.
        changes: old and new values of what was changed.
    """
    memberships = Membership.objects.filter(account=account, active=True)
    with writing_global():
        for membership in memberships.select_related("organization").order_by("organization_id"):
            with writing(membership.organization):
                journal_record(
                    author=Author(source=source, account_id=(by or account).pk, ip_hash=ip_hash),
                    act=f"account.{act}",
                    subject=Subject(
                        kind="account", id=account.pk, public_id=membership.person_public_id
                    ),
                    at=at,
                    changes=changes,
                )
