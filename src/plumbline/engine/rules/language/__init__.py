"""What a line of English says: work or result, numbers, direction, deadline, vagueness."""
