"""Working days and holidays: of the organization, and of its locations.

These are the bare rows, and the reading of files that bring them; `orgs`, which knows people and
rights, checks who may change them.
"""
