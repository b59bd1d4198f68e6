"""Pages elsewhere that belong to key results of this quarter."""

from typing import Final

#: The key result, the day of the quarter, what stands there, and where.
ELSEWHERE: Final = (
    (
        "recommend-after-claim",
        9,
        "Answers of the survey after each settled claim",
        "https://surveys.freight.example/after-a-claim",
    ),
    (
        "recommend-after-claim",
        23,
        "Board of the claims desk",
        "https://boards.freight.example/claims-desk",
    ),
    (
        "weekly-users",
        16,
        "Release plan of the app",
        "https://tickets.freight.example/app/releases",
    ),
)
