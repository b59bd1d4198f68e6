"""A month of use: what its people type and what mails they find. `make month` runs it whole."""

from decimal import Decimal
from pathlib import Path

import pytest

from scripts.month.people import further
from scripts.month.serving import House

MAIL = "To: lena@example.org\nSubject: A new password\n\nFollow http://127.0.0.1:1/reset\n"


@pytest.mark.parametrize(
    ("last", "step", "next_value"),
    [
        ("100", "0.04", "104"),
        ("4.2", "-0.02", "4.1"),
        ("1\u202f250", "0.1", "1375"),
        ("", "0.1", "1"),
        ("–", "0.1", "1"),
    ],
)
def test_a_next_value_keeps_the_decimals_of_the_last(last: str, step: str, next_value: str) -> None:
    assert further(last, Decimal(step)) == next_value


def test_mails_are_read_from_the_folder_of_the_instance(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_text(MAIL, encoding="utf-8")
    ((to, text),) = House(tmp_path, 1, is_demo=True).mails()
    assert to == "lena@example.org"
    assert text == "A new password\nFollow http://127.0.0.1:1/reset\n"
