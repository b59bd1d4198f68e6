"""The people of a document on the preview: who is here, and whom a name may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.domain.orgs.selectors.people import PAGE_SIZE_MAX, people_list
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.transfer.plan_people import is_by_given_name
from plumbline.domain.transfer.plan_values import ImportPlan, PlannedPerson
from plumbline.web.transfer.import_assumed import MatchChoice
from plumbline.web.transfer.import_choices import ImportChoices, match_key
from plumbline.web.transfer.import_counts import key_results_words, objectives_words
from plumbline.web.transfer.import_where import Option
from plumbline.web.transfer.import_words import person_named
from plumbline.web.ui.signs import PersonName

MATCHES_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePart:
    """Whom a document names.

    Attributes:
        words: How many are here, and how many are not.
        found: Who is here.
        matches: Who may be somebody else.
        more: How many of those are not offered here.
    """

    words: str
    found: tuple[PersonName, ...]
    matches: tuple[MatchChoice, ...]
    more: int


def people_part(viewer: Viewer, plan: ImportPlan, choices: ImportChoices) -> PeoplePart:
    """Return the people of a plan as the preview shows them."""
    asked = people_asked(plan, choices)
    return PeoplePart(
        words=people_words(plan),
        found=people_found(plan),
        matches=people_matches(viewer, asked[:MATCHES_SHOWN], choices),
        more=max(0, len(asked) - MATCHES_SHOWN),
    )


def people_found(plan: ImportPlan) -> tuple[PersonName, ...]:
    """Return who of the people named is here, also those who have not signed in yet."""
    # A document names one person by name here and by address there.
    found = {one.person: person_named(one) for one in plan.people if one.person is not None}
    return tuple(filter(None, found.values()))


def people_words(plan: ImportPlan) -> str:
    """Return how many are here, and how many names come in that nobody here has."""
    return _("%(found)d found, %(unclaimed)d unclaimed") % {
        "found": len(people_found(plan)),
        "unclaimed": plan.counts.people_new,
    }


def people_asked(plan: ImportPlan, choices: ImportChoices) -> list[PlannedPerson]:
    """Return the people of whom the importer may say that somebody else is meant."""
    return [
        person
        for person in plan.people
        if person.is_unclaimed
        or is_by_given_name(person)
        or match_key(person.key) in choices.people
    ]


def people_matches(
    viewer: Viewer, asked: Sequence[PlannedPerson], choices: ImportChoices
) -> tuple[MatchChoice, ...]:
    """Return those people, each with everybody it may be."""
    if not asked:
        return ()
    people = people_list(viewer=viewer, size=PAGE_SIZE_MAX).people
    chosen = choices.people
    return tuple(
        MatchChoice(
            name=person.written,
            field=f"person-{match_key(person.key)}",
            owns=_owns(person),
            options=tuple(
                Option(one.public_id, one.name, one.public_id == chosen.get(match_key(person.key)))
                for one in people
            ),
            is_matched=person.person is not None,
            otherwise=person.taken.name if person.taken is not None else "",
        )
        for person in asked
    )


def _owns(person: PlannedPerson) -> str:
    parts = []
    if person.objectives:
        parts.append(objectives_words(person.objectives))
    if person.key_results:
        parts.append(key_results_words(person.key_results))
    return ", ".join(parts)
