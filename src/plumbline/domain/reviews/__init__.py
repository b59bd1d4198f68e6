"""The weekly look back: what people answer once a week, for each team they work in."""
