"""The journal as a page and as a file."""
