"""Rules on the comments that hide findings."""
