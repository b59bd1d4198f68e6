"""Only a trusted proxy may say where a request comes from."""

import pytest
from django.conf import settings
from django.test import RequestFactory

from plumbline.http.client_address import client_address


@pytest.fixture
def behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = settings.PLUMBLINE.model_copy(update={"trusted_proxy": True})
    monkeypatch.setattr(settings, "PLUMBLINE", trusting)


def address(forwarded: str) -> str:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return client_address(RequestFactory(REMOTE_ADDR="127.0.0.1", headers=headers).get("/"))


@pytest.mark.parametrize("forwarded", ["", "192.0.2.7", "nonsense"])
def test_without_a_trusted_proxy_the_header_is_not_read(forwarded: str) -> None:
    assert address(forwarded) == "127.0.0.1"


@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("203.0.113.1, 192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "127.0.0.1"),
        ("192.0.2.7, nonsense", "127.0.0.1"),
    ],
)
def test_behind_one_only_the_entry_it_wrote_itself_counts(forwarded: str, expected: str) -> None:
    assert address(forwarded) == expected
