"""Writing the tree of teams."""

from collections.abc import Set
from datetime import datetime

from django.utils.text import slugify

from plumbline.domain.journal.recording import Change
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import TEAM_DEPTH_MAX, Cadence, Team, TeamFields, TeamState
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.recording import team_record
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting, row_check, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.history import state_record
from plumbline.domain.tenancy.services import organization_calendar_write
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message


def team_create(
    *,
    actor: Actor,
    name: str,
    parent: Team | None,
    at: datetime,
    key: str = "",
    level: str = "",
    cadence: str = Cadence.WEEKLY,
) -> Team:
    """Make a team.

    Args:
        actor: who makes it.
        name: what it is called.
        parent: the team above; None only for the company itself, which is made once.
        at: now.
        key: its name in documents; made from the name if empty.
        level: the organization's word for teams of this level.
        cadence: how often its key results are measured unless they say otherwise.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: it would be too deep, the team above is archived, or the company exists already.
        ValidationRefused: a value cannot stand, or the key is taken.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        root = tree_lock()
        if parent is None:
            if root is not None:
                raise Refused("orgs.team.root_exists")
            above, depth = "/", 0
        else:
            parent = placeable_below(parent, height=0)
            above, depth = parent.path, parent.depth + 1
        team = Team(
            name=name.strip(),
            parent=parent,
            key=key or _key_free(name),
            level=level.strip(),
            cadence=cadence,
            depth=depth,
            path=above,
            created_at=at,
        )
        _insert(team, above, at)
        changes = {
            "name": Change(new=team.name),
            "key": Change(new=team.key),
            "level": Change(new=team.level or None),
            "cadence": Change(new=team.cadence),
            "parent": Change(new=parent.public_id if parent else None),
        }
        team_record(author=author, act="create", team=team, at=at, changes=changes)
        return team


def team_update(
    *,
    actor: Actor,
    team: Team,
    expected: int,
    at: datetime,
    name: str,
    level: str,
    key: str,
    cadence: str,
) -> Team:
    """Rename a team, or change its level, key or cadence.

    Args:
        actor: who changes it.
        team: which one.
        expected: the version the change was prepared on.
        at: now.
        name: the new name.
        level: the organization's word for its level.
        key: its name in documents.
        cadence: how often its key results are measured unless they say otherwise.

    Raises:
        PermissionRefused: the actor may not manage teams.
        StaleVersion: somebody else changed it meanwhile.
        ValidationRefused: a value cannot stand, or the key is taken.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        tree_lock()
        team = _locked(team)
        version_check(team, expected=expected)
        wanted = {"name": name.strip(), "level": level.strip(), "key": key, "cadence": cadence}
        changes = {field: Change(getattr(team, field), new) for field, new in wanted.items()}
        for field, new in wanted.items():
            setattr(team, field, new)
        row_check(team)
        if Team.objects.filter(key=key).exclude(pk=team.pk).exists():
            raise _key_taken(key)
        _changed(team, at)
        team_record(author=author, act="update", team=team, at=at, changes=changes)
        return team


