"""A document is shown on a terminal and never drives it."""

from hypothesis import given
from hypothesis import strategies as st

from plumbline.cli.terminal import one_line


def test_what_would_steer_a_terminal_is_escaped() -> None:
    assert one_line("a\x1b[2Jb\r\nc\u2028d\u202ee") == ("a\\x1b[2Jb\\r\\nc\\u2028d\\u202ee")


def test_letters_of_any_language_stay() -> None:
    assert one_line("Größe → 30 %, 注文, عدد") == "Größe → 30 %, 注文, عدد"


@given(st.text())
def test_any_text_becomes_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
