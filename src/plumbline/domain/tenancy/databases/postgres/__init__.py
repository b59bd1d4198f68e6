"""PostgreSQL, with row-level security and three roles."""
