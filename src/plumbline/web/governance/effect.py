"""What a move of a practice upwards would do today, said before it is made."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.attestations.selectors.asked import is_in_force
from plumbline.domain.attestations.selectors.standing import ask_of
from plumbline.domain.audits.selectors.previews import AT_ONCE, Broken, Effect, practice_effect
from plumbline.domain.governance.selectors.practices import LADDER, Tier
from plumbline.domain.notify.selectors.audiences import practice_asked_count
from plumbline.domain.okrs.selectors.effects import effect_own
from plumbline.domain.okrs.selectors.waivers import WaiverState, waivers_of_practice
from plumbline.domain.tenancy.wording import wording
from plumbline.web.day_words import day_words
from plumbline.web.okrs.waiver_lines import waived_words
from plumbline.web.okrs.written import state_of
from plumbline.web.ui.signs import StateBadge
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

NAMED_WAIVERS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPartLine:
    """What of an objective does not keep a practice; no title where it is the objective itself."""

    title: str
    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLine:
    """An objective that does not keep a practice, with the lines that do not."""

    title: str
    url: str
    team: str
    state: StateBadge
    parts: tuple[BrokenPartLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPart:
    """What a practice would do today, in words.

    Attributes:
        told: What else there is to know: who hears of it, what waits, what nobody could approve.
        stops: What a move to a policy would stop, to be ticked; empty where nothing is. What was
            not counted may be stopped: that is to be ticked just so.
        ask_url: Asks people to attest what no rule checks; empty where that is of no use.
        count_url: Where to ask the worker to count; empty where a page counts itself.
        count_words: What its button says.
        is_counted: It stands already; to count again is not what the page is for.
        percent_done: How far the worker has come; nothing while it does not count.
    """

    head: str
    words: str
    told: tuple[str, ...]
    lines: tuple[BrokenLine, ...]
    more: int
    stops: str = ""
    ask_url: str = ""
    count_url: str = ""
    count_words: str = ""
    is_counted: bool = False
    percent_done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """What of the viewer's own does not keep a practice that warns or blocks."""

    words: str
    lines: tuple[BrokenLine, ...]


def own_part(visit: Visit, row: "Practice") -> OwnPart | None:
    """Name what of the viewer's own does not keep a practice; nothing where it asks nothing."""
    tier = Tier(row.tier)
    if row.is_archived or tier is Tier.BEST_PRACTICE or not row.bindings:
        return None
    broken = effect_own(viewer=visit.viewer, practice=row, at=visit.at)
    if not broken:
        return None
    what = (
        _("A draft is stopped at the next gate until it is mended; what runs goes on until then.")
        if tier is Tier.POLICY
        else _("You are warned at the next gate, and may go on with a note.")
    )
    return OwnPart(words=what, lines=tuple(_broken_line(visit, each) for each in broken))


def effect_part(visit: Visit, row: "Practice", to: str) -> EffectPart | None:
    """Say what a move upwards would do today, before it is done."""
    if to not in {Tier.POLICY.value, Tier.GUIDELINE.value}:
        return None
    if LADDER.index(Tier(to)) < LADDER.index(Tier(row.tier)):
        return None
    if not row.bindings:
        return _unchecked(visit, row)
    effect = practice_effect(viewer=visit.viewer, practice=row, at=visit.at)
    if effect.is_running or not effect.is_counted:
        return _uncounted(visit, row, effect, to)
    return EffectPart(
        head=_effect_head(effect),
        words=_effect_words(visit, effect, to),
        told=_told_words(visit, row, effect, to),
        lines=tuple(_broken_line(visit, each) for each in effect.named),
        more=effect.broken - len(effect.named),
        stops=_stops_words(effect) if to == Tier.POLICY else "",
        count_url=_count_url(visit, row) if effect.to_look_at > AT_ONCE else "",
        count_words=_("Count again"),
        is_counted=True,
    )


def _broken_line(visit: Visit, broken: Broken) -> BrokenLine:
    return BrokenLine(
        title=broken.objective.name,
        url=reverse("objective", args=[visit.slug, broken.objective.public_id]),
        team=broken.team,
        state=StateBadge(state_of(broken.state)),
        parts=tuple(
            BrokenPartLine(
                title=each.key_result.name if each.key_result else "",
                url=reverse("key-result", args=[visit.slug, each.key_result.public_id])
                if each.key_result
                else "",
                words=wording(each.message),
            )
            for each in broken.parts
        ),
    )


def _stops_words(effect: Effect) -> str:
    if not effect.is_counted:
        return _("It may stop drafts and what runs: how many is not counted")
    if not effect.broken:
        return ""
    drafts = ngettext("%(count)d draft", "%(count)d drafts", effect.drafts)
    running = ngettext(
        "%(count)d that runs, at its next gate",
        "%(count)d that run, at their next gate",
        effect.begun,
    )
    said = [
        words % {"count": count}
        for words, count in ((drafts, effect.drafts), (running, effect.begun))
        if count
    ]
    return _("It may stop %(what)s") % {"what": _(" and ").join(said)}


