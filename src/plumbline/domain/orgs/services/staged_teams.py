"""Teams of an import: inserted while nobody sees them, shown all at once."""

from collections.abc import Sequence
from datetime import datetime

from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import journal_insert, journal_prepare
from plumbline.domain.orgs.models import Team, TeamFields, TeamState
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.services.teams import key_made, placeable_below, tree_lock
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.history import versioned_values


def teams_stage(
    *, actor: Actor, names: Sequence[str], parent: Team, batch: str, at: datetime
) -> list[Team]:
    """Insert teams below another one that nobody sees yet.

    Args:
        actor: Who makes them.
        names: What they are called.
        parent: The team above all of them.
        batch: Public id of the import they belong to.
        at: The instant from which they will be here.

    Raises:
        PermissionRefused: The actor may not manage teams.
        Refused: It would be too deep, or the team above is archived.
        ValidationRefused: A value cannot stand.
    """
    with acting(actor):
        manage_permit(actor, Kind.TEAM)
        parent = placeable_below(parent, height=0)
        rows = [
            Team(
                name=name.strip(),
                parent=parent,
                key=key_made(name, frozenset()),
                depth=parent.depth + 1,
                path=parent.path,
                staged_by=batch,
                created_at=at,
            )
            for name in names
        ]
        for row in rows:
            row_check(row)
        Team.every.bulk_create(rows)
        # The path ends with the team's own id, which exists only now.
        for row in rows:
            row.path = f"{parent.path}{row.pk}/"
        Team.every.bulk_update(rows, ["path"])
        return rows


def teams_show(*, actor: Actor, teams: Sequence[Team], at: datetime) -> None:
    """Let staged teams be seen, as if they had been made at this instant.

    Their keys are chosen now, beside those that others chose meanwhile.

    Raises:
        PermissionRefused: The actor may not manage teams.
        Refused: The team above was archived meanwhile.
    """
    if not teams:
        return
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        tree_lock()
        parents = {team.parent_id: team.parent for team in teams if team.parent is not None}
        above = {pk: placeable_below(parent, height=0) for pk, parent in parents.items()}
        staged = {team.pk: team.key for team in teams}
        taken = set(Team.objects.values_list("key", flat=True))
        for team in teams:
            team.key, team.staged_by = key_made(team.name, taken), ""
            taken.add(team.key)
        Team.every.bulk_update([team for team in teams if team.key != staged[team.pk]], ["key"])
        Team.every.filter(pk__in=list(staged)).update(staged_by="")
        TeamState.objects.bulk_create(
            TeamState(subject=team, valid_from=at, **versioned_values(team, TeamFields))
            for team in teams
        )
        journal_insert(
            journal_prepare(
                author=author,
                act="team.create",
                subject=Subject(kind="team", id=team.pk, public_id=team.public_id),
                at=at,
                changes={
                    "name": Change(new=team.name),
                    "key": Change(new=team.key),
                    "parent": Change(new=above[team.parent_id].public_id),
                },
            )
            for team in teams
        )
