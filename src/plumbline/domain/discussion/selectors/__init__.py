"""Reading the discussion."""
