"""Pages about the organization: its people and their tokens."""
