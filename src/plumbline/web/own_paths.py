"""Addresses to go on to that came with a request."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(target: str) -> str:
    """Return `target` if it is a path on this instance, else an empty string.

    A link to the sign-in page must not be a way to send people elsewhere. Browsers read
    backslashes as slashes and skip control characters, so anything but a plain path is refused.
    """
    plain = target.startswith("/") and not target.startswith("//")
    odd = "\\" in target or any(not character.isprintable() for character in target)
    if not plain or odd or not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return ""
    return target
