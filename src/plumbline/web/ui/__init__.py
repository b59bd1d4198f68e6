"""Pieces of pages used three times or more: typed arguments, tags, a gallery of every state."""
