"""Reports as paper (PDF), apart from the other forms: they need libraries of their own."""
