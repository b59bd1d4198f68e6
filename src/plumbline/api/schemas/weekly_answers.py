"""Answers to the three questions of a week, coming in and going out."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Input, Output, Text
from plumbline.domain.reviews.selectors.weekly_answers import WeeklyQuestions
from plumbline.domain.reviews.services.weekly_answers import WeeklyWords


class Answers(Output):
    """What somebody answered; empty where they said nothing."""

    shipped: str = Field(description="What did we ship or change?")
    effect: str = Field(description="What did it do to our key results?")
    learn_next: str = Field(description="What will we learn next week?")
    blockers: str = Field(description="What is in the way?")


class AnswersTold(Answers):
    """The same, with whose they are."""

    person: str


class WeekOut(Output):
    """What a team answered in a week."""

    answers: list[AnswersTold]


class OwnAnswersOut(Answers):
    """One's own answers of this week."""

    week: date = Field(description="The Monday of the week.")
    learn_last: str = Field(description="What one last wanted to learn.")

    @classmethod
    def of(cls, asked: WeeklyQuestions) -> "OwnAnswersOut":
        """Return what was answered, or nothing yet."""
        given = asked.answers
        return cls(
            week=asked.week,
            learn_last=asked.learn_last,
            shipped=given.shipped if given else "",
            effect=given.effect if given else "",
            learn_next=given.learn_next if given else "",
            blockers=given.blockers if given else "",
        )


class WeeklyAnswersIn(Input):
    """What somebody answers; what is left out is empty."""

    shipped: Text = ""
    effect: Text = ""
    learn_next: Text = ""
    blockers: Text = ""

    def words(self) -> WeeklyWords:
        """Return what this says."""
        return WeeklyWords(
            shipped=self.shipped,
            effect=self.effect,
            learn_next=self.learn_next,
            blockers=self.blockers,
        )
