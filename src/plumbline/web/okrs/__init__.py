"""Pages about objectives and key results."""
