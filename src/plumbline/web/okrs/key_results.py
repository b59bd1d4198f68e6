"""The page of a key result: the figure, the trend that proves it, and its check-ins."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.charts import KeyResultTrend, ProgressBar
from plumbline.domain.checkins.selectors import check_ins_read
from plumbline.domain.custom_fields.selectors import FieldSubject
from plumbline.domain.okrs.selectors.details import KeyResultDetails, key_result_details
from plumbline.domain.okrs.selectors.explanations import explanation_of_key_result
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.domain.okrs.selectors.objectives import key_result_readable
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.documents.model import Cadence, MetricKind, Style
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notify.following import follow_button
from plumbline.web.okrs.acts import PLANNED, KeyResultActs, key_result_acts_offered
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.beside import Beside, beside_key_result
from plumbline.web.okrs.chance_explaining import chance_tree
from plumbline.web.okrs.chances import (
    ChanceLine,
    chance_line,
    disagreement,
    key_result_sign,
    silence_words,
)
from plumbline.web.okrs.check_in_lines import CheckInLines, check_in_lines
from plumbline.web.okrs.custom_part import custom_words
from plumbline.web.okrs.dependency_lines import DependencyPart, key_result_part
from plumbline.web.okrs.explaining import explain_tree
from plumbline.web.okrs.histories import (
    AdjustmentLine,
    LinkLine,
    history_lines,
    link_line,
    paused_since,
)
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.opening_words import OpeningNotice, nothing_here, opening_notice
from plumbline.web.okrs.result_weeks import WeeksShown, weeks_shown
from plumbline.web.okrs.trends import assumed_words, finding, trend
from plumbline.web.okrs.words_parted import objective_parted, words_parted
from plumbline.web.okrs.written import (
    LIMITS,
    day_long,
    number_alone,
    percent,
    person_shown,
    progress_bar,
    reason_label,
    state_of,
    state_shown,
    value_now,
    way_words,
)
from plumbline.web.ui.notices import Notice
from plumbline.web.ui.signs import Confidence, PersonName, StateBadge, StatusSign, StyleBadge
from plumbline.web.visits import Visit, tenant_page

CHECK_INS = 8
WIDE_BAR = 168.0


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of a milestone."""

    title: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class ObjectiveAbove:
    """The objective it belongs to, as the way to it."""

    title: str
    url: str
    style: StyleBadge | None


@dataclass(frozen=True, slots=True)
class WaySoFar:
    """How it went and where it may go.

    Attributes:
        chart: Its trend; `None` for a milestone.
        assumed: What its forecast takes for granted, in a sentence; empty without a fan.
        weeks: What was said week by week; `None` before there is anything to compare.
    """

    chart: KeyResultTrend | None
    assumed: str
    weeks: WeeksShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultPage:
    """Everything the template says.

    Attributes:
        figure: The value now, without its unit; empty where there is none.
        chance: How likely it is to come true; `None` while there is no chance.
        sentence: Where it stands, in one sentence, where there is no chance.
        silence: Why there is none; empty where none is to be expected.
        disagreement: That its owner says another thing than the data.
        meta: How it is measured, in a few words each.
        measured: How it is measured, as pairs of what and how.
        custom: Custom values: what, how, and where a link leads.
        explain_url: Its calculation, for "Explain".
        check_in_url: Where to check in; empty when the viewer may not, or for a past day.
        depends: What it waits for, and what others wait for from it.
        opening: What is said to a viewer who reads it although it is not for their eyes.
        beside: Talk, links, one's own note, and the scoreboard of a shared one.
        way: From where to where it goes, and by when.
        why_not: Why there is nothing to check in; empty where it is plain.
    """

    title: str
    objective: ObjectiveAbove
    team: str
    state: StateBadge | None
    owner: PersonName | None
    is_guardrail: bool
    meta: tuple[str, ...]
    figure: str
    unit: str
    chance: ChanceLine | None
    sentence: str
    silence: str
    disagreement: Notice | None
    status: StatusSign | None
    confidence: Confidence | None
    bar: ProgressBar | None
    bar_words: str
    explain_url: str
    way_so_far: WaySoFar
    stages: tuple[StageLine, ...]
    check_in_url: str
    check_ins: CheckInLines
    parents: tuple[LinkLine, ...]
    children: tuple[LinkLine, ...]
    depends: DependencyPart
    adjustments: tuple[AdjustmentLine, ...]
    measured: tuple[tuple[str, str], ...]
    custom: tuple[tuple[str, str, str], ...]
    opening: OpeningNotice | None
    beside: Beside
    acts: KeyResultActs
    way: str
    as_of: AsOf


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def detail(visit: Visit, key_result: str) -> HttpResponse:
    """Show a key result; with htmx only the page of its check-ins that was asked for."""
    as_of = as_of_asked(visit, keep=())
    try:
        details = _details(visit, key_result, as_of)
        page = _page(visit, details, as_of)
    except NotFound:
        return nothing_here(visit)
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(visit.request, "okrs/key_result.html#check_ins", {"page": page})
    cycle = details.cycle.public_id
    frame = frame_for(visit, Entry.COMPANY, context=page.team, as_of=as_of.words, cycle=cycle)
    follow = None if as_of.day else follow_button(visit, "key_result", key_result)
    parted, above = words_parted(visit, details), objective_parted(visit, details)
    context = {"frame": frame, "page": page, "follow": follow, "parted": parted, "above": above}
    return render(visit.request, "okrs/key_result.html", context)


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def explanation(visit: Visit, key_result: str) -> HttpResponse:
    """Show how the progress of a key result came to be; with htmx the tree alone."""
    as_of = as_of_asked(visit, keep=())
    row = key_result_readable(viewer=visit.viewer, public_id=key_result, at=visit.at)
    details = _details(visit, key_result, as_of)
    step = explanation_of_key_result(
        viewer=visit.viewer, public_id=key_result, at=visit.at, as_of=as_of.day
    )
    context = {
        "frame": frame_for(visit, Entry.COMPANY, as_of=as_of.words, cycle=details.cycle.public_id),
        "tree": explain_tree(step, label=row.title, as_of=as_of),
        "chance": chance_tree(details, as_of=as_of),
        "title": row.title,
        "url": reverse("key-result", args=[visit.slug, key_result]) + as_of.query(),
    }
    part = "#tree" if visit.request.htmx else ""  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return render(visit.request, f"okrs/explanation.html{part}", context)


