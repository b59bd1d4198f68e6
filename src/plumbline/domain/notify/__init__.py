"""What people follow, what they are told of it, and by which way."""
