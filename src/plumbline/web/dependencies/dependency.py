"""The page of a dependency: both sides, what became of it, and what one may do now."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.dependencies.lifecycle import DependencyAct
from plumbline.domain.dependencies.selectors.dependencies import (
    dependency_chapters,
    dependency_facts,
    dependency_get,
)
from plumbline.domain.dependencies.selectors.facts import Chapter, DependencyFacts, SideFacts
from plumbline.domain.dependencies.services.dependencies import (
    dependency_accept,
    dependency_decline,
    dependency_deliver,
    dependency_move,
    dependency_withdraw,
)
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.web.dependencies.forms import ActForm
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.dependency_lines import STATE_ICONS, day_words, state_words
from plumbline.web.okrs.opening_words import instant_written
from plumbline.web.okrs.written import day_with_year, person_shown
from plumbline.web.posted import form_sent
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.dependencies.models import Dependency


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """One side: what it is, whose, and where that leads.

    Attributes:
        within: The objective of a key result, and its team.
    """

    label: str
    name: str
    url: str
    within: str
    owner: PersonName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterLine:
    """What it became when, by whom and why."""

    when: str
    state: str
    day: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyPage:
    """Everything the template says.

    Attributes:
        accept: A button alone, as are `deliver`; the others open to be filled in.
        open_act: The act whose form stands open, with what was typed.
    """

    title: str
    state: str
    icon: str
    day: str
    is_late: bool
    is_circle: bool
    reason: str
    reason_label: str
    sides: tuple[SideShown, ...]
    url: str
    accept: ActForm | None
    deliver: ActForm | None
    decline: ActForm | None
    move: ActForm | None
    withdraw: ActForm | None
    open_act: str
    errors: tuple[str, ...]
    chapters: tuple[ChapterLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def dependency(visit: Visit, dependency: str) -> HttpResponse:
    """Show a dependency, or do to it what was chosen."""
    row = dependency_get(viewer=visit.viewer, public_id=dependency)
    sent = form_sent(visit.request)
    named = "" if sent is None else sent.get("act", "")
    act = DependencyAct(named) if named in set(DependencyAct) else DependencyAct.ACCEPT
    form = ActForm(sent, act=act)
    return form_answer(
        form, page=partial(_page, visit, row, act), save=partial(_do, visit, row, act)
    )


def _do(visit: Visit, row: "Dependency", act: DependencyAct, form: ActForm) -> HttpResponse:
    given = {name: form.cleaned_data[name] for name in form.needs.get(act, ())}
    services: dict[DependencyAct, Callable[..., Dependency]] = {
        DependencyAct.ACCEPT: dependency_accept,
        DependencyAct.DECLINE: dependency_decline,
        DependencyAct.DELIVER: dependency_deliver,
        DependencyAct.MOVE: dependency_move,
        DependencyAct.WITHDRAW: dependency_withdraw,
    }
    done = {
        DependencyAct.ACCEPT: _("It is accepted."),
        DependencyAct.DECLINE: _("It is declined."),
        DependencyAct.DELIVER: _("It is delivered."),
        DependencyAct.MOVE: _("Another day is asked for."),
        DependencyAct.WITHDRAW: _("It is withdrawn."),
    }
    services[act](
        actor=visit.viewer,
        dependency=row,
        expected=form.cleaned_data["version"],
        at=visit.at,
        **given,
    )
    messages.success(visit.request, done[act])
    return redirect("dependency", visit.slug, row.public_id)


def _page(
    visit: Visit, row: "Dependency", act: DependencyAct, form: ActForm, *, status: int = 200
) -> HttpResponse:
    facts = dependency_facts(viewer=visit.viewer, public_id=row.public_id, at=visit.at)
    chapters = dependency_chapters(viewer=visit.viewer, public_id=row.public_id)
    page = DependencyPage(
        title=facts.title,
        state=state_words(facts.state),
        icon=STATE_ICONS[facts.state],
        day=day_words(facts, visit.today),
        is_late=facts.is_late,
        is_circle=facts.is_in_circle,
        reason=facts.reason,
        reason_label=_reason_label(facts.state),
        sides=(
            _side(visit, facts.waiting, _("Waits")),
            _side(visit, facts.delivering, _("Delivers")),
        ),
        url=reverse("dependency", args=[visit.slug, facts.public_id]),
        **_forms(facts, act, form),
        open_act=act.value if form.is_bound else "",
        errors=tuple(str(each) for each in form.non_field_errors()) if form.is_bound else (),
        chapters=tuple(_chapter(visit, each) for each in chapters),
    )
    context = {"frame": frame_for(visit, Entry.TEAM), "page": page}
    return render(visit.request, "dependencies/dependency.html", context, status=status)


def _forms(facts: DependencyFacts, act: DependencyAct, form: ActForm) -> dict[str, ActForm | None]:
    """Return the form of each act that is the viewer's to do; what was typed stays in its own."""
    initial = {"version": facts.version, "needed_by": facts.needed_by}
    return {
        each.value: None
        if each not in facts.acts
        else form
        if form.is_bound and each is act
        else ActForm(act=each, initial=dict(initial))
        for each in DependencyAct
    }


def _reason_label(state: PromiseState) -> str:
    labels = {
        PromiseState.DECLINED: _("Why it was declined"),
        PromiseState.WITHDRAWN: _("Why it was withdrawn"),
    }
    return labels.get(state, _("Why another day"))


def _side(visit: Visit, side: SideFacts, label: str) -> SideShown:
    if side.key_result is not None:
        url = reverse("key-result", args=[visit.slug, side.key_result.public_id])
    else:
        url = reverse("team", args=[visit.slug, side.team.public_id]) if side.team else ""
    within = [side.objective.name] if side.objective else []
    if side.key_result is not None and side.team is not None:
        within.append(side.team.name)
    return SideShown(
        label=label,
        name=side.name,
        url=url,
        within=" · ".join(within),
        owner=person_shown(side.owner),
    )


def _chapter(visit: Visit, chapter: Chapter) -> ChapterLine:
    return ChapterLine(
        when=instant_written(chapter.since, zone_of(viewer=visit.viewer)),
        state=state_words(chapter.state),
        day=day_with_year(chapter.needed_by),
        by=chapter.by.name if chapter.by else "",
        reason=chapter.reason,
    )
