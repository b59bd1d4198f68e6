"""One's own plan of the week: what it is for, what comes first, and what that serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.selectors.objectives import key_result_get
from plumbline.domain.reviews.selectors.plans import (
    PlannedFacts,
    WeekPlanFacts,
    plan_as_read,
    results_to_serve,
    week_plan,
)
from plumbline.domain.reviews.services.plans import (
    INTENTION_LENGTH,
    MOST,
    PRIORITY_LENGTH,
    PlannedValues,
    week_plan_write,
    week_priority_settle,
)
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.web.day_words import day_long
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.long_select import LongSelect
from plumbline.web.posted import form_sent
from plumbline.web.reviews.decision_lines import DecisionLine, decisions_of_mine
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.reviews.models import WeekPlan

_PLACES = range(1, MOST + 1)


class WeekPlanForm(forms.Form):
    """What the week is for, and its first things, each with the key result that it serves."""

    is_own = True
    use_required_attribute = False

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    intention = forms.CharField(
        label=gettext_lazy("What this week is for"),
        help_text=gettext_lazy("In a sentence: what do you want to have found out or finished?"),
        required=False,
        max_length=INTENTION_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, data: QueryDict | None, *, visit: Visit, initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        offered = results_to_serve(viewer=visit.viewer)
        options = [("", _("No key result")), *((each.public_id, each.name) for each in offered)]
        labels = (_("First"), _("Second"), _("Third"))
        for place, label in zip(_PLACES, labels, strict=True):
            serves = str(initial.get(f"serves_{place}", ""))
            gone = [(serves, str(initial[f"served_{place}"]))] if serves else []
            self.fields[f"text_{place}"] = forms.CharField(
                label=label,
                required=False,
                max_length=PRIORITY_LENGTH,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"serves_{place}"] = forms.ChoiceField(
                label=_("What it serves"),
                required=False,
                choices=options if serves in dict(options) else [*options, *gone],
                widget=LongSelect,
            )
            self.fields[f"done_{place}"] = forms.BooleanField(label=_("Done"), required=False)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """Return the fields of each thing."""
        names = ("text", "serves", "done")
        return [[self[f"{name}_{place}"] for name in names] for place in _PLACES]

    def priorities(self, visit: Visit) -> list[PlannedValues]:
        """Return what was typed, for the service."""
        given = self.cleaned_data
        return [
            PlannedValues(
                text=given[f"text_{place}"],
                key_result=(
                    key_result_get(viewer=visit.viewer, public_id=given[f"serves_{place}"])
                    if given[f"serves_{place}"]
                    else None
                ),
                is_done=given[f"done_{place}"],
            )
            for place in _PLACES
        ]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One of the first things of a week.

    Attributes:
        place: From 1.
        serves: The title of the key result; empty where it serves none.
        url: Its page.
    """

    place: int
    text: str
    serves: str
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisWeek:
    """What My week shows of the week besides check-ins.

    Attributes:
        left: That things of last week's plan are not done; only while there is no plan.
        decisions: What one took on in reviews.
        plan_url: Where the plan is written.
        settle_url: Where one of its things is said to be done.
    """

    is_planned: bool
    intention: str
    lines: tuple[PlannedLine, ...]
    left: bool
    decisions: tuple[DecisionLine, ...]
    plan_url: str
    settle_url: str


def this_week(visit: Visit, *, is_asked: bool) -> ThisWeek | None:
    """Return what the viewer means to do this week; `None` where there is nothing to say.

    Args:
        visit: Who is there.
        is_asked: Whether they work by key results, so that a plan is asked for.
    """
    plan = week_plan(viewer=visit.viewer, at=visit.at)
    decisions = decisions_of_mine(visit)
    is_planned = plan is not None and bool(plan.intention or plan.priorities)
    if not decisions and not is_planned and (plan is None or not is_asked):
        return None
    return ThisWeek(
        is_planned=is_planned,
        intention=plan.intention if plan else "",
        lines=_lines(visit, plan.priorities if plan else ()),
        left=bool(plan and plan.left),
        decisions=decisions,
        plan_url=reverse("week-plan", args=[visit.slug]) if plan else "",
        settle_url=reverse("week-plan-done", args=[visit.slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def plan(visit: Visit) -> HttpResponse:
    """Show one's plan of the week, or write it."""
    found = _own(visit)
    return form_answer(
        WeekPlanForm(form_sent(visit.request), visit=visit, initial=_initial(found)),
        page=partial(_page, visit, found),
        save=partial(_save, visit),
        now=partial(_now, visit),
    )


@require_POST
@tenant_page
def settle(visit: Visit) -> HttpResponse:
    """Say of one of the first things that it is done, or not yet."""
    _own(visit)
    sent = visit.request.POST
    place = sent.get("place", "")
    week_priority_settle(
        actor=visit.viewer,
        place=int(place) if place.isascii() and place.isdigit() and len(place) == 1 else 0,
        text=sent.get("text", ""),
        is_done=sent.get("done") == "1",
        at=visit.at,
    )
    return _back(visit)


def _own(visit: Visit) -> WeekPlanFacts:
    found = week_plan(viewer=visit.viewer, at=visit.at)
    if found is None:
        raise PermissionRefused("orgs.refused")
    return found


def _lines(visit: Visit, planned: tuple[PlannedFacts, ...]) -> tuple[PlannedLine, ...]:
    return tuple(
        PlannedLine(
            place=place,
            text=each.text,
            serves=each.serves.name if each.serves else "",
            url=(
                reverse("key-result", args=[visit.slug, each.serves.public_id])
                if each.serves
                else ""
            ),
            is_done=each.is_done,
        )
        for place, each in enumerate(planned, 1)
    )


def _initial(found: WeekPlanFacts) -> dict[str, object]:
    """Return what the form begins with: the plan, or what was left of the last one."""
    initial: dict[str, object] = {"version": found.version, "intention": found.intention}
    shown = found.priorities if found.version else found.left
    for place, each in enumerate(shown[:MOST], 1):
        initial[f"text_{place}"] = each.text
        initial[f"serves_{place}"] = each.serves.public_id if each.serves else ""
        initial[f"served_{place}"] = each.serves.name if each.serves else ""
        initial[f"done_{place}"] = each.is_done
    return initial


def _now(visit: Visit, row: "WeekPlan") -> Mapping[str, object]:
    return _initial(plan_as_read(viewer=visit.viewer, plan=row))


def _save(visit: Visit, form: WeekPlanForm) -> HttpResponse:
    week_plan_write(
        actor=visit.viewer,
        intention=form.cleaned_data["intention"],
        priorities=form.priorities(visit),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Your plan of the week is kept."))
    return _back(visit)


def _back(visit: Visit) -> HttpResponse:
    return redirect(reverse("my-week", args=[visit.slug]) + "#this_week")


def _page(
    visit: Visit, found: WeekPlanFacts, form: WeekPlanForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.MY_WEEK),
        "form": form,
        "monday": day_long(found.week),
        "is_left": bool(found.left) and not found.version,
        "back": reverse("my-week", args=[visit.slug]),
    }
    return render(visit.request, "reviews/week_plan.html", context, status=status)