def _uncounted(visit: Visit, row: "Practice", effect: Effect, to: str) -> EffectPart:
    """Say that many objectives are being counted, or can be."""
    said = {"count": effect.to_look_at, "broken": effect.broken, "done": effect.looked_at}
    is_running = effect.is_running and not effect.is_given_up
    if is_running:
        head = _("Being counted: %(percent)d %% is done") % {"percent": effect.percent_done}
        words = _("It goes on in the background, and its result is kept.")
        if effect.looked_at:
            sofar = _("So far %(broken)d of %(done)d objectives would break this.") % said
            words = f"{sofar} {words}"
    else:
        head = _("Not counted yet what this would break")
        if effect.is_given_up:
            head = _("Counting what this would break failed")
        words = ngettext(
            "%(count)d objective is to be asked, which takes a while.",
            "%(count)d objectives are to be asked, which takes a while.",
            effect.to_look_at,
        )
        words = words % said + " " + _("See what it would break before you decide.")
    if to == Tier.POLICY:
        words += " " + _("Without the figures you are asked once more whether you mean it.")
    return EffectPart(
        head=head,
        words=words,
        told=_told_words(visit, row, effect, to),
        lines=(),
        more=0,
        stops=_stops_words(effect) if to == Tier.POLICY else "",
        count_url="" if is_running else _count_url(visit, row),
        count_words=_("Count what it would break"),
        percent_done=effect.percent_done if is_running else None,
    )


def _count_url(visit: Visit, row: "Practice") -> str:
    return reverse("practice-count", args=[visit.slug, row.public_id])


def _unchecked(visit: Visit, row: "Practice") -> EffectPart:
    """Say of a practice without rules that it would stop nobody, and what can be asked instead."""
    is_asked = is_attested(visit, row)
    may_ask = row.tier != Tier.BEST_PRACTICE
    words = _("It would block and warn of nothing by itself.")
    if is_asked:
        words += " " + _("People are asked to attest it, and who has not is seen.")
    elif may_ask:
        words += " " + _("Ask people to attest it, so that who has not is seen, or bind a rule.")
    else:
        words += " " + _("Once it is a guideline you can ask people to attest it.")
    own = [visit.slug, row.public_id]
    return EffectPart(
        head=_("No rule checks this"),
        words=words,
        told=(told_words(visit, row),),
        lines=(),
        more=0,
        ask_url=reverse("practice-attesting", args=own) if may_ask and not is_asked else "",
    )


def is_attested(visit: Visit, row: "Practice") -> bool:
    """Whether people are asked today to attest a practice (one query)."""
    ask = ask_of(viewer=visit.viewer, practice=row)
    return ask is not None and is_in_force(ask, on=visit.today)


def _effect_head(effect: Effect) -> str:
    said = {"count": effect.broken, "all": effect.looked_at}
    if not effect.broken:
        return _("None of %(all)d objectives would break this") % said
    words = ngettext(
        "%(count)d of %(all)d objectives would break this",
        "%(count)d of %(all)d objectives would break this",
        effect.broken,
    )
    return words % said


def _effect_words(visit: Visit, effect: Effect, to: str) -> str:
    parts = []
    if effect.drafts:
        words = (
            ngettext(
                "%(count)d draft could not be activated until it is mended.",
                "%(count)d drafts could not be activated until they are mended.",
                effect.drafts,
            )
            if to == Tier.POLICY
            else ngettext(
                "%(count)d draft would be warned.",
                "%(count)d drafts would be warned.",
                effect.drafts,
            )
        )
        parts.append(words % {"count": effect.drafts})
    if effect.begun:
        words = ngettext(
            "%(count)d runs already and goes on; it is asked at its next gate.",
            "%(count)d run already and go on; they are asked at their next gate.",
            effect.begun,
        )
        parts.append(words % {"count": effect.begun})
    if effect.counted_on is None or effect.counted_on == visit.today:
        parts.append(_("Counted over what everybody sees, as it stands today."))
    else:
        words = _("Counted over what everybody sees, as it stood on %(day)s.")
        parts.append(words % {"day": day_words(effect.counted_on)})
    return " ".join(parts)


def _told_words(visit: Visit, row: "Practice", effect: Effect, to: str) -> tuple[str, ...]:
    """Say what a move upwards brings beside what would break."""
    lines = []
    if effect.without_approver and to == Tier.POLICY:
        words = ngettext(
            "Nobody could approve %(count)d of them: its owner is the last champion and admin. "
            "Make somebody else one first.",
            "Nobody could approve %(count)d of them: their owner is the last champion and admin. "
            "Make somebody else one first.",
            effect.without_approver,
        )
        lines.append(words % {"count": effect.without_approver})
    waiting = [
        each
        for each in waivers_of_practice(viewer=visit.viewer, practice=row)
        if each.state is WaiverState.ASKED and each.expires_on >= visit.today
    ]
    if waiting:
        words = ngettext(
            "%(count)d waiver of it waits for an answer: %(whom)s.",
            "%(count)d waivers of it wait for an answer: %(whom)s.",
            len(waiting),
        )
        whom = ", ".join(waived_words(each) for each in waiting[:NAMED_WAIVERS])
        lines.append(words % {"count": len(waiting), "whom": whom})
    lines.append(told_words(visit, row))
    return tuple(lines)


def told_words(visit: Visit, row: "Practice") -> str:
    """Say who hears of a move upwards, and how."""
    count = practice_asked_count(viewer=visit.viewer, practice=row, at=visit.at)
    if not count:
        return _(
            "Nobody else owns an objective here that everybody sees, leads a team, or follows one."
        )
    words = ngettext(
        "%(count)d person is told of it in the inbox, with its day and what of theirs it stops: "
        "who owns an objective here that everybody sees, leads a team, or follows one.",
        "%(count)d people are told of it in their inbox, with its day and what of theirs it stops: "
        "who owns an objective here that everybody sees, leads a team, or follows one.",
        count,
    )
    return words % {"count": count}
