"""The chance of reaching a target, and where a metric will stand, from a handful of readings."""
