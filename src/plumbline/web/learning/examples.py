"""Worked examples by function: one idea in three steps, and the findings that vanish on the way."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.engine.coaching.worked_examples import WorkedSteps, functions, worked_steps
from plumbline.web.framing import Entry, frame_for
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit, tenant_page

MOST_CHARACTERS = 100  # of what is looked for


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an example: how good it is, its words, and the rules that speak of it."""

    word: str
    line: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleShown:
    """One example."""

    objective: str
    steps: tuple[Step, ...]
    guardrail: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleGroup:
    """The examples of one function."""

    function: str
    examples: tuple[ExampleShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplesPage:
    """Everything the template says.

    Attributes:
        functions: What can be chosen from, each with whether it is chosen.
        chosen: The function that is looked at; empty for all.
        asked: Words that are looked for in the lines.
    """

    lead: str
    url: str
    functions: tuple[str, ...]
    chosen: str
    asked: str
    groups: tuple[ExampleGroup, ...]
    empty: Empty | None


@require_safe
@tenant_page
def worked_examples(visit: Visit) -> HttpResponse:
    """Show the examples of a function, or those that hold what is looked for."""
    asked = " ".join(visit.request.GET.get("q", "")[:MOST_CHARACTERS].split())
    chosen = visit.request.GET.get("function", "")
    chosen = chosen if chosen in functions() else ""
    found = [step for step in worked_steps() if _matches(step, chosen, asked)]
    url = reverse("worked-examples", args=[visit.slug])
    page = ExamplesPage(
        lead=_lead(len(found)),
        url=url,
        functions=functions(),
        chosen=chosen,
        asked=asked,
        groups=_groups(found),
        empty=None if found else _nothing(url),
    )
    frame = frame_for(visit, Entry.LEARN, context=_("Learn"))
    return render(visit.request, "learning/examples.html", {"frame": frame, "page": page})


def _matches(step: WorkedSteps, function: str, asked: str) -> bool:
    example = step.example
    if function and example.function != function:
        return False
    lines = (example.objective, example.bad, example.better, example.good, example.why)
    return asked.casefold() in " ".join(lines).casefold()


def _groups(found: list[WorkedSteps]) -> tuple[ExampleGroup, ...]:
    grouped: dict[str, list[ExampleShown]] = {}
    for step in found:
        grouped.setdefault(step.example.function, []).append(_shown(step))
    return tuple(
        ExampleGroup(function=function, examples=tuple(examples))
        for function, examples in grouped.items()
    )


def _shown(step: WorkedSteps) -> ExampleShown:
    example = step.example
    return ExampleShown(
        objective=example.objective,
        steps=(
            Step(_("Bad"), example.bad, _said(step.bad)),
            Step(_("Better"), example.better, _said(step.better)),
            Step(_("Good"), example.good, _said(step.good)),
        ),
        guardrail=example.guardrail,
        why=example.why,
    )


def _said(rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rule.replace("-", " ") for rule in rules)


def _lead(count: int) -> str:
    return ngettext("%(count)d worked example", "%(count)d worked examples", count) % {
        "count": count
    }


def _nothing(url: str) -> Empty:
    return Empty(words=_("No example holds these words."), url=url, action=_("Show all"))
