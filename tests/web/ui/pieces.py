"""Draws a piece from a line of template and reads it back."""

from html.parser import HTMLParser

from django.template import Context, Template


class Page(HTMLParser):
    """The elements and the visible words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All words, spoken ones included, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str = "", class_: str = "") -> list[dict[str, str]]:
        """The attributes of the elements with a tag and a class."""
        return [
            attributes
            for name, attributes in self.elements
            if tag in ("", name) and (not class_ or class_ in attributes.get("class", "").split())
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def drawn(line: str, **context: object) -> Page:
    """Render a line of template with the pieces loaded."""
    return Page(Template("{% load ui %}" + line).render(Context(context)))
