"""Adopting a practice, changing it, moving it up and down the ladder, and putting it away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from plumbline.domain.governance.bindings import (
    Binding,
    bindings_checked,
    bindings_read,
    bindings_written,
)
from plumbline.domain.governance.choices import LADDER, Gate, Tier
from plumbline.domain.governance.models import NAME_CHARACTERS, Practice, PracticeVersion
from plumbline.domain.governance.permissions import practice_permit
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.services.acting import acting, row_check, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message

MOST: Final = 200
"""In use, of one organization: more than anybody lives by."""
WORDS: Final = 20_000
STEPS: Final = 30
#: After how many days a practice is looked at again (G7): policies quarterly, guidelines sooner.
REVIEWED_AFTER: Final[Mapping[Tier, int | None]] = {
    Tier.BEST_PRACTICE: None,
    Tier.GUIDELINE: 56,
    Tier.POLICY: 91,
}
_SAID: Final = (
    "name", "text", "why", "source", "steps", "gates", "bindings", "effective_on", "review_on",
)  # fmt: skip
_SAVED: Final = (*_SAID, "owner", "team", "tier", "is_archived")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeValues:
    """What a practice says.

    Attributes:
        steps: Sentences in order.
        team: Where it holds, with all below; everywhere without.
        gates: Acts that ask its rules.
        bindings: Rules that check it.
        review_on: `None` leaves it to the tier.
    """

    name: str
    text: str
    why: str = ""
    source: str = ""
    steps: tuple[str, ...] = ()
    owner: Person | None = None
    team: Team | None = None
    gates: tuple[Gate, ...] = ()
    bindings: tuple[Binding, ...] = field(default=())
    effective_on: date
    review_on: date | None = None


def practice_values(practice: Practice) -> PracticeValues:
    """Return what a practice says now, to be changed with `dataclasses.replace`."""
    return PracticeValues(
        name=practice.name,
        text=practice.text,
        why=practice.why,
        source=practice.source,
        steps=tuple(practice.steps),
        owner=practice.owner,
        team=practice.team,
        gates=tuple(map(Gate, practice.gates)),
        bindings=bindings_read(practice.bindings),
        effective_on=practice.effective_on,
        review_on=practice.review_on,
    )


def practice_adopt(
    *,
    actor: Actor,
    values: PracticeValues,
    tier: Tier,
    reason: str,
    at: datetime,
    library_key: str = "",
) -> Practice:
    """Take a practice into use: one of the library, or one of the organization's own.

    Args:
        actor: Who runs the practices.
        values: What it says here.
        tier: How firmly it is asked.
        reason: Why it is taken into use.
        at: Now.
        library_key: What of the library it comes from.

    Raises:
        PermissionRefused: The actor may not.
        Refused: There are `MOST` in use, or it would be laxer than what holds above.
        ValidationRefused: A value cannot stand, or the reason is missing.
    """
    with acting(actor):
        author = practice_permit(actor)
        if Practice.objects.filter(is_archived=False).count() >= MOST:
            raise Refused("governance.too_many", most=MOST)
        practice = Practice(library_key=library_key, tier=tier, adopted_at=at)
        _fill(practice, values)
        _check(practice, reason)
        row_insert(practice, taken=_taken())
        _record(author, practice, "adopt", reason, {}, at=at)
        return practice


def practice_edit(
    *,
    actor: Actor,
    practice: Practice,
    values: PracticeValues,
    reason: str,
    expected: int,
    at: datetime,
) -> Practice:
    """Change what a practice says; what it said before stays in its history.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away, or would be laxer than what holds above.
        ValidationRefused: A value cannot stand, or the reason is missing.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        before = _facts(row)
        _fill(row, values)
        _check(row, reason)
        _save(row, expected)
        _record(author, row, "edit", reason, before, at=at)
        return row


