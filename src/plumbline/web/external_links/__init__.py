"""The page of the external links of a thing, and their part of its own page."""
