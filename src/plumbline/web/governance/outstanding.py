"""What people have still to attest, beside the ladder, and having them reminded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plumbline.domain.attestations.permissions import attestations_overseen
from plumbline.domain.attestations.selectors.outstanding import (
    attestations_outstanding,
    practices_reminded,
)
from plumbline.domain.attestations.services.reminding import attestation_remind
from plumbline.domain.governance.permissions import practice_changeable
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.day_words import day_words
from plumbline.web.own_paths import own_path
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.attestations.selectors.outstanding import Outstanding

SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OutstandingLine:
    """A practice that some have still to attest.

    Attributes:
        words: Who has not, such as "9 of 31 people".
        url: The list of them.
        remind_url: Where they are reminded from; empty where the viewer cannot.
        is_reminded: They were, today.
    """

    name: str
    since: str
    words: str
    url: str
    remind_url: str
    is_reminded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutstandingBeside:
    """Those that are shown, and how many more there are."""

    lines: tuple[OutstandingLine, ...]
    more: tuple[OutstandingLine, ...]


def outstanding_beside(visit: Visit) -> OutstandingBeside | None:
    """Return what has still to be attested, for whoever sees who has (four queries)."""
    if not attestations_overseen(visit.viewer):
        return None
    found = attestations_outstanding(viewer=visit.viewer, on=visit.today)
    if not found:
        return None
    rows = [each.practice.pk for each in found]
    reminded = practices_reminded(rows, viewer=visit.viewer, on=visit.today)
    lines = tuple(_line(visit, each, is_reminded=each.practice.pk in reminded) for each in found)
    return OutstandingBeside(lines=lines[:SHOWN], more=lines[SHOWN:])


def remind_url(visit: Visit, practice: str) -> str:
    """Return where those who have not attested a practice are reminded; empty for who cannot."""
    if not practice_changeable(visit.viewer):
        return ""
    return reverse("practice-attest-remind", args=[visit.slug, practice])


@require_POST
@tenant_page
def remind(visit: Visit, practice: str) -> HttpResponse:
    """Have those reminded who have not attested a practice."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    try:
        attestation_remind(actor=visit.viewer, practice=row, at=visit.at)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    else:
        messages.success(
            visit.request,
            _("Reminded, in the inbox and by mail as each of them chose; nobody twice on a day."),
        )
    back = own_path(visit.request.POST.get("back", ""))
    return redirect(back or reverse("practice-attestations", args=[visit.slug, practice]))


def _line(visit: Visit, each: "Outstanding", *, is_reminded: bool) -> OutstandingLine:
    own = reverse("practice-attestations", args=[visit.slug, each.practice.public_id])
    words = ngettext("%(silent)d of %(asked)d person", "%(silent)d of %(asked)d people", each.asked)
    return OutstandingLine(
        name=each.practice.name,
        since=day_words(each.since),
        words=words % {"silent": each.silent, "asked": each.asked},
        url=own,
        remind_url=remind_url(visit, each.practice.public_id),
        is_reminded=is_reminded,
    )
