"""The key results of the objective in focus: a box each in the column behind it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from plumbline.charts.alignment_map import MapNode, Tone
from plumbline.charts.alignment_marks import Mark, Pill
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.engine.documents.model import State
from plumbline.web.okrs.chances import key_result_sign
from plumbline.web.okrs.map_asked import Colour
from plumbline.web.okrs.map_marks import freshness_of
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.written import state_of, value_and_target
from plumbline.web.ui.signs import Confidence


def key_result_boxes(
    objective: TreeNode, level: int, colour: Colour, places: Places
) -> tuple[MapNode, ...]:
    """Return the key results of an objective that run or ended, in their order.

    Args:
        objective: What they are drawn under.
        level: The column they stand in.
        colour: What their marks tell.
        places: Where they lead.
    """
    kept = [part for part in objective.key_results if state_of(part.state) is not State.STOPPED]
    return tuple(_box(part, objective.public_id, level, colour, places) for part in kept)


def _box(facts: KeyResultFacts, under: str, level: int, colour: Colour, places: Places) -> MapNode:
    mark, said = _mark(facts, colour, places)
    stands_at = value_and_target(facts) if facts.metric.kind else _("no metric yet")
    parts = [_("guardrail")] if facts.is_guardrail else []
    parts.append(said if colour is Colour.CHECK_IN and said else stands_at)
    spoken = (_("Key result: %(title)s") % {"title": facts.title}, *parts, said)
    return MapNode(
        key=f"key result {facts.public_id}",
        level=level,
        under=under,
        title=facts.title,
        meta=" · ".join(parts),
        url=places.key_result(facts),
        spoken=". ".join(dict.fromkeys(part for part in spoken if part)),
        mark=mark,
        is_key_result=True,
        tone=Tone.PATH,
    )


def _mark(facts: KeyResultFacts, colour: Colour, places: Places) -> tuple[Mark | None, str]:
    """Return the mark of a key result and what it says in words."""
    if colour is Colour.CONFIDENCE:
        if facts.confidence is None:
            return None, _("nobody has said how sure")
        sure = Confidence(Decimal(facts.confidence))
        said = _("confidence %(value)s of 10") % {"value": sure.written}
        return Pill(sure.written, sure.band), said
    if colour is Colour.CHECK_IN:
        return freshness_of(facts.check_in, facts.checked_in_on, places.on)
    sign = key_result_sign(facts, places.on)
    if sign is None:
        return None, ""
    return sign.sign, f"{sign.spoken or ''} {sign.words} {sign.of}".strip()
