"""Pages elsewhere that a document names, as rows beside what they belong to."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from plumbline.domain.external_links.models import (
    ADDRESS_CHARACTERS,
    TITLE_CHARACTERS,
    ExternalLink,
)
from plumbline.domain.external_links.services import LINKS, address_checked
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.transfer.services.rows import Landing
from plumbline.engine.documents import model as documents


def page_rows(
    links: Sequence[documents.ExternalLink],
    landing: Landing,
    *,
    objective: Objective | None = None,
    key_result: KeyResult | None = None,
) -> Iterator[ExternalLink]:
    """Yield the pages of an objective or key result, each address once.

    What is no address of the web is left out; the document's problems name it.

    Args:
        links: As the document has them.
        landing: Where and when they come in.
        objective: What they belong to; or `key_result`.
        key_result: What they belong to; or `objective`.
    """
    known: set[str] = set()
    for link in links:
        try:
            address = address_checked(link.address)
        except ValidationRefused:
            continue
        if address in known or len(address) > ADDRESS_CHARACTERS or len(known) == LINKS:
            continue
        known.add(address)
        title = one_line(link.title or "") or urlsplit(address).netloc
        yield ExternalLink(
            objective=objective,
            key_result=key_result,
            title=title[:TITLE_CHARACTERS],
            address=address,
            added_at=landing.at,
        )
