"""Sentences behind the numbers: the steps of a calculation. Keys start with `scoring.`."""

MESSAGES: dict[str, str] = {}
