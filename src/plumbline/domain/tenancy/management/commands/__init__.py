"""Commands that replace Django's own where the house has more to do."""
