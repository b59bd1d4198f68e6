"""How the numbers came to be: the engine's calculation tree of what is stored."""

from datetime import date, datetime

from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.explain import Step


def explanation_of_key_result(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> Step:
    """Return the calculation behind a key result's progress; its value is the stored number.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    raise NotImplementedError


def explanation_of_objective(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> Step:
    """Return the calculation behind an objective's progress; its value is the stored number.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    raise NotImplementedError
