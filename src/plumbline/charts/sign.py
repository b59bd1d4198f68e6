"""The filled shapes of status, drawn small at the end of a line."""

from enum import StrEnum

from plumbline.charts.svg import element, polygon


class Sign(StrEnum):
    """What the data says of a key result, as a shape with a colour of its own.

    Silence is not green: `STALE`, `NO_DATA`, `TOO_EARLY` and `PAUSED` are colourless.
    """

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    STALE = "stale"
    NO_DATA = "no-data"
    TOO_EARLY = "too-early"
    PAUSED = "paused"


def sign_shape(sign: Sign, x: float, y: float, size: float = 9.0) -> str:
    """Draw the shape of a status around a point.

    Args:
        sign: The status.
        x: Centre in px.
        y: Centre in px.
        size: Width of the shape in px.
    """
    half = size / 2
    class_ = f"pl-sign pl-sign-{sign.value}"
    if sign is Sign.AT_RISK:
        tip = half * 1.06
        return polygon(((x, y - tip), (x + tip, y + half * 0.9), (x - tip, y + half * 0.9)), class_)
    if sign is Sign.OFF_TRACK:
        return element("rect", x=x - half, y=y - half, width=size, height=size, class_=class_)
    if sign is Sign.PAUSED:
        return element(
            "g",
            element("rect", x=x - half, y=y - half, width=size * 0.34, height=size, rx=1),
            element("rect", x=x + half * 0.32, y=y - half, width=size * 0.34, height=size, rx=1),
            class_=class_,
        )
    ring = element("circle", cx=x, cy=y, r=half * 0.92, class_=class_)
    if sign is Sign.STALE:
        hands = ((x, y - half * 0.55), (x, y + half * 0.1), (x + half * 0.42, y + half * 0.1))
        points = " ".join(f"{round(px, 2)},{round(py, 2)}" for px, py in hands)
        return ring + element("polyline", points=points, class_=class_, fill="none")
    return ring
