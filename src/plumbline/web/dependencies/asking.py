"""Asking another side for something by a day."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.dependencies.permissions import Side, ask_permit
from plumbline.domain.dependencies.services.dependencies import DependencyValues, dependency_ask
from plumbline.domain.okrs.selectors.drafts import owners_offered
from plumbline.domain.okrs.selectors.finding import key_results_found, words_of
from plumbline.domain.okrs.selectors.objectives import key_result_get
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.tenancy.errors import DomainError
from plumbline.web.dependencies.forms import AskForm, Choices
from plumbline.web.form_answers import form_answer
from plumbline.web.form_refusals import refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.objective_forms import named
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

FOUND_AT_MOST = 30
SEARCH_CHARACTERS = 200

_INDENT = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Everything the template says; `search` are words of a key result that is to deliver."""

    title: str
    back: str
    search: str
    found: int
    form: AskForm


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Ask for something that a key result needs."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    back = reverse("key-result", args=[visit.slug, key_result])
    return _answered(visit, Side(key_result=row), row.title, back)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def team(visit: Visit, team: str) -> HttpResponse:
    """Ask for something that a team needs; whoever asks stands for the team."""
    row = team_get(viewer=visit.viewer, public_id=team)
    back = reverse("team", args=[visit.slug, team])
    ask_permit(visit.viewer, Side(team=row))
    own = person_get(viewer=visit.viewer, public_id=visit.viewer.person_public_id)
    return _answered(visit, Side(team=row, person=own), row.name, back)


def _answered(visit: Visit, waiting: Side, title: str, back: str) -> HttpResponse:
    ask_permit(visit.viewer, Side(waiting.key_result, waiting.team))
    sent = form_sent(visit.request)
    search = (visit.request.GET if sent is None else sent).get("q", "").strip()
    search = search[:SEARCH_CHARACTERS]
    results = _results(visit, search)
    people = [("", _("Whoever leads the team")), *named(owners_offered(viewer=visit.viewer))]
    form = AskForm(sent, sides=_sides(visit, results), people=people, initial={"q": search})

    def page(form: AskForm, *, status: int = 200) -> HttpResponse:
        shown = AskPage(title=title, back=back, search=search, found=len(results), form=form)
        context = {"frame": frame_for(visit, Entry.TEAM), "page": shown}
        return render(visit.request, "dependencies/ask.html", context, status=status)

    return form_answer(
        form, page=page, save=partial(_ask, visit, waiting), refuse=_refuse, once=visit
    )


def _ask(visit: Visit, waiting: Side, form: AskForm) -> HttpResponse:
    given = form.cleaned_data
    row = dependency_ask(
        actor=visit.viewer,
        waiting=waiting,
        delivering=_chosen(visit, given["delivering"], given["person"]),
        values=DependencyValues(title=given["title"], needed_by=given["needed_by"]),
        at=visit.at,
    )
    messages.success(visit.request, _("It is asked for."))
    return redirect("dependency", visit.slug, row.public_id)


def _chosen(visit: Visit, value: str, person: str) -> Side:
    """Return the side that was chosen: `team:` or `key_result:` before its public id."""
    kind, _colon, public_id = value.partition(":")
    named = person_get(viewer=visit.viewer, public_id=person) if person else None
    if kind == "team":
        return Side(team=team_get(viewer=visit.viewer, public_id=public_id), person=named)
    row = key_result_get(viewer=visit.viewer, public_id=public_id)
    return Side(key_result=row, person=named)


def _results(visit: Visit, search: str) -> list[tuple[str, str]]:
    found = key_results_found(viewer=visit.viewer, words=words_of(search), limit=FOUND_AT_MOST)
    return [
        (f"key_result:{hit.public_id}", f"{hit.title} ({hit.within}, {hit.cycle})")
        for hit in found.rows
    ]


def _sides(visit: Visit, results: list[tuple[str, str]]) -> Choices:
    teams = [
        (f"team:{node.public_id}", _INDENT * node.depth + node.name)
        for node in teams_tree(viewer=visit.viewer)
    ]
    groups: list[tuple[str, object]] = [("", _("Choose a team or a key result"))]
    if results:
        groups.append((_("Key results"), results))
    return [*groups, (_("Teams"), teams)]


def _refuse(form: AskForm, refused: DomainError) -> None:
    refusal_show(form, refused, fields={"delivering_person": "person", "waiting": ""})
