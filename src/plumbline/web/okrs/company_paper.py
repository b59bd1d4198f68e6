"""What the page of the organization leaves out on paper, which goes to more eyes than a screen."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import ngettext

from plumbline.domain.okrs.selectors.company import restricted_among
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.web.okrs.company import CompanyPage


@dataclass(frozen=True, slots=True)
class PaperPart:
    """What of a page is not printed.

    Attributes:
        restricted: Addresses on it that lead to what not everybody in the organization sees.
        unprinted: How many entries are left out; empty for none.
    """

    restricted: frozenset[str]
    unprinted: str


def paper_part(visit: Visit, page: "CompanyPage") -> PaperPart:
    """Return what of the page is left out, as not everybody sees it (one query)."""
    urls = {each.url for each in page.decisions or ()}
    urls |= {each.url for each in (page.week.moved if page.week else ())}
    urls |= {each.url for line in page.priorities for each in line.objectives}
    ids = {url: PurePosixPath(urlsplit(url).path).name for url in urls}
    found = restricted_among(viewer=visit.viewer, public_ids=frozenset(ids.values()))
    count = len({node.key for node in page.tree.nodes if node.restricted} | found)
    words = ngettext(
        "%(count)d entry that not everybody in the organization sees is left out on paper.",
        "%(count)d entries that not everybody in the organization sees are left out on paper.",
        count,
    )
    restricted = frozenset(url for url, public_id in ids.items() if public_id in found)
    return PaperPart(restricted, words % {"count": count} if count else "")
