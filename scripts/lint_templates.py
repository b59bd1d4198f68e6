"""Hold the templates to what the pages promise.

Refused: `style` attributes and `<style>`, inline scripts and event handlers, ways round
escaping, addresses of other hosts, visible words that cannot be translated, and a template
without a first comment that says what it is.

Usage: `python scripts/lint_templates.py [PATH…]`; exit code 1 when something is found.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
TEMPLATES = REPOSITORY / "src" / "plumbline"

HEAD_COMMENT = re.compile(r"\s*\{#\s*\S.*?#\}")
TRANSLATED = re.compile(
    r"\{%\s*(blocktranslate|blocktrans|comment)\b.*?\{%\s*end\1\s*%\}", re.DOTALL
)
TEMPLATE_MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
RAW = (
    (re.compile(r"\|\s*safe(seq)?\b"), "`|safe` goes round escaping; let the piece's tag write it"),
    (re.compile(r"\{%\s*autoescape\s+off\b"), "`autoescape off` goes round escaping"),
)
WORD = re.compile(r"[^\W\d_]{2,}")
FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
SCRIPTED = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "srcset", "data"})
SPOKEN = frozenset({"title", "placeholder", "alt", "aria-label", "aria-description", "label"})
NOT_PROSE = frozenset({"code", "kbd", "script", "style"})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something a template may not hold."""

    line: int
    message: str


def template_findings(source: str) -> tuple[Finding, ...]:
    """Read one template.

    Args:
        source: Its text.

    Returns:
        Findings in order of line.
    """
    return tuple(sorted({*_raw_findings(source), *_markup_findings(source)}))


def lint(paths: Sequence[Path]) -> int:
    """Print the findings of all templates under the paths.

    Returns:
        How many there are.
    """
    count = 0
    for path in sorted(_templates(paths)):
        for finding in template_findings(path.read_text(encoding="utf-8")):
            shown = path.relative_to(REPOSITORY) if path.is_relative_to(REPOSITORY) else path
            print(f"{shown}:{finding.line}: {finding.message}")
            count += 1
    return count


def _templates(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        else:
            yield from (found for found in path.rglob("*.html") if "templates" in found.parts)


def _raw_findings(source: str) -> Iterator[Finding]:
    if not HEAD_COMMENT.match(source):
        yield Finding(1, "the first line must be a comment that says what this is: {# … #}")
    for pattern, message in RAW:
        for match in pattern.finditer(source):
            yield Finding(source.count("\n", 0, match.start()) + 1, message)


def _markup_findings(source: str) -> tuple[Finding, ...]:
    reader = _Reader()
    reader.feed(_blanked(TEMPLATE_MARKUP, _blanked(TRANSLATED, source)))
    reader.close()
    return tuple(reader.findings)


def _blanked(pattern: re.Pattern[str], source: str) -> str:
    """Take matches away but keep the lines where they are."""
    return pattern.sub(lambda match: " " + "\n" * match.group(0).count("\n"), source)


class _Reader(HTMLParser):
    """Walks the markup that is left once the template language is taken away."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an element and its attributes."""
        names = {name for name, _ in attrs}
        if tag == "style":
            self._find("<style> is forbidden by the content security policy; write a class")
        if tag == "script" and "src" not in names:
            self._find("an inline script is forbidden; write a module in static/")
        for name, value in attrs:
            self._check_attribute(name, value or "")
        if tag in NOT_PROSE:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element whose text is not prose."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an element that closes itself."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Check visible text."""
        match = WORD.search(data)
        if match and not self._open:
            line = self.getpos()[0] + data.count("\n", 0, match.start())
            words = " ".join(data.split())[:40]
            self.findings.append(Finding(line, f"untranslated text: {words!r}"))

    def _check_attribute(self, name: str, value: str) -> None:
        if name == "style":
            self._find("a style attribute is forbidden by the content security policy")
        if re.fullmatch(r"on\w+", name) or name.startswith(("hx-on", "data-hx-on")):
            self._find(f"the event handler {name!r} is inline script; write a module in static/")
        if name in ADDRESSES and FOREIGN.match(value):
            self._find(f"{name!r} leads to another host; pages are served by themselves")
        if name in ADDRESSES and SCRIPTED.match(value):
            self._find(f"{name!r} holds script or data instead of an address")
        if name in SPOKEN and WORD.search(value):
            self._find(f"untranslated text in {name!r}: {value[:40]!r}")

    def _find(self, message: str) -> None:
        self.findings.append(Finding(self.getpos()[0], message))


if __name__ == "__main__":
    found = lint([Path(argument) for argument in sys.argv[1:]] or [TEMPLATES])
    raise SystemExit(1 if found else 0)
