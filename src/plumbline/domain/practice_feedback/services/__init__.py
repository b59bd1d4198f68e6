"""Giving feedback on practices, and answering it."""