def practice_move(
    *,
    actor: Actor,
    practice: Practice,
    tier: Tier,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> Practice:
    """Move a practice up or down the ladder; it is looked at again when its new tier says.

    Args:
        actor: Who runs the practices.
        practice: In use.
        tier: Where to.
        reason: What it proved to be.
        effective_on: First day on which it holds so firmly.
        expected: The version that it was decided on.
        at: Now.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away, is of this tier, or would be laxer than what holds above.
        ValidationRefused: The reason is missing.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        if row.tier == tier:
            raise Refused("governance.same_tier")
        before = _facts(row)
        climbs = LADDER.index(tier) > LADDER.index(Tier(row.tier))
        row.tier, row.effective_on = tier, effective_on
        row.review_on = review_day(tier, effective_on)
        _check(row, reason)
        _save(row, expected)
        _record(author, row, "promote" if climbs else "step_down", reason, before, at=at)
        return row


def practice_review(
    *, actor: Actor, practice: Practice, reason: str, review_on: date, expected: int, at: datetime
) -> Practice:
    """Keep a practice as it is after looking at it again, until the day `review_on`.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away.
        ValidationRefused: The reason is missing, or the day lies before it holds.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        before = _facts(row)
        row.review_on = review_on
        _check(row, reason)
        _save(row, expected)
        _record(author, row, "review", reason, before, at=at)
        return row


def practice_put_away(
    *, actor: Actor, practice: Practice, reason: str, expected: int, at: datetime
) -> Practice:
    """Take a practice out of use; its history stays, and it can be used again.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away already.
        ValidationRefused: The reason is missing.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        before = _facts(row)
        row.is_archived = True
        _reason_check(reason)
        _save(row, expected)
        _record(author, row, "put_away", reason, before, at=at)
        return row


def practice_use(
    *, actor: Actor, practice: Practice, reason: str, expected: int, at: datetime
) -> Practice:
    """Use a practice again that was put away.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is in use, there are `MOST`, or it would be laxer than what holds above.
        ValidationRefused: The reason is missing, or its name is taken by now.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        if not row.is_archived:
            raise Refused("governance.in_use")
        if Practice.objects.filter(is_archived=False).count() >= MOST:
            raise Refused("governance.too_many", most=MOST)
        before = _facts(row)
        row.is_archived = False
        _check(row, reason)
        _save(row, expected)
        _record(author, row, "use", reason, before, at=at)
        return row


def review_day(tier: Tier, effective_on: date) -> date | None:
    """Return by when a practice of a tier is looked at again; `None` for a best practice."""
    days = REVIEWED_AFTER[tier]
    return None if days is None else effective_on + timedelta(days=days)


def _locked(actor: Actor, practice: Practice, expected: int) -> tuple[Practice, Author]:
    author = practice_permit(actor)
    rows = Practice.objects.select_for_update(of=("self",)).select_related("team", "owner")
    row: Practice | None = rows.filter(pk=practice.pk).first()
    if row is None:
        raise NotFound("governance.not_found")
    version_check(row, expected=expected)
    return row, author


def _in_use(practice: Practice) -> None:
    if practice.is_archived:
        raise Refused("governance.put_away")


def _fill(practice: Practice, values: PracticeValues) -> None:
    practice.name, practice.text = values.name.strip(), values.text.strip()
    practice.why, practice.source = values.why.strip(), values.source.strip()
    practice.steps = [each.strip() for each in values.steps if each.strip()]
    practice.owner, practice.team = values.owner, values.team
    practice.gates = [each.value for each in Gate if each in values.gates]
    practice.bindings = bindings_written(bindings_checked(values.bindings))
    practice.effective_on = values.effective_on
    practice.review_on = values.review_on or review_day(Tier(practice.tier), values.effective_on)


def _check(practice: Practice, reason: str) -> None:
    errors: dict[str, list[Message]] = {
        name: [Message(f"governance.{name}")]
        for name in ("name", "text")
        if not getattr(practice, name)
    }
    for name, limit in (("name", NAME_CHARACTERS), ("text", WORDS), ("why", WORDS)):
        if (length := len(getattr(practice, name))) > limit:
            said = {"limit": limit, "length": length}
            errors[name] = [Message("governance.too_long", said)]
    if len(practice.steps) > STEPS:
        errors["steps"] = [Message("governance.too_many_steps", {"most": STEPS})]
    if practice.bindings and not practice.gates:
        errors["gates"] = [Message("governance.gate_missing")]
    if practice.review_on is not None and practice.review_on < practice.effective_on:
        errors["review_on"] = [Message("governance.review_before")]
    if errors:
        raise ValidationRefused(errors)
    _reason_check(reason)
    row_check(practice)
    same = Practice.objects.filter(is_archived=False, name=practice.name, team=practice.team)
    if not practice.is_archived and same.exclude(pk=practice.pk).exists():
        raise _taken()
    _refuse_laxer(practice)


def _reason_check(reason: str) -> None:
    if not reason.strip():
        raise ValidationRefused({"reason": [Message("governance.reason")]})
    if len(reason) > WORDS:
        said = {"limit": WORDS, "length": len(reason)}
        raise ValidationRefused({"reason": [Message("governance.too_long", said)]})


def _refuse_laxer(practice: Practice) -> None:
    """Refuse a practice of a subtree that asks a rule less firmly than one above it does."""
    if practice.team is None:
        return
    own = {each["code"] for each in practice.bindings}
    others = Practice.objects.filter(is_archived=False).exclude(pk=practice.pk)
    for above in others.select_related("team").order_by("pk"):
        if above.team_id == practice.team_id:
            continue
        if above.team is not None and not practice.team.path.startswith(above.team.path):
            continue
        firmer = LADDER.index(Tier(above.tier)) > LADDER.index(Tier(practice.tier))
        if firmer and own & {each["code"] for each in above.bindings}:
            raise Refused("governance.laxer", name=above.name)


def _taken() -> ValidationRefused:
    return ValidationRefused({"name": [Message("governance.name_taken")]})


def _save(practice: Practice, expected: int) -> None:
    try:
        with transaction.atomic():
            version_save(practice, expected=expected, update_fields=_SAVED)
    except IntegrityError as error:
        raise _taken() from error


def _facts(practice: Practice) -> dict[str, Any]:
    """Return what the journal and the history tell of a practice, as JSON holds it."""
    said = {name: getattr(practice, name) for name in _SAID}
    for name in ("effective_on", "review_on"):
        said[name] = said[name].isoformat() if said[name] else None
    said["bindings"] = [_binding_words(each) for each in bindings_read(practice.bindings)]
    return said | {
        "tier": str(practice.tier),
        "owner_id": practice.owner_id,
        "team_id": practice.team_id,
        "is_archived": practice.is_archived,
    }


def _binding_words(binding: Binding) -> str:
    given = ", ".join(f"{name} = {value}" for name, value in sorted(binding.params.items()))
    return f"{binding.code} ({given})" if given else binding.code


def _record(
    author: Author,
    practice: Practice,
    act: str,
    reason: str,
    before: Mapping[str, Any],
    *,
    at: datetime,
) -> None:
    after = _facts(practice)
    PracticeVersion(
        practice=practice,
        number=practice.version,
        act=act,
        tier=practice.tier,
        reason=reason.strip(),
        said=after,
        author_id=author.person_id,
        at=at,
    ).save(force_insert=True)
    changes = {
        name: Change(before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value and (before or value)
    }
    journal_record(
        author=author,
        act=f"practice.{act}",
        subject=Subject("practice", practice.pk, practice.public_id),
        at=at,
        changes={**changes, "reason": Change(None, reason.strip())},
    )
