"""Settings of the property tests of charts."""

from tests.properties import examples

examples("charts", 100)
