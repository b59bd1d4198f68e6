"""Lessons that are given to a team or to everybody, who is done with them, and taking them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.domain.learning.permissions import may_assign, may_assign_somewhere
from plumbline.domain.learning.selectors.assignments import (
    OVER_A_PAGE,
    AssignmentFacts,
    AssignmentStanding,
    TeamStanding,
    assignment_get,
    assignment_standing,
    assignments_list,
    assignments_over,
)
from plumbline.domain.learning.services.assigning import assignment_give, assignment_take_back
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.engine.coaching.learning.course import lessons
from plumbline.web.day_field import DayField
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.learning.lessons import day_words
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent
from plumbline.web.ui.notices import Empty
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page

OFFERED = timedelta(days=14)
OVER = "over"
EVERYBODY = "everybody"

_INDENT = "\u2003"


class GiveForm(forms.Form):
    """Which lessons, for whom, by when."""

    use_required_attribute = False

    team = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("A team with all teams below it, or the whole organization."),
        error_messages={
            "required": gettext_lazy("Choose for whom."),
            "invalid_choice": gettext_lazy("Choose one of the list."),
        },
    )
    lessons = forms.MultipleChoiceField(
        label=gettext_lazy("Lessons"),
        widget=forms.CheckboxSelectMultiple(attrs={"lang": "en"}),
        error_messages={
            "required": gettext_lazy("Choose at least one lesson."),
            "invalid_choice": gettext_lazy("Choose lessons of the list."),
        },
    )
    due_on = DayField(gettext_lazy("By"), required=True)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        teams: Sequence[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [(each.name, each.title) for each in lessons().values()]
        self.fields["team"].choices = teams  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["lessons"].choices = choices  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentLine:
    """An assignment in the list."""

    whom: str
    meta: str
    url: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """Who of a team is done, and who is not yet."""

    team: str
    count: str
    done: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPage:
    """Everything the template says.

    Attributes:
        total: How many of all are done, each counted once.
    """

    whom: str
    meta: str
    lessons: tuple[tuple[str, str], ...]
    teams: tuple[TeamLine, ...]
    total: str
    take_back_url: str


@require_safe
@tenant_page
def listed(visit: Visit) -> HttpResponse:
    """Show what was given, the nearest day first."""
    may_give = may_assign_somewhere(visit.viewer)
    if OVER in visit.request.GET:
        return _over_page(visit)
    found = assignments_list(viewer=visit.viewer, on=visit.today)
    over = assignments_over(viewer=visit.viewer, on=visit.today)
    own_url = reverse("assignments", args=[visit.slug])
    new_url = reverse("assignment-new", args=[visit.slug])
    empty = None
    if not found:
        words = _("No lessons are given to anybody. Everybody may still learn what they like.")
        empty = Empty(words=words)
        if may_give:
            empty = Empty(words=words, url=new_url, action=_("Give lessons"))
    context = {
        "frame": _frame(visit),
        "lines": [_line(visit, each) for each in found],
        "empty": empty,
        "new_url": new_url if may_give else "",
        "over": over.total,
        "over_url": f"{own_url}?{OVER}",
    }
    return render(visit.request, "learning/assignments.html", context)


def _over_page(visit: Visit) -> HttpResponse:
    """Show what waits for nobody any more, the latest first."""
    found = assignments_over(viewer=visit.viewer, on=visit.today, page=page_asked(visit.request))
    own_url = reverse("assignments", args=[visit.slug])
    empty = Empty(words=_("Nothing is over yet."), url=own_url, action=_("What is still to do"))
    context = {
        "frame": _frame(visit),
        "lines": [_line(visit, each) for each in found.lines],
        "empty": None if found.total else empty,
        "is_over": True,
        "own_url": own_url,
        "pages": pages_of(found, size=OVER_A_PAGE, url=f"{own_url}?{OVER}"),
    }
    return render(visit.request, "learning/assignments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def give(visit: Visit) -> HttpResponse:
    """Give lessons to a team or to everybody."""
    if not may_assign_somewhere(visit.viewer):
        raise PermissionRefused("orgs.refused", act="manage", kind="assignment")
    day = (visit.today + OFFERED).isoformat()
    form = GiveForm(
        form_sent(visit.request),
        teams=_teams(visit),
        initial={"due_on": day, "lessons": visit.request.GET.getlist("lesson")},
    )
    return form_answer(
        form,
        page=partial(_give_page, visit),
        save=partial(_give, visit),
        refusals=CHOSEN,
        once=visit,
    )


@require_safe
@tenant_page
def detail(visit: Visit, assignment: str) -> HttpResponse:
    """Show one assignment with who is done, as far as the viewer may see it."""
    facts = assignment_get(viewer=visit.viewer, public_id=assignment)
    standing = assignment_standing(viewer=visit.viewer, public_id=assignment, on=visit.today)
    page = AssignmentPage(
        whom=facts.team or _("everybody"),
        meta=_("by %(day)s, given by %(who)s")
        % {"day": day_words(facts.due_on), "who": facts.given_by},
        lessons=tuple(
            (each.title, reverse("lesson", args=[visit.slug, each.name])) for each in facts.lessons
        ),
        teams=tuple(map(_team_line, standing.teams)),
        total=_total(standing),
        take_back_url=reverse("assignment-take-back", args=[visit.slug, assignment])
        if facts.may_take_back
        else "",
    )
    context = {"frame": _frame(visit), "page": page}
    return render(visit.request, "learning/assignment.html", context)


@require_POST
@tenant_page
def take_back(visit: Visit, assignment: str) -> HttpResponse:
    """Let an assignment count no more."""
    assignment_take_back(actor=visit.viewer, public_id=assignment, at=visit.at)
    messages.success(visit.request, _("Taken back. What people did stays done."))
    return redirect("assignments", visit.slug)


def _give(visit: Visit, form: GiveForm) -> HttpResponse:
    chosen = form.cleaned_data["team"]
    team = None if chosen == EVERYBODY else team_get(viewer=visit.viewer, public_id=chosen)
    row = assignment_give(
        actor=visit.viewer,
        team=team,
        lessons=form.cleaned_data["lessons"],
        due_on=form.cleaned_data["due_on"],
        at=visit.at,
    )
    own = [visit.slug, row.public_id]
    undo_offer(
        visit.request,
        _("Given. Whom it is for finds it under Learn."),
        url=reverse("assignment-take-back", args=own),
    )
    return redirect("assignment", *own)


def _give_page(visit: Visit, form: GiveForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": _frame(visit),
        "form": form,
        "back": reverse("assignments", args=[visit.slug]),
    }
    return render(visit.request, "learning/assignment_new.html", context, status=status)


def _teams(visit: Visit) -> list[tuple[str, str]]:
    """Return to whom the viewer may give lessons."""
    found = [(EVERYBODY, _("The whole organization"))] if may_assign(visit.viewer, None) else []
    for node in teams_tree(viewer=visit.viewer):
        if may_assign(visit.viewer, None) or any(
            each.leads(node.path) for each in visit.viewer.standings
        ):
            found.append((node.public_id, f"{_INDENT * node.depth}{node.name}"))
    return found


def _line(visit: Visit, facts: AssignmentFacts) -> AssignmentLine:
    count = ngettext("%(count)d lesson", "%(count)d lessons", len(facts.lessons)) % {
        "count": len(facts.lessons)
    }
    return AssignmentLine(
        whom=facts.team or _("Everybody"),
        meta=_("%(lessons)s, given by %(who)s") % {"lessons": count, "who": facts.given_by},
        url=reverse("assignment", args=[visit.slug, facts.public_id]),
        due=day_words(facts.due_on),
        is_late=facts.due_on < visit.today,
    )


def _total(standing: AssignmentStanding) -> str:
    words = ngettext(
        "%(done)d of %(all)d person is done", "%(done)d of %(all)d people are done", standing.asked
    )
    return words % {"done": standing.done, "all": standing.asked}


def _team_line(standing: TeamStanding) -> TeamLine:
    done, everybody = len(standing.done), len(standing.done) + len(standing.open)
    return TeamLine(
        team=standing.team or _("Without a team"),
        count=_("%(done)d of %(all)d done") % {"done": done, "all": everybody},
        done=standing.done,
        open=standing.open,
    )


def _frame(visit: Visit) -> object:
    home = reverse("learn", args=[visit.slug])
    return frame_for(visit, Entry.LEARN, context=_("Learn"), context_url=home)
