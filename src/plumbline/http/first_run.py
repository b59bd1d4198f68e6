"""Who may set a fresh instance up: whoever holds the link, or sits at the machine itself.

An instance without an organization belongs to nobody yet, so the set-up page must not be open to
whoever finds it first. `plumbline up` prints the link with the token; without it the page opens
only for a browser on the same machine. A reverse proxy there makes everybody look like that, so
every sign of one closes this door.
"""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

_TOKEN_CHARACTERS: Final = 32  # 128 bits: nobody guesses it, so tries need no counting
_SIGNS_OF_A_PROXY: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


def set_up_token() -> str:
    """Return the token of the set-up link.

    It follows from the secret key, so every process of an instance knows the same one and there
    is no file to lose; it is worth nothing from the first organization on.
    """
    digest = salted_hmac("plumbline.http.first_run", "set-up", algorithm="sha256").hexdigest()
    return digest[:_TOKEN_CHARACTERS]


def set_up_link() -> str:
    """Return the absolute address that lets its holder set the instance up."""
    return f"{settings.PLUMBLINE.public_url}/set-up?token={set_up_token()}"


def set_up_is_open_to(request: HttpRequest, token: str) -> bool:
    """Tell whether a request may set the instance up.

    Args:
        request: Who asks.
        token: What came with the link; empty for none.
    """
    return constant_time_compare(token, set_up_token()) or _is_at_the_machine(request)


def _is_at_the_machine(request: HttpRequest) -> bool:
    asked_for = urlsplit(f"//{request.get_host()}").hostname or ""
    public = urlsplit(settings.PLUMBLINE.public_url).hostname or ""
    return (
        not settings.PLUMBLINE.trusted_proxy
        and _is_loopback(str(request.META.get("REMOTE_ADDR", "")))
        and _is_loopback(asked_for)
        and _is_loopback(public)
        and not any(sign in request.headers for sign in _SIGNS_OF_A_PROXY)
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
