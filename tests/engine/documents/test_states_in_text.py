"""States and styles in the words of documents."""

import pytest

from plumbline.engine.documents.model import State, Style
from plumbline.engine.documents.states_in_text import state_read, style_meant, style_read


def test_health_is_no_state_but_active() -> None:
    assert state_read("On track") is State.ACTIVE
    assert state_read("dropped") is State.STOPPED
    assert state_read("purple") is None


def test_goal_types_name_the_style() -> None:
    assert style_read("Aspirational Goal") is Style.ASPIRATIONAL
    assert style_read("Goal") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Comitted", Style.COMMITTED),
        ("asperational goal", Style.ASPIRATIONAL),
        ("Lerning", Style.LEARNING),
        ("Committed", None),
        ("Company", None),
        ("Quarterly team goal", None),
        ("", None),
    ],
)
def test_a_misspelt_style_is_told_by_the_nearest_one(text: str, meant: Style | None) -> None:
    assert style_meant(text) is meant
