"""Templates that the champion of the example saves from what went well."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.company import CHAMPION
from plumbline.domain.demo.content.templates import TEMPLATES, Kept
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.templates.services import template_edit, template_save, template_values

SAVED_AFTER = timedelta(days=9)


def templates_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter what is saved early in the present quarter."""
    for kept in TEMPLATES:
        timeline.enter(stage.calendar.this_start + SAVED_AFTER, partial(_save, stage, kept))


def _save(stage: Stage, kept: Kept, at: datetime) -> None:
    template = template_save(
        actor=stage.viewer(CHAMPION.key, at),
        objective=stage.objectives[kept.key],
        name=kept.name,
        function=kept.function,
        with_figures=kept.with_figures,
        at=at,
    )
    if kept.key_results:
        values = template_values(template)
        ranks = sorted(values.key_results)
        template_edit(
            actor=stage.viewer(CHAMPION.key, at),
            template=template,
            values=replace(values, key_results=dict(zip(ranks, kept.key_results, strict=True))),
            expected=template.version,
            at=at,
        )
