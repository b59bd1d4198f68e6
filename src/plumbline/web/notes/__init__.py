"""The page of one's own note, and its part of the pages of what it is about."""
