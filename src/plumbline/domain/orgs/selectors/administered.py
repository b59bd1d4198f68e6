"""What nobody but one account administers, for whoever runs the instance."""

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.orgs.models import RoleGrant
from plumbline.domain.orgs.rights import Role
from plumbline.domain.tenancy.transactions import reading, reading_global


def organizations_administered_alone(*, account: Account) -> tuple[str, ...]:
    """Return the names of organizations in which nobody else can sign in and administer.

    Args:
        account: Whose person there is admin; one that cannot sign in administers nothing.
    """
    with reading_global():
        memberships = Membership.objects.filter(account=account, account__is_active=True)
        organizations = [
            each.organization for each in memberships.select_related("organization").order_by("pk")
        ]
    found: list[str] = []
    for organization in organizations:
        with reading(organization):
            grants = RoleGrant.objects.filter(
                role=Role.ADMIN.value, person__active=True, person__account__is_active=True
            )
            accounts = set(grants.values_list("person__account_id", flat=True))
            if accounts == {account.pk}:
                found.append(organization.name)
    return tuple(found)
