"""How documents name what is here: by ids of documents, addresses and names."""

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.models import Person
from plumbline.domain.strategy.models import Priority


def document_id(row: Objective | KeyResult | Priority) -> str:
    """Return the id something has in documents: its own one, or else the public one."""
    return row.document_key or row.public_id


def person_written(person: Person | None) -> str | None:
    """Return how documents name a person: by address where there is one."""
    return None if person is None else person.email or person.name
