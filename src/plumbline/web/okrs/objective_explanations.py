"""How the progress of an objective came to be."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.okrs.selectors.details import ObjectiveDetails, objective_details
from plumbline.domain.okrs.selectors.explanations import explanation_of_objective
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.chance_explaining import mean_chance_tree
from plumbline.web.okrs.explaining import explain_tree
from plumbline.web.visits import Visit, tenant_page


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def explanation(visit: Visit, objective: str) -> HttpResponse:
    """Show how the progress of an objective came to be; with htmx the tree alone."""
    as_of = as_of_asked(visit, keep=())
    details = objective_details(
        viewer=visit.viewer, public_id=objective, at=visit.at, as_of=as_of.day
    )
    title = details.facts.title
    step = explanation_of_objective(
        viewer=visit.viewer, public_id=objective, at=visit.at, as_of=as_of.day
    )
    context = {
        "frame": frame_for(
            visit, Entry.COMPANY, as_of=as_of.words, cycle=details.facts.cycle.public_id
        ),
        "tree": explain_tree(
            step, label=title, as_of=as_of, further=_further(visit, details, as_of)
        ),
        "chance": mean_chance_tree(details.facts, as_of=as_of),
        "title": title,
        "is_objective": True,
        "url": reverse("objective", args=[visit.slug, objective]) + as_of.query(),
    }
    part = "#tree" if visit.request.htmx else ""  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return render(visit.request, f"okrs/explanation.html{part}", context)


def _further(visit: Visit, details: ObjectiveDetails, as_of: AsOf) -> dict[str, str]:
    """Return where the calculations stand of what contributes."""
    return {
        link.objective.name: reverse(
            "objective-explanation", args=[visit.slug, link.objective.public_id]
        )
        + as_of.query()
        for link in details.children
        if link.weight is not None and link.key_result is None
    }
