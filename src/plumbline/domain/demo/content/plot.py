"""All objectives of the example by the cycle they belong to, the earliest first."""

from plumbline.domain.demo.content import (
    last_quarter,
    next_quarter,
    this_quarter_company,
    this_quarter_personal,
    this_quarter_road,
    this_quarter_shared,
    this_quarter_warehouses,
    year,
)
from plumbline.domain.demo.content.model import ObjectiveContent

CYCLES: dict[str, tuple[ObjectiveContent, ...]] = {
    "year": year.OBJECTIVES,
    "last": last_quarter.OBJECTIVES,
    "this": (
        *this_quarter_company.OBJECTIVES,
        *this_quarter_road.OBJECTIVES,
        *this_quarter_warehouses.OBJECTIVES,
        *this_quarter_shared.OBJECTIVES,
        *this_quarter_personal.OBJECTIVES,
    ),
    "next": next_quarter.OBJECTIVES,
}
