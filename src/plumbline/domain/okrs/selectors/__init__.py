"""Every read of objectives and key results; each takes the viewer."""
