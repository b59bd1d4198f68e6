"""The sentence above a chart of the organization says no more than its weeks tell."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from plumbline.domain.okrs.selectors.company_weeks import CompanyHistory, CompanyWeek
from plumbline.domain.okrs.selectors.team import StatusCounts
from plumbline.web.okrs.company_charts import status_stacks
from tests.world import TODAY

NOTHING_SAID = StatusCounts(unsaid=4)
OFF = StatusCounts(off_track=3, at_risk=1)


def history(*counts: StatusCounts, left_out: Sequence[int] = ()) -> CompanyHistory:
    weeks = tuple(
        CompanyWeek(
            number=number,
            day=TODAY + timedelta(weeks=number),
            counts=each,
            attainment=None,
            mean_confidence=None,
        )
        for number, each in enumerate(counts, start=1)
        if number not in left_out
    )
    return CompanyHistory(
        weeks=weeks, is_over=False, teams=(), is_by_branch=False, attained=(), is_of_teams=False
    )


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        pytest.param(
            history(OFF, OFF, OFF),
            "As many are on track and off track as in every week before",
            id="all weeks alike",
        ),
        pytest.param(
            history(NOTHING_SAID, OFF, OFF),
            "As many are on track and off track as in each since week 2",
            id="the first had no status yet",
        ),
        pytest.param(
            history(OFF, OFF, OFF, left_out=[2]),
            "0 key results are on track",
            id="one is not kept",
        ),
        pytest.param(
            history(NOTHING_SAID, OFF, StatusCounts(off_track=4)),
            "Off track has risen from 3 to 4 since week 2",
            id="it moved",
        ),
    ],
)
def test_a_chart_of_statuses_speaks_only_of_weeks_that_had_one(
    told: CompanyHistory, finding: str
) -> None:
    assert status_stacks(told).finding == finding
