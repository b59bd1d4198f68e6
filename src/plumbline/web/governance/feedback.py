"""What people say of a practice: one's own word, everybody's for its keepers, and an answer."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.practice_feedback.permissions import feedback_answerable
from plumbline.domain.practice_feedback.selectors.feedback import (
    COUNTED_FROM,
    Counts,
    FeedbackFacts,
    FeedbackPart,
    OwnFeedback,
    Verdict,
    feedback_get,
    feedback_list,
    feedback_part,
    own_feedback,
)
from plumbline.domain.practice_feedback.services.closing import feedback_close
from plumbline.domain.practice_feedback.services.giving import feedback_give, feedback_take_back
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.form_refusals import refusal_renew
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.words import practice_url
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.version_field import VersionField
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

BACK = "back"
SAID_A_PAGE = 50
#: A look at a practice shows no more than these of what waits.
SHOWN_AT_A_LOOK = 10


class FeedbackForm(forms.Form):
    """How a practice is to live with, and why."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        error_messages={
            "required": gettext_lazy("Choose one of the three."),
            "invalid_choice": gettext_lazy("Choose one of the three."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("What makes it so"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What should stay, or what would have to be different."),
    )
    about = VersionField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def cards(self) -> RadioCards:
        """How it is to live with, as cards."""
        return RadioCards(
            name="verdict",
            label=_("How is it to live with?"),
            chosen=str(self["verdict"].value() or ""),
            errors=[str(error) for error in self["verdict"].errors],
            choices=tuple(Choice(value=each.value, label=str(each.label)) for each in Verdict),
        )


class CloseForm(forms.Form):
    """What is answered, if anything."""

    use_required_attribute = False

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What becomes of it; empty closes it without a word."),
    )
    version = VersionField()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """What one person said.

    Attributes:
        about: When, and of which words.
        answer: What was answered; empty where nothing was.
        url: Where it is answered; empty where it is closed.
    """

    name: str
    person_url: str
    verdict: str
    words: str
    about: str
    answer: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPage:
    """A page of what people said, as `pages_of` asks for it."""

    total: int
    number: int
    pages: int
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSection:
    """Feedback on the page of a practice and at a look at it.

    Attributes:
        words: The counts, or why there are none.
        url: Where the viewer says what they think; empty of a practice that is put away.
        said_url: Where its keepers read what each person said; empty for others.
        said_words: What that is called, with how many wait.
        lines: What waits, at a look.
    """

    words: str
    url: str
    said_url: str
    said_words: str
    lines: tuple[SaidLine, ...] = ()


def feedback_section(visit: Visit, row: "Practice", *, at_a_look: bool = False) -> FeedbackSection:
    """Return what the viewer may know of the feedback on a practice.

    One query, and one more at a look.
    """
    part = feedback_part(viewer=visit.viewer, practice=row)
    url = reverse("practice-feedback", args=[visit.slug, row.public_id])
    lines: tuple[SaidLine, ...] = ()
    if at_a_look and part.is_keeper and part.open:
        found = feedback_list(viewer=visit.viewer, practice=row, is_open=True)
        lines = tuple(_line(visit, row, each) for each in found[:SHOWN_AT_A_LOOK])
    return FeedbackSection(
        words=counts_words(part.counts),
        url="" if row.is_archived else url,
        said_url=f"{url}#said" if part.is_keeper else "",
        said_words=_said_words(part),
        lines=lines,
    )


def counts_words(counts: Counts | None) -> str:
    """Say how many people said what."""
    if counts is None:
        words = _("How many say what is shown once %(count)d people have said something.")
        return words % {"count": COUNTED_FROM}
    if not counts.total:
        return _("Nobody has said anything of its words of today.")
    helps, hinders, unclear = counts.helps, counts.hinders, counts.unclear
    parts = (
        (helps, ngettext("%(count)d says it helps", "%(count)d say it helps", helps)),
        (hinders, _("%(count)d that it gets in the way")),
        (unclear, _("%(count)d that it is unclear")),
    )
    return " · ".join(words % {"count": count} for count, words in parts)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def feedback(visit: Visit, practice: str) -> HttpResponse:
    """Say what one thinks of a practice, take it back, and read what others said."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    if visit.request.method == "POST" and BACK in visit.request.POST:
        return _take_back(visit, row)
    own = own_feedback(viewer=visit.viewer, practice=row)
    initial = _now_of(row, own)
    form = FeedbackForm(form_sent(visit.request), initial=initial)
    seen = {name: initial[name] for name in ("about", "version")}
    return form_answer(
        form,
        page=partial(_page, visit, row, own),
        save=partial(_give, visit, row),
        now=_now,
        refuse=partial(refusal_renew, seen=seen),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def answer(visit: Visit, practice: str, feedback: str) -> HttpResponse:
    """Read what one person said of a practice, and answer it."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    said = feedback_get(viewer=visit.viewer, practice=row, public_id=feedback)
    if visit.request.method == "POST" and not feedback_answerable(visit.viewer, row):
        raise PermissionRefused("orgs.refused", act="answer", kind="practice_feedback")
    form = CloseForm(form_sent(visit.request), initial={"version": said.version})
    return form_answer(
        form, page=partial(_answer_page, visit, row, said), save=partial(_close, visit, row, said)
    )


