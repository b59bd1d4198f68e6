"""How the attainment of a team came to be, objective by objective."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.okrs.selectors.team_parts import (
    AttainmentExplained,
    AttainmentPart,
    team_attainment_explained,
)
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.documents.model import Style
from plumbline.engine.scoring.rollup import BARS
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.standing import BELOW, BELOW_INSIDE, OWN_INSIDE
from plumbline.web.okrs.written import percent
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.trees import ExplainNode, ExplainTree
from plumbline.web.visits import Visit, tenant_page


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def explanation(visit: Visit, team: str) -> HttpResponse:
    """Show how an attainment came to be; with htmx the tree alone."""
    as_of = as_of_asked(visit, keep=("cycle", "set"))
    row = team_get(viewer=visit.viewer, public_id=team)
    cycle = visit.cycle_row
    if cycle is None:
        raise NotFound("orgs.team.not_found")
    asked = visit.request.GET.get("set", "")
    found = team_attainment_explained(
        viewer=visit.viewer,
        team=row,
        cycle=cycle,
        at=visit.at,
        with_sub_teams=asked in (BELOW, BELOW_INSIDE),
        as_team_sees=asked in (OWN_INSIDE, BELOW_INSIDE),
        as_of=as_of.day,
    )
    context = {
        "frame": frame_for(visit, Entry.TEAM, context=row.name, as_of=as_of.words),
        "tree": _tree(found, row.name, Places(visit.slug, as_of), as_of),
        "title": row.name,
        "url": reverse("team", args=[visit.slug, team]) + as_of.query(cycle=cycle.public_id),
    }
    part = "#tree" if visit.request.htmx else ""  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return render(visit.request, f"okrs/explanation.html{part}", context)


def _tree(found: AttainmentExplained, name: str, places: Places, as_of: AsOf) -> ExplainTree:
    steps = ngettext(
        "The mean over %(count)d objective that is scored.",
        "The mean over %(count)d objectives that are scored.",
        found.scored,
    ) % {"count": found.scored}
    if found.further:
        further = ngettext(
            "%(count)d further one is in it.", "%(count)d further ones are in it.", found.further
        ) % {"count": found.further}
        steps = f"{steps} {further}"
    root = ExplainNode(
        label=_("Attainment of %(team)s") % {"team": name},
        figure=_("not scored") if found.attainment is None else percent(found.attainment),
        steps=steps,
        children=tuple(_node(part, places) for part in found.parts),
        current=True,
    )
    return ExplainTree(root=root, as_of=day_written(as_of.shown))


def _node(part: AttainmentPart, places: Places) -> ExplainNode:
    return ExplainNode(
        label=part.objective.name,
        figure="–" if part.attainment is None else percent(part.attainment),
        steps=_steps(part),
        url=places.objective(part.objective),
    )


def _steps(part: AttainmentPart) -> str:
    """Write how an objective came to its attainment, or why it is left out."""
    if part.style is not None and Style(str(part.style)) is Style.LEARNING:
        return _("A learning objective is left out.")
    if part.progress is None:
        return _("Not scored, so it is left out.")
    bar = None if part.style is None else BARS.get(Style(str(part.style)))
    if bar is None:
        return _("It has no style, so it is left out.")
    return _("%(progress)s of the way ÷ bar of %(bar)s, at most %(most)s") % {
        "progress": percent(part.progress),
        "bar": percent(bar),
        "most": percent(Decimal(1)),
    }
