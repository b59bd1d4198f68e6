"""Writing practices, and holding acts to them."""
