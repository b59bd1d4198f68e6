"""The reference of the API is what the operations say."""

from scripts.reference_openapi import TARGET, reference


def test_the_document_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference()
