"""Changing what an organization says of itself, and what it has switched on."""

from collections.abc import Mapping
from datetime import datetime

from plumbline.domain.journal.recording import Change
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import manage_permit, permitted
from plumbline.domain.orgs.recording import organization_record
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.services.teams import team_update
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.modules import ModuleKey, Preset, preset_modules
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.services import (
    OrganizationValues,
    module_switch,
    organization_write,
)


def organization_update(
    *, actor: Actor, values: OrganizationValues, expected: int, at: datetime
) -> Organization:
    """Change name, address, time zone or fiscal year of the bound organization.

    The company's own team follows its name as long as both are called the same.

    Args:
        actor: who changes it.
        values: what it shall say.
        expected: the version the change was prepared on.
        at: now.

    Raises:
        PermissionRefused: the actor may not manage the organization.
        StaleVersion: somebody else changed it meanwhile.
        ValidationRefused: a value cannot stand, or the address is taken.
    """
    with acting(actor) as organization:
        author = manage_permit(actor, Kind.ORGANIZATION)
        row, changed = organization_write(
            organization=organization, values=values, expected=expected
        )
        if changed:
            changes = {field: Change(old, new) for field, (old, new) in changed.items()}
            organization_record(author, row, act="update", at=at, changes=changes)
        if "name" in changed:
            old, new = changed["name"]
            _company_team_follow(actor, str(old), str(new), at)
        return row


def _company_team_follow(actor: Actor, old: str, new: str, at: datetime) -> None:
    root: Team | None = Team.objects.filter(parent=None, name=old).first()
    if root is None or not permitted(actor, Act.MANAGE, Thing(kind=Kind.TEAM)):
        return
    team_update(
        actor=actor,
        team=root,
        expected=root.version,
        name=new,
        level=root.level,
        key=root.key,
        cadence=root.cadence,
        at=at,
    )


def module_set(*, actor: Actor, key: ModuleKey, enabled: bool, at: datetime) -> None:
    """Switch a module on or off; its data is kept either way.

    Raises:
        PermissionRefused: the actor may not manage modules.
        Refused: the module is essential and was to be switched off.
    """
    _modules_set(actor, {key: enabled}, act="module_set", at=at)


def modules_preset(*, actor: Actor, preset: Preset, at: datetime) -> None:
    """Switch every module as a preset has it; the data of each is kept.

    Raises:
        PermissionRefused: the actor may not manage modules.
    """
    _modules_set(actor, preset_modules(preset), act="modules_preset", at=at)


def _modules_set(actor: Actor, wanted: Mapping[ModuleKey, bool], *, act: str, at: datetime) -> None:
    """Switch what stands otherwise, and tell the journal of that alone."""
    with acting(actor) as organization:
        author = manage_permit(actor, Kind.MODULE)
        now_on = organization_modules()
        changes = {}
        for key, enabled in wanted.items():
            if (key in now_on) is not enabled:
                module_switch(organization=organization, key=key, enabled=enabled)
                changes[key.value] = Change(not enabled, enabled)
        if changes:
            organization_record(author, organization, act=act, at=at, changes=changes)
