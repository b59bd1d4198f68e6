"""A living example: an invented freight company in the middle of its quarter."""
