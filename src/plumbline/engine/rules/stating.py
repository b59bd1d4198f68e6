"""What an approval was given to: a mark of the title and the targets of an objective."""

from decimal import Decimal
from hashlib import sha256

from plumbline.engine.documents.model import KeyResult, Metric, Objective


def stated_mark(objective: Objective) -> str:
    """Return a mark of 64 characters that changes with the title and with any target.

    A change asked of the baseline in percent is a target too, and so is each step on the way.
    """
    lines = [objective.title, *sorted(map(_line, objective.key_results))]
    return sha256("\n".join(lines).encode()).hexdigest()


def _line(part: KeyResult) -> str:
    metric = part.metric or Metric()
    targets = [*map(_plain, (metric.target, metric.low, metric.high))]
    # Only where there are such: marks of approvals that were given stay what they are.
    if metric.relative_target is not None:
        targets.append(f"{_plain(metric.relative_target)}%")
    targets += (f"{step.date} {_plain(step.value)}" for step in metric.checkpoints)
    return "\t".join((part.id or "", part.title, *targets))


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
