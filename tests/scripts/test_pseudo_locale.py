"""The pseudo-locale keeps what programs read and lengthens what people read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.pseudo_locale import GROWTH_RATIO, placeholders, pseudo_translated

KEPT = ["%(name)s", "%s", "%d", "%%", "{count}", "{value:.1f}", "<strong>", "</a>", "&nbsp;"]


@pytest.mark.parametrize("kept", KEPT)
def test_what_a_program_interprets_is_kept(kept: str) -> None:
    assert kept in pseudo_translated(f"Check in {kept} now")


def test_letters_turn_into_readable_others() -> None:
    assert pseudo_translated("Check in") == "⟦Çĥéçķ îñ~~~~⟧"


def test_line_ends_stay_outside_the_brackets() -> None:
    assert pseudo_translated("\nDear all\n").startswith("\n⟦")
    assert pseudo_translated("\nDear all\n").endswith("⟧\n")


@given(
    st.lists(st.sampled_from([*KEPT, "key result", "due ", "84 %", "–"]), min_size=1).map(" ".join)
)
def test_every_text_grows_and_keeps_its_placeholders(text: str) -> None:
    translated = pseudo_translated(text)
    readable = len(text.strip()) - sum(map(len, placeholders(text)))
    assert placeholders(translated) == placeholders(text)
    assert len(translated) >= len(text) + readable * GROWTH_RATIO
