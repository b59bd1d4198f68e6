"""Every read of teams and people; each demands to know who is asking."""
