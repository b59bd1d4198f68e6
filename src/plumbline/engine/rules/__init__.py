"""The rules: what makes an OKR sound, found in a document and said with a reason."""
