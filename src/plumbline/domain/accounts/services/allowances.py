"""How often a token may call: counted in the database, taken in portions.

One count a call would turn every read into a write. So a process takes a portion of the minute's
allowance at a time and spends it from memory: the sum over all processes never exceeds the
allowance, and a busy token costs one write for many calls.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from plumbline.domain.accounts.models import ApiToken
from plumbline.domain.tenancy.transactions import writing_global

WINDOW = timedelta(minutes=1)
#: What one process takes at once: a twentieth leaves room for as many processes as any has.
PORTIONS_PER_WINDOW = 20


@dataclass(frozen=True, slots=True)
class Portion:
    """Calls that a process may let through until the window ends; none when all are taken."""

    calls: int
    until: datetime


def allowance_take(*, token_id: int, per_window: int, at: datetime) -> Portion:
    """Take a portion of what a token may still call in the present window.

    Args:
        token_id: The token.
        per_window: Calls of one window, over all processes together.
        at: Now.
    """
    window = at.replace(second=0, microsecond=0)
    with writing_global():
        token = ApiToken.objects.select_for_update().get(pk=token_id)
        taken = token.calls_taken if token.calls_from == window else 0
        wanted = max(1, per_window // PORTIONS_PER_WINDOW)
        calls = max(0, min(wanted, per_window - taken))
        if calls:
            ApiToken.objects.filter(pk=token_id).update(
                calls_from=window, calls_taken=taken + calls
            )
    return Portion(calls=calls, until=window + WINDOW)
