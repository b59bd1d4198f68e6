"""The order of a team's objectives, set by its lead alone."""

from collections.abc import Sequence
from datetime import datetime

from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.history import objective_history
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, StaleVersion
from plumbline.domain.tenancy.transactions import writing


def objectives_rank(
    *, actor: Actor, ordered: Sequence[Objective], expected: Sequence[int | None], at: datetime
) -> None:
    """Give objectives of one team and cycle the ranks 1, 2, … in the given order.

    A rank is no new version of an objective, so the ranks themselves are what is compared.

    Args:
        actor: Who orders them.
        ordered: In their new order.
        expected: The rank that the actor saw at each of them, in the same order.
        at: Now.

    Raises:
        StaleVersion: Somebody else ordered one of them since.
        Refused: They are not of one team and cycle.
        PermissionRefused: The actor does not lead the team.
    """
    with writing(organization_bound()):
        ids = [objective.pk for objective in ordered]
        rows = {
            row.pk: row
            for row in Objective.objects.select_for_update(of=("self",))
            .select_related("team")
            .filter(pk__in=ids)
            .order_by("pk")
        }
        if len(rows) < len(set(ids)):
            raise NotFound("okrs.objective.not_found")
        if len({(row.team_id, row.cycle_id) for row in rows.values()}) > 1:
            raise Refused("okrs.rank.one_team")
        authors = {id_: objective_permit(actor, Act.RANK, row) for id_, row in rows.items()}
        for objective_id, seen in zip(ids, expected, strict=True):
            if rows[objective_id].rank != seen:
                raise StaleVersion("okrs.rank.stale", current=rows[objective_id])
        for rank, objective_id in enumerate(ids, start=1):
            objective, author = rows[objective_id], authors[objective_id]
            if objective.rank == rank:
                continue
            before, objective.rank = objective.rank, rank
            objective.save(update_fields=["rank"])
            objective_history(objective, at=at)
            objective_journal(
                author, objective, act="rank", at=at, changes={"rank": Change(before, rank)}
            )