def team_move(
    *, actor: Actor, team: Team, parent: Team, at: datetime, expected: int | None = None
) -> Team:
    """Place a team, with everything below it, under another one.

    Args:
        actor: who moves it.
        team: which one.
        parent: the team above from now on.
        at: now.
        expected: the version the move was decided on; None for whichever stands.

    Raises:
        PermissionRefused: the actor may not manage teams.
        StaleVersion: somebody else changed it meanwhile.
        Refused: it would lie below itself or too deep, is the company, or goes to an archived team.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        tree_lock()
        team = _locked(team)
        version_check(team, expected=team.version if expected is None else expected)
        if team.parent_id is None:
            raise Refused("orgs.team.root")
        subtree = list(Team.objects.filter(path__startswith=team.path).order_by("depth", "id"))
        parent = placeable_below(parent, height=subtree[-1].depth - team.depth)
        if parent.path.startswith(team.path):
            raise Refused("orgs.team.loop")
        if parent.pk == team.parent_id:
            return team
        old_parent = Team.objects.get(pk=team.parent_id)
        old_above, deeper = team.path, parent.depth + 1 - team.depth
        new_above = f"{parent.path}{team.pk}/"
        for below in subtree:
            below.path = new_above + below.path.removeprefix(old_above)
            below.depth += deeper
        moved: Team = subtree[0]
        moved.parent = parent
        moved.version += 1
        Team.objects.bulk_update(subtree, ["path", "depth", "parent", "version"])
        if Team.objects.exclude(location=None).exists():
            # Without a location of its own a team works where those above it do.
            organization_calendar_write(organization=organization_bound())
        for below in subtree:
            _state(below, at)
        changes = {"parent": Change(old_parent.public_id, parent.public_id)}
        team_record(author=author, act="move", team=moved, at=at, changes=changes)
        return moved


def team_archive(*, actor: Actor, team: Team, at: datetime, expected: int | None = None) -> Team:
    """Put a team away: its history stays, nothing new can be planned for it.

    Raises:
        PermissionRefused: the actor may not manage teams.
        StaleVersion: somebody else changed it since version `expected`.
        Refused: it is the company, or teams below it are still in use.
    """
    with acting(actor) as organization:
        author = manage_permit(actor, Kind.TEAM)
        tree_lock()
        team = _locked(team)
        version_check(team, expected=team.version if expected is None else expected)
        if team.parent_id is None:
            raise Refused("orgs.team.root")
        if Team.objects.filter(parent=team, archived_on=None).exists():
            raise Refused("orgs.team.has_teams")
        if team.archived_on is not None:
            return team
        team.archived_on = organization_day(organization, at)
        _changed(team, at)
        changes = {"archived_on": Change(None, team.archived_on)}
        team_record(author=author, act="archive", team=team, at=at, changes=changes)
        return team


def team_restore(*, actor: Actor, team: Team, at: datetime, expected: int | None = None) -> Team:
    """Bring an archived team back.

    Raises:
        PermissionRefused: the actor may not manage teams.
        StaleVersion: somebody else changed it since version `expected`.
        Refused: the team above is archived.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        tree_lock()
        team = _locked(team)
        version_check(team, expected=team.version if expected is None else expected)
        if team.archived_on is None:
            return team
        if Team.objects.filter(pk=team.parent_id).exclude(archived_on=None).exists():
            raise Refused("orgs.team.archived")
        changes = {"archived_on": Change(team.archived_on, None)}
        team.archived_on = None
        _changed(team, at)
        team_record(author=author, act="restore", team=team, at=at, changes=changes)
        return team


def tree_lock() -> Team | None:
    """Lock the tree by its root: two moves at once could otherwise close a loop together."""
    root: Team | None = Team.objects.select_for_update().filter(parent=None).first()
    return root


def _locked(team: Team) -> Team:
    found: Team | None = Team.objects.select_for_update().filter(pk=team.pk).first()
    if found is None:
        raise NotFound("orgs.team.not_found")
    return found


def placeable_below(parent: Team, *, height: int) -> Team:
    """Return the team above as it is now, if a tree of this height may hang below it."""
    found = _locked(parent)
    if found.archived_on is not None:
        raise Refused("orgs.team.archived")
    if found.depth + 1 + height > TEAM_DEPTH_MAX:
        raise Refused("orgs.team.too_deep", limit=TEAM_DEPTH_MAX)
    return found


def _key_free(name: str) -> str:
    """Return a key made from a name that no team of the organization has yet."""
    stem = _key_stem(name)
    return key_made(
        name, set(Team.objects.filter(key__startswith=stem).values_list("key", flat=True))
    )


def key_made(name: str, taken: Set[str]) -> str:
    """Return a key made from a name that is none of those taken."""
    stem = _key_stem(name)
    number = 2
    key = stem
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def _key_stem(name: str) -> str:
    return slugify(name).replace("_", "-").strip("-")[:50].strip("-") or "team"


def _key_taken(key: str) -> ValidationRefused:
    return ValidationRefused({"key": [Message("orgs.team.key_taken", {"key": key})]})


def _insert(team: Team, above: str, at: datetime) -> None:
    """Save a new team below the path `above`.

    Raises:
        ValidationRefused: a value cannot stand, or the key is taken.
    """
    row_check(team)
    taken = _key_taken(team.key)
    if Team.objects.filter(key=team.key).exists():
        raise taken
    row_insert(team, taken=taken)
    # The path ends with the team's own id, which exists only now.
    team.path = f"{above}{team.pk}/"
    team.save(update_fields=["path"])
    _state(team, at)


def _changed(team: Team, at: datetime) -> None:
    team.version += 1
    team.save()
    _state(team, at)


def _state(team: Team, at: datetime) -> None:
    state_record(row=team, versioned=TeamFields, state_model=TeamState, at=at)
