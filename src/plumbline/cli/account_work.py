"""Acts on an account from the terminal, once the instance is open."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from plumbline.cli.people import refusals_in_words
from plumbline.cli.refusals import CommandRefused
from plumbline.domain.accounts.selectors import account_by_email
from plumbline.domain.accounts.services.accounts import (
    account_disable,
    account_enable,
    account_sessions_end,
)
from plumbline.domain.orgs.selectors.administered import organizations_administered_alone
from plumbline.domain.orgs.services.erasing import Source, texts_erase
from plumbline.domain.transfer.services.erasing import import_texts_erase

if TYPE_CHECKING:
    from plumbline.domain.accounts.models import Account


def account_acted(*, act: str, email: str, by: str | None, is_meant: bool) -> str:
    """Do an act on an account and say what was done.

    Args:
        act: A value of `AccountAct`.
        email: Whose account.
        by: The address of whoever does it; without it the journal names the account itself.
        is_meant: Whether what cannot be taken back is meant.

    Raises:
        CommandRefused: There is no such account; or it was not said that it is meant, which is
            asked where texts are erased, or nobody would be left to administer an organization.
    """
    at = datetime.now(tz=UTC)
    with refusals_in_words():
        account = _found(email)
        actor = None if by is None else _found(by)
        if act == "erase-texts":
            if not is_meant:
                raise CommandRefused(
                    "This erases for good what the journal and imports tell of "
                    f"{account.email} in words, and their files that wait for an import. "
                    "Type it again with --yes if that is meant."
                )
            count = texts_erase(account=account, at=at, by=actor, source=Source.CLI)
            files, problems = import_texts_erase(account=account)
            return (
                f"{count} texts about {account.email} erased; the entries stay. "
                f"Of imports: {files} files that waited, {problems} problems."
            )
        if act == "disable":
            alone = () if is_meant else organizations_administered_alone(account=account)
            if alone:
                raise CommandRefused(
                    f"{account.email} is the only admin of {', '.join(alone)} who can sign in: "
                    "nobody could change its settings, people or roles then. Make somebody else "
                    "admin first, or type it again with --yes if that is meant."
                )
            account_disable(account=account, at=at, by=actor, source=Source.CLI)
            return f"{account.email} cannot sign in any more; sessions and tokens have ended."
        if act == "enable":
            account_enable(account=account, at=at, by=actor, source=Source.CLI)
            return f"{account.email} can sign in again."
        account_sessions_end(account=account, at=at, by=actor, source=Source.CLI)
        return f"{account.email} is signed out everywhere."


def _found(email: str) -> "Account":
    account = account_by_email(email=email)
    if account is None:
        raise CommandRefused(f"No account here signs in with {email}.")
    return account
