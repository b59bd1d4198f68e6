"""Readings of key results: append-only, dated twice, rolled up in the same transaction."""
