"""The practices of the organization by tier, the library, and one practice."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.domain.attestations.permissions import attestations_overseen
from plumbline.domain.attestations.selectors.asked import is_in_force
from plumbline.domain.attestations.selectors.own import asks, own_attestation
from plumbline.domain.attestations.selectors.standing import (
    ask_of,
    attestations_as_of,
    practices_attested,
)
from plumbline.domain.audits.permissions import audits_readable
from plumbline.domain.governance.permissions import practice_changeable
from plumbline.domain.governance.selectors.above import practices_firmer
from plumbline.domain.governance.selectors.practices import (
    LADDER,
    Tier,
    bindings_read,
    codes_gone,
    library_entries,
    practice_get,
    practice_versions,
    practices_list,
    practices_meanwhile,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.web.day_words import day_words
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.attest_asking import ask_words
from plumbline.web.governance.attesting import own_words, standing_words
from plumbline.web.governance.beside import audit_beside, waivers_asked, waivers_beside
from plumbline.web.governance.effect import OwnPart, own_part
from plumbline.web.governance.feedback import FeedbackSection, feedback_section
from plumbline.web.governance.meanwhile import tier_words, until_words
from plumbline.web.governance.outstanding import outstanding_beside
from plumbline.web.governance.team_waivers import waive_url
from plumbline.web.governance.version_words import changes_words
from plumbline.web.governance.waivers import WaiverLine, waiver_lines
from plumbline.web.governance.words import (
    TIER_DOES,
    TIER_PLURALS,
    VERSION_WORDS,
    RuleLine,
    does_words,
    gates_words,
    meta_parts,
    practice_url,
    review_words,
    rule_lines,
    scope_words,
)
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.attestations.models import AttestationAsk
    from plumbline.domain.governance.models import Practice, PracticeVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLine:
    """A practice in a list, with the move that suggests itself.

    Attributes:
        kept: How many kept it in the latest audit; empty without one.
    """

    name: str
    url: str
    meta: tuple[str, ...]
    kept: str = ""
    move_url: str = ""
    move_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One tier of the ladder with its practices."""

    tier: str
    name: str
    does: str
    count: str
    lines: tuple[PracticeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """What became of a practice, once."""

    act: str
    tier: str
    day: str
    who: str
    reason: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move that can be made from here."""

    words: str
    url: str
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestPart:
    """Who is asked to attest a practice, and what the viewer can do about it."""

    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """Everything the template says."""

    name: str
    text: str
    why: str
    source: str
    steps: tuple[str, ...]
    tier: str
    tier_value: str
    does: str
    until: str
    scope: str
    owner: str
    since: str
    review: str
    gates: str
    rules: tuple[RuleLine, ...]
    gone: str
    versions: tuple[VersionLine, ...]
    moves: tuple[Step, ...]
    edit_url: str
    is_archived: bool
    waivers: tuple[WaiverLine, ...]
    waive_url: str
    attests: AttestPart | None
    own: OwnPart | None
    firmer: tuple[Step, ...]
    feedback: FeedbackSection


@require_safe
@tenant_page
def practices(visit: Visit) -> HttpResponse:
    """Show the practices in use, by tier."""
    words = visit.request.GET.get("q", "").strip()[:200]
    rows = practices_list(viewer=visit.viewer, with_archived=True)
    used = [row for row in rows if not row.is_archived]
    found = [row for row in used if matches(words, row.name, row.text, row.why, _codes(row))]
    changes = practice_changeable(visit.viewer)
    attested = practices_attested(viewer=visit.viewer, on=visit.today) if rows else ()
    audit = audit_beside(visit) if used else None
    before = practices_meanwhile(viewer=visit.viewer, practices=used, on=visit.today)
    lines = [
        (
            row.tier,
            _line(
                visit,
                row,
                attested,
                changes=changes,
                kept=audit.kept.get(row.pk, "") if audit else "",
                until=until_words(visit, row, before.get(row.pk)),
            ),
        )
        for row in found
    ]
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "search": words,
        "rungs": [_rung(tier, lines) for tier in reversed(LADDER)],
        "audit": audit,
        **(_beside(visit) if used else {"asked": (), "outstanding": None, "waivers": ()}),
        "total": len(found),
        "empty": None if used else _empty(visit, changes),
        "away": [_line(visit, row, attested) for row in rows if row.is_archived],
        "changes": changes,
        "audits": audits_readable(visit.viewer),
        "library_count": len(_not_adopted(visit, used)),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/practices.html", context)


@require_safe
@tenant_page
def detail(visit: Visit, practice: str) -> HttpResponse:
    """Show one practice with its history."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "page": _page(visit, row),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/practice.html", context)


