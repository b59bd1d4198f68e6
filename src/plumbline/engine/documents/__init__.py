"""OKR documents: the typed model, the readers that fill it and the writer that edits spans."""
