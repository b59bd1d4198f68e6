"""Sessions in the database, written in a transaction of their own phase.

A request reads in a phase that refuses writes; saving the session ends that phase for a moment,
like any other service.
"""

from typing import Any

from django.contrib.sessions.backends import db

from plumbline.domain.tenancy.transactions import writing_global


class SessionStore(db.SessionStore):
    """Django's database sessions behind `writing_global`."""

    def save(self, must_create: bool = False) -> None:
        """Saves the session."""
        with writing_global():
            super().save(must_create=must_create)

    def delete(self, session_key: str | None = None) -> None:
        """Deletes the session, if there is one."""
        if session_key is None and self.session_key is None:
            return
        with writing_global():
            super().delete(session_key)

    @classmethod
    def clear_expired(cls) -> Any:  # noqa: ANN401 — Django's own signature
        """Deletes what is past its date."""
        with writing_global():
            return super().clear_expired()
