"""What a team decided in its weekly reviews: all of it, writing it down, and seeing to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.reviews.selectors.decisions import (
    PAGE_SIZE,
    DecisionsPage,
    decision_get,
    decisions_listed,
    may_decide,
)
from plumbline.domain.reviews.services.decisions import (
    decision_change,
    decision_put_back,
    decision_remove,
    decision_settle,
    decision_write,
)
from plumbline.domain.reviews.values import DecisionKind
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.reviews.decision_forms import (
    ALL,
    REVIEW,
    WALL,
    WEEK,
    DecisionChangeForm,
    DecisionForm,
    ExperimentChangeForm,
)
from plumbline.web.reviews.decision_lines import DecisionLine, decision_line
from plumbline.web.team_tabs import team_tabs
from plumbline.web.ui.notices import Pages
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team
    from plumbline.domain.reviews.models import ReviewDecision
    from plumbline.web.frame import Frame


@dataclass(frozen=True, slots=True)
class DecisionWeek:
    """What was decided in one week."""

    words: str
    lines: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsShown:
    """Everything the template says; `form` is `None` for who may not write one down."""

    team: str
    back: str
    form: DecisionForm | None
    post_url: str
    weeks: tuple[DecisionWeek, ...]
    pages: Pages | None


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def decisions(visit: Visit, team: str) -> HttpResponse:
    """Show all decisions of a team, or write one down."""
    row = team_get(viewer=visit.viewer, public_id=team)
    return form_answer(
        DecisionForm(form_sent(visit.request), visit=visit, initial={"back": ALL}),
        page=partial(_all_shown, visit, row),
        save=partial(_written, visit, row),
        once=visit,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def decision(visit: Visit, team: str, decision: str) -> HttpResponse:
    """Change what was written down of a decision."""
    row = _row(visit, team, decision)
    back = _known(visit.request.GET.get("back", ""))
    stays = Name(row.owner.public_id, row.owner.name) if row.owner else None
    initial = {"version": row.version, "back": back, **_now(row)}
    kind = DecisionKind(row.kind)
    form = ExperimentChangeForm if kind is DecisionKind.EXPERIMENT else DecisionChangeForm
    return form_answer(
        form(form_sent(visit.request), visit=visit, stays=stays, kind=kind, initial=initial),
        page=partial(_change_shown, visit, row, _place(visit, team, back, row.kind)),
        save=partial(_changed, visit, row),
        now=_now,
    )


@require_POST
@tenant_page
def done(visit: Visit, team: str, decision: str) -> HttpResponse:
    """Say that a decision is seen to."""
    row = _row(visit, team, decision)
    decision_settle(actor=visit.viewer, decision=row, is_done=True, at=visit.at)
    address = [visit.slug, team, decision]
    back = _known(visit.request.POST.get("back", ""))
    undo = f"{reverse('decision-reopen', args=address)}?back={back}"
    if back != WALL:  # which has no place for it; the line itself says that it is done
        tried = row.kind == DecisionKind.EXPERIMENT
        said = _("Ended: “%(text)s”") if tried else _("Seen to: “%(text)s”")
        undo_offer(visit.request, said % {"text": row.text}, url=undo)
    return _back(visit, team, row.kind)


@require_POST
@tenant_page
def reopen(visit: Visit, team: str, decision: str) -> HttpResponse:
    """Say that a decision is not seen to yet."""
    row = _row(visit, team, decision)
    decision_settle(actor=visit.viewer, decision=row, is_done=False, at=visit.at)
    return _back(visit, team, row.kind)


@require_POST
@tenant_page
def remove(visit: Visit, team: str, decision: str) -> HttpResponse:
    """Remove a decision that was written down by mistake, with the way to take that back."""
    row = _row(visit, team, decision)
    version = version_sent(visit.request)
    decision_remove(actor=visit.viewer, decision=row, expected=version, at=visit.at)
    back = _known(visit.request.POST.get("back") or visit.request.GET.get("back", ""))
    # What was done is said, and taken back, at the top of a page; a wall has no such place.
    back = REVIEW if back == WALL else back
    undo = reverse("decision-put-back", args=[visit.slug, team, decision])
    said = _("Removed: “%(text)s”") % {"text": row.text}
    undo_offer(visit.request, said, url=f"{undo}?back={back}")
    return redirect(_place(visit, team, back).partition("#")[0])


@require_POST
@tenant_page
def put_back(visit: Visit, team: str, decision: str) -> HttpResponse:
    """Take back that a decision was removed."""
    row = team_get(viewer=visit.viewer, public_id=team)
    removed = decision_get(viewer=visit.viewer, team=row, public_id=decision, or_removed=True)
    decision_put_back(actor=visit.viewer, decision=removed, at=visit.at)
    return _back(visit, team, removed.kind)


def _row(visit: Visit, team: str, public_id: str) -> "ReviewDecision":
    row = team_get(viewer=visit.viewer, public_id=team)
    return decision_get(viewer=visit.viewer, team=row, public_id=public_id)


def _now(row: "ReviewDecision") -> Mapping[str, object]:
    owner = row.owner.public_id if row.owner else ""
    return {"text": row.text, "owner": owner, "due_on": row.due_on, "outcome": row.outcome}


_PLACES: Mapping[str, str] = {REVIEW: "team-review", WALL: "team-present", ALL: "team-decisions"}


def _known(back: str) -> str:
    return back if back in {*_PLACES, WEEK} else REVIEW


def _place(visit: Visit, team: str, back: str, kind: str = DecisionKind.DECISION) -> str:
    """Return the address of where a decision, or an experiment, is seen to."""
    if back == WEEK:
        return reverse("my-week", args=[visit.slug]) + "#this_week"
    url = reverse(_PLACES[_known(back)], args=[visit.slug, team])
    return url if back == ALL else f"{url}#{kind}s"


def _place_words(visit: Visit, team: "Team") -> str:
    """Return what the place is called from which a decision is changed."""
    back = visit.request.GET.get("back", "")
    if back == WEEK:
        return _("My week")
    if back == ALL:
        return _("Decisions of %(team)s") % {"team": team.name}
    return _("Weekly review of %(team)s") % {"team": team.name}


def _frame(visit: Visit, team: "Team") -> "Frame":
    """Return what stands round a page of decisions: that of its team."""
    return frame_for(
        visit,
        Entry.TEAM,
        tabs=team_tabs(visit, team.public_id, review=True),
        context=team.name,
        context_url=reverse("team", args=[visit.slug, team.public_id]),
    )


def _back(visit: Visit, team: str, kind: str, asked: str | None = None) -> HttpResponse:
    """Lead back to where a decision was seen to."""
    request = visit.request
    back = asked or request.POST.get("back") or request.GET.get("back", "")
    return redirect(_place(visit, team, back, kind))


def _written(visit: Visit, team: "Team", form: DecisionForm) -> HttpResponse:
    decision_write(
        actor=visit.viewer, team=team, values=form.values(visit), kind=form.of_kind, at=visit.at
    )
    return _back(visit, team.public_id, form.of_kind, form.cleaned_data["back"])


def _changed(visit: Visit, row: "ReviewDecision", form: DecisionChangeForm) -> HttpResponse:
    decision_change(
        actor=visit.viewer,
        decision=row,
        values=form.values(visit),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    return _back(visit, row.team.public_id, row.kind, form.cleaned_data["back"])


def _all_shown(
    visit: Visit, team: "Team", form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    found = decisions_listed(
        viewer=visit.viewer, team=team, at=visit.at, page=page_asked(visit.request)
    )
    url = reverse("team-decisions", args=[visit.slug, team.public_id])
    may = may_decide(viewer=visit.viewer, team=team)
    page = DecisionsShown(
        team=team.name,
        back=reverse("team-review", args=[visit.slug, team.public_id]),
        form=form if may or form.is_bound else None,
        post_url=url,
        weeks=_weeks(visit, found),
        pages=pages_of(found, size=PAGE_SIZE, url=url),
    )
    context = {"frame": _frame(visit, team), "page": page}
    return render(visit.request, "reviews/decisions.html", context, status=status)


def _weeks(visit: Visit, found: DecisionsPage) -> tuple[DecisionWeek, ...]:
    return tuple(
        DecisionWeek(
            _("Week of %(day)s") % {"day": day_words(week)},
            tuple(decision_line(visit, each, back=ALL) for each in rows),
        )
        for week, rows in groupby(found.rows, key=lambda each: each.week)
    )


def _change_shown(
    visit: Visit, row: "ReviewDecision", away: str, form: DecisionChangeForm, *, status: int = 200
) -> HttpResponse:
    address = [visit.slug, row.team.public_id]
    context = {
        "frame": _frame(visit, row.team),
        "form": form,
        "away": away,
        "is_experiment": form.of_kind is DecisionKind.EXPERIMENT,
        "away_words": _place_words(visit, row.team),
        "remove_url": reverse("decision-remove", args=[*address, row.public_id]),
    }
    return render(visit.request, "reviews/decision.html", context, status=status)
