"""Sentences about reading and writing documents. Keys start with `documents.`."""

MESSAGES: dict[str, str] = {}
