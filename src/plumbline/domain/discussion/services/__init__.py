"""Writing comments."""
