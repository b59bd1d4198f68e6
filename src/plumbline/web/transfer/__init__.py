"""The import: file, preview, done or undo."""
