"""Bytes become a text with lines, or a reason why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.source import SIZE_LIMIT_BYTES, Source, decode
from plumbline.engine.messages import Message, render


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"a: caf\xc3\xa9", "a: café", "utf-8"),
        (b"\xef\xbb\xbfa", "a", "utf-8-sig"),
        ("a: €".encode("utf-16"), "a: €", "utf-16-le"),
        (b"\xfe\xff\x00a", "a", "utf-16-be"),
        (b"a: caf\xe9 \x80 5", "a: café € 5", "cp1252"),
        (b"", "", "utf-8"),
    ],
)
def test_text_is_decoded_whatever_wrote_it(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == Source(text, encoding)


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"a\0b", "documents.format.binary"),
        (b"\x81\x8d\xff", "documents.format.binary"),
        (b"\x01\xff\xff", "documents.format.binary"),
        (b"PK\x03\x04\x00", "documents.format.archive"),
        (b"%PDF-1.7", "documents.format.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1", "documents.format.office"),
        (b"\xef\xbb\xbf\xff", "documents.format.broken_encoding"),
        (b"\xff\xfea", "documents.format.broken_encoding"),
        (b"x" * (SIZE_LIMIT_BYTES + 1), "documents.format.too_large"),
    ],
)
def test_what_is_no_text_is_declined_with_its_reason(data: bytes, message_id: str) -> None:
    outcome = decode(data)
    assert isinstance(outcome, Message)
    assert outcome.id == message_id
    assert render(outcome)


def test_line_ends_of_every_kind_count_once() -> None:
    source = Source("a\nb\r\nc\rd")
    assert source.text == "a\nb\r\nc\rd"
    assert [source.line(number) for number in range(6)] == ["", "a", "b", "c", "d", ""]
    assert source.position(source.text.index("d")) == (4, 1)


@given(st.text(alphabet="ab\r\n é😀", max_size=60), st.data())
def test_a_span_finds_its_own_characters_again(text: str, data: st.DataObject) -> None:
    source = Source(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = source.span(start, end)
    assert source.line_starts[span.line - 1] + span.column - 1 == start
    assert source.line_starts[span.end_line - 1] + span.end_column - 1 == end


@given(st.binary(max_size=200))
def test_decoding_never_raises_and_its_encoding_leads_back(data: bytes) -> None:
    outcome = decode(data)
    if isinstance(outcome, Source):
        again = outcome.text.encode(outcome.encoding)
        assert data.endswith(again)
