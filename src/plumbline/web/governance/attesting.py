"""Attestations: one's own list, a practice to be read, and who has and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.domain.attestations.permissions import attestations_overseen
from plumbline.domain.attestations.selectors.outstanding import practices_reminded
from plumbline.domain.attestations.selectors.own import (
    OwnAttestation,
    own_attestation,
    own_attestations,
)
from plumbline.domain.attestations.selectors.standing import (
    Answer,
    PersonStanding,
    TeamStanding,
    ask_of,
    attestations_as_of,
    standing_due,
    standings_by_team,
)
from plumbline.domain.attestations.services.answering import attestation_give
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.form_refusals import refusal_renew
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.outstanding import remind_url
from plumbline.web.governance.words import practice_url
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent
from plumbline.web.version_field import VersionField
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

PEOPLE_A_PAGE = 50


class AttestForm(forms.Form):
    """Yes, or why not yet."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        choices=[(Answer.ATTESTED.value, ""), (Answer.NOT_YET.value, "")],
        error_messages={"required": gettext_lazy("Choose one of the two answers.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For “not yet” say why. Champions, admins, auditors and the leads of your teams "
            "read it."
        ),
    )
    version = VersionField()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """A practice in one's own list.

    Attributes:
        state: Asked, overdue, not yet or attested, in a word.
    """

    name: str
    url: str
    words: str
    state: str
    is_attested: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person with their answer.

    Attributes:
        state: Asked, overdue, not yet or attested, in a word.
        day: When they answered; empty where they did not.
    """

    name: str
    url: str
    state: str
    day: str
    note: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """A page of people, as `pages_of` asks for it."""

    total: int
    number: int
    pages: int
    lines: tuple[PersonLine, ...]


@require_safe
@tenant_page
def mine(visit: Visit) -> HttpResponse:
    """Show what the viewer is asked to attest."""
    found = own_attestations(viewer=visit.viewer, on=visit.today)
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "waiting": [_own_line(visit, each) for each in found if not each.is_attested],
        "done": [_own_line(visit, each) for each in found if each.is_attested],
        "slug": visit.slug,
    }
    return render(visit.request, "governance/my_attestations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def attest(visit: Visit, practice: str) -> HttpResponse:
    """Read a practice and attest it, or say why not yet."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    form = AttestForm(form_sent(visit.request), initial={"version": row.words_version})
    return form_answer(
        form,
        page=partial(_attest_page, visit, row),
        save=partial(_attest, visit, row),
        refuse=partial(refusal_renew, seen={"version": row.words_version}),
    )


@require_safe
@tenant_page
def standing(visit: Visit, practice: str) -> HttpResponse:
    """Show who has attested a practice and who has not, with counts by team.

    Whoever sees nobody's but their own is told of that alone.
    """
    row = practice_get(viewer=visit.viewer, public_id=practice)
    if not attestations_overseen(visit.viewer):
        return _own_standing(visit, row)
    on, due = _asked(visit, row)
    found = attestations_as_of(viewer=visit.viewer, practice=row, on=on)
    is_late = due is not None and due < visit.today
    answer = visit.request.GET.get("answer", "")
    team = visit.request.GET.get("team", "")
    page = _people(visit, found or (), answer, team, is_late=is_late)
    here = reverse("practice-attestations", args=[visit.slug, row.public_id])
    kept = {name: value for name, value in (("answer", answer), ("team", team)) if value}
    url = f"{here}?{urlencode(kept)}" if kept else here
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "name": row.name,
        "back": practice_url(visit, row),
        "is_asked": found is not None,
        "head": standing_words(found or ()),
        "due": due_words(due, is_late=is_late) if due else "",
        "is_late": is_late,
        "somebody_lacks": on == visit.today
        and any(each.answer is not Answer.ATTESTED for each in found or ()),
        "is_reminded": bool(practices_reminded([row.pk], viewer=visit.viewer, on=visit.today)),
        "remind_url": remind_url(visit, row.public_id),
        "teams": standings_by_team(viewer=visit.viewer, standings=found) if found else (),
        "page": page,
        "pages": pages_of(page, size=PEOPLE_A_PAGE, url=url),
        "here": here,
        "answer": answer,
        "team": team,
        "slug": visit.slug,
    }
    return render(visit.request, "governance/attestations.html", context)


def _own_standing(visit: Visit, row: "Practice") -> HttpResponse:
    """Show how the viewer stands to a practice, and who sees the others."""
    own = own_attestation(viewer=visit.viewer, practice=row, on=visit.today)
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "name": row.name,
        "back": practice_url(visit, row),
        "own": None if own is None else _own_line(visit, own),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/own_attestation.html", context)


