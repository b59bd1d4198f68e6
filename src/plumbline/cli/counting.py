"""Numbers of things in words, for what the command line prints."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 objective", "2 objectives".

    Args:
        number: How many.
        one: The noun for one.
        many: The noun for any other number; without it, `one` with an s.
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"
