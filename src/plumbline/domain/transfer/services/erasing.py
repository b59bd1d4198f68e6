"""Erasing what imports still keep of a person in words."""

import re

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.transactions import writing, writing_global
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.services.imports import FILE_STATES


def import_texts_erase(*, account: Account) -> tuple[int, int]:
    """Erase what the imports of an account's organizations keep of its person in words.

    Files that the person handed in and that wait go with their mends; of problems that any import
    kept, those go that name the person. What is coming in right now keeps its file until it has.

    Args:
        account: Whose.

    Returns:
        How many files and how many problems were erased.
    """
    files = problems = 0
    with writing_global():
        memberships = Membership.objects.filter(account=account).select_related("organization")
        for membership in memberships.order_by("organization_id"):
            with writing(membership.organization):
                person = Person.objects.filter(public_id=membership.person_public_id).first()
                if person is None:
                    continue
                waiting = ImportBatch.objects.filter(actor=person, state__in=FILE_STATES)
                files += waiting.count()
                waiting.delete()
                problems += _problems_erase(_naming(account, person))
    return files, problems


def _naming(account: Account, person: Person) -> re.Pattern[str]:
    """Return what finds a name or address of a person, as a word of its own."""
    names = {person.name, person.email, account.name, account.email} - {""}
    said = "|".join(re.escape(name) for name in sorted(names))
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)


def _problems_erase(naming: re.Pattern[str]) -> int:
    """Drop from what imports kept all problems that name somebody; return how many."""
    erased = 0
    for row in ImportBatch.objects.exclude(problems=[]).only("pk", "problems"):
        left = [each for each in row.problems if not naming.search(each["message"])]
        if len(left) < len(row.problems):
            erased += len(row.problems) - len(left)
            row.problems = left
            row.save(update_fields=["problems"])
    return erased
