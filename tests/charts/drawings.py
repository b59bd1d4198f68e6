"""Reads a drawing back: what it says, where its marks are, and a snapshot of it."""

import os
import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

SNAPSHOTS = Path(__file__).parent / "snapshots"
SVG = "{http://www.w3.org/2000/svg}"
HORIZONTAL, VERTICAL = ("x", "x1", "x2", "cx"), ("y", "y1", "y2", "cy")
# Presentation needs none of these; a browser would run or refuse them.
FORBIDDEN = re.compile(r"^(style|on.*|href|.*}href)$", re.IGNORECASE)
MARKS = frozenset({"svg", "g", "line", "polyline", "polygon", "rect", "circle", "text", "title"})


def parsed(svg: str) -> Element:
    """The drawing as a tree; fails on anything that is not well-formed."""
    return fromstring(svg)


def texts(svg: str) -> list[str]:
    """All visible texts."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def marked(svg: str, class_: str) -> list[Element]:
    """The marks that carry a class."""
    return [e for e in parsed(svg).iter() if class_ in e.get("class", "").split()]


def assert_sound(svg: str) -> None:
    """Only known marks, no style or script, and every coordinate inside the drawing."""
    root = parsed(svg)
    left, top, width, height = (float(part) for part in root.get("viewBox", "").split())
    assert root.get("role") == "img"
    assert root.get("aria-label") is not None
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        assert name in MARKS, name
        assert not [key for key in element.attrib if FORBIDDEN.match(key)]
        for x in _numbers(element, HORIZONTAL) + _points(element)[0::2]:
            assert left - 0.01 <= x <= left + width + 0.01, (name, element.attrib)
        for y in _numbers(element, VERTICAL) + _points(element)[1::2]:
            assert top - 0.01 <= y <= top + height + 0.01, (name, element.attrib)
        if name == "rect":
            assert float(element.get("x", "0")) + float(element.get("width", "0")) <= width + 0.01
            assert float(element.get("y", "0")) + float(element.get("height", "0")) <= height + 0.01


def assert_snapshot(name: str, svg: str) -> None:
    """Compare with the drawing that somebody looked at; RENEW_DRAWINGS=1 writes it anew."""
    path = SNAPSHOTS / f"{name}.svg"
    spread = svg.replace("><", ">\n<") + "\n"
    if os.environ.get("RENEW_DRAWINGS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(spread, encoding="utf-8")
    assert path.exists(), f"{path.name} is missing: look at the drawing, then RENEW_DRAWINGS=1"
    assert path.read_text(encoding="utf-8") == spread


def _numbers(element: Element, names: tuple[str, ...]) -> list[float]:
    return [float(element.get(name, "0")) for name in names if element.get(name) is not None]


def _points(element: Element) -> list[float]:
    return [float(number) for number in re.split(r"[ ,]+", element.get("points", "")) if number]
