"""What a draft lacks before it can be activated, in words that name the part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        LackLine(_lack(title, sentences), _where(visit, draft.public_id, place))
        for place, title, sentences in _parts(visit.viewer, draft, refused)
    )


def lacks_words(viewer: Viewer, draft: "Objective", refused: ValidationRefused) -> tuple[str, ...]:
    """Return what a draft lacks, each thing once: with the part that lacks it, or how many do."""
    parts: dict[str, list[str]] = {}
    for _place, title, sentences in _parts(viewer, draft, refused):
        parts.setdefault(sentences, []).append(title)
    return tuple(
        _lack(titles[0], sentences) if len(titles) == 1 else _lack_of_several(titles, sentences)
        for sentences, titles in parts.items()
    )


def _parts(
    viewer: Viewer, draft: "Objective", refused: ValidationRefused
) -> Iterator[tuple[str, str, str]]:
    """Yield each part that lacks something, its title if it has one, and the sentences about it."""
    rows = key_results_visible(viewer=viewer).filter(objective=draft)
    titles = {f"key_results.{row.public_id}": row.title for row in rows}
    for place, messages in refused.field_errors.items():
        yield place, titles.get(place, ""), " ".join(map(wording, messages))


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


def _lack_of_several(titles: Sequence[str], sentences: str) -> str:
    return ngettext(
        "%(count)d key result: %(sentences)s", "%(count)d key results: %(sentences)s", len(titles)
    ) % {"count": len(titles), "sentences": sentences}
