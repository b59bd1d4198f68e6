"""What every page under `/o/<slug>/` begins with: who is asking, where, and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.timezone import activate

from plumbline.domain.cycles.selectors import (
    CycleFacts,
    cycle_among,
    cycle_facts,
    cycles_list,
)
from plumbline.domain.okrs.selectors.drafts import cycle_written
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.selectors.viewing import viewer_for
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.http.module_doors import module_of, module_permit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of a signed-in person in one organization.

    Attributes:
        request: The request itself.
        slug: The organization's part of the address.
        organization_name: As people call it.
        viewer: Who is asking, with everything that decides about rights.
        at: The instant of the request; services take it as their clock.
        today: The organization's day.
        cycle: The cycle the page speaks of: the one asked for with `?cycle=`, else the running
            one; `None` before there is any.
        cycle_row: The same, for selectors to narrow by.
        cycles: All cycles, the latest first.
        modules: What is switched on.
    """

    request: HttpRequest
    slug: str
    organization_name: str
    viewer: Viewer
    at: datetime
    today: date
    cycle: CycleFacts | None
    cycle_row: "Cycle | None"
    cycles: "Sequence[Cycle]"
    modules: frozenset[ModuleKey]


def tenant_page(
    view: Callable[Concatenate[Visit, P], R],
) -> Callable[..., R]:
    """Turn a view of a `Visit` into a view of a request under `/o/<slug>/`.

    The middleware has bound the organization and opened a reading phase by then.
    """

    @wraps(view)
    def of_request(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> R:
        return view(visit_of(request, slug), *args, **kwargs)

    return of_request


def visit_of(request: HttpRequest, slug: str) -> Visit:
    """Gather what a page begins with.

    Raises:
        NotFound: The account is nobody (any more) in this organization, or the page belongs to a
            module that is switched off.
    """
    organization = request.organization  # type: ignore[attr-defined]  # set by TenancyMiddleware
    at = timezone.now()
    today = organization_day(organization, at)
    viewer = viewer_for(account=request.user, organization=organization, at=at)  # type: ignore[arg-type]  # signed in, or the middleware had sent them away
    # The `date` filter turns every instant to the active zone; TenancyMiddleware ends this one.
    activate(zone_of(viewer=viewer))
    cycles = cycles_list(viewer=viewer)
    modules = organization_modules()
    match = request.resolver_match
    of = module_of(match.route) if match else None
    if of is not None:
        module_permit(of, modules)
    # For what is drawn without a visit: see `lesson_url`.
    request.modules_on = modules  # type: ignore[attr-defined]  # a mark of ours
    cycle = cycle_among(cycles, on=today, public_id=request.GET.get("cycle"))
    return Visit(
        request=request,
        slug=slug,
        organization_name=organization.name,
        viewer=viewer,
        at=at,
        today=today,
        cycle=None if cycle is None else cycle_facts(cycle),
        cycle_row=cycle,
        cycles=cycles,
        modules=modules,
    )


def planning_visit(visit: Visit) -> Visit:
    """Return a visit of a page on which something new is written.

    Where no cycle was asked for, it speaks of the one that is being planned.
    """
    asked = visit.request.GET.get("cycle")
    if any(cycle.public_id == asked for cycle in visit.cycles):
        return visit
    cycle = (
        cycle_written(viewer=visit.viewer, cycles=visit.cycles, on=visit.today) or visit.cycle_row
    )
    return visit if cycle is None else replace(visit, cycle=cycle_facts(cycle), cycle_row=cycle)
