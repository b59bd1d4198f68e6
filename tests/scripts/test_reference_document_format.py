"""The reference of the document format is current and its example reads clean."""

from plumbline.engine.documents.format_table import RECORDS
from plumbline.engine.documents.read import document_read
from scripts.reference_document_format import EXAMPLE, PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_key_of_the_format_is_on_the_page() -> None:
    text = page()
    for record in RECORDS:
        assert all(f"| `{key.name}`" in text for key in record.keys)


def test_the_example_reads_with_only_its_parent_elsewhere() -> None:
    result = document_read(EXAMPLE.encode())
    assert result.document is not None
    assert [p.message.id for p in result.problems] == ["documents.yaml.link_unknown"]
