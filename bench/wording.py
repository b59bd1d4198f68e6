"""Words of objectives and key results as people write them, good and less good, no two alike."""

from collections.abc import Sequence
from typing import Final

OBJECTIVES: Final[Sequence[str]] = (
    "Customers of region {n} find what they came for at the first try",
    "New colleagues in group {n} do real work in their first week",
    "Nobody in warehouse {n} waits for a delivery that is already there",
    "Improve the collaboration between office {n} and everybody else",
    "Launch the new portal for the partners of branch {n}",
    "Payments in market {n} are so dependable that nobody thinks about them",
    "Be the best supplier of line {n}",
    "Field engineers of area {n} arrive with the right part",
)
KEY_RESULTS: Final[Sequence[str]] = (
    "Share of orders in lane {n} delivered on the promised day from 81 % to 95 %",
    "Checkout error rate of shop {n} from 3.8 % to 1.5 %",
    "Publish 30 blog articles about product {n}",
    "Median time to the first answer on queue {n} from 9 hours to 2 hours",
    "Run 12 workshops with the teams of site {n}",
    "Customer satisfaction in segment {n} rises to 4.6",
    "Raise the number of trial accounts on plan {n} from 1,200 to 2,000 by the end of March",
    "Page views of portal {n} from 100,000 to 250,000",
    "Migrate service {n} to the new platform and document it",
    "At most 3 severe incidents a month on system {n}",
    "Churn of customers with contract {n} from 4 % to X %",
    "Increase renewal rate and reduce support cost of account group {n}",
)


def objective_worded(place: int) -> str:
    """Return the title of the objective at a place."""
    return OBJECTIVES[place % len(OBJECTIVES)].format(n=place)


def key_result_worded(place: int) -> str:
    """Return the title of the key result at a place."""
    return KEY_RESULTS[place % len(KEY_RESULTS)].format(n=place)