def _details(visit: Visit, public_id: str, as_of: AsOf) -> KeyResultDetails:
    return key_result_details(
        viewer=visit.viewer, public_id=public_id, at=visit.at, as_of=as_of.day
    )


def _page(visit: Visit, details: KeyResultDetails, as_of: AsOf) -> KeyResultPage:
    facts = details.facts
    places = Places(visit.slug, as_of)
    chance = chance_line(facts, details.style, on=as_of.shown)
    return KeyResultPage(
        title=facts.title,
        objective=_objective(details, places),
        team=details.team.name if details.team else "",
        state=state_shown(facts.state, since=paused_since(details.pauses, as_of.shown)),
        owner=person_shown(facts.owner),
        is_guardrail=facts.is_guardrail,
        meta=_meta(details),
        figure=_figure(facts),
        unit="" if facts.metric.kind is MetricKind.MILESTONE else facts.metric.unit,
        chance=chance,
        sentence=_sentence(facts),
        silence=silence_words(details),
        disagreement=disagreement(facts, is_own=_is_own(visit, facts)),
        status=_status(facts, chance, as_of),
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
        bar=progress_bar(facts, width=WIDE_BAR) if facts.metric.kind else None,
        bar_words=_bar_words(details, said=chance is None),
        explain_url=_explain_url(visit, facts, as_of),
        way_so_far=_way_so_far(visit, details, as_of),
        stages=_stages(details),
        check_in_url=_check_in_url(visit, details),
        check_ins=_check_ins(visit, details, as_of),
        parents=tuple(link_line(link, places, own=facts.public_id) for link in details.parents),
        children=tuple(link_line(link, places, own=facts.public_id) for link in details.children),
        depends=key_result_part(visit, details, as_of),
        adjustments=history_lines(details.adjustments, details.pauses),
        measured=_measured(details),
        custom=custom_words(visit.viewer, FieldSubject.KEY_RESULT, details.custom),
        opening=opening_notice(visit, details.opening),
        beside=beside_key_result(visit, details, as_of),
        acts=key_result_acts_offered(visit, details),
        way=way_words(facts),
        as_of=as_of,
    )


def _objective(details: KeyResultDetails, places: Places) -> ObjectiveAbove:
    name = details.objective
    style = StyleBadge(Style(details.style)) if details.style else None
    return ObjectiveAbove(name.name, places.objective(name), style)


def _way_so_far(visit: Visit, details: KeyResultDetails, as_of: AsOf) -> WaySoFar:
    chart = trend(details, today=as_of.shown)
    return WaySoFar(chart, assumed_words(details, today=as_of.shown), weeks_shown(visit, details))


