"""Who has attested a practice and who has not, now or as of a day; for audits too."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q, QuerySet

from plumbline.domain.attestations.choices import Audience
from plumbline.domain.attestations.models import Attestation, AttestationAsk
from plumbline.domain.attestations.permissions import (
    attestations_seen_all,
    attestations_seen_below,
)
from plumbline.domain.attestations.selectors.asked import asks_on, is_in_force
from plumbline.domain.attestations.selectors.occasions import (
    ASKING,
    counts_from,
    cycles_holding,
    due_day,
)
from plumbline.domain.governance.models import Practice, PracticeVersion
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.governance.selectors.said import held_meanwhile
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.models import Person, Team, TeamMembership
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.roles import roles_held
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.paging import rows_part

_BY_NAME: Final = ("name", "pk")


class Answer(StrEnum):
    """What somebody answered."""

    ATTESTED = "attested"
    NOT_YET = "not_yet"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How one person stands to a practice.

    Attributes:
        teams: Public ids of the teams they belong to that day.
        keys: Keys of these teams and of all above.
        note: What they added, or why not yet.
        at: When they answered.
    """

    person_id: int
    person: str
    name: str
    teams: tuple[str, ...]
    keys: frozenset[str]
    answer: Answer
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """How many people of a team have attested; who belongs to two teams counts in both."""

    team: str
    name: str
    depth: int
    attested: int
    asked: int


def ask_of(*, viewer: Actor, practice: Practice) -> AttestationAsk | None:
    """Return who is asked to attest a practice, ended or not; None where nobody ever was.

    One query.
    """
    practices_read_permit(viewer)
    rows = AttestationAsk.objects.filter(practice=practice).select_related("team", "practice")
    row: AttestationAsk | None = rows.first()
    return row


def practices_attested(*, viewer: Actor, on: date) -> frozenset[int]:
    """Return the ids of the practices that somebody is asked to attest on a day (one query)."""
    practices_read_permit(viewer)
    rows = AttestationAsk.objects.all()
    return frozenset(row.practice_id for row in rows if is_in_force(row, on=on))


def attestations_as_of(
    *, viewer: Actor, practice: Practice, on: date
) -> Sequence[PersonStanding] | None:
    """Return who has and who has not attested a practice by the end of a day, by name.

    Whom the ask is for, their teams and the roles they were given are those of that day; who has
    reports is told as of today. It takes at most seven queries, whatever the organization's size,
    and reads of no more people than it returns.

    Args:
        viewer: Who asks. Champions, admins and auditors see everybody, leads the people of the
            teams they lead and of all below, everybody themselves.
        practice: Which.
        on: The organization's day, today or before.

    Returns:
        `None` where nobody was to attest it that day.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    ask = _ask_then(practice, on=on)
    if ask is None:
        return None
    asked = people_asked(ask, on=on).filter(seen_by(viewer, on))
    return _standings(ask, asked.order_by(*_BY_NAME), on=on, people_ids=asked.values("pk"))


def attestations_part(
    *, viewer: Actor, practice: Practice, on: date, after: str | None = None, limit: int = 50
) -> tuple[Sequence[PersonStanding], str | None]:
    """Return the same of some people, and behind whom the next ones stand.

    At most nine queries; nothing where nobody was to attest it that day.

    Args:
        viewer: Who asks, as of `attestations_as_of`.
        practice: Which.
        on: The organization's day, today or before.
        after: Public id of whom the part before ended with.
        limit: So many people.

    Raises:
        NotFound: The viewer may not read practices, or whom the part before ended with is gone.
    """
    practices_read_permit(viewer)
    ask = _ask_then(practice, on=on)
    if ask is None:
        return (), None
    asked = people_asked(ask, on=on).filter(seen_by(viewer, on))
    # Whom the part before ended with may not be asked any more.
    some, ended = rows_part(
        asked, _BY_NAME, after=after, limit=limit, among=Person.objects.filter(seen_by(viewer, on))
    )
    return _standings(ask, some, on=on, people_ids=[each.pk for each in some]), ended


def _ask_then(practice: Practice, *, on: date) -> AttestationAsk | None:
    """Return who was to attest a practice on a day; `None` where nobody was."""
    ask = asks_on([practice.pk], on=on).get(practice.pk)
    return ask if ask is not None and _asks_of(ask.practice, on=on) else None


def _standings(
    ask: AttestationAsk,
    people: Iterable[Person],
    *,
    on: date,
    people_ids: QuerySet[Person, Any] | Collection[int],
) -> list[PersonStanding]:
    """Return how people stand to a practice, in their order.

    Args:
        ask: Who is asked.
        people: Some of them.
        on: The day.
        people_ids: Their rows, as a question where there may be thousands.
    """
    memberships = memberships_on(TeamMembership.objects.filter(person__in=people_ids), on)
    teams: dict[int, list[Team]] = {}
    for each in memberships.select_related("team").order_by("team__path", "pk"):
        teams.setdefault(each.person_id, []).append(each.team)
    answers = _answers(ask, on, people_ids)
    return [_standing(each, teams.get(each.pk, ()), answers.get(each.pk)) for each in people]


def standing_due(*, viewer: Actor, ask: AttestationAsk, on: date) -> date:
    """Return by when whoever is asked to attest a practice is to have answered (two queries).

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    cycle = cycles_holding(on=on).first()
    rows = PracticeVersion.objects.filter(practice=ask.practice, number=ask.practice.words_version)
    row = rows.first()
    return due_day(
        ask,
        on=on,
        effective_on=ask.practice.effective_on,
        cycle_start=cycle.start if cycle else None,
        worded_at=row.at if row else None,
    )


