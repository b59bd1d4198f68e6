"""Which passwords are refused, and that everything else is taken."""

import pytest

from plumbline.domain.accounts.passwords import password_check
from plumbline.domain.tenancy.errors import ValidationRefused


def refused(password: str) -> set[str]:
    try:
        password_check(password, email="fiona.barlow@example.org", name="Fiona Barlow")
    except ValidationRefused as refusal:
        return {message.id.rpartition(".")[2] for message in refusal.field_errors["password"]}
    return set()


@pytest.mark.parametrize(
    ("password", "reasons"),
    [
        ("", {"too_short"}),
        ("x7!Kq9#zt", {"too_short"}),
        ("x7!Kq9#ztP", set()),
        ("only lower case words", set()),
        ("1029384756", {"too_common"}),
        ("qwertyuiop", {"too_common"}),
        ("fionabarlow", {"too_similar"}),
        ("fiona.barlow@example.org", {"too_similar"}),
        (("grüner Tee am Morgen, " * 5 + "noch mehr davon.")[:128], set()),
        ("a" * 16, {"too_common"}),
        ("121212121212", {"too_common"}),
        ("passwordpassword", {"too_common"}),
        ("123456789012", {"too_common"}),
        ("QwertyUiopAsdf", {"too_common"}),
        ("zyxwvutsrqpo", {"too_common"}),
        ("abcde have five", set()),
        ("ü" * 129, {"too_long"}),
        ("12345", {"too_short", "too_common"}),
    ],
)
def test_a_password_is_long_unknown_and_not_a_name(password: str, reasons: set[str]) -> None:
    assert refused(password) == reasons
