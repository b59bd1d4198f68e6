"""Pages of governance: practices, the library, and what the rules find under them."""
