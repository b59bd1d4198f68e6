"""When a session is over. The session itself is kept by the web; this only judges its age.

What ends sessions at once needs no list of them: the signature of a session covers the password
and `Account.session_epoch`, and a disabled account is nobody.
"""

from datetime import datetime, timedelta

from django.conf import settings

#: Source: NIST SP 800-63B-4, section 2.1.3, reauthentication at the first level of assurance.
SESSION_LASTS_DEFAULT = timedelta(days=30)
#: A week with a holiday in it must not end in the sign-in form on Monday.
SESSION_IDLE_DEFAULT = timedelta(days=10)


def session_lasts() -> timedelta:
    """Return how long a session lasts however busy it is (PLUMBLINE_SESSION_LASTS)."""
    lasts: timedelta = getattr(settings, "PLUMBLINE_SESSION_LASTS", SESSION_LASTS_DEFAULT)
    return lasts


def session_idle() -> timedelta:
    """Return how long a session lasts unused (PLUMBLINE_SESSION_IDLE)."""
    idle: timedelta = getattr(settings, "PLUMBLINE_SESSION_IDLE", SESSION_IDLE_DEFAULT)
    return idle


def session_is_over(*, began_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Say whether a session must be refused.

    Args:
        began_at: when the person signed in.
        seen_at: when the session was last used.
        at: now.
    """
    return at - began_at >= session_lasts() or at - seen_at >= session_idle()
