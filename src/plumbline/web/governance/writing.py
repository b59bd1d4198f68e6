"""Adopting a practice, writing one of one's own, changing it, and moving it on the ladder."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.audits.services.previews import preview_ask
from plumbline.domain.governance.permissions import practice_changeable, practice_permit
from plumbline.domain.governance.selectors.practices import (
    LADDER,
    LibraryPractice,
    Tier,
    bindings_read,
    library_entry,
    practice_get,
)
from plumbline.domain.governance.services.practices import (
    practice_adopt,
    practice_edit,
    practice_move,
    practice_put_away,
    practice_review,
    practice_use,
    review_day,
)
from plumbline.domain.tenancy.errors import NotFound
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.effect import EffectPart, effect_part, is_attested
from plumbline.web.governance.feedback import feedback_section
from plumbline.web.governance.forms import (
    AdoptForm,
    MoveForm,
    PracticeForm,
    practice_offers,
    practice_refused,
)
from plumbline.web.governance.meanwhile import stands_words
from plumbline.web.governance.moved_already import AWAY, USE, already_page, stands_already
from plumbline.web.governance.words import (
    TIER_DOES,
    does_words,
    gates_words,
    practice_url,
    rule_lines,
)
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.governance.models import Practice

REVIEW = "review"


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def entry(visit: Visit, entry: str) -> HttpResponse:
    """Show a practice of the library, and adopt it."""
    found = library_entry(viewer=visit.viewer, key=entry)
    if not practice_changeable(visit.viewer):
        if visit.request.method == "POST":
            practice_permit(visit.viewer)
        return _entry_page(visit, found, None)
    initial = {
        **_now_of_entry(found),
        "effective_on": visit.today.isoformat(),
        "tier": Tier.GUIDELINE.value,
        "owner": visit.viewer.person_public_id,
    }
    form = AdoptForm(
        form_sent(visit.request),
        offers=practice_offers(visit),
        bound=found.bindings,
        initial=initial,
    )
    return form_answer(
        form,
        page=partial(_entry_page, visit, found),
        save=partial(_adopt, visit, entry),
        refuse=practice_refused,
        refusals=CHOSEN,
        once=visit,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit) -> HttpResponse:
    """Write a practice of one's own."""
    practice_permit(visit.viewer)
    initial: dict[str, object] = {
        "effective_on": visit.today.isoformat(),
        "tier": Tier.GUIDELINE.value,
        "owner": visit.viewer.person_public_id,
        "gates": ["submit", "activate", "change"],
    }
    form = AdoptForm(form_sent(visit.request), offers=practice_offers(visit), initial=initial)
    return form_answer(
        form,
        page=partial(_new_page, visit),
        save=partial(_adopt, visit, ""),
        refuse=practice_refused,
        refusals=CHOSEN,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, practice: str) -> HttpResponse:
    """Change what a practice says."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    practice_permit(visit.viewer)
    form = PracticeForm(
        form_sent(visit.request),
        offers=practice_offers(visit, row),
        bound=bindings_read(row.bindings),
        versioned=True,
        initial={**_now(row), "version": row.version},
    )
    return form_answer(
        form,
        page=partial(_edit_page, visit, row),
        save=partial(_edit, visit, row),
        now=_now,
        refuse=practice_refused,
        refusals=CHOSEN,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def move(visit: Visit, practice: str) -> HttpResponse:
    """Move a practice on the ladder, look at it again, put it away or use it again."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    practice_permit(visit.viewer)
    to = visit.request.GET.get("to", "")
    if to not in {*(each.value for each in LADDER), REVIEW, AWAY, USE}:
        raise NotFound("governance.not_found")
    if stands_already(row, to):
        return already_page(visit, row, to)
    again = review_day(Tier(row.tier), visit.today) or visit.today + timedelta(days=91)
    later = _next_cycle(visit)
    is_later = later is not None and "later" in visit.request.GET
    initial = {
        "effective_on": (later.start if later and is_later else visit.today).isoformat(),
        "review_on": again.isoformat(),
        "version": row.version,
    }
    effect = effect_part(visit, row, to)
    # What is asked stands there from the first look: nobody has to be refused to learn of it.
    stops = effect.stops if effect else ""
    form = MoveForm(form_sent(visit.request), to=to, initial=initial, stops=stops)
    return form_answer(
        form, page=partial(_move_page, visit, row, to, effect), save=partial(_move, visit, row, to)
    )


