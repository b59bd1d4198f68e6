"""Progress, pace, roll-up, staleness and grades, each with the explanation behind it."""
