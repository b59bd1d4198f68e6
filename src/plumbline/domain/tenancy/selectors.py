"""Reading organizations and their modules. Who may is decided above, where people are known."""

from collections.abc import Sequence

from django.db.models import Q

from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.modules import MODULES, ModuleKey, Preset, preset_modules
from plumbline.domain.tenancy.rows_asked import RowStands


def organization_get(*, slug: str) -> Organization:
    """Returns the organization with this address.

    Raises:
        NotFound: There is none.
    """
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        raise NotFound("tenancy.organization.not_found")
    return organization


def organizations_few() -> Sequence[Organization]:
    """Returns at most two organizations (one query).

    None: nobody has set the instance up. One: pages before sign-in may call it by its name.
    """
    return list(Organization.objects.order_by("id")[:2])


def organizations_all() -> Sequence[Organization]:
    """Returns every organization: for jobs that serve one after the other (one query)."""
    return list(Organization.objects.order_by("id"))


def switched_on(key: ModuleKey) -> Q:
    """Returns the condition that a module is on, for a query of other rows of the organization."""
    if MODULES[key].simple:
        return ~Q(RowStands(OrganizationModule, key=key.value, enabled=False))
    return Q(RowStands(OrganizationModule, key=key.value, enabled=True))


def organization_modules() -> frozenset[ModuleKey]:
    """Returns the modules that the bound organization has switched on.

    A module that came with a later version has no row yet: it stays as the simple preset has it,
    so that an upgrade adds nothing unasked.
    """
    switched = dict(OrganizationModule.objects.values_list("key", "enabled"))
    light = preset_modules(Preset.SIMPLE)
    return frozenset(
        key
        for key, module in MODULES.items()
        if module.essential or switched.get(key.value, light[key])
    )
