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
        Idea(LevelShape(0.04, 0.4, 0.04, 0.8), 0.66, 0.0, 0.0, -0.5),
        Idea(LevelShape(18.0, 0.08, 0.37, 2.0), 0.06, 0.56, 0.25, 0.51),
        Idea(LevelShape(0.0025, 0.135, 20.0, 0.0025), 0.05, 0.0, -4.0, 0.1),
    ),
    trust=1.06,
    contrast=2.1,
    farther=-0.13,
)
TOTALS: Final = Model(
    ideas=(
        Idea(TotalShape(403, 2.05, 0.076, 0.64), 0.0057, 0.0, 0.0, -0.12),
        Idea(TotalShape(2980, 0.1, 0.68, 1.79), 0.0005, 0.0, 0.0, 0.2),
    ),
    trust=1.05,
    contrast=0.5,
    farther=-0.18,
)
