"""The weekly look back as pages."""
