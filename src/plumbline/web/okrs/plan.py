"""Plan: what is being written, what each draft lacks, and who has not started."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.domain.okrs.selectors.drafts import (
    PAGE_SIZE,
    DraftFacts,
    DraftsPage,
    Lack,
    drafts_page,
    teams_not_started,
    writes,
)
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.engine.documents.model import Visibility
from plumbline.web.framing import Entry, frame_for
from plumbline.web.jottings import JottingLine, jotting_lines
from plumbline.web.okrs.company import Link
from plumbline.web.okrs.nodes import key_results_words
from plumbline.web.okrs.objective_writing import NEW_OBJECTIVE
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.okrs.written import (
    day_before,
    day_with_year,
    person_shown,
    state_of,
    visibility_of,
)
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.ui.notices import Empty, Pages
from plumbline.web.ui.signs import PersonName, StateBadge
from plumbline.web.visits import Visit, planning_visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One objective that is being written.

    Attributes:
        words: Team and number of key results.
        lacks: What it needs before it can begin; empty when nothing is missing.
        blocked: Which policies it does not keep yet; empty when none blocks it.
        warned: Which guidelines it does not keep yet; empty when none warns.
    """

    title: str
    url: str
    owner: PersonName | None
    words: str
    state: StateBadge
    is_restricted: bool
    lacks: str
    blocked: str
    warned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the template says; empty addresses are what the viewer may not do."""

    lead: str
    cycle_words: str
    new_url: str
    templates_url: str
    import_url: str
    export_url: str
    list_url: str
    jottings: tuple[JottingLine, ...]
    lines: tuple[DraftLine, ...]
    not_started: tuple[Link, ...]
    cycles: tuple[Link, ...]
    pages: Pages | None
    empty: Empty | None


@require_safe
@tenant_page
def drafts(visit: Visit) -> HttpResponse:
    """List what is being written for a cycle; unless one is asked for, for the one planned now."""
    visit = planning_visit(visit)
    frame = frame_for(visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=False))
    cycle = visit.cycle_row
    if cycle is None:
        context = {"frame": frame, "may_import": import_permitted(visit.viewer)}
        return render(visit.request, "okrs/company_empty.html", context)
    page = page_asked(visit.request)
    found = drafts_page(viewer=visit.viewer, cycle=cycle, on=visit.today, page=page)
    context = {"frame": frame, "page": _page(visit, cycle, found)}
    return render(visit.request, "okrs/plan.html", context)


def _page(visit: Visit, cycle: "Cycle", found: DraftsPage) -> PlanPage:
    new_url = reverse("objective-new", args=[visit.slug]) if writes(visit.viewer) else ""
    importing = import_permitted(visit.viewer)
    missing = teams_not_started(viewer=visit.viewer, cycle=cycle)
    query = f"?cycle={cycle.public_id}"
    return PlanPage(
        lead=_lead(found),
        cycle_words=_("%(cycle)s, %(start)s to %(end)s")
        % {
            "cycle": cycle.name,
            "start": day_before(cycle.start, cycle.end),
            "end": day_with_year(cycle.end),
        },
        new_url=new_url and new_url + query,
        templates_url=new_url and reverse("templates", args=[visit.slug]) + query,
        import_url=reverse("import", args=[visit.slug]) if importing else "",
        export_url=f"{reverse('export', args=[visit.slug])}?cycle={cycle.public_id}",
        list_url=f"{reverse('objectives', args=[visit.slug])}{query}&state=planned"
        if new_url
        else "",
        jottings=jotting_lines(visit, NEW_OBJECTIVE, new_url) if new_url else (),
        lines=tuple(_line(visit, draft) for draft in found.drafts),
        not_started=tuple(
            Link(team.name, f"{new_url}{query}&team={team.public_id}") for team in missing
        ),
        cycles=_cycles(visit, cycle),
        pages=pages_of(found, size=PAGE_SIZE, url=reverse("plan", args=[visit.slug]) + query),
        empty=None if found.drafts else _empty(new_url, importing=importing),
    )


def _lead(found: DraftsPage) -> str:
    if not found.total:
        return _("Nothing is being written")
    return ngettext(
        "%(count)d objective is being written",
        "%(count)d objectives are being written",
        found.total,
    ) % {"count": found.total}


def _line(visit: Visit, draft: DraftFacts) -> DraftLine:
    parts = [
        draft.team.name if draft.team else _("Personal"),
        key_results_words(draft.key_results) if draft.key_results else "",
    ]
    return DraftLine(
        title=draft.title,
        url=reverse("objective", args=[visit.slug, draft.public_id]),
        owner=person_shown(draft.owner),
        words=" · ".join(filter(None, parts)),
        state=StateBadge(state_of(draft.state)),
        is_restricted=visibility_of(draft.visibility) is not Visibility.ORGANIZATION,
        lacks=", ".join(lack_words(lack, count) for lack, count in draft.lacks),
        blocked=blocked_words(draft.blocked_by),
        warned=_warned_words(draft.warned_by),
    )


def blocked_words(policies: Sequence[str]) -> str:
    """Write which policies keep a draft from beginning."""
    if not policies:
        return ""
    names = _quoted(policies)
    return ngettext(
        "Policy %(names)s blocks until it is kept",
        "Policies %(names)s block until they are kept",
        len(policies),
    ) % {"names": names}


def _warned_words(guidelines: Sequence[str]) -> str:
    """Write which guidelines a draft does not keep as it is."""
    if not guidelines:
        return ""
    return ngettext("Guideline %(names)s warns", "Guidelines %(names)s warn", len(guidelines)) % {
        "names": _quoted(guidelines)
    }


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(_("“%(policy)s”") % {"policy": name} for name in names)


def lack_words(lack: Lack, count: int) -> str:
    """Write what a draft lacks, in a few words."""
    words = {
        Lack.OWNER: _("an owner"),
        Lack.STYLE: _("a style"),
        Lack.KEY_RESULTS: _("key results"),
        Lack.KEY_RESULT_OWNERS: ngettext(
            "the owner of %(count)d key result", "the owners of %(count)d key results", count
        ),
        Lack.METRICS: ngettext(
            "the measure of %(count)d key result", "the measures of %(count)d key results", count
        ),
    }
    return words[lack] % {"count": count} if count else words[lack]


def _empty(new_url: str, *, importing: bool) -> Empty:
    if not new_url:
        return Empty(words=_("No drafts in this cycle, as far as you may see."))
    words = _("No drafts. Write one or bring a document.") if importing else _("No drafts yet.")
    return Empty(words=words, url=new_url, action=_("Write an objective"))


def _cycles(visit: Visit, chosen: "Cycle") -> tuple[Link, ...]:
    url = reverse("plan", args=[visit.slug])
    return tuple(
        Link(cycle.name, f"{url}?cycle={cycle.public_id}", cycle.pk == chosen.pk)
        for cycle in visit.cycles
    )
