"""What `plumbline check` and the language server share: settings, documents, formats."""
