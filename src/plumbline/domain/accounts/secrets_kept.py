"""Secrets that are shown once and kept as a hash only."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

#: 256 bits: nobody guesses one, so a plain hash without salt or stretching keeps it safe.
_SECRET_BYTES = 32


def secret_new(prefix: str = "") -> str:
    """Return a new secret, safe in addresses; the prefix says what it is for."""
    return prefix + secrets.token_urlsafe(_SECRET_BYTES)


def secret_hash(secret: str) -> str:
    """Return the hash under which a secret is stored and looked up (64 hex digits)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_hash(purpose: str, value: str) -> str:
    """Return a hash of something guessable, such as an address, that needs our key to test."""
    return salted_hmac(f"plumbline.accounts.{purpose}", value, algorithm="sha256").hexdigest()
