"""Pages about check-ins."""