def _asked(visit: Visit, row: "Practice") -> tuple[date, date | None]:
    """Return as of which day to look, and by when it was to be attested.

    Whoever had not answered by the last day stays visible behind it.
    """
    ask = ask_of(viewer=visit.viewer, practice=row)
    if ask is None:
        return visit.today, None
    on = min(visit.today, ask.until or visit.today)
    return on, standing_due(viewer=visit.viewer, ask=ask, on=on)


def standing_words(found: "Sequence[PersonStanding] | Sequence[TeamStanding]") -> str:
    """Say how many have attested."""
    attested = sum(getattr(each, "answer", None) is Answer.ATTESTED for each in found)
    words = ngettext(
        "%(attested)d of %(count)d person has attested",
        "%(attested)d of %(count)d people have attested",
        len(found),
    )
    return words % {"attested": attested, "count": len(found)}


def due_words(due: date, *, is_late: bool) -> str:
    """Say by when it is to be attested, or was."""
    day = {"day": day_words(due)}
    return (_("It was due on %(day)s.") if is_late else _("It is due by %(day)s.")) % day


def _people(
    visit: Visit,
    found: "Sequence[PersonStanding]",
    answer: str,
    team: str,
    *,
    is_late: bool,
) -> StandingPage:
    """Return a page of those who answered so, in a team; who is silent first."""
    order = (Answer.NONE, Answer.NOT_YET, Answer.ATTESTED)
    shown = [
        each
        for each in sorted(found, key=lambda each: order.index(each.answer))
        if (not answer or each.answer.value == answer) and (not team or team in each.teams)
    ]
    pages = max(1, -(-len(shown) // PEOPLE_A_PAGE))
    number = min(max(page_asked(visit.request), 1), pages)
    part = shown[(number - 1) * PEOPLE_A_PAGE : number * PEOPLE_A_PAGE]
    return StandingPage(
        total=len(shown),
        number=number,
        pages=pages,
        lines=tuple(_person_line(visit, each, is_late=is_late) for each in part),
    )


def _person_line(visit: Visit, each: PersonStanding, *, is_late: bool) -> PersonLine:
    is_attested = each.answer is Answer.ATTESTED
    return PersonLine(
        name=each.name,
        url=reverse("person", args=[visit.slug, each.person]),
        state=_state(
            is_attested=is_attested, is_refused=each.answer is Answer.NOT_YET, is_late=is_late
        ),
        day=day_words(organization_day(organization_bound(), each.at)) if each.at else "",
        note=each.note,
        is_overdue=is_late and not is_attested,
    )


def _state(*, is_attested: bool, is_refused: bool, is_late: bool) -> str:
    """Say in a word how somebody stands to a practice."""
    if is_attested:
        return _("Attested")
    if is_late:
        return _("Overdue: not yet") if is_refused else _("Overdue")
    return _("Not yet") if is_refused else _("Asked")


def _own_line(visit: Visit, own: OwnAttestation) -> OwnLine:
    return OwnLine(
        name=own.practice.name,
        url=reverse("practice-attest", args=[visit.slug, own.practice.public_id]),
        words=own_words(own),
        state=_state(
            is_attested=own.is_attested,
            is_refused=own.answered_on is not None,
            is_late=own.is_overdue,
        ),
        is_attested=own.is_attested,
        is_overdue=own.is_overdue,
    )


def own_words(own: OwnAttestation) -> str:
    """Say how the viewer stands to a practice."""
    due = {"day": day_words(own.due_on)}
    if own.answered_on is None:
        if own.is_overdue:
            return _("Read it and attest it. That was due on %(day)s.") % due
        return _("Read it and attest it by %(day)s.") % due
    day = {"day": day_words(own.answered_on)}
    if own.is_attested:
        return _("You attested it on %(day)s.") % day
    said = _("On %(day)s you said: not yet.") % day
    return f"{said} " + due_words(own.due_on, is_late=own.is_overdue)


def _attest(visit: Visit, row: "Practice", form: AttestForm) -> HttpResponse:
    is_attested = form.cleaned_data["answer"] == Answer.ATTESTED
    attestation_give(
        actor=visit.viewer,
        practice=row,
        is_attested=is_attested,
        note=form.cleaned_data["note"],
        read_version=form.cleaned_data["version"],
        at=visit.at,
    )
    words = _("Attested.") if is_attested else _("Noted: not yet.")
    messages.success(visit.request, words)
    return redirect("my-attestations", visit.slug)


def _attest_page(
    visit: Visit, row: "Practice", form: AttestForm, *, status: int = 200
) -> HttpResponse:
    own = own_attestation(viewer=visit.viewer, practice=row, on=visit.today)
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "practice": row,
        "practice_url": practice_url(visit, row),
        "own": own,
        "words": own_words(own) if own else "",
        "slug": visit.slug,
    }
    return render(visit.request, "governance/attest.html", context, status=status)
