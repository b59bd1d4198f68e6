"""Objectives and key results as rows of the tree."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import ProgressBar
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Name, TreeNode
from plumbline.engine.documents.model import State, Style, Visibility
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.chances import key_result_sign, objective_sign
from plumbline.web.okrs.written import (
    BAR,
    person_shown,
    progress_bar,
    state_of,
    state_shown,
    value_and_target,
    visibility_of,
)
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.kept import kept
from plumbline.web.ui.signs import Confidence, StyleBadge
from plumbline.web.ui.trees import OkrNode

#: What has not begun: no pace is drawn for it.
PLANNED = (State.PROPOSED, State.DRAFT, State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Places:
    """Where rows lead: the organization's part of addresses, and the day that links keep."""

    slug: str
    as_of: AsOf

    @property
    def on(self) -> date:
        """The day rows tell of."""
        return self.as_of.shown

    def objective(self, name: Name | TreeNode) -> str:
        """The page of an objective."""
        return reverse("objective", args=[self.slug, name.public_id]) + self.as_of.query()

    def key_result(self, name: Name | KeyResultFacts) -> str:
        """The page of a key result."""
        return reverse("key-result", args=[self.slug, name.public_id]) + self.as_of.query()

    def below(self, node: TreeNode) -> str:
        """The tree below an objective, for unfolding it."""
        query = self.as_of.query(under=node.public_id, cycle=node.cycle.public_id)
        return reverse("company", args=[self.slug]) + query


@kept(512)
def objective_node(node: TreeNode, places: Places, *, was: str = "") -> OkrNode:
    """Return an objective with its key results; what is below it is fetched when unfolded.

    Args:
        node: The objective.
        places: Where rows lead, and the day they tell of.
        was: What its chance was a week before; empty where that is not told.
    """
    running = [facts for facts in node.key_results if state_of(facts.state) is not State.STOPPED]
    return OkrNode(
        key=node.public_id,
        title=node.title,
        url=places.objective(node),
        is_objective=True,
        owner=person_shown(node.owner),
        words=_objective_words(node),
        progress=objective_bar(node),
        figure=_objective_figure(node),
        status=objective_sign(node, last_on(node), places.on),
        status_was=was,
        confidence=mean_confidence(node.mean_confidence),
        state=state_shown(node.state),
        style=StyleBadge(Style(str(node.style))) if node.style else None,
        restricted=restricted_words(node.visibility),
        children=tuple(key_result_node(facts, places, within=node.state) for facts in running),
        children_words=key_results_words(len(running)),
        below_url=places.below(node) if node.children_count else "",
        below_words=ngettext(
            "%(count)d objective below", "%(count)d objectives below", node.children_count
        )
        % {"count": node.children_count},
    )


def key_result_node(facts: KeyResultFacts, places: Places, *, within: str = "") -> OkrNode:
    """Return a key result as a row of the tree; the state of its objective is not said again."""
    stands_at = value_and_target(facts)
    return OkrNode(
        key=facts.public_id,
        title=facts.title,
        url=places.key_result(facts),
        is_objective=False,
        owner=person_shown(facts.owner),
        words=_("guardrail") if facts.is_guardrail else stands_at,
        progress=progress_bar(facts) if facts.metric.kind and not waits(facts) else None,
        figure=_figure(facts, stands_at),
        status=key_result_sign(facts, places.on),
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
        state=None if str(facts.state) == str(within) else state_shown(facts.state),
    )


def _objective_figure(node: TreeNode) -> str:
    """Write what stands in place of progress; a draft has none yet, which nobody asks about."""
    scored = node.progress is not None or state_of(node.state) in PLANNED
    return "" if scored else _("not scored")


def objective_bar(node: TreeNode, *, width: float = BAR) -> ProgressBar | None:
    """Draw the progress of an objective; `None` where it is not scored or nothing runs yet."""
    if node.progress is None or (not node.has_data and state_of(node.state) in PLANNED):
        return None
    share = node.progress if node.has_data else None
    return ProgressBar(share=share, pace=node.pace, width=width, words=chart_words())


def _figure(facts: KeyResultFacts, stands_at: str) -> str:
    """Write what stands in place of progress; of what has not begun its target is told already."""
    if not facts.metric.kind:
        return _("no metric yet")
    return "" if waits(facts) else stands_at


def waits(facts: KeyResultFacts) -> bool:
    """Say whether it has neither begun nor been checked in: a pace would tell of nothing."""
    return facts.checked_in_on is None and state_of(facts.state) in PLANNED


def mean_confidence(value: Decimal | None) -> Confidence | None:
    """Return the pill of a mean; none where nobody said anything."""
    return None if value is None else Confidence(value)


def key_results_words(count: int) -> str:
    """Write how many key results there are."""
    return ngettext("%(count)d key result", "%(count)d key results", count) % {"count": count}


def restricted_words(visibility: str) -> str:
    """Write who alone sees an objective; empty when the whole organization does."""
    words = {Visibility.TEAM: _("team"), Visibility.PRIVATE: _("private")}
    return words.get(visibility_of(visibility), "")


def _objective_words(node: TreeNode) -> str:
    parts = [node.team.name if node.team else _("personal")]
    if node.contributes is not None:
        parts.append(
            _("contributes with weight %(weight)s")
            % {"weight": chart_words().number(node.contributes)}
        )
    if node.guardrails_breached:
        count = node.guardrails_breached
        parts.append(
            ngettext("%(count)d guardrail breached", "%(count)d guardrails breached", count)
            % {"count": count}
        )
    if node.other_parents:
        names = ", ".join(f"“{name.name}”" for name in node.other_parents)
        parts.append(_("also supports %(names)s") % {"names": names})
    return " · ".join(parts)


def last_on(node: TreeNode) -> date | None:
    """Return the oldest of the latest check-ins: the silence that the sign speaks of."""
    days = [
        facts.checked_in_on
        for facts in node.key_results
        if facts.checked_in_on is not None and facts.check_in is node.check_in
    ]
    return min(days, default=None)
