"""What people say to each other about an objective or a key result."""
