"""Templates of an organization: objectives with their key results, kept to begin others from.

Those that come along stand in `okrs.starters`. These are written by people, out of an objective
that everybody sees, with or without its figures; days, owners and values never come along.
"""
