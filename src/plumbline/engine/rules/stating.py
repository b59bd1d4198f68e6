"""What an approval was given to: a mark of the title and the targets of an objective."""

from decimal import Decimal
from hashlib import sha256

from plumbline.engine.documents.model import KeyResult, Metric, Objective


def stated_mark(objective: Objective) -> str:
    """Return a mark of 64 characters that changes with the title and with any target."""
    lines = [objective.title, *sorted(map(_line, objective.key_results))]
    return sha256("\n".join(lines).encode()).hexdigest()


def _line(part: KeyResult) -> str:
    metric = part.metric or Metric()
    ends = (metric.target, metric.low, metric.high)
    return "\t".join((part.id or "", part.title, *map(_plain, ends)))


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
