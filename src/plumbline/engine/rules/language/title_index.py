"""Very many titles, asked again and again for those that say nearly the same as one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from plumbline.engine.rules.language.nearness import RARE, stems_of


class TitleIndex:
    """Titles by the words that mean something in them.

    Args:
        titles: In any order; they are spoken of by their place in it.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._same: dict[frozenset[str], list[int]] = defaultdict(list)
        for place, title in enumerate(titles):
            stems = stems_of(title)
            self._same[stems].append(place)
            for stem in stems:
                self._holders[stem].append(place)

    def near(self, title: str, least_share: float) -> Iterator[int]:
        """Yield the places of titles that share at least so many words with one, each once.

        As in `near_pairs`, one that shares only words of very many titles is not looked at; one
        of the very same words always is.

        Args:
            title: What is looked for.
            least_share: Of the words of both, 0 to 1.
        """
        stems = stems_of(title)
        if not stems:
            return
        tried = set(self._same.get(stems, ()))
        yield from sorted(tried)
        for stem in telling(stems, least_share, self._often):
            holders = self._holders.get(stem, ())
            if len(holders) > RARE:
                continue
            for place in holders:
                if place in tried:
                    continue
                tried.add(place)
                other = stems_of(self._titles[place])
                if len(stems & other) / len(stems | other) >= least_share:
                    yield place

    def _often(self, stem: str) -> int:
        return len(self._holders.get(stem, ()))


def telling(stems: frozenset[str], least_share: float, often: Callable[[str], int]) -> list[str]:
    """Return words of which any title that is so near must hold at least one, the rarest there are.

    Two sets that share so much of their union lack at most the rest of either (prefix filter).
    """
    ordered = sorted(stems, key=lambda stem: (often(stem), stem))
    return ordered[: len(ordered) - int(least_share * len(ordered)) + 1]
