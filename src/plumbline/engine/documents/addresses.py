"""Addresses of pages elsewhere, as a document may state them."""

from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https"})


def address_is_sound(text: str) -> bool:
    """Return whether a text is an address of the web that leads where it seems to lead.

    A name before the host is a secret, or makes one site look like another; signs that nobody
    sees hide where it leads.
    """
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    is_plain = text.isprintable() and " " not in text
    return (
        parts.scheme in SCHEMES
        and bool(host)
        and "@" not in parts.netloc
        and "\\" not in parts.netloc
        and is_plain
    )
