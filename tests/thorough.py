"""The profile of `make full`: ten times the examples of every property test.

Loaded by name (`-p tests.thorough --hypothesis-profile=thorough`), so that other runs stay quick.
"""

from hypothesis import settings

settings.register_profile("thorough", max_examples=1000, deadline=None, derandomize=False)
