"""The three questions of a week: answering them, and the lines that lead there and tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.checkins.selectors import MyCheckIn
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.reviews.selectors.weekly_answers import (
    WeeklyQuestions,
    weekly_answers_told,
    weekly_questions,
    weekly_questions_of,
)
from plumbline.domain.reviews.services.weekly_answers import (
    WORDS_LENGTH,
    WeeklyWords,
    blocker_add,
    weekly_answers_write,
)
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent
from plumbline.web.reviews.decision_forms import BlockerForm
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team
    from plumbline.domain.reviews.models import WeeklyAnswers

QUESTIONS: Final[Mapping[str, Promise]] = {
    "shipped": gettext_lazy("What did we ship or change?"),
    "effect": gettext_lazy("What did it do to our key results?"),
    "learn_next": gettext_lazy("What will we learn next week?"),
    "blockers": gettext_lazy("What is in the way?"),
}
#: The same, where answers stand below one another and each needs a word only.
HEADS: Final[Mapping[str, Promise]] = {
    "shipped": gettext_lazy("Changed"),
    "effect": gettext_lazy("Effect"),
    "learn_next": gettext_lazy("Learns next"),
    "blockers": gettext_lazy("In the way"),
}


def _question(name: str, help_text: object = "", *, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=QUESTIONS[name],  # type: ignore[arg-type]  # translated when it is shown
        help_text=help_text,  # type: ignore[arg-type]  # likewise
        required=False,
        max_length=WORDS_LENGTH,
        widget=TextArea(attrs={"rows": rows}),
    )


class WeeklyAnswersForm(forms.Form):
    """The three questions, and what blocks."""

    is_own = True
    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    week = forms.DateField(widget=forms.HiddenInput, required=False)
    shipped = _question("shipped")
    effect = _question(
        "effect", gettext_lazy("Name the number that moved, or say that none did yet.")
    )
    learn_next = _question("learn_next", gettext_lazy("Next week begins with it."))
    blockers = _question("blockers", gettext_lazy("Leave it empty if nothing is."), rows=2)

    def words(self) -> WeeklyWords:
        """What was typed, for the service."""
        return WeeklyWords(**{name: self.cleaned_data[name] for name in QUESTIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsLine:
    """One team's questions as a line of My week."""

    words: str
    aside: str
    url: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class AnswersShown:
    """What one person answered, each answer with its head."""

    person: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """One of the questions with what each person answered; `said` are pairs of who and what."""

    name: str
    words: str
    said: tuple[tuple[str, str], ...]


def question_lines(visit: Visit, mine: Sequence[MyCheckIn]) -> tuple[QuestionsLine, ...]:
    """Return what is asked this week besides one's check-ins, a line for each team."""
    if ModuleKey.WEEKLY_REVIEW not in visit.modules:
        return ()
    asked = weekly_questions(viewer=visit.viewer, mine=mine, at=visit.at)
    return tuple(_line(visit, questions) for questions in asked)


def answers_shown(
    visit: Visit, team: "Team", *, as_of: date | None = None
) -> Sequence[AnswersShown]:
    """Return what people answered for a team this week, or in the week of a past day."""
    if ModuleKey.WEEKLY_REVIEW not in visit.modules:
        return ()
    told = weekly_answers_told(viewer=visit.viewer, team=team, at=visit.at, as_of=as_of)
    return [
        AnswersShown(
            row.person,
            tuple(
                (str(head), getattr(row, name))
                for name, head in HEADS.items()
                if getattr(row, name)
            ),
        )
        for row in told
    ]


def answers_by_question(
    visit: Visit, team: "Team", *, as_of: date | None = None
) -> Sequence[QuestionAnswered]:
    """Return the answers of a week question by question, in their order, each with all it got."""
    told = weekly_answers_told(viewer=visit.viewer, team=team, at=visit.at, as_of=as_of)
    return [
        QuestionAnswered(
            name,
            str(words),
            tuple((row.person, getattr(row, name)) for row in told if getattr(row, name)),
        )
        for name, words in QUESTIONS.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def weekly_answers(visit: Visit, team: str) -> HttpResponse:
    """Ask the three questions for a team, and take the answers."""
    row = team_get(viewer=visit.viewer, public_id=team)
    asked = weekly_questions_of(viewer=visit.viewer, team=row, at=visit.at)
    return form_answer(
        WeeklyAnswersForm(form_sent(visit.request), initial=_initial(asked)),
        page=partial(_page, visit, asked),
        save=partial(_save, visit, row),
        now=_now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def blocker(visit: Visit, team: str) -> HttpResponse:
    """Name one more thing that is in the way of a team."""
    row = team_get(viewer=visit.viewer, public_id=team)
    weekly_questions_of(viewer=visit.viewer, team=row, at=visit.at)
    review = reverse("team-review", args=[visit.slug, team])

    def page(form: BlockerForm, *, status: int = 200) -> HttpResponse:
        context = {
            "frame": frame_for(visit, Entry.TEAM),
            "form": form,
            "team": row.name,
            "back": f"{review}#blockers",
        }
        return render(visit.request, "reviews/blocker.html", context, status=status)

    def save(form: BlockerForm) -> HttpResponse:
        text = form.cleaned_data["text"]
        blocker_add(actor=visit.viewer, team=row, text=text, at=visit.at)
        return redirect(f"{review}#blockers")

    return form_answer(BlockerForm(form_sent(visit.request)), page=page, save=save, once=visit)


def _line(visit: Visit, asked: WeeklyQuestions) -> QuestionsLine:
    answered = asked.answers is not None
    words = (
        _("Three questions for %(team)s, answered")
        if answered
        else _("Then three questions for %(team)s, once this week")
    )
    begun = bool(asked.learn_last) and not answered
    return QuestionsLine(
        words=words % {"team": asked.team},
        aside=_("the first is filled in from what you wanted to learn") if begun else "",
        url=reverse("weekly-answers", args=[visit.slug, asked.team_public_id]),
        is_answered=answered,
    )


def _now(row: "WeeklyAnswers") -> Mapping[str, object]:
    return {name: getattr(row, name) for name in QUESTIONS}


def _initial(asked: WeeklyQuestions) -> dict[str, object]:
    if asked.answers is None:
        return {"week": asked.week.isoformat(), "version": 1, "shipped": asked.learn_last}
    version = asked.answers.version
    return {"week": asked.week.isoformat(), "version": version, **_now(asked.answers)}


def _save(visit: Visit, team: "Team", form: WeeklyAnswersForm) -> HttpResponse:
    weekly_answers_write(
        actor=visit.viewer,
        team=team,
        words=form.words(),
        expected=form.cleaned_data["version"],
        at=visit.at,
        week=form.cleaned_data["week"],
    )
    saved = _("Your answers for %(team)s are in. The team reads them on its page.")
    messages.success(visit.request, saved % {"team": team.name})
    return redirect("my-week", visit.slug)


def _page(
    visit: Visit, asked: WeeklyQuestions, form: WeeklyAnswersForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.MY_WEEK),
        "form": form,
        "team": asked.team,
        "learn_last": asked.learn_last,
        "back": reverse("my-week", args=[visit.slug]),
    }
    return render(visit.request, "reviews/weekly_answers.html", context, status=status)
