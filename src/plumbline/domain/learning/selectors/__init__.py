"""Reading of learning."""
