"""The course with one's own progress, one lesson, and the questions that are often asked."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.domain.learning.permissions import may_assign_somewhere
from plumbline.domain.learning.selectors.assignments import AssignmentFacts, own_assignments
from plumbline.domain.learning.selectors.course import (
    Progress,
    exercise_named,
    lesson_named,
    own_progress,
)
from plumbline.engine.coaching.learning.course import Block, Lesson, lessons
from plumbline.engine.coaching.learning.questions import Question, questions
from plumbline.engine.coaching.worked_examples import WorkedExample
from plumbline.engine.rules.examples import rule_text
from plumbline.engine.rules.registry import registered
from plumbline.web.framing import Entry, frame_for
from plumbline.web.visits import Visit, tenant_page


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLine:
    """A lesson in the list; `state` is empty while nothing of it was tried."""

    number: int
    title: str
    aim: str
    url: str
    minutes: str
    is_done: bool
    state: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedLine:
    """What somebody is to do, and how far they are."""

    words: str
    due: str
    is_late: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnPage:
    """Everything the template says; `next_line` is the first lesson that is not done."""

    lines: tuple[LessonLine, ...]
    assigned: tuple[AssignedLine, ...]
    progress: str
    next_line: LessonLine | None
    is_new: bool
    may_assign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseLine:
    """An exercise below its lesson."""

    title: str
    url: str
    state: str
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTaught:
    """A rule that a lesson teaches: its name, and what it finds."""

    name: str
    finds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """Everything the template says."""

    title: str
    aim: str
    meta: str
    blocks: tuple[Block, ...]
    example: WorkedExample
    exercises: tuple[ExerciseLine, ...]
    rules: tuple[RuleTaught, ...]
    sources: tuple[str, ...]
    next_title: str
    next_url: str


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions about one subject, each with the title of the lesson that says more."""

    name: str
    questions: tuple[tuple[Question, str], ...]


@require_safe
@tenant_page
def learn(visit: Visit) -> HttpResponse:
    """Show the lessons in their order, with what is done and what was given."""
    progress = own_progress(viewer=visit.viewer)
    assigned = own_assignments(viewer=visit.viewer, on=visit.today)
    due = _due_days(assigned, progress)
    lines = tuple(
        _line(visit, lesson, number, progress, due)
        for number, lesson in enumerate(lessons().values(), start=1)
    )
    done = sum(line.is_done for line in lines)
    page = LearnPage(
        lines=lines,
        assigned=tuple(_assigned(visit, each, progress) for each in assigned),
        progress=_done(done, len(lines)),
        next_line=_next(lines),
        is_new=not progress.tries,
        may_assign=may_assign_somewhere(visit.viewer),
    )
    return _shown(visit, "learning/learn.html", page)


@require_safe
@tenant_page
def detail(visit: Visit, lesson: str) -> HttpResponse:
    """Show one lesson."""
    found = lesson_named(lesson)
    progress = own_progress(viewer=visit.viewer)
    order = list(lessons().values())
    after = order[order.index(found) + 1 :][:1]
    page = LessonPage(
        title=found.title,
        aim=found.aim,
        meta=_("Lesson %(number)d of %(all)d, %(minutes)s")
        % {
            "number": order.index(found) + 1,
            "all": len(order),
            "minutes": _minutes(found),
        },
        blocks=found.blocks,
        example=found.example,
        exercises=tuple(exercise_line(visit, name, progress) for name in found.exercises),
        rules=rules_taught(found),
        sources=found.sources,
        next_title=after[0].title if after else "",
        next_url=reverse("lesson", args=[visit.slug, after[0].name]) if after else "",
    )
    return _shown(visit, "learning/lesson.html", page)


