"""The profile of `make full`: ten times the examples of every property test.

Loaded by name (`-p tests.thorough --hypothesis-profile=thorough`), so that other runs stay quick.
"""

from typing import Final

from hypothesis import HealthCheck, settings

NAME: Final = "thorough"

settings.register_profile(
    NAME,
    max_examples=1000,
    deadline=None,
    derandomize=False,
    suppress_health_check=[HealthCheck.too_slow],
)
