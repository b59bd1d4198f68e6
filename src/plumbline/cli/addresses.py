"""Addresses of the web, as a server that listens somewhere is called."""


def address_of(host: str, port: int) -> str:
    """Return where a browser finds a server; an address of IPv6 stands in brackets."""
    named = f"[{host}]" if ":" in host else host
    return f"http://{named}:{port}"
