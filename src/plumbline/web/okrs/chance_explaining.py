"""How a chance came to be: its points, its event, its fan, and the model that said it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.engine.forecast.key_results import Fan, Movement
from plumbline.engine.scoring.statuses import chance_status
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.chances import (
    MEASURED,
    SIGNS,
    breached_words,
    chance_figure,
    event_words,
    fan_value,
    held_back_words,
    silence_words,
)
from plumbline.web.okrs.written import number_alone, state_of
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.signs import status_word
from plumbline.web.ui.trees import ExplainNode, ExplainTree

_MOVEMENTS: Final = {
    Movement.WANDERS: gettext_lazy(
        "It wanders: how it moved says little of how it goes on, so the middle stays near the last "
        "value."
    ),
    Movement.TRAILS: gettext_lazy(
        "It counts a trailing month: what came in drops out again, and the target pulls a little."
    ),
    Movement.STEADY: gettext_lazy("It goes on steadily, as it has gone so far."),
    Movement.RATE_WANDERS: gettext_lazy("A total whose weekly rate wanders."),
    Movement.RATE_DRIFTS: gettext_lazy("A total whose weekly rate goes up or down steadily."),
}


def chance_tree(details: KeyResultDetails, *, as_of: AsOf) -> ExplainTree | None:
    """Return how the chance of a key result came to be; `None` where nothing is said of it."""
    facts = details.facts
    if state_of(facts.state) not in MEASURED or facts.is_guardrail or not facts.chance_model:
        return None
    figure = "–" if facts.chance is None else chance_figure(facts.chance)
    event = event_words(facts, details.style)
    root = ExplainNode(
        label=_("Chance"),
        figure=figure,
        steps=event if facts.chance is not None else silence_words(details),
        children=tuple(_parts(details)),
        current=True,
    )
    return ExplainTree(root=root, as_of=day_written(as_of.shown), title=_("Explain its chance"))


def _parts(details: KeyResultDetails) -> Iterator[ExplainNode]:
    facts, forecast = details.facts, details.forecast
    if forecast is not None and forecast.points:
        yield ExplainNode(label=_points_words(details), figure=str(forecast.points))
    if forecast is not None and forecast.end is not None:
        yield from _fan_parts(details, forecast.end)
    if forecast is not None and forecast.movements:
        yield _movement_part(forecast.movements)
    if facts.chance is not None:
        yield ExplainNode(
            label=_("On track from 70 %, at risk from 30 %, off track below"),
            figure=status_word(SIGNS[chance_status(facts.chance)]),
        )
    yield ExplainNode(
        label=_("The model that said it"),
        figure=facts.chance_model,
        steps=_("What it knows, and how well it does, is told in “Chance and forecast”."),
    )


def _points_words(details: KeyResultDetails) -> str:
    readings = details.readings
    count = details.forecast.points if details.forecast else 0
    words = ngettext(
        "Dated point, the baseline being one", "Dated points, the baseline being one", count
    )
    if not readings:
        return words
    return _("%(points)s; the latest of %(day)s") % {
        "points": words,
        "day": day_written(readings[-1].on),
    }


def _fan_parts(details: KeyResultDetails, fan: Fan) -> Iterator[ExplainNode]:
    def between(low: float, high: float) -> str:
        ends = (number_alone(fan_value(details, value)) for value in (low, high))
        return _("%(low)s to %(high)s") % dict(zip(("low", "high"), ends, strict=True))

    if fan.low80 == fan.high80:
        return
    day = {"day": day_written(fan.on)}
    middle = number_alone(fan_value(details, fan.median))
    yield ExplainNode(label=_("Middle forecast for %(day)s") % day, figure=middle)
    yield ExplainNode(label=_("5 in 10 futures"), figure=between(fan.low50, fan.high50))
    yield ExplainNode(label=_("8 in 10 futures"), figure=between(fan.low80, fan.high80))


def _movement_part(movements: Sequence[tuple[Movement, float]]) -> ExplainNode:
    """Say what the readings look like, the likeliest first: it tells where the middle leads."""
    ordered = sorted(movements, key=lambda each: -each[1])
    return ExplainNode(
        label=_("How it moves, as far as its points tell"),
        figure=_percent(ordered[0][1]),
        steps=str(_MOVEMENTS[ordered[0][0]]),
        children=tuple(
            ExplainNode(label=str(_MOVEMENTS[movement]), figure=_percent(belief))
            for movement, belief in ordered[1:]
        ),
    )


def _percent(share: float) -> str:
    return chance_figure(Decimal(str(round(share, 4))))


def mean_chance_tree(node: TreeNode, *, as_of: AsOf) -> ExplainTree | None:
    """Return how the mean chance of an objective came to be; `None` while nothing has a chance."""
    parts = [facts for facts in node.key_results if _counts(facts)]
    if state_of(node.state) not in MEASURED or all(facts.chance is None for facts in parts):
        return None
    mean = node.mean_chance
    root = ExplainNode(
        label=_("Mean chance"),
        figure="–" if mean is None else chance_figure(mean),
        steps=_root_words(node, mean),
        children=tuple(_part(facts) for facts in parts),
        current=True,
    )
    return ExplainTree(root=root, as_of=day_written(as_of.shown), title=_("Explain its status"))


def _counts(facts: KeyResultFacts) -> bool:
    return not facts.is_guardrail and state_of(facts.state) in MEASURED


def _root_words(node: TreeNode, mean: Decimal | None) -> str:
    if mean is None:
        return _("Key results with less than half of the weight have a chance.")
    said = _("Weight × chance, added up, by the weight of those that have a chance.")
    return " ".join([said, *held_back_words(node), *breached_words(node)])


def _part(facts: KeyResultFacts) -> ExplainNode:
    words = {"title": facts.title, "weight": number_alone(facts.weight)}
    label = _("%(title)s, weight %(weight)s") % words
    if facts.chance is None:
        return ExplainNode(label=label, figure="–", steps=_("No chance yet: left out."))
    return ExplainNode(label=label, figure=chance_figure(facts.chance))
