"""Addresses as people outside a page need them: in mails, on paper, in a chat."""

from django.conf import settings
from django.urls import reverse


def public_link(name: str, *args: str) -> str:
    """Return the absolute address of a page.

    It begins with the configured public address, never with the host a request asked for: a
    forged host would otherwise write itself into mails.

    Args:
        name: Of the page.
        args: What its path needs.
    """
    return f"{settings.PLUMBLINE.public_url}{reverse(name, args=args)}"
