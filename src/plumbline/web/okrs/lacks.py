"""What a draft lacks before it can be activated, in words that name the part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.objectives import key_results_visible
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


FIELDS = frozenset({"owner", "style"})


@dataclass(frozen=True, slots=True)
class LackLine:
    """What one part lacks, and the form on which it is supplied."""

    words: str
    url: str


def lack_lines(
    visit: Visit, draft: "Objective", refused: ValidationRefused
) -> tuple[LackLine, ...]:
    """Write why a draft was not activated, a line each part that lacks something.

    Args:
        visit: Who reads it.
        draft: What was to begin.
        refused: What the service said.
    """
    return tuple(
        LackLine(words, _where(visit, draft.public_id, place))
        for place, words in _said(visit.viewer, draft, refused)
    )


def lacks_words(viewer: Viewer, draft: "Objective", refused: ValidationRefused) -> tuple[str, ...]:
    """Return the words of these lines alone."""
    return tuple(words for _place, words in _said(viewer, draft, refused))


def _said(
    viewer: Viewer, draft: "Objective", refused: ValidationRefused
) -> Iterator[tuple[str, str]]:
    """Yield each part that lacks something, with the words about it."""
    rows = key_results_visible(viewer=viewer).filter(objective=draft)
    titles = {f"key_results.{row.public_id}": row.title for row in rows}
    for place, messages in refused.field_errors.items():
        yield place, _lack(titles.get(place, ""), " ".join(map(wording, messages)))


def _where(visit: Visit, objective: str, place: str) -> str:
    """Return the address of the form that supplies what `place` lacks, at its field."""
    whole, _dot, key_result = place.partition(".")
    if whole == "key_results" and key_result:
        return reverse("key-result-edit", args=[visit.slug, key_result])
    if whole == "key_results":
        return reverse("key-result-new", args=[visit.slug, objective])
    field = f"#id_{place}" if place in FIELDS else ""
    return reverse("objective-edit", args=[visit.slug, objective]) + field


def _lack(title: str, sentences: str) -> str:
    """Return what a part lacks; the sentence of a missing owner names the part already."""
    if not title or title in sentences:
        return sentences
    return _("“%(title)s”: %(sentences)s") % {"title": title, "sentences": sentences}
