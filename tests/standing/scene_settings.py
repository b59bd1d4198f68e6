"""What the settings show and change, for the standing tests."""

from dataclasses import replace
from datetime import date, timedelta

from plumbline.domain.attestations.choices import Audience
from plumbline.domain.attestations.services.answering import attestation_give
from plumbline.domain.attestations.services.asking import AskValues, attestation_ask
from plumbline.domain.audits.choices import Rhythm
from plumbline.domain.audits.services.making import audit_run
from plumbline.domain.audits.services.schedules import schedule_set
from plumbline.domain.custom_fields.models import FieldKind, FieldSubject
from plumbline.domain.custom_fields.services import field_archive, field_define
from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.practices import (
    PracticeValues,
    practice_adopt,
    practice_put_away,
)
from plumbline.domain.jobs.services import job_claim, job_end
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.services.approving import approval_give
from plumbline.domain.okrs.services.waivers import waiver_ask
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.deputies import deputy_set
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.orgs.services.working_days import (
    holiday_add,
    holidays_upload,
    location_add,
)
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.practice_feedback.choices import Verdict
from plumbline.domain.practice_feedback.services.giving import feedback_give
from plumbline.domain.reviews.services.decisions import (
    DecisionValues,
    decision_remove,
    decision_settle,
    decision_write,
)
from plumbline.domain.reviews.services.plans import PlannedValues, week_plan_write
from plumbline.domain.reviews.services.weekly_answers import WeeklyWords, weekly_answers_write
from plumbline.domain.strategy.services import PriorityValues, priority_archive, priority_create
from plumbline.domain.tenancy.modules import ModuleKey
from tests.standing.planted import PLANTED
from tests.world import AT, TODAY, World


def settings_made(world: World, ids: dict[str, str]) -> None:
    """Make what the pages of the settings lead to, and name it."""
    _governed(world, ids)
    ids["module"] = "money"
    run = job_claim(
        name="nightly",
        scope=world.organization.public_id,
        slot="2026-03-01",
        at=AT - timedelta(days=1),
    )
    assert run is not None
    job_end(run=run, at=AT - timedelta(days=1), error="Heron: it went wrong")
    ids["role of vic"] = Role.VIEWER.value
    mia = world.viewer("mia")
    with world.reading():
        for name in ("priority", "priority put away"):
            values = PriorityValues(title=f"Heron {name}", why="Heron why")
            priority = priority_create(actor=world.system, values=values, at=AT)
            ids[name] = priority.public_id
        priority_archive(actor=world.system, priority=priority, expected=1, at=AT)
        made = {
            key: field_define(
                actor=world.system,
                subject=FieldSubject.OBJECTIVE,
                key=key,
                label=f"Heron {key}",
                kind=FieldKind.CHOICE,
                choices=["north", "south"],
                at=AT,
            )
            for key in ("area", "side", "gone")
        }
        ids["field"] = made["area"].public_id
        ids["field put away"] = made["gone"].public_id
        field_archive(actor=world.system, definition=made["gone"], expected=1, at=AT)
        place = location_add(actor=world.system, name="Heron Quay", weekdays=[0, 1], at=AT)
        holiday = holiday_add(
            actor=world.system, location=None, day=date(2030, 5, 1), name="Heron day", at=AT
        )
        upload = holidays_upload(
            actor=world.system, location=place, holidays=[(date(2030, 5, 2), "Heron eve")], at=AT
        )
        ids["location"], ids["holiday"] = place.public_id, holiday.public_id
        ids["holiday upload"] = upload.public_id
        deputy_set(
            actor=world.system,
            person=world.person("carl"),
            acts_for=world.person("mia"),
            starts_on=date(2026, 4, 1),  # not yet: today nobody acts for anybody
            ends_on=date(2026, 4, 9),
            at=AT,
        )
        weekly_answers_write(
            actor=mia,
            team=world.teams["claims"],
            words=WeeklyWords(shipped="Heron answers", learn_next="Heron wants to know"),
            expected=1,
            at=AT - timedelta(days=7),
        )
        decided = [
            decision_write(
                actor=mia,
                team=world.teams["claims"],
                values=DecisionValues(text=f"Heron decides {number}", owner=world.person("mia")),
                at=AT,
            )
            for number in (1, 2, 3)
        ]
        decision_settle(actor=mia, decision=decided[1], is_done=True, at=AT)
        decision_remove(actor=mia, decision=decided[2], expected=1, at=AT)
        names = ("decision", "decision done", "decision removed")
        ids.update({name: row.public_id for name, row in zip(names, decided, strict=True)})
        week_plan_write(
            actor=mia,
            intention="Heron week",
            priorities=[PlannedValues(text="Heron first")],
            expected=0,
            at=AT,
        )
    message = OutboxMessage.objects.latest("pk")  # it tells her of that
    OutboxMessage.objects.filter(pk=message.pk).update(
        not_before=AT + timedelta(days=1), is_open=True
    )
    ids["message to mia"] = message.public_id