def _explain_url(visit: Visit, facts: KeyResultFacts, as_of: AsOf) -> str:
    own = [visit.slug, facts.public_id]
    return reverse("key-result-explanation", args=own) + as_of.query()


def _check_in_url(visit: Visit, details: KeyResultDetails) -> str:
    """Return where to check in; empty when the viewer may not, on a past day, before it begins."""
    facts = details.facts
    if Act.CHECK_IN not in details.acts or details.as_of is not None:
        return ""
    if facts.start > visit.today and not facts.needs_baseline:
        return ""
    return reverse("check-in-record", args=[visit.slug, details.facts.public_id])


def _check_ins(visit: Visit, details: KeyResultDetails, as_of: AsOf) -> CheckInLines:
    after = visit.request.GET.get("after") or None
    found = check_ins_read(
        key_result=details.subject, as_of=as_of.day, after=after, limit=CHECK_INS
    )
    return check_in_lines(
        found,
        details,
        slug=visit.slug,
        url=reverse("key-result", args=[visit.slug, details.facts.public_id]),
        query=as_of.query(),
        is_first=after is None,
    )


def _sentence(facts: KeyResultFacts) -> str:
    """Write where it stands; of what does not run yet, what comes first."""
    if facts.metric.kind is None:
        return _("Nothing says yet how it is measured.")
    if state_of(facts.state) in PLANNED and not facts.has_data:
        return _("Check-ins begin once its objective is active.")
    return finding(facts)


def _figure(facts: KeyResultFacts) -> str:
    if facts.metric.kind is MetricKind.MILESTONE or facts.value is None:
        return value_now(facts)
    return number_alone(facts.value)


def _status(facts: KeyResultFacts, chance: ChanceLine | None, as_of: AsOf) -> StatusSign | None:
    """Return the sign beside the bar, unless the sentence above it bears it."""
    return key_result_sign(facts, as_of.shown) if chance is None or chance.sign is None else None


def _is_own(visit: Visit, facts: KeyResultFacts) -> bool:
    return facts.owner is not None and facts.owner.public_id == visit.viewer.person_public_id


def _bar_words(details: KeyResultDetails, *, said: bool) -> str:
    """Write progress beside its bar; `said` where the sentence above tells it already."""
    facts = details.facts
    if facts.metric.kind is None:
        return ""
    if facts.is_guardrail:
        return _("A guardrail adds nothing to progress.")
    if not facts.has_data:
        return _("no data, pace is %(pace)s") % {"pace": percent(facts.pace)}
    words = {"share": percent(facts.progress), "pace": percent(facts.pace)}
    if said:
        return _("pace is %(pace)s") % words
    if facts.metric.kind in LIMITS:
        return _("%(share)s of the days inside") % words
    return _("%(share)s of the way, pace is %(pace)s") % words


def _meta(details: KeyResultDetails) -> tuple[str, ...]:
    facts = details.facts
    cadences = {
        Cadence.WEEKLY: _("measured weekly"),
        Cadence.BIWEEKLY: _("measured every two weeks"),
        Cadence.MONTHLY: _("measured monthly"),
    }
    parts = [cadences[facts.cadence]]
    if not facts.is_guardrail:
        parts.append(_("weight %(weight)s") % {"weight": number_alone(facts.weight)})
    parts += [part.replace("_", " ") for part in (details.indicator, details.dimension) if part]
    return tuple(parts)


def _measured(details: KeyResultDetails) -> tuple[tuple[str, str], ...]:
    source = details.measurement
    pairs = [
        (_("Counted"), source.numerator if source else None),
        (_("Out of"), source.denominator if source else None),
        (_("Source"), source.source if source else None),
        (_("How"), source.protocol if source else None),
        (_("Evidence"), details.evidence_counts),
        (_("Evidence by"), day_long(details.evidence_by) if details.evidence_by else ""),
        (_("Contributors"), ", ".join(name.name for name in details.contributors)),
        (_("Warned early by"), ", ".join(name.name for name in details.early_warnings)),
        (_("Warns of"), ", ".join(name.name for name in details.warns_of)),
        (reason_label(state_of(details.facts.state)), details.state_reason),
    ]
    return tuple((what, how) for what, how in pairs if how)


def _stages(details: KeyResultDetails) -> tuple[StageLine, ...]:
    reached = details.facts.stage or 0
    return tuple(
        StageLine(stage.title, number <= reached)
        for number, stage in enumerate(details.facts.metric.stages, 1)
    )
