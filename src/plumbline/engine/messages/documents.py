"""Sentences about reading and writing documents. Keys start with `documents.`."""

MESSAGES: dict[str, str] = {
    "documents.format.too_large": (
        "The document has {size} MB; at most {limit} MB are read. Split it by cycle or team."
    ),
    "documents.format.binary": (
        "This is not a text file. Save it as plain text in UTF-8 and try again."
    ),
    "documents.format.archive": (
        "This is a zip archive or an office file, not a text. Export it as CSV, Markdown or YAML."
    ),
    "documents.format.pdf": (
        "This is a PDF, not a text. Copy its OKRs into a Markdown or CSV file."
    ),
    "documents.format.office": (
        "This is an old office file, not a text. Export it as CSV in UTF-8."
    ),
    "documents.format.broken_encoding": (
        "The file says that it is {encoding}, but byte {offset} is not. Save it in UTF-8."
    ),
}