def governance_on(world: World) -> None:
    """Open the doors of governance; they are shut in a new organization."""
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)


def _governed(world: World, ids: dict[str, str]) -> None:
    """Switch governance on and adopt a guideline."""
    governance_on(world)
    with world.reading():
        values = PracticeValues(
            name="Heron practice",
            text="Heron asks for results",
            why="Heron why",
            source="Heron book",
            steps=("Heron step",),
            gates=(Gate.ACTIVATE,),
            bindings=(Binding("PL-W01"),),
            effective_on=TODAY,
        )
        practice = practice_adopt(
            actor=world.viewer("carl"), values=values, tier=Tier.GUIDELINE, reason="Heron", at=AT
        )
        away = practice_adopt(
            actor=world.viewer("carl"),
            values=replace(values, name="Heron past", bindings=(), gates=()),
            tier=Tier.BEST_PRACTICE,
            reason="Heron",
            at=AT,
        )
        attested = practice_adopt(
            actor=world.viewer("carl"),
            values=replace(values, name="Heron attested", bindings=(), gates=()),
            tier=Tier.POLICY,
            reason="Heron",
            at=AT,
        )
        attestation_ask(
            actor=world.viewer("carl"),
            practice=attested,
            values=AskValues(audience=Audience.EVERYONE),
            expected=0,
            at=AT,
        )
        attestation_give(
            actor=world.viewer("mia"),
            practice=attested,
            is_attested=False,
            note="Heron not yet",
            read_version=1,
            at=AT,
        )
        ids["practice attested"] = attested.public_id
        practice_adopt(
            actor=world.viewer("carl"),
            values=replace(
                values,
                name="Heron approval",
                bindings=(Binding("PL-G03", {"by": ["parent_lead", "champion"]}),),
            ),
            tier=Tier.GUIDELINE,
            reason="Heron",
            at=AT,
        )
        private = Objective.objects.get(public_id=ids["objective private"])
        approval_give(
            actor=world.viewer("max"),
            objective=private,
            is_approved=False,
            words=f"Heron misses {PLANTED}",
            expected=private.version,
            at=AT,
        )
        said = feedback_give(
            actor=world.viewer("mia"),
            practice=attested,
            verdict=Verdict.HINDERS,
            words="Heron asks twice",
            read_version=1,
            expected=0,
            at=AT,
        )
        ids["feedback"] = said.public_id
        for name, who, of in (("open", "lena", practice), ("private", "mia", away)):
            waiver = waiver_ask(
                actor=world.viewer(who),
                objective=Objective.objects.get(public_id=ids[f"objective {name}"]),
                practice=of,
                reason=f"Heron comes late {PLANTED if name == 'private' else ''}",
                expires_on=TODAY + timedelta(days=9),
                at=AT,
            )
            ids[f"waiver {name}"] = waiver.public_id
        practice_put_away(
            actor=world.viewer("carl"), practice=away, reason="Heron", expected=1, at=AT
        )
    ids["practice"], ids["practice away"] = practice.public_id, away.public_id
    ids["library entry"] = "from-a-baseline"
    with world.reading():
        carl = world.viewer("carl")
        for name in ("audit before", "audit"):
            ids[name] = audit_run(actor=carl, at=AT).public_id
        schedule = schedule_set(actor=carl, rhythm=Rhythm.MONTHLY, next_on=TODAY, at=AT)
        ids["audit schedule"] = schedule.public_id
