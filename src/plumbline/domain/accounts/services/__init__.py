"""Every write of accounts.

These know no roles: what is done *to others* (inviting, giving tokens) is checked by `orgs`, which
knows people, and calls these inside its own `writing`. What is done to oneself is checked here.
"""
