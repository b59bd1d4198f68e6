"""Every write of teams and people; each demands to know who acts."""
