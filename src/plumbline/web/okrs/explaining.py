"""The calculation behind a number, step by step."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from plumbline.domain.tenancy.wording import wording
from plumbline.engine.messages import Message
from plumbline.engine.scoring.explain import Step
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.written import number_alone, percent
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.trees import ExplainNode, ExplainTree

STRETCHES = frozenset({"scoring.stretch_inside", "scoring.stretch_outside"})
ADDS_NOTHING = frozenset(
    f"scoring.part_{why}" for why in ("guardrail", "supporting", "stopped", "not_scored")
)


def explain_tree(
    step: Step, *, label: str, as_of: AsOf, further: Mapping[str, str] | None = None
) -> ExplainTree:
    """Return the tree of a progress.

    Args:
        step: The calculation; its value is the progress, 0 to 1, or `None` for "not scored".
        label: What it is the progress of.
        as_of: The day it speaks of.
        further: Titles of contributing objectives, with where their own calculation stands.
    """
    figure = percent(step.value) if isinstance(step.value, Decimal) else "–"
    root = ExplainNode(
        label=label,
        figure=figure,
        steps=said(step.message),
        children=tuple(_node(part, further or {}) for part in step.parts),
        current=True,
    )
    return ExplainTree(root=root, as_of=day_written(as_of.shown))


def said(message: Message) -> str:
    """Put a step into words, its numbers and days written as pages write them."""
    shown = {name: _shown(value) for name, value in message.params.items()}
    return wording(Message(message.id, shown))


def _node(step: Step, further: Mapping[str, str]) -> ExplainNode:
    # The steps of a key result stand below it; those of an objective that contributes do not.
    more_url = "" if step.parts else further.get(str(step.message.params.get("title", "")), "")
    return ExplainNode(
        label=said(step.message),
        figure=_figure(step),
        children=tuple(_node(part, further) for part in step.parts),
        more_url=more_url,
    )


def _figure(step: Step) -> str:
    """Return what comes out of a step; a stretch of days says its days in words already."""
    if isinstance(step.value, Decimal):
        return "" if step.message.id in STRETCHES else percent(step.value)
    return "–" if step.message.id in ADDS_NOTHING else ""


def _shown(value: object) -> object:
    if isinstance(value, Decimal):
        return number_alone(value)
    return day_written(value) if isinstance(value, date) else value
