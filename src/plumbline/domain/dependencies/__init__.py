"""What one key result or team needs of another by a day, and what became of that."""
