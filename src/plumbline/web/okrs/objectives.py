"""The page of an objective: where it stands, its key results, what it hangs together with."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.charts import ProgressBar
from plumbline.domain.custom_fields.selectors import FieldSubject
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.okrs.selectors.details import ObjectiveDetails, objective_details
from plumbline.domain.okrs.selectors.facts import TreeNode
from plumbline.domain.okrs.selectors.findings import Gate, Judged
from plumbline.domain.okrs.selectors.governing import NOT_GOVERNED, Governed, objective_governed
from plumbline.domain.okrs.selectors.grade_files import grade_files
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.objectives import objective_activate
from plumbline.domain.orgs.rights import Act
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.templates.permissions import template_changeable
from plumbline.domain.tenancy.errors import NotFound, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.engine.documents.model import State, Style, Visibility
from plumbline.web.discussion.lines import FileLine, file_lines
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notify.following import follow_button
from plumbline.web.okrs.acts import PLANNED, ObjectiveActs, objective_acts_offered
from plumbline.web.okrs.approval_part import ApprovalPart, approval_part, is_approved
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.beside import Beside, beside_objective
from plumbline.web.okrs.chances import (
    ChanceLine,
    objective_line,
    objective_sign,
)
from plumbline.web.okrs.custom_part import custom_words
from plumbline.web.okrs.dependency_lines import DependencyPart, objective_part
from plumbline.web.okrs.findings import (
    FindingLine,
    FindingsPart,
    finding_lines,
    findings_part,
    is_judged,
    passed_told,
)
from plumbline.web.okrs.histories import LinkLine, link_line, paused_since
from plumbline.web.okrs.kin import KinPart, kin_part
from plumbline.web.okrs.lacks import LackLine, lack_lines
from plumbline.web.okrs.nodes import (
    Places,
    last_on,
    mean_confidence,
    objective_bar,
)
from plumbline.web.okrs.objective_history import HistoryPart, history_part
from plumbline.web.okrs.objective_rows import KeyResultRow, key_result_rows
from plumbline.web.okrs.objective_words import (
    bar_words,
    contributions_words,
    facts_told,
    place_words,
    seen_by_words,
    sentence_of,
)
from plumbline.web.okrs.opening_words import (
    OpeningLine,
    OpeningNotice,
    nothing_here,
    opening_lines,
    opening_notice,
)
from plumbline.web.okrs.waiver_lines import WaiverLine, is_waivable, objective_waiver_lines
from plumbline.web.okrs.written import (
    person_shown,
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
        blocked: What policies found.
        findings: The same in words, once the page is known.
    """

    lacks: tuple[LackLine, ...] = ()
    reason: str = ""
    blocked: tuple[Judged, ...] = ()
    findings: tuple[FindingLine, ...] = ()


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
        grade_files: What was attached to its grade.
        template_url: Where it is saved as a template; empty where it is not the viewer's to do.
        findings: What the rules say of a draft.
        approval: How its approval stands; None where nobody asks for one.
        waivers: Practices it need not keep for some time, or asks not to.
        leave: Those of them that are granted.
    """

    serves: str
    can_serve: bool
    tags: str
    grade_files: tuple[FileLine, ...]
    template_url: str
    findings: FindingsPart
    approval: ApprovalPart | None
    waivers: tuple[WaiverLine, ...]
    leave: tuple[WaiverLine, ...]


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
        beside: Talk, links, one's own note.
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
    history: HistoryPart
    facts: tuple[tuple[str, str], ...]
    custom: tuple[tuple[str, str, str], ...]
    opening: OpeningNotice | None
    openings: tuple[OpeningLine, ...]
    beside: Beside
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
    return objective_begun(visit, objective, expected=version_sent(visit.request))


def objective_begun(visit: Visit, objective: str, *, expected: int) -> HttpResponse:
    """Let a draft begin and lead to its page, or show there what stands in the way."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    try:
        objective_activate(actor=visit.viewer, objective=row, expected=expected, at=visit.at)
    except ValidationRefused as refused:
        lacking = NotBegun(lacks=lack_lines(visit, row, refused))
        return objective_shown(visit, objective, refused=lacking, status=UNPROCESSABLE)
    except GateRefused as refused:
        lacks = lack_lines(visit, row, refused.lacks) if refused.lacks else ()
        blocked = NotBegun(lacks=lacks, blocked=refused.findings)
        return objective_shown(visit, objective, refused=blocked, status=CONFLICT)
    except StaleVersion:
        changed = _("Somebody changed it meanwhile. Look at it again, then activate it.")
        return objective_shown(visit, objective, refused=NotBegun(reason=changed), status=CONFLICT)
    passed_told(visit, objective, Gate.ACTIVATE)
    return redirect("objective", visit.slug, objective)


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
    address = reverse("objective", args=[visit.slug, public_id])
    frame = frame_for(
        visit,
        entry,
        context=page.team,
        as_of=as_of.words,
        address=address,
        cycle=details.facts.cycle.public_id,
    )
    follow = None if as_of.day else follow_button(visit, "objective", public_id)
    context = {"frame": frame, "page": page, "follow": follow}
    return render(visit.request, "okrs/objective.html", context, status=status)


