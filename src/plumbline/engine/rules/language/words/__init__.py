"""The words the analysis knows, one file for each kind."""
