"""Rules on what an organization agreed for itself; they ask nothing until it says what."""
