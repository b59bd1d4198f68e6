"""Mission, vision, strategy and its priorities as pages."""
