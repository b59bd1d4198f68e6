"""Whole documents, one for each layout people write, beside the tree they must give."""

import json
from pathlib import Path

import pytest

from plumbline.engine.documents.csv_reader import csv_read
from plumbline.engine.documents.markdown_reader import markdown_read
from plumbline.engine.documents.outline import outline
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source

SAMPLES = Path(__file__).parent / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".md", ".mdx", ".csv"})


def read(path: Path, text: str | None = None) -> ReadResult:
    source = Source(path.read_text(encoding="utf-8") if text is None else text)
    reader = csv_read if path.suffix == ".csv" else markdown_read
    return reader(source, name=path.name)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_gives_the_tree_beside_it(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))

    assert outline(read(path)) == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_line_ends_of_windows_change_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert outline(read(path, text.replace("\n", "\r\n"))) == outline(read(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_title_span_covers_the_words_of_the_title(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = read(path).document
    assert document is not None
    for objective in document.objectives:
        for item in (objective, *objective.key_results):
            span = item.spans.get("title")
            if span is None or path.suffix == ".csv":
                continue
            covered = text[span.start : span.end]
            assert covered.startswith(item.title[:3])
            assert covered.endswith(item.title[-3:])


def test_every_sample_has_a_layout_of_its_own() -> None:
    assert len(DOCUMENTS) >= 20
