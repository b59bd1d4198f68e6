"""The page of an objective: where it stands, its key results, what it hangs together with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.charts import ProgressBar
from plumbline.domain.custom_fields.selectors import FieldSubject
from plumbline.domain.okrs.selectors.details import ObjectiveDetails, objective_details
from plumbline.domain.okrs.selectors.explanations import explanation_of_objective
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.objectives import objective_activate
from plumbline.domain.orgs.rights import Act
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.tenancy.errors import NotFound, StaleVersion, ValidationRefused
from plumbline.engine.documents.model import State, Style, Visibility
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.web.discussion.discussion import objective_talk
from plumbline.web.discussion.lines import Talk
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notify.following import follow_button
from plumbline.web.okrs.acts import PLANNED, ObjectiveActs, objective_acts_offered
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.chance_explaining import mean_chance_tree
from plumbline.web.okrs.chances import (
    ChanceLine,
    breached_words,
    objective_line,
    objective_sign,
)
from plumbline.web.okrs.custom_part import custom_words
from plumbline.web.okrs.dependency_lines import DependencyPart, objective_part
from plumbline.web.okrs.explaining import explain_tree
from plumbline.web.okrs.grades import grade_remark_words, graded_words
from plumbline.web.okrs.histories import AdjustmentLine, LinkLine, adjustment_line, link_line
from plumbline.web.okrs.kin import KinPart, kin_part
from plumbline.web.okrs.lacks import lacks_words
from plumbline.web.okrs.nodes import (
    Places,
    key_results_words,
    last_on,
    mean_confidence,
    objective_bar,
)
from plumbline.web.okrs.objective_rows import KeyResultRow, key_result_rows
from plumbline.web.okrs.opening_words import (
    OpeningLine,
    OpeningNotice,
    nothing_here,
    opening_lines,
    opening_notice,
)
from plumbline.web.okrs.written import (
    number_alone,
    percent,
    person_shown,
    reason_label,
    state_of,
    visibility_of,
)
from plumbline.web.posted import version_sent
from plumbline.web.ui.signs import Confidence, PersonName, StateBadge, StatusSign, StyleBadge
from plumbline.web.visits import Visit, tenant_page

CONFLICT = 409
WIDE_BAR = 168.0
ACTIVATED_FROM = frozenset({State.DRAFT, State.IN_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBegun:
    """Why an act on it was not done.

    Attributes:
        lacks: What is missing, a line each part.
        reason: Why it was refused, where nothing is missing.
    """

    lacks: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """The button that lets a draft begin."""

    url: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of it besides, and may be written in place.

    Attributes:
        serves: The priority that it serves; empty without one.
        can_serve: Whether the viewer may say which one.
    """

    serves: str
    can_serve: bool
    tags: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePage:
    """Everything the template says.

    Attributes:
        place: Rank, team and cycle in one line.
        seen_by: Who sees it, in a sentence.
        chance: Its status with the mean chance; `None` while there is none.
        sentence: How much of it is measured.
        contributions: What adds to its number besides its own key results, in a sentence.
        depends: What its key results wait for, and what others wait for from them.
        opening: What is said to a viewer who reads it although it is not for their eyes.
        openings: Who opened it, as far as the viewer is to know.
        talk: What was said about it; `None` for a past day, and for who opened it with a reason.
        activation: `None` where the viewer may not, or there is nothing to activate.
    """

    title: str
    why: str
    state: StateBadge
    style: StyleBadge
    place: str
    team: str
    owner: PersonName | None
    seen_by: str
    is_restricted: bool
    chance: ChanceLine | None
    sentence: str
    bar: ProgressBar | None
    bar_words: str
    confidence: Confidence | None
    status: StatusSign | None
    explain_url: str
    key_results: tuple[KeyResultRow, ...]
    parents: tuple[LinkLine, ...]
    children: tuple[LinkLine, ...]
    contributions: str
    kin: KinPart
    depends: DependencyPart
    adjustments: tuple[AdjustmentLine, ...]
    facts: tuple[tuple[str, str], ...]
    custom: tuple[tuple[str, str, str], ...]
    opening: OpeningNotice | None
    openings: tuple[OpeningLine, ...]
    talk: Talk | None
    activation: Activation | None
    refused: NotBegun
    acts: ObjectiveActs
    told: Told
    as_of: AsOf


