"""Who can administer, and what nobody but one account does, for whoever runs the instance."""

from django.db.models import QuerySet

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.orgs.models import RoleGrant
from plumbline.domain.orgs.rights import Role
from plumbline.domain.tenancy.transactions import reading, reading_global


def admins_able() -> QuerySet[RoleGrant]:
    """Return the grants of those who can sign in and administer; it asks nobody's leave."""
    grants: QuerySet[RoleGrant] = RoleGrant.objects.filter(
        role=Role.ADMIN.value, person__active=True, person__account__is_active=True
    )
    return grants


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
            accounts = set(admins_able().values_list("person__account_id", flat=True))
            if accounts == {account.pk}:
                found.append(organization.name)
    return tuple(found)
