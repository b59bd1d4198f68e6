"""The record of a page elsewhere in the table of the document format."""

from plumbline.engine.documents.external_link import ExternalLink
from plumbline.engine.documents.format_records import Key, Kind, Record

EXTERNAL_LINK = Record(
    name="external_link",
    about="A page elsewhere that belongs to it; a bare text is its address.",
    model=ExternalLink,
    short="address",
    keys=(
        Key(
            name="address",
            kind=Kind.TEXT,
            about="Address of the page (http or https).",
            is_required=True,
        ),
        Key(name="title", kind=Kind.TEXT, about="What stands there, in a few words."),
    ),
)
