"""Beside the check-ins of a week: what needs its reader, what changed, what they own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.attestations.selectors.own import own_attestations
from plumbline.domain.discussion.places import comment_in
from plumbline.domain.discussion.selectors.questions import Question, questions_waiting
from plumbline.domain.governance.permissions import practice_changeable
from plumbline.domain.governance.selectors.practices import reviews_due
from plumbline.domain.learning.selectors.assignments import own_assignments
from plumbline.domain.learning.selectors.course import own_progress
from plumbline.domain.okrs.selectors.around import around, owned_running
from plumbline.domain.okrs.selectors.facts import TreeNode
from plumbline.domain.okrs.selectors.needs import Need, NeedKind, needs_of
from plumbline.domain.okrs.selectors.waivers import waivers_waiting
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.day_words import day_words
from plumbline.web.governance.attesting import own_words
from plumbline.web.governance.words import practice_url
from plumbline.web.okrs.as_of import as_of_asked
from plumbline.web.okrs.dependency_lines import needing_lines
from plumbline.web.okrs.moves import WeekLine, moved_line
from plumbline.web.okrs.nodes import Places, objective_node
from plumbline.web.okrs.waiver_lines import waived_words
from plumbline.web.ui.trees import OkrNode
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

#: Who was away longer is told of seven days with today, as the page of a team tells them; what is
#: older stands on the pages themselves.
AT_MOST = timedelta(days=6)
_LOOKED, _BEFORE = "week_looked_on", "week_looked_before"


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One thing that waits for the reader."""

    icon: str
    title: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Everything beside the week.

    Attributes:
        changed_head: Since which day.
        owned: The objectives the reader owns that run.
    """

    needs: tuple[NeedLine, ...]
    changed_head: str
    changed: tuple[WeekLine, ...]
    owned: tuple[OkrNode, ...]


def beside_week(visit: Visit) -> Beside:
    """Return what stands beside the week of the viewer."""
    since = looked_before(visit)
    found = around(viewer=visit.viewer, at=visit.at, since=since)
    places = Places(visit.slug, as_of_asked(visit, keep=()))
    return Beside(
        needs=tuple(_needs(visit)),
        # Translators: Django's date format: "l" gives Thursday.
        changed_head=_("Changed since %(day)s") % {"day": date_format(since, _("l"))},
        changed=tuple(moved_line(each, places) for each in found.moved),
        owned=_owned(found.owned, places),
    )


def owned_beside(visit: Visit) -> tuple[OkrNode, ...]:
    """Return the objectives the viewer owns alone, as they stand after a value came or went."""
    places = Places(visit.slug, as_of_asked(visit, keep=()))
    return _owned(owned_running(viewer=visit.viewer, at=visit.at), places)


def _owned(nodes: Iterable[TreeNode], places: Places) -> tuple[OkrNode, ...]:
    return tuple(
        replace(objective_node(node, places), children=(), below_url="", owner=None)
        for node in nodes
    )


def looked_before(visit: Visit) -> date:
    """Return the day before today on which the week was looked at, six days ago at most.

    The browser's session keeps it, for each organization of somebody who belongs to several. So a
    second look on the same day tells the same; a page that a browser fetches ahead was not looked
    at.
    """
    session, today = visit.request.session, visit.today
    here = visit.viewer.organization_id
    looked_key, before_key = f"{_LOOKED}_{here}", f"{_BEFORE}_{here}"
    looks = visit.request.method == "GET" and "Sec-Purpose" not in visit.request.headers
    if looks and session.get(looked_key) != today.isoformat():
        session[before_key] = session.get(looked_key, "")
        session[looked_key] = today.isoformat()
    before = session.get(before_key)
    earliest = today - AT_MOST
    return max(date.fromisoformat(before), earliest) if before else earliest


def _needs(visit: Visit) -> Iterator[NeedLine]:
    for question in questions_waiting(viewer=visit.viewer):
        yield _question_line(visit, question)
    yield from _practice_lines(visit)
    yield from _lesson_lines(visit)
    for line in needing_lines(visit):
        yield NeedLine(line.icon, line.title, line.sentence, line.url)
    for need in needs_of(viewer=visit.viewer, at=visit.at):
        yield _need_line(visit, need)


def _practice_lines(visit: Visit) -> Iterator[NeedLine]:
    """Yield practices to attest, waivers to answer, practices to look at again; none while off."""
    if ModuleKey.GOVERNANCE not in visit.modules:
        return
    for own in own_attestations(viewer=visit.viewer, on=visit.today):
        if not own.is_attested:
            yield NeedLine(
                icon="clipboard-check",
                title=own.practice.name,
                words=own_words(own),
                url=reverse("practice-attest", args=[visit.slug, own.practice.public_id]),
            )
    for waiver in waivers_waiting(viewer=visit.viewer, on=visit.today):
        yield NeedLine(
            icon="hand-stop",
            title=f"{waiver.practice.name}: {waived_words(waiver)}",
            words=_("%(name)s asks for a waiver until %(day)s. Grant it, or decline it.")
            % {"name": waiver.asked_by or _("Somebody"), "day": day_words(waiver.expires_on)},
            url=reverse("waiver", args=[visit.slug, waiver.public_id]),
        )
    for practice in reviews_due(viewer=visit.viewer, on=visit.today):
        yield NeedLine(
            icon="gavel",
            title=practice.name,
            words=_look_words(visit, practice),
            url=_look_url(visit, practice),
        )


def _lesson_lines(visit: Visit) -> Iterator[NeedLine]:
    """Yield the lessons that were given and are not done, while learning is on."""
    if ModuleKey.LEARNING not in visit.modules:
        return
    given = own_assignments(viewer=visit.viewer, on=visit.today)
    progress = own_progress(viewer=visit.viewer) if given else None
    for each in given:
        left = [lesson for lesson in each.lessons if progress and not progress.is_done(lesson)]
        if left:
            yield NeedLine(
                icon="book",
                title=ngettext("%(count)d lesson to do", "%(count)d lessons to do", len(left))
                % {"count": len(left)},
                words=_lesson_words(visit, each.due_on, left[0].title),
                url=reverse("lesson", args=[visit.slug, left[0].name]),
            )


def _lesson_words(visit: Visit, due_on: date, title: str) -> str:
    said = {"title": title, "day": day_words(due_on)}
    if due_on < visit.today:
        return _("They were due on %(day)s. Begin with “%(title)s”.") % said
    return _("By %(day)s. Begin with “%(title)s”.") % said


def _look_words(visit: Visit, practice: "Practice") -> str:
    day = {"day": day_words(practice.review_on)}
    if practice.owner_id == visit.viewer.person_id:
        return _("You answer for it: look at it again. That was due on %(day)s.") % day
    return _("Nobody answers for it: look at it again. That was due on %(day)s.") % day


def _look_url(visit: Visit, practice: "Practice") -> str:
    """Return where a practice is looked at again; for who may not settle that, its page."""
    if not practice_changeable(visit.viewer):
        return practice_url(visit, practice)
    return f"{reverse('practice-move', args=[visit.slug, practice.public_id])}?to=review"


def _question_line(visit: Visit, question: Question) -> NeedLine:
    about = question.key_result
    page = (
        reverse("key-result-discussion", args=[visit.slug, about.public_id])
        if about
        else reverse("objective-discussion", args=[visit.slug, question.objective.public_id])
    )
    return NeedLine(
        icon="message-question",
        title=_("%(name)s asks about “%(title)s”")
        % {"name": question.author, "title": (about or question.objective).name},
        words=_("“%(text)s” An answer is required.") % {"text": question.text},
        url=comment_in(page, question.public_id),
    )


def _need_line(visit: Visit, need: Need) -> NeedLine:
    kind = need.kind
    grades = kind in (NeedKind.GRADE_SELF, NeedKind.GRADE_FINAL)
    approves = kind is NeedKind.APPROVE
    where = "objective-grade" if grades else "objective-approvals" if approves else "objective"
    who = need.owner.name if need.owner else _("Nobody")
    words = {
        NeedKind.GRADE_START: _("%(cycle)s is over. Start its grading.") % {"cycle": need.cycle},
        NeedKind.GRADE_SELF: _("Say whether the better state is true, then grade it."),
        NeedKind.GRADE_FINAL: _("%(name)s has graded it. Give the final grade.") % {"name": who},
        NeedKind.ACCEPT: _("%(name)s proposes it. Take it among the drafts, or say why not.")
        % {"name": who},
        NeedKind.APPROVE: _("It waits for your approval. Give it, or say what is missing."),
        NeedKind.ACTIVATE: _("It is in review for %(cycle)s. Activate it, or say what is missing.")
        % {"cycle": need.cycle},
        NeedKind.FINISH: _("Still a draft, and %(cycle)s runs.") % {"cycle": need.cycle},
    }
    icon = "clipboard-check" if grades or approves or kind is NeedKind.GRADE_START else "pencil"
    return NeedLine(
        icon=icon,
        title=need.objective.name,
        words=words[kind],
        url=reverse(where, args=[visit.slug, need.objective.public_id]),
    )
