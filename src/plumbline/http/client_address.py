"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client: what throttles count and the journal keeps a hash of.

    Behind a trusted proxy it is the last entry of `X-Forwarded-For`, the only one that the proxy
    itself has written; every entry before it is the client's own claim. Without a trusted proxy
    the header is nobody's word and is not read at all.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PLUMBLINE.trusted_proxy:
        return peer
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return peer
