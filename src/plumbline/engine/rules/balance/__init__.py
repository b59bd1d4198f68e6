"""Rules on the set as a whole."""
