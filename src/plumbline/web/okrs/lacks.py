"""What a draft lacks before it can be activated, in words that name the part."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.objectives import key_results_visible
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.wording import wording

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


def lacks_words(viewer: Viewer, draft: "Objective", refused: ValidationRefused) -> tuple[str, ...]:
    """Write why a draft was not activated, a line each part that lacks something.

    Args:
        viewer: Who reads it.
        draft: What was to begin.
        refused: What the service said.
    """
    rows = key_results_visible(viewer=viewer).filter(objective=draft)
    titles = {f"key_results.{row.public_id}": row.title for row in rows}
    return tuple(
        _lack(titles.get(place, ""), " ".join(map(wording, messages)))
        for place, messages in refused.field_errors.items()
    )


def _lack(title: str, sentences: str) -> str:
    """Return what a part lacks; the sentence of a missing owner names the part already."""
    if not title or title in sentences:
        return sentences
    return _("“%(title)s”: %(sentences)s") % {"title": title, "sentences": sentences}
