"""Writing the answers to the three questions of a week."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.reviews.models import WeeklyAnswers
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

#: A few paragraphs; a review reads all of them in minutes.
WORDS_LENGTH = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWords:
    """The answers of one person for one team.

    Attributes:
        shipped: What did we ship or change?
        effect: What did it do to our key results?
        learn_next: What will we learn next week? Next week begins with it.
        blockers: What is in the way, if anything is.
    """

    shipped: str = ""
    effect: str = ""
    learn_next: str = ""
    blockers: str = ""

    def told(self) -> dict[str, str]:
        """Return the words by the name of their field, without space around them."""
        return {name: text.strip() for name, text in asdict(self).items()}


def weekly_answers_write(
    *,
    actor: Viewer,
    team: Team,
    words: WeeklyWords,
    expected: int,
    at: datetime,
    week: date | None = None,
) -> WeeklyAnswers:
    """Write one's own answers for a team in the running week, or change them.

    Args:
        actor: Whose answers they are; nobody answers for somebody else.
        team: For which team.
        words: The answers.
        expected: The version that was read; 1 while there is none.
        at: Now; the running week is that of the organization's day.
        week: The Monday of the week they were asked for; whoever was asked on Sunday night may
            answer on Monday. `None` is the running week.

    Raises:
        PermissionRefused: They belong neither to the team nor to one below it, or answer nothing,
            as a service does.
        Refused: The week is neither the running nor the last one.
        StaleVersion: The answers were written elsewhere since version `expected`.
        ValidationRefused: Nothing is answered, or an answer is too long.
    """
    with writing(organization_bound()):
        thing = Thing(kind=Kind.WEEKLY_ANSWERS, person_id=actor.person_id)
        author = permit(actor, Act.EDIT, thing)
        if team.pk not in actor.visible_team_ids:
            raise PermissionRefused("reviews.not_in_team")
        told = words.told()
        _check(told)
        row = _row(actor, team, _week(week, at))
        version_check(row, expected=expected)
        changes = {
            name: Change(getattr(row, name), text, personal=True, about_person_id=actor.person_id)
            for name, text in told.items()
            if getattr(row, name) != text
        }
        if changes:
            _save(row, told, at)
            _journal(author, team, row, changes, at)
        return row


def blocker_add(*, actor: Viewer, team: Team, text: str, at: datetime) -> WeeklyAnswers:
    """Name one more thing that is in the way, in one's own answers for a team in the running week.

    What was answered before stays; two who add at the same time both are heard, each in their own.

    Raises:
        PermissionRefused: As in `weekly_answers_write`.
        ValidationRefused: It says nothing, or there is too much of it now.
    """
    with writing(organization_bound()):
        said = " ".join(text.split())
        if not said:
            raise ValidationRefused({"text": [Message("reviews.blocker.empty")]})
        row = _row(actor, team, _week(None, at))
        words = {name: getattr(row, name) for name in asdict(WeeklyWords())}
        words["blockers"] = "\n".join(each for each in (row.blockers, said) if each)
        try:
            return weekly_answers_write(
                actor=actor, team=team, words=WeeklyWords(**words), expected=row.version, at=at
            )
        except ValidationRefused as refused:
            raise ValidationRefused({"text": refused.field_errors["blockers"]}) from refused


def _check(told: dict[str, str]) -> None:
    if not any(told.values()):
        raise ValidationRefused({"shipped": [Message("reviews.empty")]})
    too_long = {
        name: [Message("reviews.too_long", {"most": WORDS_LENGTH})]
        for name, text in told.items()
        if len(text) > WORDS_LENGTH
    }
    if too_long:
        raise ValidationRefused(too_long)


def _week(asked: date | None, at: datetime) -> date:
    running = week_of(organization_day(organization_bound(), at))
    if asked is not None and asked not in (running, running - timedelta(weeks=1)):
        raise Refused("reviews.week_over")
    return asked or running


def _row(actor: Viewer, team: Team, week: date) -> WeeklyAnswers:
    """Return the answers of a week, locked, or unsaved ones."""
    found: WeeklyAnswers | None = (
        WeeklyAnswers.objects.select_for_update()
        .filter(person_id=actor.person_id, team=team, week=week)
        .first()
    )
    return found or WeeklyAnswers(person_id=actor.person_id, team=team, week=week)


def _save(row: WeeklyAnswers, told: dict[str, str], at: datetime) -> None:
    """Save the answers; on PostgreSQL the first ones may come twice at the same time."""
    for name, text in told.items():
        setattr(row, name, text)
    row.texts_check()
    row.written_at = at
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        current = WeeklyAnswers.objects.get(person=row.person_id, team=row.team_id, week=row.week)
        raise StaleVersion("tenancy.version.stale", current=current) from error


def _journal(
    author: Author, team: Team, row: WeeklyAnswers, changes: dict[str, Change], at: datetime
) -> None:
    journal_record(
        author=author,
        act="weekly_answers.write",
        subject=Subject("team", team.pk, team.public_id),
        at=at,
        changes={"week": Change(new=row.week), **changes},
    )
