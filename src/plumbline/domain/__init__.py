"""The domain: organizations, people, cycles, objectives, check-ins, and their history."""
