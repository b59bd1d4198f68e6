"""Rules on who answers for a result."""
