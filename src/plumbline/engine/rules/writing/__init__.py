"""Rules on how titles are written."""