@require_POST
@tenant_page
def count(visit: Visit, practice: str) -> HttpResponse:
    """Let the worker count what a move upwards would break."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    preview_ask(actor=visit.viewer, practice=row, at=visit.at)
    to = visit.request.POST.get("to", "")
    page = reverse("practice-move", args=[visit.slug, practice])
    return redirect(f"{page}?to={Tier.GUIDELINE if to == Tier.GUIDELINE else Tier.POLICY}")


def _adopt(visit: Visit, key: str, form: AdoptForm) -> HttpResponse:
    row = practice_adopt(
        actor=visit.viewer,
        values=form.values(visit),
        tier=Tier(form.cleaned_data["tier"]),
        reason=form.cleaned_data["reason"],
        at=visit.at,
        library_key=key,
    )
    words = _("“%(name)s” is in use. Its page shows its history and the next move.")
    messages.success(visit.request, words % {"name": row.name})
    return redirect(practice_url(visit, row))


def _edit(visit: Visit, row: "Practice", form: PracticeForm) -> HttpResponse:
    practice_edit(
        actor=visit.viewer,
        practice=row,
        values=form.values(visit),
        reason=form.cleaned_data["reason"],
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved. What it said before stays in its history."))
    return redirect(practice_url(visit, row))


def _move(visit: Visit, row: "Practice", to: str, form: MoveForm) -> HttpResponse:
    given = form.cleaned_data
    asked = {
        "actor": visit.viewer,
        "practice": row,
        "reason": given["reason"],
        "expected": given["version"],
        "at": visit.at,
    }
    if to == REVIEW:
        practice_review(**asked, review_on=given["review_on"])
    elif to == AWAY:
        practice_put_away(**asked)
    elif to == USE:
        practice_use(**asked)
    else:
        practice_move(**asked, tier=Tier(to), effective_on=given["effective_on"])
    messages.success(visit.request, _("Done. The reason stands in its history."))
    return redirect(practice_url(visit, row))


def _entry_page(
    visit: Visit, found: LibraryPractice, form: AdoptForm | None, *, status: int = 200
) -> HttpResponse:
    context = {
        **_context(visit),
        "entry": found,
        "rules": rule_lines(visit, found.bindings),
        "gates": gates_words([each.value for each in found.gates]),
        "form": form,
    }
    return render(visit.request, "governance/entry.html", context, status=status)


def _new_page(visit: Visit, form: AdoptForm, *, status: int = 200) -> HttpResponse:
    context = {**_context(visit), "form": form, "back": reverse("practices", args=[visit.slug])}
    return render(visit.request, "governance/write.html", context, status=status)


def _edit_page(
    visit: Visit, row: "Practice", form: PracticeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **_context(visit),
        "form": form,
        "name": row.name,
        "back": practice_url(visit, row),
    }
    return render(visit.request, "governance/write.html", context, status=status)


def _move_page(
    visit: Visit,
    row: "Practice",
    to: str,
    effect: EffectPart | None,
    form: MoveForm,
    *,
    status: int = 200,
) -> HttpResponse:
    head, words, button = _move_words(visit, row, to)
    later = _next_cycle(visit) if to == Tier.POLICY else None
    context = {
        "later": later if later and "later" not in visit.request.GET else None,
        **_context(visit),
        "name": row.name,
        "at": f"{reverse('practice-move', args=[visit.slug, row.public_id])}?to={to}",
        "to": to,
        "stands": stands_words(visit, row),
        "head": head,
        "words": words,
        "button": button,
        "form": form,
        "effect": effect,
        "feedback": feedback_section(visit, row, at_a_look=True) if to == REVIEW else None,
        "back": practice_url(visit, row),
    }
    return render(visit.request, "governance/move.html", context, status=status)


def _next_cycle(visit: Visit) -> "Cycle | None":
    """Return the cycle that begins next, with whose planning a move can wait."""
    ahead = [each for each in visit.cycles if each.start > visit.today]
    return min(ahead, key=lambda each: each.start, default=None)


def _move_words(visit: Visit, row: "Practice", to: str) -> tuple[str, str, str]:
    """Return what a move is called, what it means, and what its button says."""
    if to == REVIEW:
        return (
            _("Look at it again"),
            _("Is it kept, and does it help? If so it stays as it is until the next look."),
            _("Keep it as it is"),
        )
    if to == AWAY:
        return (
            _("Put it away"),
            _("It hints, warns and blocks no more. Its history stays, and it can be used again."),
            _("Put it away"),
        )
    if to == USE:
        does = str(TIER_DOES[Tier(row.tier)][1])
        return _("Use it again"), does, _("Use it again")
    tier = Tier(to)
    climbs = LADDER.index(tier) > LADDER.index(Tier(row.tier))
    head = _("Make it a policy") if tier is Tier.POLICY else ""
    if tier is Tier.GUIDELINE:
        head = _("Make it a guideline")
    if tier is Tier.BEST_PRACTICE:
        head = _("Make it a best practice again")
    does = does_words(tier, is_checked=bool(row.bindings), is_attested=is_attested(visit, row))
    return head, does, _("Promote") if climbs else _("Step down")


def _context(visit: Visit) -> dict[str, object]:
    return {"frame": frame_for(visit, Entry.GOVERNANCE), "slug": visit.slug}


def _now_of_entry(found: LibraryPractice) -> dict[str, object]:
    return {
        "name": str(found.name),
        "text": str(found.text),
        "why": str(found.why),
        "source": found.source,
        "steps": "\n".join(map(str, found.steps)),
        "gates": [each.value for each in found.gates] if found.rules else [],
        "rules": list(found.rules),
    }


def _now(row: "Practice") -> dict[str, object]:
    """Return what a practice says, as a form shows it."""
    return {
        "name": row.name,
        "text": row.text,
        "why": row.why,
        "source": row.source,
        "steps": "\n".join(row.steps),
        "team": row.team.public_id if row.team else "",
        "owner": row.owner.public_id if row.owner else "",
        "effective_on": row.effective_on.isoformat(),
        "review_on": row.review_on.isoformat() if row.review_on else "",
        "gates": row.gates,
        "rules": [each.code for each in bindings_read(row.bindings)],
    }
