"""What was said of key results in their check-ins, for the rules that ask for more than the last.

What was withdrawn or corrected does not count. As of a past day it is what was known then.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.okrs.selectors.lazily import Lazily
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.engine.documents.model import CheckIn


def check_ins_said(
    parts: Mapping[int, Sequence[KeyResult]], moment: Moment
) -> Mapping[str, tuple[CheckIn, ...]]:
    """Return check-ins in order of day, by public id of their key result (one query, if looked at).

    Args:
        parts: The key results by the row of their objective.
        moment: Only what was known by then.
    """
    return Lazily(partial(_read, parts, moment))


def _read(
    parts: Mapping[int, Sequence[KeyResult]], moment: Moment
) -> dict[str, tuple[CheckIn, ...]]:
    ids = [row.pk for rows in parts.values() for row in rows]
    said: dict[str, dict[int, CheckIn]] = defaultdict(dict)
    for public_id, entry, file, check_in in _standing(ids, moment):
        held = said[public_id].get(entry, check_in)
        said[public_id][entry] = replace(held, files=(*held.files, file)) if file else held
    return {key: tuple(entries.values()) for key, entries in said.items()}


def _standing(ids: Sequence[int], moment: Moment) -> Iterator[tuple[str, int, str | None, CheckIn]]:
    """Yield entries that stand with whose they are, in order of day, once for each of their files.

    They are rows of an app above this one, reached by the way back from a key result.
    """
    rows = KeyResult.objects.filter(moment.known(recorded="check_ins__recorded_at"), pk__in=ids)
    told = rows.order_by("check_ins__effective_on", "check_ins__recorded_at", "check_ins")
    for public_id, entry, withdraws, corrected, name, *values in told.values_list(
        "public_id",
        "check_ins",
        "check_ins__is_withdrawal",
        "check_ins__corrected_by__recorded_at",
        "check_ins__attached__attachment__name",
        "check_ins__effective_on",
        "check_ins__reading__value",
        "check_ins__reading__stage",
        "check_ins__confidence",
        "check_ins__evidence_text",
        "check_ins__evidence_link",
    ):
        is_corrected = corrected is not None and (
            moment.recorded_by is None or corrected <= moment.recorded_by
        )
        if entry is not None and not withdraws and not is_corrected:
            yield public_id, entry, name, _check_in(*values)


def _check_in(
    day: date,
    value: Decimal | None,
    stage: int | None,
    confidence: int | None,
    evidence: str,
    link: str,
) -> CheckIn:
    return CheckIn(
        date=day,
        value=value if stage is None else Decimal(stage),
        confidence=confidence,
        evidence=evidence or None,
        link=link or None,
    )
