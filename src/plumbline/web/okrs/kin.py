"""What an objective goes on with, and what goes on with it, in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.details import ObjectiveDetails
from plumbline.domain.okrs.selectors.lineage import Kin, lineage_seen
from plumbline.domain.okrs.values import Descent
from plumbline.domain.orgs.rights import Act
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True)
class KinLine:
    """An earlier or later objective; `words` say which and in which cycle."""

    title: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class KinPart:
    """The line an objective stands in; `carry_over_url` is empty where it is not the viewer's."""

    lines: tuple[KinLine, ...] = ()
    carry_over_url: str = ""


def kin_part(visit: Visit, details: ObjectiveDetails) -> KinPart:
    """Return the line an objective stands in, and where it goes on; nothing of a past day."""
    if details.as_of is not None:
        return KinPart()
    public_id, is_seen = details.facts.public_id, Act.VIEW in details.acts
    seen = lineage_seen(viewer=visit.viewer, objective=details.row, is_seen=is_seen)
    earlier = () if seen.earlier is None else (_line(visit, seen.earlier, later=False),)
    return KinPart(
        lines=(*earlier, *(_line(visit, kin, later=True) for kin in seen.later)),
        carry_over_url=reverse("objective-carry-over", args=[visit.slug, public_id])
        if seen.carries_on
        else "",
    )


def _line(visit: Visit, kin: Kin, *, later: bool) -> KinLine:
    words = {
        (False, Descent.CARRIED_OVER): _("goes on with what began in %(cycle)s"),
        (False, Descent.CLONED): _("cloned from %(cycle)s"),
        (True, Descent.CARRIED_OVER): _("goes on in %(cycle)s"),
        (True, Descent.CLONED): _("cloned into %(cycle)s"),
    }[later, kin.descent]
    url = reverse("objective", args=[visit.slug, kin.objective.public_id])
    return KinLine(kin.objective.name, url, words % {"cycle": kin.cycle})
