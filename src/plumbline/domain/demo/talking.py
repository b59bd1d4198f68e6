"""Entering what people of the example company say to each other."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.model import TalkContent
from plumbline.domain.demo.content.talk import TALK
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.discussion.services.comments import CommentValues, comment_write


def talk_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter the discussions; what is answered is said on an earlier day."""
    said: dict[str, str] = {}
    for content in TALK:
        day = stage.calendar.today - timedelta(days=content.days_ago)
        timeline.enter(day, partial(_say, stage, content, said))


def _say(stage: Stage, content: TalkContent, said: dict[str, str], at: datetime) -> None:
    comment = comment_write(
        actor=stage.viewer(content.person, at),
        objective=stage.objectives[content.objective],
        key_result=stage.key_results[content.key_result] if content.key_result else None,
        values=CommentValues(
            text=content.text,
            reply_to=said.get(content.reply_to, ""),
            is_question=content.is_question,
        ),
        at=at,
    )
    said[content.key] = comment.public_id
