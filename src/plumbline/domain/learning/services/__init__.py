"""Writing of learning."""
