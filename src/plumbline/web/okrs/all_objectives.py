"""All objectives in one list, to look through, and to choose those that one act is done to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.bulk.acts import Wanted
from plumbline.domain.bulk.selectors import BulkAct
from plumbline.domain.bulk.services.batches import MOST, batch_choose, batch_try
from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.domain.okrs.selectors.listing import (
    PAGE_SIZE,
    ListAsked,
    ListedPage,
    key_results_count,
    key_results_listed,
    objectives_chosen,
    objectives_listed,
    objectives_matching,
    progress_shown,
)
from plumbline.domain.tenancy.errors import PermissionRefused, Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.views.selectors import ViewPage
from plumbline.engine.documents.model import Style, Visibility
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.engine.scoring.statuses import Status
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.bulk_forms import PLAIN
from plumbline.web.okrs.chances import MEASURED, SIGNS, status_sign
from plumbline.web.okrs.list_forms import TOLD, ListForm
from plumbline.web.okrs.written import check_in_sign, percent, state_of, visibility_of
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.strategy.tabs import company_tabs
from plumbline.web.ui.notices import Empty, Pages
from plumbline.web.ui.signs import (
    PersonName,
    StateBadge,
    StatusSign,
    StyleBadge,
    status_word,
)
from plumbline.web.views.chips import EVERYTHING, ViewChips, chips_of
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbline.domain.okrs.models import KeyResult, Objective


#: Fields that stand folded.
FOLDED = frozenset({"style", "visibility", "tag", "sort"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultLine:
    """A key result that a list is narrowed by, with what is told of it itself."""

    title: str
    url: str
    status: StatusSign | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLine:
    """One objective of the list.

    Attributes:
        status: Of the objective.
        key_results: Those the list is narrowed by.
    """

    public_id: str
    title: str
    url: str
    owner: PersonName | None
    team: str
    cycle: str
    state: StateBadge
    status: StatusSign | None
    style: StyleBadge | None
    seen_by: str
    progress: str
    key_results: tuple[KeyResultLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Everything the template says.

    Attributes:
        acts: What can be done to the chosen, as value and words; empty for whoever only reads.
        narrowed: What narrows the list, for the line that a phone folds the filter into.
        is_narrowed_more: Whether the folded part of the filter says something.
        is_told: Whether key results stand below their objectives, each with its own status.
        query: What the list is narrowed by, to be sent along with a choice.
    """

    lead: str
    form: ListForm
    narrowed: tuple[str, ...]
    is_narrowed_more: bool
    is_told: bool
    lines: tuple[ObjectiveLine, ...]
    total: int
    acts: tuple[tuple[str, str], ...]
    query: str
    url: str
    views: ViewChips
    pages: Pages | None
    empty: Empty | None


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def all_objectives(visit: Visit) -> HttpResponse:
    """List objectives, or go on to an act on those that were chosen."""
    if visit.request.method != "POST":
        return _opened(visit)
    if not writes(visit.viewer):
        raise PermissionRefused("orgs.refused")
    try:
        batch = batch_choose(actor=visit.viewer, objectives=_chosen(visit), at=visit.at)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
        url = reverse("objectives", args=[visit.slug])
        return redirect(f"{url}?{_form(visit).query() or EVERYTHING}")
    act = visit.request.POST.get("act", "")
    if act in PLAIN:
        wanted = Wanted(act=BulkAct(act))
        batch_try(actor=visit.viewer, batch=batch, wanted=wanted, at=visit.at)
    url = reverse("bulk", args=[visit.slug, batch.public_id])
    return redirect(url if act in PLAIN else f"{url}?act={quote(act)}")


def _opened(visit: Visit) -> HttpResponse:
    """Show the list, or lead to the view that it opens with."""
    views = chips_of(visit, ViewPage.OBJECTIVES)
    return redirect(views.opens) if views.opens else _page(visit, views)


def _form(visit: Visit) -> ListForm:
    """Return what the list is narrowed by: by its address, or by what is sent with a choice."""
    sent = visit.request.POST.get("query")
    return ListForm(visit.request.GET if sent is None else QueryDict(sent), visit=visit)


def _chosen(visit: Visit) -> "list[Objective]":
    post, form = visit.request.POST, _form(visit)
    if "all" not in post:
        return objectives_chosen(viewer=visit.viewer, public_ids=post.getlist("row")[:MOST])
    if form.gone():
        return []
    return list(objectives_matching(viewer=visit.viewer, asked=form.asked(visit))[: MOST + 1])