def _give(visit: Visit, row: "Practice", form: FeedbackForm) -> HttpResponse:
    given = form.cleaned_data
    feedback_give(
        actor=visit.viewer,
        practice=row,
        verdict=Verdict(given["verdict"]),
        words=given["words"],
        read_version=given["about"],
        expected=given["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Said. Whoever answers for the practice reads it."))
    return redirect(practice_url(visit, row))


def _take_back(visit: Visit, row: "Practice") -> HttpResponse:
    feedback_take_back(actor=visit.viewer, practice=row, at=visit.at)
    messages.success(visit.request, _("Taken back. Nothing of it is kept."))
    return redirect("practice-feedback", visit.slug, row.public_id)


def _close(visit: Visit, row: "Practice", said: FeedbackFacts, form: CloseForm) -> HttpResponse:
    feedback_close(
        actor=visit.viewer,
        practice=row,
        public_id=said.public_id,
        answer=form.cleaned_data["answer"],
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    words = _("Closed. %(name)s reads it on the page of the practice.")
    messages.success(visit.request, words % {"name": said.person_name})
    return redirect("practice-feedback", visit.slug, row.public_id)


def _page(
    visit: Visit,
    row: "Practice",
    own: OwnFeedback | None,
    form: FeedbackForm,
    *,
    status: int = 200,
) -> HttpResponse:
    part = feedback_part(viewer=visit.viewer, practice=row)
    said = _said(visit, row) if part.is_keeper else None
    url = reverse("practice-feedback", args=[visit.slug, row.public_id])
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "practice": row,
        "back": practice_url(visit, row),
        "own": own,
        "own_words": _own_words(own) if own else "",
        "counts": counts_words(part.counts),
        "said": said,
        "pages": pages_of(said, size=SAID_A_PAGE, url=url) if said else None,
        "slug": visit.slug,
    }
    return render(visit.request, "governance/feedback.html", context, status=status)


def _answer_page(
    visit: Visit, row: "Practice", said: FeedbackFacts, form: CloseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "name": row.name,
        "back": practice_url(visit, row),
        "line": _line(visit, row, said),
        "is_open": said.closed_at is None and feedback_answerable(visit.viewer, row),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/feedback_answer.html", context, status=status)


def _said(visit: Visit, row: "Practice") -> SaidPage:
    found = feedback_list(viewer=visit.viewer, practice=row)
    pages = max(1, -(-len(found) // SAID_A_PAGE))
    number = min(max(page_asked(visit.request), 1), pages)
    part = found[(number - 1) * SAID_A_PAGE : number * SAID_A_PAGE]
    return SaidPage(
        total=len(found),
        number=number,
        pages=pages,
        lines=tuple(_line(visit, row, each) for each in part),
    )


def _line(visit: Visit, row: "Practice", each: FeedbackFacts) -> SaidLine:
    day = day_words(organization_day(organization_bound(), each.given_at))
    about = day if each.is_current else _("%(day)s, of earlier words") % {"day": day}
    answered = {"name": each.closed_by, "answer": each.answer}
    told = _("%(name)s answered: %(answer)s") if each.answer else _("Closed by %(name)s.")
    url = reverse("practice-feedback-answer", args=[visit.slug, row.public_id, each.public_id])
    return SaidLine(
        name=each.person_name,
        person_url=reverse("person", args=[visit.slug, each.person]),
        verdict=str(each.verdict.label),
        words=each.words,
        about=about,
        answer=told % answered if each.closed_at else "",
        url="" if each.closed_at else url,
    )


def _said_words(part: FeedbackPart) -> str:
    if not part.open:
        return _("What people say")
    words = ngettext(
        "What people say: %(count)d waits", "What people say: %(count)d wait", part.open
    )
    return words % {"count": part.open}


def _own_words(own: OwnFeedback) -> str:
    """Say what the viewer said last."""
    said = {
        "day": day_words(organization_day(organization_bound(), own.given_at)),
        "verdict": own.verdict.label,
    }
    if not own.is_current:
        return _("On %(day)s you said of its earlier words: %(verdict)s.") % said
    return _("On %(day)s you said: %(verdict)s.") % said


def _now_of(row: "Practice", own: OwnFeedback | None) -> dict[str, object]:
    """Return what the viewer said of the words of today, as the form shows it."""
    said: dict[str, object] = {"about": row.words_version, "version": 0}
    if own is not None and own.is_current:
        said |= {"verdict": own.verdict.value, "words": own.words, "version": own.version}
    return said


def _now(row: object) -> dict[str, object]:
    """Return what was said meanwhile in another window."""
    return {"verdict": getattr(row, "verdict", ""), "words": getattr(row, "words", "")}