@require_safe
@tenant_page
def often_asked(visit: Visit) -> HttpResponse:
    """Show the questions that are often asked, by subject."""
    asked = " ".join(visit.request.GET.get("q", "")[:100].split())
    grouped: dict[str, list[tuple[Question, str]]] = {}
    for each in questions():
        if asked.casefold() in f"{each.words} {each.answer}".casefold():
            grouped.setdefault(each.group, []).append((each, lessons()[each.lesson].title))
    context = {
        "frame": frame_for(visit, Entry.LEARN, context=_("Learn"), context_url=_home(visit)),
        "groups": [QuestionGroup(name, tuple(found)) for name, found in grouped.items()],
        "asked": asked,
    }
    return render(visit.request, "learning/questions.html", context)


def exercise_line(visit: Visit, name: str, progress: Progress) -> ExerciseLine:
    """Return an exercise as a row, with how far the viewer is."""
    tries = progress.tries.get(name, 0)
    is_done = name in progress.done
    state = ""
    if is_done:
        state = _("Done")
    elif tries:
        state = ngettext("%(tries)d try", "%(tries)d tries", tries) % {"tries": tries}
    return ExerciseLine(
        title=exercise_named(name).title,
        url=reverse("exercise", args=[visit.slug, name]),
        state=state,
        is_done=is_done,
    )


def rules_taught(lesson: Lesson) -> tuple[RuleTaught, ...]:
    """Return the rules of a lesson in words."""
    by_name = {one.rule.name: one for one in registered().values()}
    return tuple(
        RuleTaught(name=name, finds=rule_text(by_name[name].text).summary) for name in lesson.rules
    )


def day_words(day: date) -> str:
    """Write a day."""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    return date_format(day, _("j F Y"))


def _shown(visit: Visit, template: str, page: object) -> HttpResponse:
    frame = frame_for(visit, Entry.LEARN, context=_("Learn"), context_url=_home(visit))
    return render(visit.request, template, {"frame": frame, "page": page})


def _home(visit: Visit) -> str:
    return reverse("learn", args=[visit.slug])


def _line(
    visit: Visit, lesson: Lesson, number: int, progress: Progress, due: dict[str, date]
) -> LessonLine:
    is_done = progress.is_done(lesson)
    state = _("Done") if is_done else ""
    if not is_done and progress.is_begun(lesson):
        said = {"done": progress.exercises_done(lesson), "all": len(lesson.exercises)}
        state = _("%(done)d of %(all)d exercises") % said
    return LessonLine(
        number=number,
        title=lesson.title,
        aim=lesson.aim,
        url=reverse("lesson", args=[visit.slug, lesson.name]),
        minutes=_minutes(lesson),
        is_done=is_done,
        state=state,
        due=_("by %(day)s") % {"day": day_words(due[lesson.name])} if lesson.name in due else "",
    )


def _due_days(assigned: tuple[AssignmentFacts, ...], progress: Progress) -> dict[str, date]:
    """Return by lesson the nearest day by which it is to be done, as long as it is not."""
    days: dict[str, date] = {}
    for each in assigned:
        for lesson in each.lessons:
            if not progress.is_done(lesson):
                days.setdefault(lesson.name, each.due_on)
    return days


def _next(lines: tuple[LessonLine, ...]) -> LessonLine | None:
    """Return the lesson to go on with: one that was given, else the first that is not done."""
    left = [line for line in lines if not line.is_done]
    return next((line for line in left if line.due), left[0] if left else None)


def _assigned(visit: Visit, each: AssignmentFacts, progress: Progress) -> AssignedLine:
    done, total = sum(map(progress.is_done, each.lessons)), len(each.lessons)
    whom = each.team or _("everybody")
    return AssignedLine(
        words=_("%(who)s asks %(team)s") % {"who": each.given_by, "team": whom},
        due=day_words(each.due_on),
        is_late=each.due_on < visit.today and done < total,
        state=_done(done, total),
    )


def _done(done: int, total: int) -> str:
    words = ngettext("%(done)d of %(all)d lesson done", "%(done)d of %(all)d lessons done", total)
    return words % {"done": done, "all": total}


def _minutes(lesson: Lesson) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", lesson.minutes) % {
        "count": lesson.minutes
    }
