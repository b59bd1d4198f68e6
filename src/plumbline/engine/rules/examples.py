"""The documentation of a rule, taken out of the docstring of its module."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import dedent

from plumbline.engine.rules.model import Approved, Context, Elsewhere, Past

HEADINGS = ("What it finds", "Why it matters", "Source", "Bad", "Good", "Parameters", "Mend")
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}):$", re.MULTILINE)
_DIRECTIVE = re.compile(
    r"^# (params|today|cycle|history|grades|company|elsewhere|approved): (.+)$", re.MULTILINE
)
CYCLE = "cycle: {name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}\n"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What the docstring of a rule says.

    Attributes:
        summary: Its first line.
        sections: Prose by heading.
        bad: Examples that the rule finds fault with, as YAML.
        good: Examples that it does not.
    """

    summary: str
    sections: Mapping[str, str]
    bad: tuple[str, ...]
    good: tuple[str, ...]


def rule_text(docstring: str) -> RuleText:
    """Take the docstring of a rule apart.

    Raises:
        ValueError: A heading is missing or stands out of order.
    """
    summary = docstring.partition("\n")[0].strip()
    parts = _HEADING.split(docstring)[1:]
    pairs = [
        (name, dedent(text).strip("\n")) for name, text in zip(parts[::2], parts[1::2], strict=True)
    ]
    order = list(dict.fromkeys(name for name, _ in pairs))
    if tuple(order) != HEADINGS:
        raise ValueError(f"headings are {order}, not {list(HEADINGS)}")
    return RuleText(
        summary=summary,
        sections={
            name: re.sub(r"\s*\n\s*", " ", text) if name != "Parameters" else text
            for name, text in pairs
            if name not in {"Bad", "Good"}
        },
        bad=tuple(text for name, text in pairs if name == "Bad"),
        good=tuple(text for name, text in pairs if name == "Good"),
    )


def example_document(example: str) -> str:
    """Return an example as a whole document: with its first line, and a cycle to lie in."""
    directives = dict(_DIRECTIVE.findall(example))
    cycle = "" if directives.get("cycle") == "none" else CYCLE
    return f"plumbline: 1\n{cycle}{example}\n"


def example_context(example: str) -> Context:
    """Return what an example says is known beside the document, in its comments."""
    directives = dict(_DIRECTIVE.findall(example))
    today = directives.get("today")
    return Context(
        today=date.fromisoformat(today) if today else None,
        history={
            name: Past(values) for name, values in _named(directives.get("history", "")).items()
        },
        grades=_named(directives.get("grades", "")),
        company=frozenset(directives.get("company", "").split()),
        elsewhere={
            name.strip(): Elsewhere(title.strip(), is_company=True)
            for name, mark, title in [directives.get("elsewhere", "").partition("=")]
            if mark
        },
        approved=_approved(directives.get("approved", "")),
    )


def _approved(text: str) -> dict[str, tuple[Approved, ...]]:
    """Read `id = parent_lead, champion`, a role for each who approved; `id = none`."""
    name, mark, roles = text.partition("=")
    if not mark:
        return {}
    given = [each.strip() for each in roles.split(",") if each.strip() != "none"]
    return {name.strip(): tuple(Approved(frozenset({each})) for each in given)}


def example_params(example: str) -> dict[str, object]:
    """Return the parameters an example runs with: `# params: days = 7; objective = why, owner`."""
    said = dict(_DIRECTIVE.findall(example)).get("params", "")
    found: dict[str, object] = {}
    for part in filter(None, said.split(";")):
        name, _, value = (each.strip() for each in part.partition("="))
        words = [each.strip() for each in value.split(",")]
        found[name] = int(value) if value.isdigit() else words
    return found


def _named(text: str) -> dict[str, tuple[Decimal, ...]]:
    """Read `name = 1, 2, 3`."""
    name, mark, values = text.partition("=")
    if not mark:
        return {}
    return {name.strip(): tuple(Decimal(value.strip()) for value in values.split(","))}
