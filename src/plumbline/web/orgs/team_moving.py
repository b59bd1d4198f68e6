"""Moving a team in the tree: what would change is shown first, and done only then."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.okrs.selectors.team_links import links_loosened_by_move
from plumbline.domain.okrs.selectors.team_move_figures import MoveFigures, team_move_figures
from plumbline.domain.okrs.services.team_moves import TeamMoved, team_place
from plumbline.domain.orgs.selectors.team_sight import SightChange, team_move_sight
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.written import day_with_year
from plumbline.web.orgs.places import people_tabs
from plumbline.web.orgs.team_forms import TeamMoveForm, move_form
from plumbline.web.orgs.team_managing import manage_page, team_managed
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team

#: Of more names than these the rest is counted.
NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SightLine:
    """Whose sight changes, and of which teams; in words."""

    people: str
    teams: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a move would change; every sentence is whole.

    Attributes:
        here: Where the team lies now.
        there: Where it would lie.
        along: What moves with it; empty for nothing.
        day: From which day on.
        figures: Whose figures count its objectives no longer, and whose do from then on.
        loosened: How many links would only support; empty for none.
    """

    here: str
    there: str
    along: str
    day: str
    gains: tuple[SightLine, ...]
    losses: tuple[SightLine, ...]
    figures: tuple[str, ...]
    loosened: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """Everything the template says; `changes` is `None` until a place is chosen."""

    name: str
    url: str
    back: str
    form: TeamMoveForm
    changes: Changes | None


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def move(visit: Visit, team: str) -> HttpResponse:
    """Show what would change were a team placed below another one; a POST places it."""
    row = team_managed(visit, team)
    nodes = teams_tree(viewer=visit.viewer)
    if visit.request.method != "POST":
        return _asked(visit, row, move_form(_sent(visit, row), team=row, nodes=nodes))
    is_of_tree = "tree" in visit.request.POST
    return form_answer(
        move_form(visit.request.POST, team=row, nodes=nodes),
        page=partial(_again, visit, row, is_of_tree=is_of_tree),
        save=partial(_move, visit, row, is_of_tree=is_of_tree),
        now=lambda stands: {"parent": stands.parent.public_id if stands.parent else ""},
        refusals=CHOSEN,
    )


def _sent(visit: Visit, row: "Team") -> dict[str, object] | None:
    """Return the place that the address names, as the form takes it; `None` if it names none."""
    parent = visit.request.GET.get("parent")
    return None if parent is None else {"parent": parent, "version": row.version}


def _asked(visit: Visit, row: "Team", form: TeamMoveForm, *, status: int = 200) -> HttpResponse:
    own = [visit.slug, row.public_id]
    page = MovePage(
        name=row.name,
        url=reverse("team-move", args=own),
        back=reverse("teams", args=[visit.slug]),
        form=form,
        changes=_changes(visit, row, form),
    )
    frame = frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=True))
    context = {"frame": frame, "page": page}
    return render(visit.request, "orgs/team_move.html", context, status=status)


def _again(
    visit: Visit, row: "Team", form: TeamMoveForm, *, is_of_tree: bool, status: int = 200
) -> HttpResponse:
    """Show a form that was refused on the page it was sent from."""
    if is_of_tree:
        return _asked(visit, row, form, status=status)
    return manage_page(visit, row, move=form, status=status)


def _changes(visit: Visit, row: "Team", form: TeamMoveForm) -> Changes | None:
    """Return what the chosen place changes; `None` where none is chosen that could change it."""
    if not form.is_bound or not form.is_valid() or row.parent is None:
        return None
    there = team_get(viewer=visit.viewer, public_id=form.cleaned_data["parent"])
    if there == row.parent:
        form.add_error("parent", _("It lies there already. Choose another team."))
        return None
    sight = team_move_sight(viewer=visit.viewer, team=row, parent=there, on=visit.today)
    figures = team_move_figures(viewer=visit.viewer, team=row, parent=there, on=visit.today)
    loosened = links_loosened_by_move(viewer=visit.viewer, team=row, parent=there)
    return Changes(
        here=row.parent.name,
        there=there.name,
        along=ngettext("%(count)d team below it", "%(count)d teams below it", sight.along)
        % {"count": sight.along}
        if sight.along
        else "",
        day=day_with_year(visit.today),
        gains=_lines(sight.gains),
        losses=_lines(sight.losses),
        figures=_figures_words(figures),
        loosened=_loosened_words(loosened) if loosened else "",
    )


def _figures_words(figures: MoveFigures) -> tuple[str, ...]:
    """Write in whose figures objectives count; nothing where none of the teams above changes."""
    if not figures.leave and not figures.reach:
        return ()
    head = ngettext(
        "%(count)d running objective that everybody sees is concerned.",
        "%(count)d running objectives that everybody sees are concerned.",
        figures.objectives,
    ) % {"count": figures.objectives}
    sentences = [head]
    if figures.leave:
        told = _("No longer counted in the figures with all teams below of: %(teams)s.")
        sentences.append(told % {"teams": _some(figures.leave)})
    if figures.reach:
        told = _("Counted from then on in those of: %(teams)s.")
        sentences.append(told % {"teams": _some(figures.reach)})
    return tuple(sentences)


def _lines(changes: Sequence[SightChange]) -> tuple[SightLine, ...]:
    return tuple(
        SightLine(people=_some(change.people), teams=_some(change.teams)) for change in changes
    )


def _some(names: Sequence[str]) -> str:
    """Write names one after the other, and how many more there are."""
    shown = ", ".join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    if more <= 0:
        return shown
    told = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more)
    return told % {"names": shown, "count": more}


def _loosened_words(count: int) -> str:
    told = ngettext(
        "%(count)d link only supports from then on: its number would tell too much.",
        "%(count)d links only support from then on: their numbers would tell too much.",
        count,
    )
    return told % {"count": count}


def _move(visit: Visit, row: "Team", form: TeamMoveForm, *, is_of_tree: bool) -> HttpResponse:
    before = row.parent
    moved = team_place(
        actor=visit.viewer,
        team=row,
        parent=team_get(viewer=visit.viewer, public_id=form.cleaned_data["parent"]),
        expected=form.cleaned_data["version"],
        at=visit.at,
        takes_back="undo" in visit.request.POST,
    )
    messages.success(visit.request, _moved_words(moved))
    if not is_of_tree:
        return redirect("team-manage", visit.slug, row.public_id)
    back = reverse("teams", args=[visit.slug])
    if before is None or "undo" in visit.request.POST or before == moved.team.parent:
        return redirect(back)
    return redirect(f"{back}?{urlencode({'moved': row.public_id, 'from': before.public_id})}")


def _moved_words(moved: TeamMoved) -> str:
    told = _("%(team)s lies below %(parent)s. Pages of past days show it where it was.")
    words = told % {"team": moved.team.name, "parent": moved.team.parent}
    if moved.tightened:
        told = ngettext(
            "%(count)d link contributes again.",
            "%(count)d links contribute again.",
            moved.tightened,
        )
        words = f"{words} {told % {'count': moved.tightened}}"
    loosened = len(moved.loosened) + moved.loosened_hidden
    if not loosened:
        return words
    told = ngettext(
        "%(count)d link only supports from now on: its number would have told too much.",
        "%(count)d links only support from now on: their numbers would have told too much.",
        loosened,
    )
    return f"{words} {told % {'count': loosened}}"
