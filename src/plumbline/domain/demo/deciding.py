"""What teams decide in their weekly reviews, and what somebody plans for the week."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.weekly import DECISIONS, PLANS
from plumbline.domain.demo.content.weekly_model import DecisionContent, PlanContent
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.reviews.services.decisions import (
    DecisionValues,
    decision_settle,
    decision_write,
)
from plumbline.domain.reviews.services.plans import PlannedValues, week_plan_write
from plumbline.domain.reviews.values import DecisionKind


def decisions_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter what some teams decided of late, and what is planned for this week."""
    for content in DECISIONS:
        day = stage.calendar.today - timedelta(weeks=content.weeks_ago)
        timeline.enter(day, partial(_decision, stage, content))
    for plan in PLANS:
        timeline.enter(stage.calendar.today, partial(_plan, stage, plan))


def _decision(stage: Stage, content: DecisionContent, at: datetime) -> None:
    due = None if content.due_in is None else at.date() + timedelta(days=content.due_in)
    row = decision_write(
        actor=stage.viewer(content.writer, at),
        team=stage.teams[content.team],
        values=DecisionValues(
            text=content.text,
            owner=stage.people[content.owner] if content.owner else None,
            due_on=due,
            outcome=content.outcome,
        ),
        kind=DecisionKind.EXPERIMENT if content.is_experiment else DecisionKind.DECISION,
        at=at,
    )
    if content.is_done:
        writer = stage.viewer(content.writer, at)
        decision_settle(actor=writer, decision=row, is_done=True, at=at + timedelta(days=4))


def _plan(stage: Stage, content: PlanContent, at: datetime) -> None:
    week_plan_write(
        actor=stage.viewer(content.person, at),
        intention=content.intention,
        priorities=[
            PlannedValues(text=text, key_result=stage.key_results[key] if key else None)
            for text, key in content.priorities
        ],
        expected=0,
        at=at,
    )
