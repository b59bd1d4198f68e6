"""Key results in the table of their objective."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.charts import ProgressBar, Sparkline
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.points import (
    SaidBefore,
    points_of_key_results,
    said_week_before,
)
from plumbline.engine.documents.model import State
from plumbline.web.okrs.acts import ObjectiveActs
from plumbline.web.okrs.chances import MEASURED, chance_figure, key_result_sign
from plumbline.web.okrs.nodes import Places, waits
from plumbline.web.okrs.trends import sparkline
from plumbline.web.okrs.week_ago import was_words
from plumbline.web.okrs.written import (
    number_alone,
    progress_bar,
    state_of,
    value_and_target,
    way_words,
)
from plumbline.web.ui.signs import Confidence, StateBadge, StatusSign
from plumbline.web.visits import Visit

NARROW_BAR = 88.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultRow:
    """A key result in the table of its objective.

    Attributes:
        way: From where to where it goes, and by when.
        edit_url: Where it is written; empty where the viewer may not, or it runs.
    """

    key: str
    title: str
    url: str
    owner: str
    weight: str
    way: str
    sparkline: Sparkline | None
    bar: ProgressBar | None
    value: str
    status: StatusSign | None
    confidence: Confidence | None
    status_was: str
    confidence_was: str
    is_guardrail: bool
    state: StateBadge | None
    edit_url: str = ""


def key_result_rows(
    visit: Visit, node: TreeNode, places: Places, acts: ObjectiveActs
) -> tuple[KeyResultRow, ...]:
    """Return the key results of an objective, guardrails last."""
    keys, day = [facts.public_id for facts in node.key_results], places.as_of.day
    points = points_of_key_results(viewer=visit.viewer, key_results=keys, at=visit.at, as_of=day)
    before = said_week_before(viewer=visit.viewer, key_results=keys, at=visit.at, as_of=day)
    ordered = sorted(node.key_results, key=lambda facts: facts.is_guardrail)
    rows = (
        _row(
            facts,
            points.get(facts.public_id, ()),
            before.get(facts.public_id),
            places,
            state_of(node.state),
        )
        for facts in ordered
    )
    edits = acts.key_results.edits
    return tuple(
        replace(row, edit_url=reverse("key-result-edit", args=[visit.slug, facts.public_id]))
        if facts.public_id in edits
        else row
        for row, facts in zip(rows, ordered, strict=True)
    )


def _chance_was(facts: KeyResultFacts, before: SaidBefore | None) -> str:
    """Write the chance of a week ago, where it was another one."""
    if facts.is_guardrail or before is None or before.chance is None or facts.chance is None:
        return ""
    if state_of(facts.state) not in MEASURED:
        return ""  # its chance stands there no more
    return was_words(chance_figure(before.chance), now=chance_figure(facts.chance))


def _confidence_was(facts: KeyResultFacts, before: SaidBefore | None) -> str:
    """Write how sure its owner was a week ago, where they were more or less so."""
    if before is None or before.confidence is None:
        return ""
    return was_words(before.confidence, now=facts.confidence)


def _row(
    facts: KeyResultFacts,
    points: tuple[Point, ...],
    before: SaidBefore | None,
    places: Places,
    within: State,
) -> KeyResultRow:
    """Return a key result as a row; the state of its objective is not said again."""
    owner = facts.owner.name if facts.owner else _("nobody owns it yet")
    weight = (
        _("adds nothing to progress")
        if facts.is_guardrail
        else _("weight %(weight)s") % {"weight": number_alone(facts.weight)}
    )
    state = state_of(facts.state)
    return KeyResultRow(
        key=facts.public_id,
        title=facts.title,
        url=places.key_result(facts),
        owner=owner,
        weight=weight,
        way=way_words(facts),
        sparkline=sparkline(facts, points, on=places.on),
        bar=progress_bar(facts, width=NARROW_BAR)
        if facts.metric.kind and not waits(facts)
        else None,
        value=value_and_target(facts) if facts.metric.kind else _("no metric yet"),
        status=key_result_sign(facts, places.on),
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
        status_was=_chance_was(facts, before),
        confidence_was=_confidence_was(facts, before),
        is_guardrail=facts.is_guardrail,
        state=None if state in (State.ACTIVE, within) else StateBadge(state),
    )
