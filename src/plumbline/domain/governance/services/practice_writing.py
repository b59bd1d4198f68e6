"""What a practice says: put on its row, checked, saved, and kept in history and journal."""

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
    people_named,
)
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.models import NAME_CHARACTERS, Practice, PracticeVersion
from plumbline.domain.governance.selectors.above import Held, firmer_above
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.services.acting import row_check
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.versions import version_save
from plumbline.engine.messages import Message

WORDS: Final = 20_000
STEPS: Final = 30
#: After how many days a practice is looked at again (G7): policies quarterly, guidelines sooner.
REVIEWED_AFTER: Final[Mapping[Tier, int | None]] = {
    Tier.BEST_PRACTICE: None,
    Tier.GUIDELINE: 56,
    Tier.POLICY: 91,
}
#: How long after it was decided a practice may still be written down as holding since then.
WRITTEN_LATE: Final = timedelta(days=7)
_SAID: Final = (
    "name", "text", "why", "source", "steps", "gates", "bindings", "effective_on", "review_on",
)  # fmt: skip
_SAVED: Final = (*_SAID, "owner", "team", "tier", "is_archived", "words_version")
NOTHING_WRONG: Final[Mapping[str, list[Message]]] = {}
#: What people say yes to; where one of these changes they are asked anew.
WORDED: Final = ("name", "text", "steps", "tier")


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


def review_day(tier: Tier, effective_on: date) -> date | None:
    """Return by when a practice of a tier is looked at again; `None` for a best practice."""
    days = REVIEWED_AFTER[tier]
    return None if days is None else effective_on + timedelta(days=days)


def practice_fill(practice: Practice, values: PracticeValues) -> Mapping[str, list[Message]]:
    """Put what a practice says on its row, without saving it.

    Whoever a rule of it named stays named though they left since.

    Returns:
        What is wrong with its rules and their limits, for `practice_check`: whoever mends a
        practice is told of everything at once.
    """
    named = people_named(bindings_read(practice.bindings))
    practice.name, practice.text = values.name.strip(), values.text.strip()
    practice.why, practice.source = values.why.strip(), values.source.strip()
    practice.steps = [each.strip() for each in values.steps if each.strip()]
    practice.owner, practice.team = values.owner, values.team
    practice.gates = [each.value for each in Gate if each in values.gates]
    practice.effective_on = values.effective_on
    practice.review_on = values.review_on or review_day(Tier(practice.tier), values.effective_on)
    practice.bindings = bindings_written(values.bindings)
    try:
        practice.bindings = bindings_written(bindings_checked(values.bindings))
    except ValidationRefused as refused:
        return {name: list(said) for name, said in refused.field_errors.items()}
    return _people_check(practice, named)


def _people_check(
    practice: Practice, before: Mapping[str, tuple[str, ...]]
) -> Mapping[str, list[Message]]:
    """Return what is wrong with the people whom the rules of a practice name, and did before."""
    wrong: dict[str, list[Message]] = {}
    for code, named in people_named(bindings_read(practice.bindings)).items():
        rows = Person.objects.filter(public_id__in=named, active=True, is_service=False)
        known = {*rows.values_list("public_id", flat=True), *before.get(code, ())}
        if missing := [each for each in named if each not in known]:
            said = Message("governance.person_unknown", {"person": missing[0][:40]})
            wrong[f"bindings.{code}.people"] = [said]
    return wrong


def held_wrong(
    effective_on: date, *, at: datetime, held_on: date | None = None
) -> Mapping[str, list[Message]]:
    """Return what is wrong with the day from which a practice is to hold.

    A decision of the last days may be written down late, but nobody is held to what nobody could
    read, nor more firmly from before it was asked at all.

    Args:
        effective_on: The first day, as asked for.
        at: Now.
        held_on: From when it holds as it is, of one that is in use.
    """
    today = organization_day(organization_bound(), at)
    earliest = today - WRITTEN_LATE
    if held_on is not None:
        earliest = max(earliest, min(held_on, today))
    if effective_on >= earliest:
        return NOTHING_WRONG
    return {"effective_on": [Message("governance.held_before", {"day": earliest})]}


def practice_check(
    practice: Practice,
    reason: str,
    *,
    wrong: Mapping[str, list[Message]] = NOTHING_WRONG,
    before: Held | None = None,
) -> None:
    """Refuse a practice that cannot stand, for everything that is wrong with it.

    Args:
        practice: Filled and not saved yet.
        reason: Why it is done.
        wrong: What `practice_fill` found.
        before: How firmly it asked until now; None of one that begins to ask.

    Raises:
        ValidationRefused: A value cannot stand, is laxer than above, or the reason is missing.
        Refused: It would be laxer than what holds above.
    """
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
    errors |= {**wrong, **_reason_wrong(reason)}
    if errors:
        raise ValidationRefused(errors)
    row_check(practice)
    same = Practice.objects.filter(is_archived=False, name=practice.name, team=practice.team)
    if not practice.is_archived and same.exclude(pk=practice.pk).exists():
        raise name_taken()
    _refuse_laxer(practice, before)


def reason_check(reason: str) -> None:
    """Refuse an act without a reason.

    Raises:
        ValidationRefused: It is missing or too long.
    """
    if wrong := _reason_wrong(reason):
        raise ValidationRefused(wrong)


def _reason_wrong(reason: str) -> dict[str, list[Message]]:
    if not reason.strip():
        return {"reason": [Message("governance.reason")]}
    if len(reason) > WORDS:
        said = {"limit": WORDS, "length": len(reason)}
        return {"reason": [Message("governance.too_long", said)]}
    return {}


def _refuse_laxer(practice: Practice, before: Held | None) -> None:
    """Refuse a practice of a subtree that asks a rule less firmly than one above it does.

    One above that came later makes nobody mend what stands below before anything else: what is
    loosened no further passes.
    """
    for each in firmer_above(practice, before=before):
        if not each.limits:
            raise Refused("governance.laxer", name=each.above.name)
        raise ValidationRefused(
            {
                name: [Message("governance.laxer_limit", {"name": each.above.name, "limit": limit})]
                for name, limit in each.limits.items()
            }
        )


def name_taken() -> ValidationRefused:
    """Return what is said where another practice has the name."""
    return ValidationRefused({"name": [Message("governance.name_taken")]})


def practice_worded(practice: Practice, before: Mapping[str, Any]) -> None:
    """Note the next version as a new wording, where what people say yes to changed.

    Args:
        practice: Changed and not yet saved.
        before: Its facts before the change.
    """
    after = practice_facts(practice)
    if any(after[name] != before[name] for name in WORDED):
        practice.words_version = practice.version + 1


def practice_save(practice: Practice, expected: int) -> None:
    """Save a changed practice under its next version.

    Raises:
        StaleVersion: Somebody changed it since version `expected`.
        ValidationRefused: Another practice took its name meanwhile.
    """
    try:
        with transaction.atomic():
            version_save(practice, expected=expected, update_fields=_SAVED)
    except IntegrityError as error:
        raise name_taken() from error


def practice_facts(practice: Practice) -> dict[str, Any]:
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


def practice_record(
    author: Author,
    practice: Practice,
    act: str,
    reason: str,
    before: Mapping[str, Any],
    *,
    at: datetime,
) -> None:
    """Keep what was done to a practice in its history and in the journal."""
    after = practice_facts(practice)
    PracticeVersion(
        practice=practice,
        number=practice.version,
        act=act,
        tier=practice.tier,
        reason=reason.strip(),
        # The rules with their limits as they are read again; `bindings` has them in words.
        said={**after, "bound": practice.bindings},
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
