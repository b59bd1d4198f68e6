"""Looking among very many titles for those near one finds what comparing with each would."""

from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.rules.language.nearness import RARE, nearness
from plumbline.engine.rules.language.title_index import TitleIndex

WORDS = (
    "renewal",
    "rate",
    "claims",
    "settled",
    "contact",
    "fleet",
    "hauliers",
    "depot",
    "Übergabe",
)
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@given(st.lists(TITLES, max_size=20), TITLES, st.sampled_from((0.5, 0.6, 0.8, 1.0)))
def test_it_finds_exactly_the_titles_that_share_so_many_words(
    titles: list[str], title: str, least: float
) -> None:
    wanted = {place for place, each in enumerate(titles) if nearness(title, each) >= least}
    found = [*TitleIndex(titles).near(title, least)]
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_words_of_very_many_titles_lead_nowhere_unless_all_are_the_same() -> None:
    titles = [f"Renewal rate depot{place}" for place in range(RARE + 1)]
    index = TitleIndex(titles)
    assert not [*index.near("Renewal rate contact", 0.5)]
    assert [*index.near("Depot3: renewal rate", 0.5)] == [3]
    assert [*TitleIndex([*titles, "Rates of renewal"]).near("Renewal rate", 0.5)] == [RARE + 1]


def test_a_title_without_a_word_is_near_nothing() -> None:
    assert not [*TitleIndex(["…", "of the"]).near("…", 0.5)]
