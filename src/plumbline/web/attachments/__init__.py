"""Files that were attached: handed out, and taken away."""
