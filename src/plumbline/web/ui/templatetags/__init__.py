"""Template tags of the pieces."""
