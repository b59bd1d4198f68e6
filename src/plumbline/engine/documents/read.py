"""The one entry for every document: decides what a text is and has it read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import Any

from plumbline.engine.documents.json_nodes import json_nodes
from plumbline.engine.documents.nodes import (
    NODE_LIMIT,
    TOO_MANY,
    BrokenText,
    Mapping,
    Node,
    Sequence,
)
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.documents.scalars import shown
from plumbline.engine.documents.source import Source, decode
from plumbline.engine.documents.tables.beginnings import BEGINNINGS
from plumbline.engine.documents.validation import standing_still
from plumbline.engine.documents.yaml_reader import is_plumbline, plumbline_read
from plumbline.engine.messages import Message

KINDS = ("yaml", "json", "markdown", "csv")

_KIND_OF_SUFFIX = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".md": "markdown",
    ".mdx": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
}
_KEY_LINE = re.compile(r"(?:- )?[\"']?[^\W\d][\w .-]{0,60}[\"']?:(?:[ \t]|\Z)")
_SEPARATORS = ",;\t"


def _reader(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a reader that only some documents need.

    The readers of other people's documents know hundreds of words, which take longer to learn than
    one document of ours takes to check; so they are imported when their time has come.
    """
    function: Callable[..., Any] = getattr(
        import_module(f"plumbline.engine.documents.{module}"), name
    )
    return function


def document_read(
    data: bytes,
    *,
    name: str | None = None,
    kind: str | None = None,
    most_values: int = NODE_LIMIT,
) -> ReadResult:
    """Read a document of any kind.

    Args:
        data: The whole file.
        name: Its name, whose ending tells the kind when `kind` does not.
        kind: One of `KINDS`; also `"plumbline"`, which is YAML or JSON by its contents.
        most_values: How many values YAML or JSON may hold, keys among them.

    Returns:
        What was understood; never raises for any bytes.
    """
    source = decode(data)
    if isinstance(source, Message):
        return ReadResult(kind=_stated(name, kind) or "text", document=None, declined=source)
    return source_read(source, name=name, kind=kind, most_values=most_values)


def source_read(
    source: Source,
    *,
    name: str | None = None,
    kind: str | None = None,
    most_values: int = NODE_LIMIT,
) -> ReadResult:
    """Read a document that was decoded; the rest is as in `document_read`."""
    stated = _stated(name, kind)
    if not source.text.strip():
        empty = Message("documents.format.empty")
        return ReadResult(kind=stated or "text", document=None, declined=empty)
    own = _own_table(source, stated)
    if own is not None:
        return own
    stated = stated or ("yaml" if kind == "plumbline" else _kind_guess(source, most_values))
    if stated in ("yaml", "json"):
        return _structured(source, stated, most_values)
    if stated == "csv":
        return looked_over(_reader("csv_reader", "csv_read")(source, name=name))
    return looked_over(_reader("markdown_reader", "markdown_read")(source, name=name))


def _stated(name: str | None, kind: str | None) -> str | None:
    """Return the kind that was named, or that a file's ending tells."""
    if kind in KINDS or name is None:
        return kind if kind in KINDS else None
    return _KIND_OF_SUFFIX.get(PurePath(name).suffix.lower())


def _own_table(source: Source, stated: str | None) -> ReadResult | None:
    """Read a document that Plumbline wrote as a table or as Markdown; `None` when it is neither."""
    form = own_form(source.text, stated)
    if form is None:
        return None
    root, problems = _reader(f"tables.{form}_form", f"{form}_nodes")(source)
    return nodes_read(source, root, problems)


def own_form(text: str, stated: str | None = None) -> str | None:
    """Return whether Plumbline wrote a text as a table or as Markdown.

    Args:
        text: All of it.
        stated: The kind it is known to be of, if it is.

    Returns:
        `"csv"`, `"markdown"`, or `None` for neither.
    """
    for form, beginning in BEGINNINGS.items():
        if stated in (None, form) and beginning.match(text):
            is_own = _reader(f"tables.{form}_form", f"is_plumbline_{form}")
            if is_own(text):
                return form
    return None


def nodes_read(source: Source, root: Mapping, problems: Iterable[Problem]) -> ReadResult:
    """Read our own format from nodes; `problems` are what was wrong before it came to that."""
    result = plumbline_read(source, root)
    found = sorted((*problems, *result.problems), key=lambda p: (p.line, p.column))
    return replace(result, problems=tuple(found))


def looked_over(result: ReadResult) -> ReadResult:
    """Add what cannot be true together in a document of another shape than ours."""
    if result.document is None:
        return result
    problems = (*result.problems, *standing_still(result.document))
    return replace(result, problems=tuple(sorted(problems, key=lambda p: (p.line, p.column))))


def _structured(source: Source, kind: str, most: int) -> ReadResult:
    """Read YAML or JSON: Plumbline's own format, or any other shape."""
    try:
        root, kind = _nodes(source, kind, most)
    except BrokenText as broken:
        line, column = source.position(broken.offset)
        problem = Problem(line=line, column=column, message=broken.message)
        said = shown(source.line(line))
        stands = {"kind": kind.upper(), "line": line}
        declined = (
            Message("documents.format.broken", {**stands, "text": said})
            if said.strip()
            else Message("documents.format.broken_above", stands)
        )
        return ReadResult(kind=kind, document=None, problems=(problem,), declined=declined)
    if isinstance(root, Mapping) and is_plumbline(root):
        return plumbline_read(source, root)
    return looked_over(_reader("structured_reader", "structured_read")(source, root, kind))


def _nodes(source: Source, kind: str, most: int) -> tuple[Node | None, str]:
    """Return the nodes of a text; a YAML file that holds JSON is read as JSON.

    Raises:
        BrokenText: It is neither.
    """
    if kind == "json":
        return json_nodes(source.text, most), kind
    if source.text.lstrip()[:1] in ("{", "["):
        try:
            return json_nodes(source.text, most), "json"
        except BrokenText as broken:
            if broken.message.id == TOO_MANY:
                raise
    root = _reader("yaml_nodes", "yaml_nodes")(source.text, most)
    source.roots[:] = [] if root is None else [root]
    return root, kind


def _kind_guess(source: Source, most: int) -> str:
    """Guess the kind of a text without a telling name from its first lines."""
    text = source.text
    if text.lstrip()[:1] in ("{", "["):
        try:
            json_nodes(text, most)
        except BrokenText as broken:
            return "json" if broken.message.id == TOO_MANY else "markdown"
        return "json"
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    meaningful = [line for line in lines if not line.startswith(("#", "---", "%"))]
    if not meaningful:
        return "markdown"
    # A list behind a line with a hash is rather a heading with bullets than a commented list.
    is_heading = lines[0].startswith("#") and meaningful[0].startswith("-")
    if not is_heading and _KEY_LINE.match(meaningful[0]) and _is_yaml(text, most):
        return "yaml"
    counts = [tuple(line.count(mark) for mark in _SEPARATORS) for line in lines[:2]]
    if len(counts) == 2 and any(a == b and a > 1 for a, b in zip(*counts, strict=True)):
        return "csv"
    return "markdown"


def _is_yaml(text: str, most: int) -> bool:
    """Whether a text that starts like YAML is YAML to its end, or says that it is our own."""
    if "\nplumbline:" in "\n" + text[:2_000]:
        return True
    try:
        return isinstance(_reader("yaml_nodes", "yaml_nodes")(text, most), Mapping | Sequence)
    except BrokenText as broken:
        return broken.message.id == TOO_MANY
