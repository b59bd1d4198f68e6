"""Pages of working days, holidays and locations."""