def standings_by_team(
    *, viewer: Actor, standings: Sequence[PersonStanding]
) -> Sequence[TeamStanding]:
    """Return how far each team with people asked is, with all below it, the company first.

    One query.
    """
    practices_read_permit(viewer)
    asked: Counter[str] = Counter()
    attested: Counter[str] = Counter()
    for one in standings:
        asked.update(one.keys)
        if one.answer is Answer.ATTESTED:
            attested.update(one.keys)
    return [
        TeamStanding(team.public_id, team.name, team.depth, attested[key], asked[key])
        for team in Team.objects.filter(archived_on=None).order_by("path")
        if asked[key := str(team.pk)]
    ]


def people_silent(ask: AttestationAsk, *, on: date) -> Collection[int]:
    """Return who is asked and has not attested, for reminders, which ask nobody's leave."""
    asked = people_asked(ask, on=on).values_list("pk", flat=True)
    answers = _answers(ask, on, asked)
    return [person for person in asked if not (person in answers and answers[person].is_attested)]


def people_asked(ask: AttestationAsk, *, on: date) -> QuerySet[Person]:
    """Return who is asked on a day: people who are here today, by the roles they had that day."""
    people: QuerySet[Person] = Person.objects.filter(active=True, is_service=False)
    if ask.audience == Audience.TEAM and ask.team is not None:
        inside = memberships_on(
            TeamMembership.objects.filter(team__path__startswith=ask.team.path), on
        )
        return people.filter(pk__in=inside.values("person_id"))
    if ask.audience == Audience.ROLES:
        asked = Q(pk__in=roles_held(ask.roles, on=on).values("person_id"))
        if Role.TEAM_LEAD.value in ask.roles:
            leads = memberships_on(TeamMembership.objects.filter(is_lead=True), on)
            asked |= Q(pk__in=leads.values("person_id"))
        if Role.MANAGER.value in ask.roles:
            reports = Person.objects.filter(active=True, manager__isnull=False)
            asked |= Q(pk__in=reports.values("manager_id"))
        return people.filter(asked)
    return people


def _answers(
    ask: AttestationAsk, on: date, people_ids: QuerySet[Person, Any] | Collection[int]
) -> Mapping[int, Attestation]:
    """Return by person the latest answer that counts on a day (three queries)."""
    cycle = cycles_holding(on=on).first()
    since = counts_from(ask, on=on, cycle_start=cycle.start if cycle else None)
    rows = Attestation.objects.filter(
        practice=ask.practice,
        person__in=people_ids,
        practice_version__gte=words_version_of(ask.practice, on=on),
        on__lte=on,
    )
    if since is not None:
        rows = rows.filter(on__gte=since)
    return {row.person_id: row for row in rows.order_by("at", "pk")}


def words_version_of(practice: Practice, *, on: date) -> int:
    """Return the version since which a practice asked for what it did at the end of a day."""
    versions = versions_then(practice, on=on)
    return worded(versions).number if versions else 1


def versions_then(practice: Practice, *, on: date) -> Sequence[PracticeVersion]:
    """Return the versions of a practice at the end of a day, the latest last (one query)."""
    end = organization_day_end(organization_bound(), on)
    rows = PracticeVersion.objects.filter(practice=practice, at__lte=end)
    return list(rows.order_by("number"))


def worded(versions: Sequence[PracticeVersion]) -> PracticeVersion:
    """Return the one of some versions since which a practice asks for what the last asks for."""
    found, said = versions[0], None
    for row in versions:
        words = (row.said.get("name"), row.said.get("text"), row.said.get("steps"), row.tier)
        if said is not None and words != said:
            found = row
        said = words
    return found


def _asks_of(practice: Practice, *, on: date) -> bool:
    """Whether a practice lets people be asked for it on a day; until a later move as it was."""
    held: Practice | None = practice
    if practice.effective_on > on:
        held = held_meanwhile([practice], on=on).get(practice.pk)
    return held is not None and not practice.is_archived and held.tier in ASKING


def memberships_on(rows: QuerySet[TeamMembership], day: date) -> QuerySet[TeamMembership]:
    """Return those memberships that hold on a day."""
    return rows.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def seen_by(viewer: Actor, on: date) -> Q:
    """Return whose answers the viewer sees, as a condition on people."""
    if attestations_seen_all(viewer):
        return Q()
    if not isinstance(viewer, Viewer):
        return Q(pk__in=())
    below = Q(pk__in=())
    for path in {path for each in viewer.standings for path in each.led_team_paths}:
        if attestations_seen_below(viewer, path):
            below |= Q(team__path__startswith=path)
    led = memberships_on(TeamMembership.objects.filter(below), on)
    return Q(pk=viewer.person_id) | Q(pk__in=led.values("person_id"))


def _standing(person: Person, teams: Sequence[Team], answer: Attestation | None) -> PersonStanding:
    own = tuple(each.public_id for each in teams)
    keys = frozenset(key for each in teams for key in each.path.strip("/").split("/"))
    if answer is None:
        return PersonStanding(person.pk, person.public_id, person.name, own, keys, Answer.NONE)
    said = Answer.ATTESTED if answer.is_attested else Answer.NOT_YET
    return PersonStanding(
        person.pk, person.public_id, person.name, own, keys, said, answer.note, answer.at
    )
