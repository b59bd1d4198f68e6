"""Refusals of the command line: one plain sentence, exit code 2."""

USAGE = 2
FINDINGS = 1


class CommandRefused(Exception):
    """A command cannot do what was asked; the text says why and what to do."""
