"""How sure a verdict must be before a rule may do more than hint."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threshold:
    """A confidence from which on a verdict may warn or block.

    Attributes:
        ratio: From 0.5 to 1.
    """

    ratio: float

    def log_odds(self) -> float:
        """Return the same threshold in log odds."""
        return math.log(self.ratio / (1 - self.ratio))


SURE = Threshold(0.85)
"""Result against work: measured by `python -m bench.rules` on organizations held out."""
