"""Settings of the property tests of the engine, whose whole suite is to stay under 5 seconds."""

from hypothesis import settings

# No deadline: how long one example takes says more about a busy machine than about the engine.
settings.register_profile("engine", max_examples=40, deadline=None)
settings.load_profile("engine")
