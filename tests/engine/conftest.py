"""Settings of the property tests of the engine, whose whole suite is to stay under 5 seconds."""

from tests.properties import examples

examples("engine", 40)
