"""The word that is looked for everywhere."""

PLANTED = "quetzal"
"""A word that only the private objective and what hangs on it contain."""
