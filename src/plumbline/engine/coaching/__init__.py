"""Help with writing: what to ask, what to propose, what to weigh up. It decides nothing."""
