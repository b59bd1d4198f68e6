"""Documents that are open in an editor, with what the rules find in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from plumbline.cli.checking.asked import Asked, is_excluded
from plumbline.cli.checking.documents import Checked, data_checked
from plumbline.cli.checking.limits import text_beyond
from plumbline.cli.checking.settings_files import Configurations
from plumbline.cli.document_files import PIPED
from plumbline.cli.language_server.positions import offset_of
from plumbline.engine.documents.source import Source

_ENDINGS = {"yaml": ".yaml", "json": ".json", "jsonc": ".json", "markdown": ".md", "csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Open:
    """A document as it stands in the editor.

    Attributes:
        uri: How the editor names it.
        language: What the editor takes it for.
        version: Counts the changes; `None` when the editor does not count.
        source: Its text.
    """

    uri: str
    language: str
    version: int | None
    source: Source

    def changed(self, changes: Sequence[Mapping[str, Any]], version: int | None) -> "Open":
        """Return the document after changes, each made to what the one before it left."""
        source = self.source
        for change in changes:
            text = str(change["text"])
            if "range" in change:
                start = offset_of(source, change["range"]["start"])
                end = max(start, offset_of(source, change["range"]["end"]))
                text = source.text[:start] + text + source.text[end:]
            source = Source(text)
        return replace(self, source=source, version=version)

    @property
    def path(self) -> Path | None:
        """Return its file; `None` for one that is not saved."""
        try:
            parts = urlsplit(self.uri)
        except ValueError:
            return None  # what is no address names no file
        return Path(unquote(parts.path)) if parts.scheme == "file" and parts.path else None


def open_checked(document: Open, configurations: Configurations) -> Checked | None:
    """Check an open document as `plumbline check` would check its file.

    Returns:
        What was found; `None` where a configuration excludes it.

    Raises:
        CommandRefused: A configuration says what cannot be.
    """
    path = document.path or Path(f"unsaved{_ENDINGS.get(document.language, '')}")
    today = datetime.now().astimezone().date()
    asked = Asked(today=today, configurations=configurations, piped_name=str(path))
    settings = asked.settings_for(PIPED)
    if is_excluded(path, settings):
        return None
    data = document.source.text.encode("utf-8", "replace")
    checked = data_checked(data, PIPED, asked, settings)
    beyond = text_beyond(document.source.text, path)
    # What no reader takes comes back without its text, and is shown like all that is too large.
    return replace(checked, source=document.source, beyond=beyond) if beyond else checked
