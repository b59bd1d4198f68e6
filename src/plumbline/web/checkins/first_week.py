"""My week before there is anything to check in: the first step of writing stands open."""

from dataclasses import dataclass

from django.urls import reverse

from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.people import people_list
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.web.okrs.objective_writing import NewPage, first_objective
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWeek:
    """What somebody finds who writes in an organization that has no objectives yet.

    Attributes:
        writing: The first step of the guided way.
        write_url: The page of that step, which takes what is typed here.
        others: How many people there are beside the viewer.
        plan_url: Where the week is planned, which can be done before anything runs.
        is_asked: Whether the three questions come once a week.
        people_url: Where people are added; empty for whoever may not.
        import_url: Where a document is brought; empty for whoever may not.
        examples_url: Worked examples; empty while learning is switched off.
    """

    writing: NewPage
    write_url: str
    others: int
    plan_url: str
    is_asked: bool
    people_url: str
    import_url: str
    examples_url: str


def first_week(visit: Visit) -> FirstWeek | None:
    """Return the first week; nothing once there is an objective, or for whoever only reads."""
    viewer = visit.viewer
    if not writes(viewer) or objectives_visible(viewer=viewer).exists():
        return None
    writing = first_objective(visit)
    if writing is None:
        return None
    adds = permitted(viewer, Act.MANAGE, Thing(kind=Kind.PERSON))
    learns = ModuleKey.LEARNING in visit.modules
    return FirstWeek(
        writing=writing,
        write_url=reverse("objective-new", args=[visit.slug]),
        others=people_list(viewer=viewer, size=1).total - 1,
        plan_url=reverse("week-plan", args=[visit.slug]),
        is_asked=ModuleKey.WEEKLY_REVIEW in visit.modules,
        people_url=reverse("people", args=[visit.slug]) if adds else "",
        import_url=reverse("import", args=[visit.slug]) if import_permitted(viewer) else "",
        examples_url=reverse("worked-examples", args=[visit.slug]) if learns else "",
    )