def _page(visit: Visit, row: "Practice") -> PracticePage:
    tier, changes = Tier(row.tier), practice_changeable(visit.viewer)
    own = [visit.slug, row.public_id]
    versions = practice_versions(viewer=visit.viewer, practice=row)
    can_edit = changes and not row.is_archived
    ask = ask_of(viewer=visit.viewer, practice=row)
    meanwhile = practices_meanwhile(viewer=visit.viewer, practices=[row], on=visit.today)
    return PracticePage(
        name=row.name,
        text=row.text,
        why=row.why,
        source=row.source,
        steps=tuple(row.steps),
        tier=tier_words(visit, row),
        tier_value=tier.value,
        does=does_words(
            tier,
            is_checked=bool(row.bindings),
            is_attested=ask is not None and is_in_force(ask, on=visit.today),
        ),
        until=until_words(visit, row, meanwhile.get(row.pk)),
        scope=scope_words(row),
        owner=row.owner.name if row.owner else _("nobody yet"),
        since=day_words(row.effective_on),
        review=review_words(visit, row),
        gates=gates_words(row.gates),
        rules=rule_lines(visit, bindings_read(row.bindings)),
        gone=", ".join(codes_gone(row.bindings)),
        versions=tuple(map(_version, versions, [*versions[1:], None])),
        moves=tuple(_moves(visit, row)) if changes else (),
        edit_url=reverse("practice-edit", args=own) if can_edit else "",
        is_archived=row.is_archived,
        attests=_attests(visit, row, ask, changes=changes),
        own=own_part(visit, row),
        firmer=tuple(_firmer(visit, row)),
        feedback=feedback_section(visit, row),
        waive_url=waive_url(visit, row),
        waivers=waiver_lines(visit, row),
    )


def _beside(visit: Visit) -> dict[str, object]:
    """Return what stands beside the ladder once there is one (eight queries)."""
    return {
        "asked": waivers_asked(visit),
        "outstanding": outstanding_beside(visit),
        "waivers": waivers_beside(visit),
    }


def _firmer(visit: Visit, row: "Practice") -> Iterator[Step]:
    """Yield what asks for the same above, and more firmly."""
    for each in practices_firmer(viewer=visit.viewer, practice=row):
        yield Step(words=each.name, url=practice_url(visit, each))


def _attests(
    visit: Visit, row: "Practice", ask: "AttestationAsk | None", *, changes: bool
) -> AttestPart | None:
    """Return who is asked to attest it; nothing where nobody is and the viewer asks nobody."""
    own = [visit.slug, row.public_id]
    can_ask = changes and not row.is_archived and row.tier != Tier.BEST_PRACTICE
    is_asked = not row.is_archived and ask is not None and is_in_force(ask, on=visit.today)
    steps = []
    if is_asked and ask is not None and asks(ask, visit.viewer):
        url = reverse("practice-attest", args=own)
        steps.append(Step(words=_("Read and attest…"), url=url))
    if is_asked and attestations_overseen(visit.viewer):
        url = reverse("practice-attestations", args=own)
        steps.append(Step(words=_("Who has, who has not"), url=url))
    if can_ask:
        words = _("Change who is asked…") if is_asked else _("Ask for attestations…")
        steps.append(Step(words=words, url=reverse("practice-attesting", args=own)))
    if not is_asked and not can_ask:
        return None
    said = (
        _attest_words(visit, row, ask) if is_asked and ask else _("Nobody is asked to attest it.")
    )
    return AttestPart(words=said, steps=tuple(steps))


