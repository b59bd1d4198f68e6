"""Pages of dependencies: what waits for what, asking and answering."""
