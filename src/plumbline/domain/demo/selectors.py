"""Finding the example where it was built."""

from plumbline.domain.accounts.models import Account
from plumbline.domain.demo.content.company import CHAMPION, MAIL_DOMAIN, SLUG
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading_global


def demo_organization() -> Organization | None:
    """Return the example organization, if there is any organization yet.

    Raises:
        Refused: There are others, and the example is not among them: it is no guest of theirs.
    """
    with reading_global(suspendable=True):
        found = Organization.objects.filter(slug=SLUG).first()
        account = Account.objects.filter(email=f"{CHAMPION.key}@{MAIL_DOMAIN}").exists()
        if (found is None or not account) and Organization.objects.exists():
            raise Refused("demo.another_organization")
    return found


def demo_account() -> Account:
    """Return the account that the example is looked at with: its champion and admin.

    Raises:
        Refused: The example was not built here.
    """
    with reading_global(suspendable=True):
        account = Account.objects.filter(email=f"{CHAMPION.key}@{MAIL_DOMAIN}").first()
    if account is None:
        raise Refused("demo.another_organization")
    return account
