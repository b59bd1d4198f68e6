"""Reading practices."""
