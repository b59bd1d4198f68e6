"""Shares in whole percent."""


def percent_of(part: int, whole: int) -> int:
    """Return a share in whole percent, rounded half up as every figure is; `whole` is above 0."""
    return (200 * part + whole) // (2 * whole)
