"""Pages travel compressed; answers of the API keep the tags they are changed by."""

import gzip

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.single_page]


def test_a_page_is_compressed_for_whoever_takes_it_so() -> None:
    plain = Client().get("/sign-in")
    packed = Client().get("/sign-in", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert b"<h1" in gzip.decompress(packed.content)


def test_two_answers_of_one_page_differ_in_length() -> None:
    lengths = {
        len(Client().get("/sign-in", headers={"Accept-Encoding": "gzip"}).content)
        for _ in range(20)
    }
    assert len(lengths) > 1
