"""The constants of the default forecast, as fitted.

Source: weekly series of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020,
International Journal of Forecasting 36(1)) and weekly counts of the downloads of Python projects,
by

    python -m bench.forecast_fit --series DIR

which prints this table. What they are worth on series they were not fitted on, and what was tried
beside them: `docs/adr/0014-the-forecast.md`. A change here changes `MODEL` in `key_results.py`.
"""

from typing import Final

from plumbline.engine.forecast.ideas import Idea, LevelShape, Model, TotalShape

LEVELS: Final = Model(
    ideas=(
        Idea(
            shape=LevelShape(trailing=0.0498, noise=0.768, drift=0.0585, fade=0.194),
            scale=0.283,
            pull=0.0,
            weight=0.0,
            widening=-0.0139,
        ),
        Idea(
            shape=LevelShape(trailing=68.7, noise=0.115, drift=0.362, fade=2.05),
            scale=0.0546,
            pull=0.404,
            weight=-0.232,
            widening=0.556,
        ),
        Idea(
            shape=LevelShape(trailing=0.00248, noise=0.135, drift=20.1, fade=0.00248),
            scale=0.0352,
            pull=0.0,
            weight=-4,
            widening=0.594,
        ),
    ),
    trust=1.1,
    contrast=0.685,
    farther=-0.0859,
)
TOTALS: Final = Model(
    ideas=(
        Idea(
            shape=TotalShape(rate=388, scatter=0.174, drift=0.0695, fade=0.782),
            scale=0.0247,
            pull=0.0,
            weight=0.0,
            widening=-0.65,
        ),
        Idea(
            shape=TotalShape(rate=1.44e04, scatter=0.942, drift=0.83, fade=1.65),
            scale=0.000886,
            pull=0.0,
            weight=0.599,
            widening=0.0,
        ),
    ),
    trust=1,
    contrast=0.432,
    farther=-0.147,
)