def _page(visit: Visit, details: ObjectiveDetails, as_of: AsOf, refused: NotBegun) -> ObjectivePage:
    node, places = details.facts, Places(visit.slug, as_of)
    acts = objective_acts_offered(visit, details)
    chance = objective_line(node)
    governed = _governed(visit, details)
    return ObjectivePage(
        title=node.title,
        why=node.why,
        state=StateBadge(state_of(node.state), since=paused_since(details.pauses, as_of.shown)),
        style=StyleBadge(Style(str(node.style)) if node.style else None),
        place=place_words(node),
        team=node.team.name if node.team else "",
        owner=person_shown(node.owner),
        seen_by=seen_by_words(node, visit.organization_name),
        is_restricted=visibility_of(node.visibility) is not Visibility.ORGANIZATION,
        chance=chance,
        sentence=sentence_of(details, breached_said=chance is not None),
        bar=objective_bar(node, width=WIDE_BAR),
        bar_words=bar_words(node),
        confidence=mean_confidence(node.mean_confidence),
        status=None if chance else objective_sign(node, last_on(node), as_of.shown),
        explain_url=_explain_url(visit, node, as_of),
        key_results=key_result_rows(visit, node, places, acts),
        parents=tuple(link_line(link, places) for link in details.parents),
        children=tuple(link_line(link, places) for link in details.children),
        contributions=contributions_words(details),
        kin=kin_part(visit, details),
        depends=objective_part(visit, node.public_id, as_of),
        history=history_part(visit, details, as_of),
        facts=facts_told(details),
        custom=custom_words(visit.viewer, FieldSubject.OBJECTIVE, details.custom),
        opening=opening_notice(visit, details.opening),
        openings=opening_lines(visit, details.openings, used=details.opening),
        beside=beside_objective(visit, details, as_of),
        activation=_activation(visit, details),
        refused=_in_words(visit, details, refused, acts, governed),
        acts=acts,
        told=_told(visit, details, acts, governed),
        as_of=as_of,
    )


def _in_words(
    visit: Visit,
    details: ObjectiveDetails,
    refused: NotBegun,
    acts: ObjectiveActs,
    governed: Governed,
) -> NotBegun:
    """Write what blocked an act, with where each is mended."""
    if not refused.blocked:
        return refused
    lines = finding_lines(
        visit,
        refused.blocked,
        objective=details.facts.public_id,
        edit_url=acts.edit_url,
        is_whole=acts.is_whole,
        waivers=governed.waivers,
    )
    return replace(refused, findings=lines)


def _explain_url(visit: Visit, node: TreeNode, as_of: AsOf) -> str:
    own = [visit.slug, node.public_id]
    return reverse("objective-explanation", args=own) + as_of.query()


def _grade_files(visit: Visit, details: ObjectiveDetails) -> tuple[FileLine, ...]:
    """Return the files of its grade, which only those have that are being graded or were."""
    if not details.better_state:
        return ()
    files = grade_files(
        viewer=visit.viewer,
        objective=details.facts.public_id,
        at=visit.at,
        as_of=details.as_of,
    )
    return file_lines(visit.slug, files)


def _told(visit: Visit, details: ObjectiveDetails, acts: ObjectiveActs, governed: Governed) -> Told:
    serves = details.priority.name if details.priority else ""
    can_serve = bool(acts.edit_url) and bool(priorities_list(viewer=visit.viewer))
    tags = ", ".join(details.facts.tags)
    files = _grade_files(visit, details)
    waivers = objective_waiver_lines(visit, governed.waivers)
    return Told(
        serves=serves,
        can_serve=can_serve,
        tags=tags,
        grade_files=files,
        template_url=_template_url(visit, details),
        findings=findings_part(visit, details, acts, governed),
        approval=approval_part(visit, details, governed.approvals),
        waivers=waivers,
        leave=tuple(each for each in waivers if each.sentence),
    )


def _governed(visit: Visit, details: ObjectiveDetails) -> Governed:
    if ModuleKey.GOVERNANCE not in visit.modules or not is_waivable(details):
        return NOT_GOVERNED
    return objective_governed(
        viewer=visit.viewer,
        objective=details.row,
        key_results=details.parts,
        ties=details.ties,
        at=visit.at,
        is_judged=is_judged(details),
        is_approved=is_approved(details),
    )


def _template_url(visit: Visit, details: ObjectiveDetails) -> str:
    """Return where it is saved as a template; empty where it is not the viewer's to do."""
    is_open = visibility_of(details.facts.visibility) is Visibility.ORGANIZATION
    if details.of_team is None or details.facts.is_personal or not is_open:
        return ""
    if not template_changeable(visit.viewer, details.of_team):
        return ""
    return reverse("objective-template", args=[visit.slug, details.facts.public_id])


def _activation(visit: Visit, details: ObjectiveDetails) -> Activation | None:
    may = Act.ACTIVATE in details.acts and details.as_of is None
    if not may or state_of(details.facts.state) not in ACTIVATED_FROM:
        return None
    url = reverse("objective-activate", args=[visit.slug, details.facts.public_id])
    return Activation(url=url, version=details.facts.version)
