"""Practices that the champion of the example adopts, and the one that proved itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from plumbline.domain.attestations.choices import Audience, Rhythm
from plumbline.domain.attestations.services.answering import attestation_give
from plumbline.domain.attestations.services.asking import AskValues, attestation_ask
from plumbline.domain.demo.content.company import CHAMPION
from plumbline.domain.demo.content.practices import (
    ANSWERED,
    APPROVALS,
    ASKED_OFF,
    ASKING,
    NO_BASELINE_YET,
    NOT_YET,
    PRACTICES,
    SAID,
    TWO_SHIFTS,
    UNTIL_THEN,
    Answered,
    Governed,
)
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Tier, WaiverState
from plumbline.domain.governance.library import LIBRARY
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.practices import (
    PracticeValues,
    practice_adopt,
    practice_move,
)
from plumbline.domain.governance.services.team_waivers import team_waiver_ask
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.services.approving import approval_give
from plumbline.domain.okrs.services.waivers import waiver_answer
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.practice_feedback.choices import Verdict
from plumbline.domain.practice_feedback.services.closing import feedback_close
from plumbline.domain.practice_feedback.services.giving import feedback_give
from plumbline.domain.tenancy.modules import ModuleKey

ADOPTED_AFTER: Final = timedelta(days=10)
PROMOTED_AFTER: Final = timedelta(days=24)
ATTESTED_AFTER: Final = timedelta(days=26)
SAID_AFTER: Final = timedelta(days=33)
WAIVER_ASKED_AFTER: Final = timedelta(days=53)
WAIVED_FOR: Final = timedelta(days=42)
#: Before the next quarter, behind the days on which its drafts are handed in.
APPROVED_BEFORE: Final = timedelta(days=37)


def practices_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter what is adopted early in the present quarter, and promoted two weeks later."""
    adopted = stage.calendar.this_start + ADOPTED_AFTER
    timeline.enter(adopted, partial(_adopt, stage, PRACTICES))
    for each in PRACTICES:
        if each.proved:
            promoted = stage.calendar.this_start + PROMOTED_AFTER
            timeline.enter(promoted, partial(_promote, stage, each))
            attested = stage.calendar.this_start + ATTESTED_AFTER
            timeline.enter(attested, partial(_attest, stage, each))
            said = stage.calendar.this_start + SAID_AFTER
            timeline.enter(said, partial(_say, stage, each))
            timeline.enter(said, partial(_waive, stage, each))
    asked = stage.calendar.this_start + WAIVER_ASKED_AFTER
    timeline.enter(asked, partial(_waiver_ask, stage))
    approved = stage.calendar.quarter_start(1) - APPROVED_BEFORE
    for answered in APPROVALS:
        timeline.enter(approved, partial(_approve, stage, answered))


def _adopt(stage: Stage, practices: Sequence[Governed], at: datetime) -> None:
    actor = stage.viewer(CHAMPION.key, at)
    module_set(actor=actor, key=ModuleKey.GOVERNANCE, enabled=True, at=at)
    for each in practices:
        entry = LIBRARY[each.key]
        values = PracticeValues(
            name=str(entry.name),
            text=str(entry.text),
            why=str(entry.why),
            source=entry.source,
            steps=tuple(map(str, entry.steps)),
            owner=stage.people[CHAMPION.key],
            gates=entry.gates if entry.rules else (),
            bindings=tuple(_bound(stage, each, bound) for bound in entry.bindings),
            effective_on=at.date(),
        )
        practice_adopt(
            actor=actor,
            values=values,
            tier=each.tier,
            reason=str(each.reason),
            at=at,
            library_key=each.key,
        )


def _bound(stage: Stage, each: Governed, bound: Binding) -> Binding:
    """Return a rule of the library with the day and the people of the example."""
    people = [stage.people[key].public_id for key in each.people]
    own = {"days": each.days, "people": people} if each.people else {}
    return replace(bound, params={**bound.params, **own})


def _approve(stage: Stage, answered: Answered, at: datetime) -> None:
    """Let somebody above approve what was handed in, or send it back with words."""
    objective = Objective.objects.get(pk=stage.objectives[answered.objective].pk)
    approval_give(
        actor=stage.viewer(answered.person, at),
        objective=objective,
        is_approved=answered.is_approved,
        words=answered.words,
        expected=objective.version,
        at=at,
    )


def _promote(stage: Stage, each: Governed, at: datetime) -> None:
    practice: Practice = Practice.objects.get(library_key=each.key)
    practice_move(
        actor=stage.viewer(CHAMPION.key, at),
        practice=practice,
        tier=Tier.POLICY,
        reason=str(each.proved),
        effective_on=at.date(),
        expected=practice.version,
        at=at,
    )


def _attest(stage: Stage, each: Governed, at: datetime) -> None:
    """Let the leads be asked for it: most attest, one says not yet, and two have not answered."""
    practice: Practice = Practice.objects.get(library_key=each.key)
    asked = AskValues(
        audience=Audience.ROLES, roles=(Role.TEAM_LEAD, Role.CHAMPION), rhythm=Rhythm.QUARTER
    )
    champion = stage.viewer(CHAMPION.key, at)
    attestation_ask(actor=champion, practice=practice, values=asked, expected=0, at=at)
    leads = sorted({*stage.leads.values()} - {CHAMPION.key})
    for number, key in enumerate(leads[:-2]):
        attestation_give(
            actor=stage.viewer(key, at),
            practice=practice,
            is_attested=bool(number),
            note="" if number else str(NOT_YET),
            read_version=practice.words_version,
            at=at + timedelta(hours=number + 1),
        )


def _say(stage: Stage, each: Governed, at: datetime) -> None:
    """Let some who live with it say what it is like; the champion answers one of them."""
    practice: Practice = Practice.objects.get(library_key=each.key)
    leads = sorted({*stage.leads.values()} - {CHAMPION.key})
    for key, (verdict, words) in zip(leads, SAID, strict=False):
        row = feedback_give(
            actor=stage.viewer(key, at),
            practice=practice,
            verdict=verdict,
            words=words,
            read_version=practice.words_version,
            expected=0,
            at=at,
        )
        if verdict is Verdict.UNCLEAR:
            feedback_close(
                actor=stage.viewer(CHAMPION.key, at),
                practice=practice,
                public_id=row.public_id,
                answer=ANSWERED,
                expected=row.version,
                at=at,
            )


def _waiver_ask(stage: Stage, at: datetime) -> None:
    """Let the lead of a team ask to be let off a guideline; nobody has answered yet."""
    team_waiver_ask(
        actor=stage.viewer(stage.lead_of(ASKING), at),
        team=stage.teams[ASKING],
        practice=Practice.objects.get(library_key=ASKED_OFF),
        reason=NO_BASELINE_YET,
        expires_on=at.date() + WAIVED_FOR,
        at=at,
    )


def _waive(stage: Stage, each: Governed, at: datetime) -> None:
    """Let the warehouses be let off it for six weeks."""
    practice: Practice = Practice.objects.get(library_key=each.key)
    waiver = team_waiver_ask(
        actor=stage.viewer(stage.lead_of("warehouses"), at),
        team=stage.teams["warehouses"],
        practice=practice,
        reason=TWO_SHIFTS,
        expires_on=at.date() + WAIVED_FOR,
        at=at,
    )
    waiver_answer(
        actor=stage.viewer(CHAMPION.key, at),
        waiver=waiver,
        state=WaiverState.GRANTED,
        answer=UNTIL_THEN,
        expected=waiver.version,
        at=at,
    )
