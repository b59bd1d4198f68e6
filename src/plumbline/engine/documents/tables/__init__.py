"""A document as rows and columns: the one shape behind its CSV, XLSX and Markdown forms."""