@require_safe
@tenant_page
def detail(visit: Visit, objective: str) -> HttpResponse:
    """Show an objective."""
    try:
        return objective_shown(visit, objective)
    except NotFound:
        return nothing_here(visit)


@require_POST
@tenant_page
def activate(visit: Visit, objective: str) -> HttpResponse:
    """Let a draft begin; what is missing is listed on its page."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    try:
        objective_activate(
            actor=visit.viewer, objective=row, expected=version_sent(visit.request), at=visit.at
        )
    except ValidationRefused as refused:
        lacking = NotBegun(lacks=lacks_words(visit.viewer, row, refused))
        return objective_shown(visit, objective, refused=lacking, status=UNPROCESSABLE)
    except StaleVersion:
        changed = _("Somebody changed it meanwhile. Look at it again, then activate it.")
        return objective_shown(visit, objective, refused=NotBegun(reason=changed), status=CONFLICT)
    return redirect("objective", visit.slug, objective)


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
        "frame": frame_for(visit, Entry.COMPANY, as_of=as_of.words),
        "tree": explain_tree(
            step, label=title, as_of=as_of, further=_further(visit, details, as_of)
        ),
        "chance": mean_chance_tree(details.facts, as_of=as_of),
        "title": title,
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


def objective_shown(
    visit: Visit, public_id: str, *, refused: NotBegun = NotBegun(), status: int = 200
) -> HttpResponse:
    """Render the page of an objective, and what was refused on it."""
    as_of = as_of_asked(visit, keep=())
    details = objective_details(
        viewer=visit.viewer, public_id=public_id, at=visit.at, as_of=as_of.day
    )
    page = _page(visit, details, as_of, refused)
    entry = Entry.PLAN if state_of(details.facts.state) in PLANNED else Entry.COMPANY
    frame = frame_for(visit, entry, context=page.team, as_of=as_of.words)
    follow = None if as_of.day else follow_button(visit, "objective", public_id)
    context = {"frame": frame, "page": page, "follow": follow}
    return render(visit.request, "okrs/objective.html", context, status=status)


def _page(visit: Visit, details: ObjectiveDetails, as_of: AsOf, refused: NotBegun) -> ObjectivePage:
    node = details.facts
    places = Places(visit.slug, as_of)
    own = [visit.slug, node.public_id]
    acts = objective_acts_offered(visit, details)
    chance = objective_line(node)
    return ObjectivePage(
        title=node.title,
        why=node.why,
        state=StateBadge(state_of(node.state)),
        style=StyleBadge(Style(str(node.style)) if node.style else None),
        place=_place(node),
        team=node.team.name if node.team else "",
        owner=person_shown(node.owner),
        seen_by=_seen_by(node, visit.organization_name),
        is_restricted=visibility_of(node.visibility) is not Visibility.ORGANIZATION,
        chance=chance,
        sentence=_sentence(details, breached_said=chance is not None),
        bar=objective_bar(node, width=WIDE_BAR),
        bar_words=_bar_words(node),
        confidence=mean_confidence(node.mean_confidence),
        status=None if chance else objective_sign(node, last_on(node), as_of.shown),
        explain_url=reverse("objective-explanation", args=own) + as_of.query(),
        key_results=key_result_rows(visit, node, places, acts),
        parents=tuple(link_line(link, places) for link in details.parents),
        children=tuple(link_line(link, places) for link in details.children),
        contributions=_contributions(details),
        kin=KinPart() if as_of.day else kin_part(visit, node.public_id),
        depends=objective_part(visit, node.public_id, as_of),
        adjustments=tuple(adjustment_line(each) for each in details.adjustments),
        facts=_facts(details),
        custom=custom_words(visit.viewer, FieldSubject.OBJECTIVE, details.custom),
        opening=opening_notice(visit, details.opening),
        openings=opening_lines(visit, details.openings, used=details.opening),
        talk=None if as_of.day or details.opening else objective_talk(visit, details),
        activation=_activation(visit, details),
        refused=refused,
        acts=acts,
        told=_told(visit, details, acts),
        as_of=as_of,
    )


def _told(visit: Visit, details: ObjectiveDetails, acts: ObjectiveActs) -> Told:
    serves = details.priority.name if details.priority else ""
    can_serve = bool(acts.edit_url) and bool(priorities_list(viewer=visit.viewer))
    return Told(serves=serves, can_serve=can_serve, tags=", ".join(details.facts.tags))


def _activation(visit: Visit, details: ObjectiveDetails) -> Activation | None:
    may = Act.ACTIVATE in details.acts and details.as_of is None
    if not may or state_of(details.facts.state) not in ACTIVATED_FROM:
        return None
    url = reverse("objective-activate", args=[visit.slug, details.facts.public_id])
    return Activation(url=url, version=details.facts.version)


def _place(node: TreeNode) -> str:
    team = node.team.name if node.team else _("Personal")
    if node.rank is None or node.team is None:
        return f"{team} · {node.cycle.name}"
    return _("Rank %(rank)d in %(team)s · %(cycle)s") % {
        "rank": node.rank,
        "team": team,
        "cycle": node.cycle.name,
    }


def _seen_by(node: TreeNode, organization: str) -> str:
    visibility = visibility_of(node.visibility)
    if visibility is Visibility.ORGANIZATION:
        return _("Everyone at %(organization)s sees it") % {"organization": organization}
    if visibility is Visibility.TEAM and node.team:
        return _(
            "Seen by %(team)s, the teams below it, their leads, and owners of its key results"
        ) % {"team": node.team.name}
    return _("Seen by its owner, their manager, and owners of its key results only")


def _sentence(details: ObjectiveDetails, *, breached_said: bool) -> str:
    """Write how much is measured; `breached_said` where the line above tells of guardrails."""
    node = details.facts
    counted = [facts for facts in node.key_results if not facts.is_guardrail]
    running = [facts for facts in counted if state_of(facts.state) is not State.STOPPED]
    graded = graded_words(details)
    data = _data_words(running, len(counted))
    breached = () if breached_said else breached_words(node)
    return " ".join(filter(None, [graded, data, *_guardrail_sentences(node), *breached]))


def _data_words(running: Sequence[KeyResultFacts], count: int) -> str:
    """Write how much of an objective is measured; what was stopped counts no more."""
    if not count:
        return _("No key results yet.")
    if not running:
        return ngettext("Its key result was stopped.", "Its key results were stopped.", count)
    key_results = key_results_words(len(running))
    measured = sum(facts.has_data for facts in running)
    if not measured:
        return _("%(key_results)s, none with data yet.") % {"key_results": key_results}
    if measured == len(running):
        return _("%(key_results)s with data.") % {"key_results": key_results}
    return _("%(key_results)s, %(measured)d of them with data.") % {
        "key_results": key_results,
        "measured": measured,
    }


def _guardrail_sentences(node: TreeNode) -> Iterator[str]:
    holding = sum(facts.guardrail is GuardrailState.HOLDS for facts in node.key_results)
    if holding:
        words = ngettext("%(count)d guardrail holds.", "%(count)d guardrails hold.", holding)
        yield words % {"count": holding}


def _bar_words(node: TreeNode) -> str:
    if node.progress is None:
        return _("Not scored.")
    pace = percent(node.pace) if node.pace is not None else "–"
    if not node.has_data:  # the bar says so itself
        return _("pace is %(pace)s") % {"pace": pace}
    return _("of the way, pace is %(pace)s") % {"pace": pace}


def _contributions(details: ObjectiveDetails) -> str:
    counted = [link for link in details.children if link.weight is not None]
    if not counted:
        return _("None counted: progress comes from its own key results alone.")
    return ngettext(
        "%(count)d objective below counts in its progress.",
        "%(count)d objectives below count in its progress.",
        len(counted),
    ) % {"count": len(counted)}


def _facts(details: ObjectiveDetails) -> tuple[tuple[str, str], ...]:
    answers = {"yes": _("yes"), "partly": _("partly"), "no": _("no")}
    pairs = (
        (_("Contributors"), ", ".join(name.name for name in details.contributors)),
        (reason_label(state_of(details.facts.state)), details.state_reason),
        (_("Is the better state true?"), answers.get(str(details.better_state), "")),
        (
            _("Final score"),
            "" if details.final_score is None else number_alone(details.final_score),
        ),
        (
            _("Beside the score"),
            " ".join(grade_remark_words(details, str(details.better_state), details.final_score)),
        ),
        (_("Note"), details.grade_note),
        (_("Learned"), details.learned),
    )
    return tuple((what, how) for what, how in pairs if how)
