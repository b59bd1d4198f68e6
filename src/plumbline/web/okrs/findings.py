"""What the rules find in an objective, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from django.contrib import messages
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.selectors.details import ObjectiveDetails
from plumbline.domain.okrs.selectors.findings import Gate, Judged, Severity, objective_findings
from plumbline.domain.okrs.selectors.governing import Governed
from plumbline.domain.okrs.selectors.waivers import WaiverFacts, WaiverState
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching.learning.course import lesson_of_rule
from plumbline.engine.rules.agreement.not_approved import RULE as NOT_APPROVED
from plumbline.engine.rules.model import SubjectKind
from plumbline.web.okrs.acts import PLANNED, ObjectiveActs
from plumbline.web.okrs.waiver_lines import asked_words
from plumbline.web.okrs.written import state_of
from plumbline.web.visits import Visit

SEVERITY_WORDS: Final[Mapping[Severity, Promise]] = {
    Severity.BLOCK: gettext_lazy("Blocks"),
    Severity.WARN: gettext_lazy("Warns"),
    Severity.HINT: gettext_lazy("Hint"),
}
SEVERITY_ICONS: Final[Mapping[Severity, str]] = {
    Severity.BLOCK: "hand-stop",
    Severity.WARN: "alert-triangle",
    Severity.HINT: "info-circle",
}


#: The field of the form in which what a finding names is mended.
FIELD_OF: Final[Mapping[str, str]] = {
    "title": "title",
    "why": "why",
    "owner": "owner",
    "priority": "priority",
    "style": "style",
    "tags": "tags",
    "metric": "kind",
    "evidence": "evidence_counts",
    "due": "due",
}
#: The same of what is said at the end; its lines stand on the page of the form itself.
FIELD_OF_GRADE: Final[Mapping[str, str]] = {
    "note": "note",
    "learned": "learned",
    "learned_evidence": "evidence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """What a rule found, and where it is mended.

    Attributes:
        level: `block`, `warn` or `hint`.
        subject: What it is about; empty for the objective itself.
        url: Where that is changed; empty where it is not the viewer's to do.
        way: What leads there is called; empty for mending it.
        practice: The practice behind it; empty where nobody adopted one.
        waived: Until when the objective need not keep it; empty where it must.
        asked: That it was asked for, by whom and until when; empty where nothing waits.
        asked_url: Where that is read.
        waiver_url: Where that is asked for; only of what blocks and is not asked for already.
        rule_url: Where the rule is explained.
        lesson: The name of the lesson that teaches it; empty where none does.
    """

    level: str
    level_word: str
    icon: str
    subject: str
    url: str
    words: str
    instead: str
    code: str
    practice: str
    practice_url: str
    waived: str
    asked: str
    asked_url: str
    waiver_url: str
    rule_url: str
    lesson: str
    lesson_title: str
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPart:
    """What the rules say of a draft.

    Attributes:
        is_shown: Whether the page speaks of it at all.
        lines: What blocks and warns.
        hints: The rest of what practices say.
        unasked: What rules find that no practice asks.
    """

    is_shown: bool = False
    lines: tuple[FindingLine, ...] = ()
    hints: tuple[FindingLine, ...] = ()
    unasked: tuple[FindingLine, ...] = ()


def is_judged(details: ObjectiveDetails) -> bool:
    """Whether the page says what the rules find: of a draft that the viewer sees."""
    is_now = details.as_of is None and details.opening is None
    return is_now and state_of(details.facts.state) in PLANNED


def findings_part(
    visit: Visit, details: ObjectiveDetails, acts: ObjectiveActs, governed: Governed
) -> FindingsPart:
    """Return what the rules say of a draft; of anything else, and with governance off, nothing."""
    found = governed.findings
    if not is_judged(details) or ModuleKey.GOVERNANCE not in visit.modules:
        return FindingsPart()
    in_words = partial(
        finding_lines,
        visit,
        objective=details.facts.public_id,
        edit_url=acts.edit_url,
        is_whole=acts.is_whole,
        waivers=governed.waivers,
    )
    asked = in_words([each for each in found if each.practice is not None])
    return FindingsPart(
        is_shown=True,
        lines=tuple(each for each in asked if each.level != Severity.HINT.value),
        hints=tuple(each for each in asked if each.level == Severity.HINT.value),
        unasked=in_words([each for each in found if each.practice is None]),
    )


def finding_lines(
    visit: Visit,
    found: Sequence[Judged],
    *,
    objective: str,
    edit_url: str = "",
    is_whole: bool = True,
    waivers: Sequence[WaiverFacts] = (),
) -> tuple[FindingLine, ...]:
    """Write findings, each with where it is mended.

    Args:
        visit: Who reads them.
        found: The most severe first.
        objective: Public id of what they are about, or whose key result.
        edit_url: Where the objective is edited; empty where that is not the viewer's to do.
        is_whole: Key results are edited there too.
        waivers: What is waived for it or asked for.
    """
    # The objective's own comes last and stays: that one cannot be asked for twice.
    asked = {
        each.practice.public_id: each
        for each in sorted(waivers, key=lambda each: not each.is_for_team)
        if each.state is WaiverState.ASKED
    }
    lines = ((each, _line(visit, each, objective, edit_url, is_whole)) for each in found)
    return tuple(_with_asked(visit, line, judged, asked) for judged, line in lines)


def _with_asked(
    visit: Visit, line: FindingLine, judged: Judged, asked: Mapping[str, WaiverFacts]
) -> FindingLine:
    """Say of what blocks that leave was asked for; it is not offered a second time."""
    facts = asked.get(judged.practice.public_id) if judged.practice else None
    if facts is None or not line.waiver_url:
        return line
    return replace(
        line,
        asked=asked_words(facts),
        asked_url=reverse("waiver", args=[visit.slug, facts.public_id]),
        waiver_url=line.waiver_url if facts.is_for_team else "",
    )


def _line(
    visit: Visit, judged: Judged, objective: str, edit_url: str, is_whole: bool
) -> FindingLine:
    found, lesson = judged.finding, lesson_of_rule().get(judged.finding.rule.name)
    is_part = found.subject.kind is SubjectKind.KEY_RESULT
    url = edit_url
    if is_part and edit_url and is_whole:
        url = reverse("key-result-edit", args=[visit.slug, found.subject.id])
    if found.code == NOT_APPROVED.code:
        url = reverse("objective-approvals", args=[visit.slug, objective])
    elif found.field in FIELD_OF_GRADE:
        url = f"#id_{FIELD_OF_GRADE[found.field]}"
    elif url and found.field in FIELD_OF:
        url += f"#id_{FIELD_OF[found.field]}"
    return FindingLine(
        level=judged.severity.value,
        level_word=str(SEVERITY_WORDS[judged.severity]),
        icon=SEVERITY_ICONS[judged.severity],
        subject=found.subject.title if is_part else "",
        url=url,
        words=wording(found.message),
        instead=found.mend.replacement or "" if found.mend else "",
        code=found.code,
        practice=judged.practice.name if judged.practice else "",
        practice_url=_practice_url(visit, judged),
        waived=waived_until_words(judged),
        asked="",
        asked_url="",
        waiver_url=_waiver_url(visit, judged, objective),
        rule_url=reverse("rule", args=[visit.slug, found.code]),
        lesson=lesson.name if lesson else "",
        lesson_title=lesson.title if lesson else "",
        way=_("See its approvals") if found.code == NOT_APPROVED.code else "",
    )


def _practice_url(visit: Visit, judged: Judged) -> str:
    if judged.practice is None:
        return ""
    return reverse("practice", args=[visit.slug, judged.practice.public_id])


def waived_until_words(judged: Judged) -> str:
    """Say until when a finding is waived; empty where it is not."""
    if judged.waived_until is None:
        return ""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    return _("waived until %(day)s") % {"day": date_format(judged.waived_until, _("j F Y"))}


def _waiver_url(visit: Visit, judged: Judged, objective: str) -> str:
    if judged.practice is None or judged.severity is not Severity.BLOCK:
        return ""
    return reverse("waiver-ask", args=[visit.slug, objective, judged.practice.public_id])


def passed_told(visit: Visit, public_id: str, gate: Gate) -> None:
    """Tell after an act which guidelines are not met: it went through, and the journal notes it."""
    if ModuleKey.GOVERNANCE not in visit.modules:
        return
    found = objective_findings(viewer=visit.viewer, public_id=public_id, at=visit.at)
    names: Mapping[str, None] = dict.fromkeys(
        each.practice.name
        for each in found
        if each.practice and each.asked_at(gate) and each.severity is Severity.WARN
    )
    if names:
        listed = ", ".join(f"“{name}”" for name in names)
        words = _(
            "It went through, and the journal notes the guidelines it does not meet: %(list)s."
        )
        messages.warning(visit.request, words % {"list": listed})
