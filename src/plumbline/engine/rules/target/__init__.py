"""Rules on numbers and targets."""
