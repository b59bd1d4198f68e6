"""The check of the rules: what they find in objectives under each practice that binds them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plumbline.domain.audits.checks import Flaw, Inquiry, PracticeAsked, Seen
from plumbline.domain.audits.choices import Asked
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.bindings import bindings_read
from plumbline.domain.governance.choices import ENDING_GATES, WRITING_GATES, Tier
from plumbline.domain.governance.judging import SEVERITY, Judged, Matter, judged_each
from plumbline.domain.governance.models import Practice
from plumbline.domain.okrs.models import State
from plumbline.domain.okrs.selectors.approved import approved_of
from plumbline.domain.okrs.selectors.matters_then import (
    ObjectiveThen,
    matters_then,
    objectives_then,
    objectives_then_read,
)
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message
from plumbline.engine.rules.model import SubjectKind

#: What is asked of an objective in a state. Drafts are asked at the gates, and what is paused or
#: was stopped is let be.
ASKED_IN: Final[Mapping[State, Asked]] = {
    State.ACTIVE: Asked.RUNNING,
    State.GRADING: Asked.ENDING,
    State.CLOSED: Asked.ENDING,
}
#: Put for the words of another objective: they are not for everybody who reads of this one.
_ELSEWHERE = "…"


class RulesCheck:
    """Asks the rules; see `checks.Check`."""

    def asks(
        self, practices: Sequence[Practice], moment: Moment, cycle: Cycle | None
    ) -> Mapping[int, frozenset[Asked]]:
        """Return of what practices are asked that a rule checks, by the gates that ask them."""
        return {each.pk: asks for each in practices if (asks := _asks(each))}

    def count(self, inquiry: Inquiry) -> int:
        """Return how many objectives there are (one query)."""
        return int(_rows(inquiry).count())

    def look(self, inquiry: Inquiry, *, after: int, most: int) -> Sequence[Seen]:
        """Judge the next objectives (twelve queries at most, whatever the number)."""
        states = _rows(inquiry).filter(subject_id__gt=after)[:most]
        found = objectives_then_read(states, inquiry.moment)
        rows = [each.row for each in found]
        practices = [each.practice for each in inquiry.practices]
        approved = approved_of(rows, practices, by=inquiry.moment.recorded_by)
        matters = matters_then(rows, inquiry.moment, levels=inquiry.levels, approved=approved)
        return [
            _seen(each, matter, inquiry.practices)
            for each, matter in zip(found, matters, strict=True)
        ]


def _asks(practice: Practice) -> frozenset[Asked]:
    if not bindings_read(practice.bindings):
        return frozenset()
    gates, asked = set(practice.gates), set()
    if gates & {each.value for each in WRITING_GATES}:
        asked.add(Asked.RUNNING)
    if gates & {each.value for each in ENDING_GATES}:
        asked.add(Asked.ENDING)
    return frozenset(asked)


def _rows(inquiry: Inquiry) -> QuerySet[Any]:
    """Return the objectives of which any practice is asked, in order."""
    asked = frozenset[Asked]().union(*(each.asks for each in inquiry.practices))
    return objectives_then(
        inquiry.moment,
        team_path=inquiry.team_path,
        cycle=inquiry.cycle,
        states=[state for state, asks in ASKED_IN.items() if asks in asked],
    )


def _seen(then: ObjectiveThen, matter: Matter, practices: Sequence[PracticeAsked]) -> Seen:
    row = then.row
    asked = ASKED_IN[State(row.state)]
    holding = [each.practice for each in practices if each.is_asked(asked, then.team_path)]
    return Seen(
        place=row.pk,
        objective_public_id=row.public_id,
        title=row.title,
        team_id=None if row.is_personal else row.team_id,
        team_name=then.team_name,
        team_path=then.team_path,
        cycle_name=row.cycle.name,
        asked=asked,
        flaws=tuple(_flaws(matter, holding)),
    )


def _flaws(matter: Matter, practices: Sequence[Practice]) -> Iterator[Flaw]:
    own = matter.document.objectives[0]
    items = {each.id: each for each in own.key_results}
    texts = {own.title, *(each.title for each in own.key_results)}
    for judged in judged_each(matter, practices):
        found, practice = judged.finding, judged.practice
        if practice is None:
            continue
        part = items.get(found.subject.id)
        node = own if part is None else part
        yield Flaw(
            practice_id=practice.pk,
            code=found.code,
            name=found.rule.name,
            message=wording(_own_words(found.message, texts)),
            item_kind=(SubjectKind.OBJECTIVE if part is None else SubjectKind.KEY_RESULT).value,
            item_public_id=node.id or "",
            item_title=node.title,
            field=found.field,
            words=() if found.field == "owner" else found.evidence or _marked(judged, node),
            values={} if part is None else _values(part),
            is_sure=judged.severity is SEVERITY[Tier(practice.tier)],
        )


def _own_words(message: Message, texts: set[str]) -> Message:
    """Return a message without the words of other objectives and without anybody's name.

    What is kept of it is kept for good: others may become private later, and people leave.
    """
    params = dict(message.params)
    if params.get("title", "") not in texts and "title" in params:
        params["title"] = _ELSEWHERE
    if "owner" in params:
        params["owner"] = _("The owner")
    return Message(message.id, params)


def _marked(judged: Judged, node: documents.Objective | documents.KeyResult) -> tuple[str, ...]:
    """Return the words that a finding marks in a title, where it marks a part of it."""
    found = judged.finding
    if found.field != "title" or found.end - found.start in (0, len(node.title)):
        return ()
    return (node.title[found.start : found.end],)


def _values(part: documents.KeyResult) -> Mapping[str, str]:
    """Return the numbers and days of a key result, by field, as text."""
    metric = part.metric or documents.Metric()
    last = part.check_ins[-1] if part.check_ins else None
    values: Mapping[str, object] = {
        "baseline": metric.baseline,
        "target": metric.target,
        "low": metric.low,
        "high": metric.high,
        "unit": metric.unit,
        "due": part.due,
        "current": last.value if last else None,
        "checked_in_on": last.date if last else None,
        "confidence": last.confidence if last else None,
    }
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: object) -> str:
    return format(value.normalize(), "f") if hasattr(value, "normalize") else str(value)
