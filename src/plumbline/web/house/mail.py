"""The outbox: what waits, was sent or failed; one message; sending again."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.mailing import (
    HIDDEN,
    MailState,
    letter_shown,
    mail_facts,
    mail_get,
    mail_leaves,
    mail_page,
)
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.orgs.services.house import message_resend
from plumbline.http.headers import FramingResponse, LetterResponse
from plumbline.web.house.mail_failures import failure_words
from plumbline.web.posted import version_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.visits import Visit, tenant_page

STATE_WORDS: Final[Mapping[MailState, Promise]] = {
    MailState.WAITING: gettext_lazy("Waits"),
    MailState.SENT: gettext_lazy("Sent"),
    MailState.FAILED: gettext_lazy("Given up"),
}
ADDRESS_CHARACTERS = 254


@never_cache
@require_safe
@tenant_page
def mail(visit: Visit) -> HttpResponse:
    """List messages, newest first."""
    asked = visit.request.GET
    state = MailState(asked["state"]) if asked.get("state") in set(MailState) else None
    to = asked.get("to", "")[:ADDRESS_CHARACTERS].strip()
    found = mail_page(viewer=visit.viewer, state=state, to=to, after=asked.get("after", ""))
    url = reverse("mail", args=[visit.slug])
    kept = {name: value for name, value in (("state", state or ""), ("to", to)) if value}
    zone = zone_of(viewer=visit.viewer)
    context = {
        "frame": settings_frame(visit, "mail"),
        "lines": [
            (
                facts,
                STATE_WORDS[facts.state],
                facts.created_at.astimezone(zone),
                failure_words(facts.error),
            )
            for facts in found.messages
        ],
        "leaves": mail_leaves(),
        "failed": MailState.FAILED,
        "states": STATE_WORDS.items(),
        "state": state,
        "to": to,
        "is_narrowed": bool(kept),
        "url": url,
        "older_url": f"{url}?{urlencode({**kept, 'after': found.after})}" if found.after else "",
        "newest_url": f"{url}?{urlencode(kept)}" if asked.get("after") else "",
    }
    return render(visit.request, "house/mail.html", context)


@never_cache
@require_safe
@tenant_page
def message(visit: Visit, message: str) -> HttpResponse:
    """Show one message as text and as it looks, without what is for its recipient alone."""
    facts = mail_facts(mail_get(viewer=visit.viewer, public_id=message), viewer=visit.viewer)
    zone = zone_of(viewer=visit.viewer)
    context = {
        "frame": settings_frame(visit, "mail"),
        "message": facts,
        "state": STATE_WORDS[facts.state],
        "failure": failure_words(facts.error),
        "is_sent": facts.state is MailState.SENT,
        "created_at": facts.created_at.astimezone(zone),
        "sent_at": facts.sent_at.astimezone(zone) if facts.sent_at else None,
        "next_at": facts.next_at.astimezone(zone) if facts.next_at else None,
        "hidden": HIDDEN,
        "back": reverse("mail", args=[visit.slug]),
        "letter_url": reverse("mail-letter", args=[visit.slug, facts.public_id]),
        "resend_url": reverse("mail-resend", args=[visit.slug, facts.public_id]),
    }
    return FramingResponse(render_to_string("house/message.html", context, visit.request))


@never_cache
@require_safe
@tenant_page
def letter(visit: Visit, message: str) -> HttpResponse:
    """Show one message as it looks, in the frame of its page; its links lead nowhere."""
    row = mail_get(viewer=visit.viewer, public_id=message)
    return LetterResponse(letter_shown(row, viewer=visit.viewer))


@require_POST
@tenant_page
def resend(visit: Visit, message: str) -> HttpResponse:
    """Try a message again at once, or send it once more."""
    manage_permit(visit.viewer, Kind.MESSAGE)
    row = mail_get(viewer=visit.viewer, public_id=message)
    expected = version_sent(visit.request) - 1  # forms count from 1, attempts from 0
    sent = message_resend(actor=visit.viewer, message=row, expected=expected, at=visit.at)
    words = _("The message to %(address)s goes out within a few seconds.")
    messages.success(visit.request, words % {"address": sent.to})
    return redirect("mail", visit.slug)
