"""A small writer of SVG: elements, escaping, coordinates. No style attribute can be written."""

import math
from collections.abc import Iterable
from html import escape

Attribute = str | int | float | None

# What XML 1.0 cannot hold at all, not even escaped.
UNWRITABLE = dict.fromkeys(
    (*set(range(32)).difference(b"\t\n\r"), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
)


def coordinate(value: float) -> str:
    """Write a coordinate with at most two places.

    Raises:
        ValueError: The value is not a finite number; drawing it would hide a mistake.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is not a place in a drawing")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_escape(text: str) -> str:
    """Escape for element content and for double-quoted attributes alike."""
    return escape(text.translate(UNWRITABLE), quote=True)


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """Write one element; `class_` becomes `class`, underscores become hyphens, None is left out.

    Args:
        name: Element name.
        children: Markup already written by this module.
        attributes: Values; numbers are written as coordinates, text is escaped.

    Raises:
        ValueError: A style attribute or an event handler was asked for.
    """
    written = []
    for key, value in attributes.items():
        if value is None:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        if attribute == "style" or attribute.startswith("on"):
            raise ValueError(f"the content security policy forbids {attribute!r}")
        text = text_escape(value) if isinstance(value, str) else coordinate(value)
        written.append(f' {"viewBox" if attribute == "viewbox" else attribute}="{text}"')
    opening = f"<{name}{''.join(written)}"
    return f"{opening}>{''.join(children)}</{name}>" if children else f"{opening}/>"


def words(
    text: str, *, x: float, y: float, class_: str | None = None, anchor: str | None = None
) -> str:
    """Write a line of text at its baseline start, middle or end."""
    return element("text", text_escape(text), x=x, y=y, class_=class_, text_anchor=anchor)


def polyline(points: Iterable[tuple[float, float]], class_: str) -> str:
    """Write an open line through points."""
    return element("polyline", points=path_points(points), class_=class_, fill="none")


def polygon(points: Iterable[tuple[float, float]], class_: str) -> str:
    """Write a closed area."""
    return element("polygon", points=path_points(points), class_=class_)


def path_points(points: Iterable[tuple[float, float]]) -> str:
    """Write points as the `points` attribute wants them."""
    return " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)


def image(*children: str, width: float, height: float, name: str, class_: str) -> str:
    """Write the outermost `<svg>`: an image with an accessible name."""
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_,
        viewbox=f"0 0 {coordinate(width)} {coordinate(height)}",
        width=width,
        height=height,
        role="img",
        aria_label=name,
    )


def plumb(x: float, top: float, bottom: float, bob: float = 5.0) -> str:
    """Draw the plumb line: the one sign for now, and for where pace would be now."""
    diamond = (
        (x, bottom - bob),
        (x + bob * 0.8, bottom),
        (x, bottom + bob),
        (x - bob * 0.8, bottom),
    )
    return element(
        "g",
        element("line", x1=x, y1=top, x2=x, y2=bottom, class_="pl-plumb-line"),
        polygon(diamond, "pl-plumb-bob"),
        class_="pl-plumb",
    )
