"""Rules on check-ins, dates and grades."""
