"""What the help says of one subject."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One subject of the help, in the reader's language once it is written out.

    Attributes:
        title: What it is about.
        purpose: What its pages are for, in one or two sentences.
        acts: The few things one does there, two to four.
        keys: Keys that do something there, each with what it does.
        guide: The how-to guide that says more, one of `guides_told`; empty where there is none.
        also: Further words by which it is found.
    """

    title: Words
    purpose: Words
    acts: tuple[Words, ...]
    keys: tuple[tuple[str, Words], ...] = ()
    guide: str = ""
    also: Words = ""
