"""Reading feedback on practices."""
