"""Time zones as a form offers them."""

import zoneinfo
from functools import cache


@cache
def time_zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return the time zones that people live in, by region, UTC first."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(zoneinfo.available_timezones()):
        region, slash, place = zone.partition("/")
        if slash and region not in {"Etc", "SystemV"}:
            regions.setdefault(region, []).append((zone, place.replace("_", " ")))
    return [("UTC", "UTC"), *regions.items()]
