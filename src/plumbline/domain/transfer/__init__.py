"""Documents in and out: import with preview, export, diff and apply."""