def _attest_words(visit: Visit, row: "Practice", ask: "AttestationAsk") -> str:
    """Say who is asked, for whoever sees others how many have, and how the viewer stands."""
    parts = [ask_words(ask)]
    if attestations_overseen(visit.viewer):
        found = attestations_as_of(viewer=visit.viewer, practice=row, on=visit.today)
        parts.append(standing_words(found or ()))
    own = own_attestation(viewer=visit.viewer, practice=row, on=visit.today)
    if own is not None:
        parts.append(own_words(own))  # a sentence, which nothing follows
    return " · ".join(parts)


def _moves(visit: Visit, row: "Practice") -> list[Step]:
    """Return the moves that are possible, the one upwards first."""
    at = reverse("practice-move", args=[visit.slug, row.public_id])
    if row.is_archived:
        return [Step(words=_("Use it again…"), url=f"{at}?to=use", is_main=True)]
    place = LADDER.index(Tier(row.tier))
    found = []
    if place + 1 < len(LADDER):
        words = _("Make it a policy…") if place else _("Make it a guideline…")
        found.append(Step(words=words, url=f"{at}?to={LADDER[place + 1].value}", is_main=True))
    if place:
        found.append(Step(words=_("Step down…"), url=f"{at}?to={LADDER[place - 1].value}"))
    if row.review_on is not None:
        found.append(Step(words=_("Look at it again…"), url=f"{at}?to=review"))
    found.append(Step(words=_("Put it away…"), url=f"{at}?to=away"))
    return found


def _rung(tier: Tier, lines: Sequence[tuple[str, PracticeLine]]) -> Rung:
    own = tuple(line for of, line in lines if of == tier)
    return Rung(
        tier=tier.value,
        name=str(TIER_PLURALS[tier]),
        does=str(TIER_DOES[tier][0]),
        count=_("%(count)d in use") % {"count": len(own)},
        lines=own,
    )


def _line(
    visit: Visit,
    row: "Practice",
    attested: Collection[int],
    *,
    changes: bool = False,
    kept: str = "",
    until: str = "",
) -> PracticeLine:
    moves = _moves(visit, row) if changes else []
    main = next((each for each in moves if each.is_main), moves[0] if moves else None)
    return PracticeLine(
        name=row.name,
        url=practice_url(visit, row),
        meta=meta_parts(visit, row, is_attested=row.pk in attested, until=until),
        kept=kept,
        move_url=main.url if main else "",
        move_words=main.words if main else "",
    )


def _version(row: "PracticeVersion", before: "PracticeVersion | None") -> VersionLine:
    return VersionLine(
        act=str(VERSION_WORDS.get(row.act, row.act)),
        tier=str(Tier(row.tier).label),
        day=day_words(organization_day(organization_bound(), row.at)),
        who=row.author.name if row.author else "",
        reason=row.reason,
        changes=changes_words(before.said, row.said) if before else (),
    )


def _not_adopted(visit: Visit, used: "Sequence[Practice]") -> list[str]:
    keys = {row.library_key for row in used}
    return [key for key in library_entries(viewer=visit.viewer) if key not in keys]


def _empty(visit: Visit, changes: bool) -> Empty:
    return Empty(
        words=_("No practice in use. Adopt three from the library.")
        if changes
        else _("No practice in use yet. A champion adopts them from the library."),
        url=reverse("library", args=[visit.slug]),
        action=_("Open the library"),
    )


def _codes(row: "Practice") -> str:
    return " ".join(each.code for each in bindings_read(row.bindings))


def matches(words: str, *texts: object) -> bool:
    """Whether each of the words stands in one of the texts."""
    said = " ".join(map(str, texts)).casefold()
    return all(word in said for word in words.casefold().split())
