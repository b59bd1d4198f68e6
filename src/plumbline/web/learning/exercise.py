"""One exercise: what is asked, what the rules say of the answer while it is written, and tries."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.learning.permissions import practises
from plumbline.domain.learning.selectors.course import (
    TryFacts,
    exercise_named,
    own_tries,
)
from plumbline.domain.learning.services.practising import exercise_answer
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching.learning.course import lesson_of_exercise, lessons
from plumbline.engine.coaching.learning.exercises import Exercise, ExerciseKind
from plumbline.engine.coaching.learning.judging import (
    LONGEST,
    SAMPLE_AFTER,
    Verdict,
    answer_judge,
)
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.writing.readings import Reading, reading_of

NOTHING_READ: Final = Reading()


class AnswerForm(forms.Form):
    """What somebody writes, or which option they choose."""

    use_required_attribute = False

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST,
        widget=TextArea(attrs={"rows": 3, "lang": "en", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write your answer first.")},
    )

    def choose_among(self, exercise: Exercise) -> None:
        """Offer the options of an exercise in place of a text."""
        choices = [(str(at), each.words) for at, each in enumerate(exercise.options, start=1)]
        self.fields["answer"] = forms.ChoiceField(
            label=_("Your answer"),
            choices=choices,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={
                "required": _("Choose one of the answers."),
                "invalid_choice": _("Choose one of the answers."),
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPart:
    """What is said of an answer; nothing before there is one.

    Attributes:
        reading: What the rules say of its words.
        missing: What is asked for and is not there.
        chosen: What is said of the option that was chosen.
        is_done: Whether it is enough.
        is_read: Whether there is an answer at all.
    """

    reading: Reading = NOTHING_READ
    missing: tuple[str, ...] = ()
    chosen: str = ""
    is_done: bool = False
    is_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisePage:
    """Everything the template says."""

    title: str
    task: str
    above: str
    given: str
    lesson: str
    lesson_url: str
    is_choice: bool
    verdict: VerdictPart
    reading_url: str
    tries: str
    is_done: bool
    earlier: tuple[TryFacts, ...]
    sample: str
    next_words: str
    next_url: str
    may_answer: bool


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def answer(visit: Visit, exercise: str) -> HttpResponse:
    """Show an exercise; keep an answer and say what it lacks."""
    asked = exercise_named(exercise)
    tries = own_tries(viewer=visit.viewer, exercise=exercise)
    form = AnswerForm(
        form_sent(visit.request), initial={"answer": tries[0].answer} if tries else {}
    )
    if asked.kind is ExerciseKind.CHOICE:
        form.choose_among(asked)
    return form_answer(
        form,
        page=partial(_page, visit, asked, tries),
        save=partial(_save, visit, asked),
    )


@require_POST
@tenant_page
def reading(visit: Visit, exercise: str) -> HttpResponse:
    """Say what an answer lacks while it is written; nothing is kept."""
    asked = exercise_named(exercise)
    if not practises(visit.viewer):
        raise PermissionRefused("orgs.refused", act="edit", kind="person")
    words = visit.request.POST.get("answer", "")[:LONGEST]
    return render(visit.request, "learning/verdict.html", {"verdict": _verdict(asked, words)})


def _save(visit: Visit, asked: Exercise, form: AnswerForm) -> HttpResponse:
    exercise_answer(
        actor=visit.viewer,
        exercise=asked.name,
        answer=form.cleaned_data["answer"],
        at=visit.at,
    )
    return redirect(reverse("exercise", args=[visit.slug, asked.name]) + "#verdict")


def _page(
    visit: Visit,
    asked: Exercise,
    tries: tuple[TryFacts, ...],
    form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    lesson = lesson_of_exercise()[asked.name]
    latest = tries[0].answer if tries and not form.is_bound else ""
    is_done = any(each.is_enough for each in tries)
    words, url = _next(visit, asked.name)
    page = ExercisePage(
        title=asked.title,
        task=asked.task,
        above=asked.above,
        given=asked.given,
        lesson=lesson.title,
        lesson_url=reverse("lesson", args=[visit.slug, lesson.name]),
        is_choice=asked.kind is ExerciseKind.CHOICE,
        verdict=_verdict(asked, latest),
        reading_url=reverse("exercise-reading", args=[visit.slug, asked.name]),
        tries=ngettext("%(tries)d try", "%(tries)d tries", len(tries)) % {"tries": len(tries)}
        if tries
        else "",
        is_done=is_done,
        earlier=_earlier(asked, tries),
        sample=asked.sample if is_done or len(tries) >= SAMPLE_AFTER else "",
        next_words=words,
        next_url=url,
        may_answer=practises(visit.viewer),
    )
    home = reverse("learn", args=[visit.slug])
    frame = frame_for(visit, Entry.LEARN, context=_("Learn"), context_url=home)
    context = {"frame": frame, "page": page, "form": form, "verdict": page.verdict}
    return render(visit.request, "learning/exercise.html", context, status=status)


def _earlier(asked: Exercise, tries: tuple[TryFacts, ...]) -> tuple[TryFacts, ...]:
    """Return the answers before the latest one, in words."""
    if asked.kind is not ExerciseKind.CHOICE:
        return tries[1:]
    words = {str(at): each.words for at, each in enumerate(asked.options, start=1)}
    return tuple(
        TryFacts(words.get(each.answer, each.answer), each.is_enough) for each in tries[1:]
    )


def _next(visit: Visit, name: str) -> tuple[str, str]:
    """Return where to go on: the next exercise of the lesson, else the next lesson."""
    lesson = lesson_of_exercise()[name]
    later = lesson.exercises[lesson.exercises.index(name) + 1 :]
    if later:
        return _("Next exercise"), reverse("exercise", args=[visit.slug, later[0]])
    order = list(lessons())
    after = order[order.index(lesson.name) + 1 :]
    if after:
        return _("Next lesson"), reverse("lesson", args=[visit.slug, after[0]])
    return _("All lessons"), reverse("learn", args=[visit.slug])


def _verdict(asked: Exercise, words: str) -> VerdictPart:
    if not words.strip():
        return VerdictPart()
    verdict: Verdict = answer_judge(asked, words)
    line = " ".join(words.split())
    own = [each for each in verdict.findings if each.subject.title == line]
    others = [each for each in verdict.findings if each.subject.title != line]
    return VerdictPart(
        reading=reading_of(line, own, beside=others),
        missing=tuple(wording(each) for each in verdict.missing),
        chosen=verdict.chosen,
        is_done=verdict.is_done,
        is_read=True,
    )
