"""Reading external links, now and as of a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.external_links.permissions import links_seen
from plumbline.domain.okrs.permissions import readable_to
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalLinkFacts:
    """One external link.

    Attributes:
        host: The site that the address leads to.
        added_by: Who added it; empty where it was no person.
        removed_at: `None` while it stands.
    """

    public_id: str
    title: str
    address: str
    host: str
    added_at: datetime
    added_by: str
    removed_at: datetime | None
    removed_by: str


def external_links_of(
    *,
    viewer: Actor,
    objective: str = "",
    key_result: str = "",
    at: datetime,
    as_of: date | None = None,
) -> tuple[ExternalLinkFacts, ...]:
    """Return the links that stand at an objective or a key result, the first one first (one query).

    Args:
        viewer: Who asks; what they opened with a reason they read too.
        objective: Public id of the objective; or
        key_result: of the key result.
        at: Now.
        as_of: The day asked for, or `None` for now.
    """
    moment = moment_of(at=at, as_of=as_of)
    if moment.recorded_by is None:
        stands = Q(removed_at=None)
    else:
        gone = Q(removed_at__lte=moment.recorded_by)
        stands = Q(added_at__lte=moment.recorded_by) & ~gone
    return tuple(map(_facts, _rows(viewer, objective, key_result, at).filter(stands)))


def external_links_ever(
    *, viewer: Actor, objective: str = "", key_result: str = "", at: datetime
) -> tuple[ExternalLinkFacts, ...]:
    """Return every link that ever stood there, the first one first (one query); see above."""
    return tuple(map(_facts, _rows(viewer, objective, key_result, at)))


def external_link_get(*, viewer: Actor, public_id: str) -> ExternalLink:
    """Return one link that stands, with what it hangs on.

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    rows = ExternalLink.objects.filter(links_seen(viewer), removed_at=None, public_id=public_id)
    row: ExternalLink | None = rows.select_related("objective", "key_result").first()
    if row is None:
        raise NotFound("external_links.not_found")
    return row


def _rows(viewer: Actor, objective: str, key_result: str, at: datetime) -> QuerySet[Any]:
    about, path = ("objective", "objective")
    if not objective:
        about, path = "key_result", "key_result__objective"
    rows = ExternalLink.objects.filter(
        readable_to(viewer, at=at, of=path), **{f"{about}__public_id": objective or key_result}
    )
    ordered: QuerySet[Any] = rows.select_related("added_by", "removed_by").order_by("pk")
    return ordered


def _facts(row: ExternalLink) -> ExternalLinkFacts:
    return ExternalLinkFacts(
        public_id=row.public_id,
        title=row.title,
        address=row.address,
        host=urlsplit(row.address).hostname or "",
        added_at=row.added_at,
        added_by=row.added_by.name if row.added_by else "",
        removed_at=row.removed_at,
        removed_by=row.removed_by.name if row.removed_by else "",
    )
