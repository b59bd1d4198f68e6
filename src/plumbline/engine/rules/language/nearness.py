"""How near two titles are to each other, by their words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "with",
        "from",
        "by",
        "on",
        "at",
        "as",
        "our",
        "we",
        "their",
        "its",
        "be",
        "is",
        "are",
        "that",
        "this",
        "per",
        "all",
        "more",
        "new",
        "each",
        "every",
        "least",
    ]
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ers", "ies", "ed", "es", "s", "e")
LONGEST = 500
ROUNDING = 1e-9
RARE = 200
"""A word in more titles than this tells none of them from another."""


@lru_cache(maxsize=4096)
def stems_of(title: str) -> frozenset[str]:
    """Return the words of a title that mean something, without endings."""
    words = _WORD.findall(title[:LONGEST].lower())
    return frozenset([_stem(word) for word in words if word not in _EMPTY])


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Cut the commonest endings off a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def nearness(first: str, second: str) -> float:
    """Return the share of words that two titles have in common, 0 to 1 (Jaccard)."""
    one, other = stems_of(first), stems_of(second)
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def containment(inner: str, outer: str) -> float:
    """Return the share of the words of one title that stand in the other, 0 to 1."""
    one, other = stems_of(inner), stems_of(outer)
    return len(one & other) / len(one) if one else 0.0


def near_pairs(titles: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of titles that are at least so near, each once, without comparing all.

    A pair that shares only words of very many titles is not looked at; equal titles always are.
    """
    stems = [stems_of(title) for title in titles]
    counts: dict[str, int] = {}
    for found in stems:
        for stem in found:
            counts[stem] = counts.get(stem, 0) + 1
    holders: dict[str, list[tuple[int, int, int]]] = {}
    same: dict[frozenset[str], int] = {}
    for index, found in enumerate(stems):
        if not found:
            continue
        if found in same:
            yield same[found], index, 1.0
            continue
        same[found] = index
        # Two sets this near must share one of the rarest words of either (prefix filter).
        ordered = sorted(found, key=lambda stem: (counts[stem], stem))
        prefix = ordered[: len(ordered) - int(least * len(ordered)) + 1]
        tried: set[int] = set()
        size = len(found)
        for place, stem in enumerate(prefix):
            if counts[stem] > RARE:
                continue
            held = holders.setdefault(stem, [])
            for other, other_place, other_size in held:
                # It is the first word they share; what follows it in both is all they may share.
                most = min(size - place, other_size - other_place)
                if most < least * (size + other_size - most) - ROUNDING or other in tried:
                    continue
                tried.add(other)
                shared = len(found & stems[other])
                share = shared / (size + other_size - shared)
                if share >= least:
                    yield other, index, share
            held.append((index, place, size))
