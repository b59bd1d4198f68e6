"""The check of attestations: whether those who are asked to attest a practice had done so."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plumbline.domain.attestations.models import AttestationAsk
from plumbline.domain.attestations.selectors.asked import asks_on
from plumbline.domain.attestations.selectors.standing import memberships_on, people_asked
from plumbline.domain.attestations.selectors.then import (
    AnswerThen,
    answers_then,
    due_then,
    people_attested_then,
)
from plumbline.domain.audits.checks import PERSON, Flaw, Inquiry, PracticeAsked, Seen
from plumbline.domain.audits.choices import Asked
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.domain.orgs.models import Person, Team, TeamMembership

CODE: Final = "attestation"
NAME: Final = "not-attested"
#: Attestations are asked of guidelines and policies alone.
TIERS: Final = frozenset({Tier.GUIDELINE.value, Tier.POLICY.value})
#: How far the places of the people of one practice lie from those of the next: further than rows.
APART: Final = 2**40


class AttestationsCheck:
    """Asks each practice of each person who is to attest it; see `checks.Check`."""

    def asks(
        self, practices: Sequence[Practice], moment: Moment, cycle: Cycle | None
    ) -> Mapping[int, frozenset[Asked]]:
        """Return which practices people were to attest (one query); of one cycle alone, none."""
        ids = [each.pk for each in practices if each.tier in TIERS]
        if cycle is not None or not ids:
            return {}
        return {pk: frozenset({Asked.PEOPLE}) for pk in asks_on(ids, on=moment.day)}

    def count(self, inquiry: Inquiry) -> int:
        """Return how many attestations were due or given (a few queries for each practice)."""
        return sum(_people(inquiry, ask).count() for _place, _asked, ask in _asks(inquiry))

    def look(self, inquiry: Inquiry, *, after: int, most: int) -> Sequence[Seen]:
        """Look at the next people, of one practice at a time (six queries at most)."""
        for place, asked, ask in _asks(inquiry):
            begins = place * APART
            if after >= begins + APART:
                continue
            behind = _people(inquiry, ask).filter(pk__gt=max(0, after - begins))
            people = list(behind.order_by("pk")[:most])
            if people:
                return _seen(inquiry, asked, ask, people, begins)
        return ()


def _asks(inquiry: Inquiry) -> list[tuple[int, PracticeAsked, AttestationAsk]]:
    """Return what people were to attest, with the places of the practices (one query)."""
    asked = [each for each in inquiry.practices if Asked.PEOPLE in each.asks]
    asks = asks_on([each.practice.pk for each in asked], on=inquiry.moment.day) if asked else {}
    return [
        (place, each, asks[each.practice.pk])
        for place, each in enumerate(asked)
        if each.practice.pk in asks
    ]


def _people(inquiry: Inquiry, ask: AttestationAsk) -> QuerySet[Person]:
    """Return who was asked where an audit looks, and owes an answer or has given it.

    Before the day by which it is due silence fails nothing: only who has attested is counted.
    """
    day, at = inquiry.moment.day, inquiry.moment.recorded_by
    people = people_asked(ask, on=day)
    if inquiry.team_path:
        people = people.filter(pk__in=_memberships(inquiry).values("person_id"))
    if due_then(ask, on=day) <= day:
        return people
    return people_attested_then(ask, people, on=day, at=at) if at is not None else people.none()


def _memberships(inquiry: Inquiry) -> QuerySet[Any]:
    """Return who belonged to which team where an audit looks, as teams stood and were called."""
    rows = memberships_on(TeamMembership.objects.all(), inquiry.moment.day)
    rows = rows.annotate(
        path_then=then(Team, "path", inquiry.moment, by="team"),
        called_then=then(Team, "name", inquiry.moment, by="team"),
    )
    return rows.filter(path_then__startswith=inquiry.team_path) if inquiry.team_path else rows


def _seen(
    inquiry: Inquiry,
    asked: PracticeAsked,
    ask: AttestationAsk,
    people: Sequence[Person],
    begins: int,
) -> list[Seen]:
    """Return people with what they owe; who belongs to several teams counts in the first."""
    ids = [each.pk for each in people]
    at = inquiry.moment.recorded_by
    answers = answers_then(ask, ids, on=inquiry.moment.day, at=at) if at is not None else {}
    teams: dict[int, tuple[int, str, str]] = {}
    rows = _memberships(inquiry).filter(person_id__in=ids).order_by("path_then", "pk")
    for person, team, name, path in rows.values_list(
        "person_id", "team_id", "called_then", "path_then"
    ):
        teams.setdefault(person, (team, name, path))
    found = []
    for each in people:
        team_id, name, path = teams.get(each.pk, (None, "", ""))
        found.append(
            Seen(
                place=begins + each.pk,
                objective_public_id="",
                title=asked.practice.name,
                team_id=team_id,
                team_name=name,
                team_path=path,
                cycle_name="",
                asked=Asked.PEOPLE,
                practice_id=asked.practice.pk,
                person_id=each.pk,
                flaws=_flaws(asked, answers.get(each.pk)),
            )
        )
    return found


def _flaws(asked: PracticeAsked, answer: AnswerThen | None) -> tuple[Flaw, ...]:
    """Return that somebody had not attested. Why is theirs to say, and is not kept for good."""
    if answer is not None and answer.is_attested:
        return ()
    message = _("Has not answered.") if answer is None else _("Answered “not yet”.")
    return (
        Flaw(
            practice_id=asked.practice.pk,
            code=CODE,
            name=NAME,
            message=message,
            item_kind=PERSON,
            item_public_id="",
            item_title=asked.practice.name,
            field="",
            values={} if answer is None else {"answered_on": answer.on.isoformat()},
        ),
    )
