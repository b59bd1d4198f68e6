"""The practices that come along, by subject."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.domain.governance.permissions import practice_changeable
from plumbline.domain.governance.selectors.practices import (
    LibraryPractice,
    Subject,
    Tier,
    library_entries,
    practices_list,
)
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.practices import PracticeLine, matches
from plumbline.web.governance.words import practice_url
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The practices of the library about one subject."""

    name: str
    lines: tuple[PracticeLine, ...]


@require_safe
@tenant_page
def library(visit: Visit) -> HttpResponse:
    """Show the practices that come along, by subject, and which of them are adopted."""
    words = visit.request.GET.get("q", "").strip()[:200]
    used = {row.library_key: row for row in practices_list(viewer=visit.viewer)}
    entries = {
        key: entry
        for key, entry in library_entries(viewer=visit.viewer).items()
        if matches(words, entry.name, entry.text, entry.why, entry.source, *entry.rules)
    }
    changes = practice_changeable(visit.viewer)
    shelves = []
    for subject in Subject:
        lines = [
            _entry_line(visit, key, entry, used.get(key), changes)
            for key, entry in entries.items()
            if entry.subject is subject
        ]
        if lines:
            shelves.append(Shelf(name=str(subject.label), lines=tuple(lines)))
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "search": words,
        "shelves": shelves,
        "total": len(entries),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/library.html", context)


def _entry_line(
    visit: Visit, key: str, entry: LibraryPractice, row: "Practice | None", changes: bool
) -> PracticeLine:
    at = reverse("library-entry", args=[visit.slug, key])
    codes = ", ".join(entry.rules)
    if row is not None:
        adopted = _("Adopted as: %(tier)s") % {"tier": Tier(row.tier).label}
        return PracticeLine(
            name=str(entry.name), url=practice_url(visit, row), meta=(adopted, entry.source)
        )
    meta = tuple(part for part in (_("Not adopted"), codes, entry.source) if part)
    return PracticeLine(
        name=str(entry.name),
        url=at,
        meta=meta,
        move_url=at if changes else "",
        move_words=_("Adopt…") if changes else "",
    )
