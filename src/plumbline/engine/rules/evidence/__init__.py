"""Rules on how a result is shown."""
