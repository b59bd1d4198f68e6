"""The token in a password reset link: Django's, with our epoch in it and the clock passed in."""

from datetime import UTC, datetime

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from plumbline.domain.accounts.models import Account


class ResetTokens(PasswordResetTokenGenerator):
    """Makes and checks reset tokens as of one instant.

    A token dies with the password, the e-mail address or the epoch it was made for, so it works
    once, and with time after ``settings.PASSWORD_RESET_TIMEOUT`` seconds.
    """

    key_salt = "plumbline.domain.accounts.reset"

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    def _now(self) -> datetime:
        return self._at.astimezone(UTC).replace(tzinfo=None)

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        return f"{user.pk}:{user.password}:{user.email}:{user.session_epoch}:{timestamp}"
