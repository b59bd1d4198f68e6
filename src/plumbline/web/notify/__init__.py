"""The inbox, what people follow, and what they want to be told."""
