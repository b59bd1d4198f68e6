"""One rule: what it finds, why, what is bad and good, and which practices ask it here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.domain.governance.selectors.practices import Tier, bindings_read, practices_list
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.engine.coaching.learning.course import lesson_of_rule
from plumbline.engine.rules.parameters import Parameter, parameters_of
from plumbline.engine.rules.registry import code_of, registered
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.words import practice_url, rule_words, scope_words
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingLine:
    """A practice that asks the rule here."""

    name: str
    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """Everything the template says.

    Attributes:
        bad: Examples that it finds fault with, as lines of a document.
        limits: Its parameters with their values where nobody sets others.
        lesson: The name of the lesson that teaches it; empty where none does.
        is_governed: Whether practices can ask it at all; the rest is true without them.
    """

    code: str
    name: str
    summary: str
    finds: str
    why: str
    mend: str
    source: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    limits: tuple[str, ...]
    lesson: str
    lesson_title: str
    practices: tuple[AskingLine, ...]
    is_governed: bool


@require_safe
@tenant_page
def rule(visit: Visit, code: str) -> HttpResponse:
    """Show one rule, by its code or its name."""
    known = code_of(code)
    if known is None:
        raise NotFound("governance.rule_not_found")
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "page": _page(visit, known),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/rule.html", context)


def _page(visit: Visit, code: str) -> RulePage:
    found, text = registered()[code], rule_words(code)
    lesson = lesson_of_rule().get(found.rule.name)
    is_governed = ModuleKey.GOVERNANCE in visit.modules
    return RulePage(
        code=code,
        name=found.rule.name,
        summary=text.summary,
        finds=text.sections["What it finds"],
        why=text.sections["Why it matters"],
        mend=text.sections["Mend"],
        source=text.sections["Source"],
        bad=text.bad[:1],
        good=text.good[:1],
        limits=tuple(map(_limit, parameters_of(found.params))),
        lesson=lesson.name if lesson else "",
        lesson_title=lesson.title if lesson else "",
        practices=tuple(
            _asking(visit, row)
            for row in (practices_list(viewer=visit.viewer) if is_governed else ())
            if code in {each.code for each in bindings_read(row.bindings)}
        ),
        is_governed=is_governed,
    )


def _asking(visit: Visit, row: "Practice") -> AskingLine:
    return AskingLine(
        name=row.name,
        url=practice_url(visit, row),
        words=f"{Tier(row.tier).label} · {scope_words(row)}",
    )


def _limit(parameter: Parameter) -> str:
    value = parameter.default
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    elif isinstance(value, tuple):
        value = ", ".join(map(str, value)) or "–"
    return f"{parameter.about}: {value}"