def _page(visit: Visit, views: ViewChips) -> HttpResponse:
    form = _form(visit)
    asked = None if form.gone() else form.asked(visit)
    found = (
        ListedPage((), 0, 1, 1)
        if asked is None
        else objectives_listed(viewer=visit.viewer, asked=asked, page=page_asked(visit.request))
    )
    told = asked.key_results if asked else None
    below = key_results_listed(key_results=tuple(told), rows=found.rows) if told else {}
    url, query = reverse("objectives", args=[visit.slug]), form.query()
    may = writes(visit.viewer)
    page = ListPage(
        lead=_lead(visit, form, asked, found),
        form=form,
        narrowed=form.told_words(),
        is_narrowed_more=bool(form.given().keys() & FOLDED),
        is_told=bool(below),
        lines=tuple(
            _line(visit, row, _key_results(visit, below.get(row.pk, ()), told or {}))
            for row in found.rows
        ),
        total=found.total,
        acts=tuple((act.value, str(act.label)) for act in BulkAct) if may else (),
        query=query,
        url=url,
        pages=pages_of(found, size=PAGE_SIZE, url=f"{url}?{query}" if query else url),
        views=views,
        empty=None if found.rows else _empty(visit, form, views),
    )
    tabs = company_tabs(visit, current="objectives")
    context = {"frame": frame_for(visit, Entry.COMPANY, tabs=tabs), "page": page}
    return render(visit.request, "okrs/all_objectives.html", context)


def _lead(visit: Visit, form: ListForm, asked: ListAsked | None, found: ListedPage) -> str:
    """Write how many there are, and first what they were narrowed by that a count led here with."""
    objectives = ngettext("%(count)d objective", "%(count)d objectives", found.total) % {
        "count": found.total
    }
    if not found.total and not form.given():
        return _("No objectives yet")
    if asked is None or asked.key_results is None:
        return objectives
    count = key_results_count(viewer=visit.viewer, asked=asked)
    words = TOLD[told] if (told := form.told()) else ""
    counted = ngettext("%(count)d key result %(status)s", "%(count)d key results %(status)s", count)
    return _("%(key_results)s in %(objectives)s") % {
        "key_results": counted % {"count": count, "status": words},
        "objectives": objectives,
    }


def _empty(visit: Visit, form: ListForm, views: ViewChips) -> Empty:
    url = views.everything_url
    if form.gone():
        words = _("The %(names)s looked for is not there any more, or not for you to see.")
        return Empty(words=words % {"names": form.gone()}, url=url, action=_("Show all"))
    if form.given():
        return Empty(words=_("No objective matches."), url=url, action=_("Show all"))
    if writes(visit.viewer):
        plan = reverse("plan", args=[visit.slug])
        return Empty(words=_("The first drafts are in Plan."), url=plan, action=_("Go to Plan"))
    return Empty(words=_("No objective is there yet, as far as you may see."))


def _key_results(
    visit: Visit, rows: "Sequence[KeyResult]", told: Mapping[int, object]
) -> tuple[KeyResultLine, ...]:
    """Return key results with what they were looked for by: their own status, or silence."""
    lines = []
    for each in rows:
        said = told[each.pk]
        if isinstance(said, CheckInState):
            status = check_in_sign(said, each.score.checked_in_on, visit.today)
        else:
            own = Status(each.score.status)
            status = status_sign(own, each.score.chance, of=_("chance"))
        url = reverse("key-result", args=[visit.slug, each.public_id])
        lines.append(KeyResultLine(title=each.title, url=url, status=status))
    return tuple(lines)


def _line(visit: Visit, row: "Objective", key_results: tuple[KeyResultLine, ...]) -> ObjectiveLine:
    progress = progress_shown(row)
    return ObjectiveLine(
        public_id=row.public_id,
        title=row.title,
        url=reverse("objective", args=[visit.slug, row.public_id]),
        owner=PersonName(row.owner.name) if row.owner else None,
        team=row.team.name if row.team else _("Personal"),
        cycle=row.cycle.name,
        state=StateBadge(state_of(row.state)),
        status=_status(row),
        style=StyleBadge(Style(row.style)) if row.style else None,
        seen_by=_seen_by(row),
        progress="" if progress is None else percent(progress),
        key_results=key_results,
    )


def _status(row: "Objective") -> StatusSign | None:
    """Return how a running objective stands; `None` where nothing can be said."""
    sign = SIGNS.get(Status(row.score.status)) if state_of(row.state) in MEASURED else None
    return None if sign is None else StatusSign(sign, status_word(sign))


def _seen_by(row: "Objective") -> str:
    """Return who sees it, where that is not everybody."""
    everyone = visibility_of(row.visibility) is Visibility.ORGANIZATION
    return "" if everyone else row.get_visibility_display()
