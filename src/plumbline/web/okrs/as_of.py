"""The day a page speaks of: today, or a past one asked for with `?as_of=`."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from plumbline.web.okrs.written import day_with_year
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What "As of" shows and keeps.

    Attributes:
        day: The past day; `None` for today.
        today: The organization's day, the latest that can be asked for.
        typed: What the field shows: the day, or what was typed and is none.
        error: Why what was typed could not be followed; the page shows today then.
        today_url: The page as it is today.
        kept: What else of the address the form sends along.
    """

    day: date | None
    today: date
    typed: str
    error: str
    today_url: str
    kept: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> date:
        """The day the page tells of."""
        return self.day or self.today

    @property
    def is_open(self) -> bool:
        """Whether the field stands open: to mend what was typed."""
        return bool(self.error)

    @property
    def words(self) -> str:
        """The past day written out; empty for today."""
        return "" if self.day is None else day_with_year(self.day)

    def query(self, **more: str) -> str:
        """Return the part of an address behind the path that keeps the day."""
        pairs = {"as_of": self.day.isoformat() if self.day else "", **more}
        kept = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def as_of_asked(visit: Visit, *, keep: tuple[str, ...] = ("cycle",)) -> AsOf:
    """Read the day from the address; today and what is no past day show the page as it is now.

    Args:
        visit: Who is there.
        keep: Names of the address that a change of day keeps.
    """
    typed = visit.request.GET.get("as_of", "").strip()
    kept = tuple((name, visit.request.GET[name]) for name in keep if visit.request.GET.get(name))
    day, error = _read(typed, visit.today)
    query = f"?{urlencode(kept)}" if kept else ""
    return AsOf(
        day=day,
        today=visit.today,
        typed=typed or visit.today.isoformat(),
        error=error,
        today_url=f"{visit.request.path}{query}",
        kept=kept,
    )


def _read(typed: str, today: date) -> tuple[date | None, str]:
    if not typed:
        return None, ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, _("“%(typed)s” is not a day. Write it as 2026-11-23.") % {"typed": typed[:40]}
    if day > today:
        return None, _("That day has not come yet. This is today.")
    return (None, "") if day == today else (day, "")
