"""Settings of the test suite."""

from plumbline.config.settings import *  # noqa: F403
