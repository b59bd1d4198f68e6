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
            shape=LevelShape(trailing=0.0498, noise=0.702, drift=0.0483, fade=0.32),
            scale=0.282,
            pull=0.0,
            weight=0.0,
            widening=-0.326,
        ),
        Idea(
            shape=LevelShape(trailing=49.1, noise=0.0826, drift=0.357, fade=2.12),
            scale=0.0507,
            pull=0.616,
            weight=-0.149,
            widening=0.664,
        ),
        Idea(
            shape=LevelShape(trailing=0.00248, noise=0.135, drift=20.1, fade=0.00248),
            scale=0.0652,
            pull=0.0,
            weight=-4,
            widening=0.391,
        ),
    ),
    trust=0.844,
    contrast=0.639,
    farther=0.0135,
)
TOTALS: Final = Model(
    ideas=(
        Idea(
            shape=TotalShape(rate=1.07e03, scatter=7.23, drift=0.0745, fade=0.668),
            scale=0.00374,
            pull=0.0,
            weight=0.0,
            widening=0.0658,
        ),
        Idea(
            shape=TotalShape(rate=1.89e04, scatter=0.124, drift=0.768, fade=1.87),
            scale=0.000419,
            pull=0.0,
            weight=-0.191,
            widening=0.117,
        ),
    ),
    trust=0.942,
    contrast=0.334,
    farther=-0.0766,
)
