"""Reading attestations."""
