"""Rules on what supports what."""
