"""What an adjustment touches besides figures: who waits for it, and what hangs on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.dependencies.selectors.dependencies import (
    dependencies_of_key_result,
    dependencies_of_objective,
)
from plumbline.domain.dependencies.selectors.facts import DependencyFacts, is_open
from plumbline.web.okrs.dependency_lines import day_words, side_words
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.okrs.selectors.facts import LinkFacts
    from plumbline.domain.okrs.services.adjustment_effects import AdjustmentEffects, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedLine:
    """Somebody else's thing that hangs on what is adjusted.

    Attributes:
        whose: What it is of, and who stands for it.
        how: How it hangs on it.
        is_voice: Whether it is an objective, whose words are a person's.
    """

    title: str
    url: str
    whose: str
    how: str
    is_voice: bool = False


def touched_lines(visit: Visit, effects: "AdjustmentEffects") -> tuple[TouchedLine, ...]:
    """Return what the viewer sees of it: what is awaited first, the nearest day at the top."""
    return (
        *(_waiting(visit, effects, each) for each in _awaited(visit, effects)),
        *_linked(visit, effects.before.supported_by, is_below=True),
        *_linked(visit, effects.before.supports, is_below=False),
    )


def _awaited(visit: Visit, effects: "AdjustmentEffects") -> Iterable[DependencyFacts]:
    """Return the open dependencies that it delivers."""
    result, objective = effects.before.key_result, effects.before.objective
    seen = (
        dependencies_of_objective(viewer=visit.viewer, public_id=objective.public_id, at=visit.at)
        if result is None
        else dependencies_of_key_result(
            viewer=visit.viewer, public_id=result.public_id, at=visit.at
        )
    )
    return filter(is_open, seen.given)


def _waiting(
    visit: Visit, effects: "AdjustmentEffects", dependency: DependencyFacts
) -> TouchedLine:
    return TouchedLine(
        title=dependency.title,
        url=reverse("dependency", args=[visit.slug, dependency.public_id]),
        whose=side_words(dependency.waiting),
        how=_late_words(effects, dependency)
        or _("waits for it by %(day)s") % {"day": day_words(dependency, visit.today)},
    )


def _late_words(effects: "AdjustmentEffects", dependency: DependencyFacts) -> str:
    """Write how far a last day that moves passes the one that was agreed; empty where not."""
    before, after = (_last_day(each, dependency) for each in (effects.before, effects.after))
    if before is None or after is None or after <= max(before, dependency.needed_by):
        return ""
    days = (after - dependency.needed_by).days
    words = ngettext(
        "waits for it, and its last day is then %(days)d day after the one agreed",
        "waits for it, and its last day is then %(days)d days after the one agreed",
        days,
    )
    return words % {"days": days}


def _last_day(standing: "Standing", dependency: DependencyFacts) -> date | None:
    """Return the last day of the key result that delivers it; with its cycle it moves, too."""
    delivering = dependency.delivering.key_result
    days = {each.public_id: each.due for each in standing.objective.key_results}
    return days.get(delivering.public_id) if delivering else None


def _linked(visit: Visit, links: "Iterable[LinkFacts]", *, is_below: bool) -> Iterator[TouchedLine]:
    """Yield what supports it, and what it supports; where it counts is told with the figures."""
    for link in links:
        if link.weight is not None and not is_below:
            continue
        other = link.key_result or link.objective
        page = "objective" if link.key_result is None else "key-result"
        parts = [link.team.name] if link.team else []
        if link.key_result:
            parts.append(link.objective.name)
        yield TouchedLine(
            title=other.name,
            url=reverse(page, args=[visit.slug, other.public_id]),
            whose=" · ".join(parts),
            how=_how(link, is_below=is_below),
            is_voice=link.key_result is None,
        )


def _how(link: "LinkFacts", *, is_below: bool) -> str:
    if not is_below:
        return _("is supported by it")
    return _("supports it") if link.weight is None else _("counts in it")
