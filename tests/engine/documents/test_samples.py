"""Whole documents, one for each layout people write, beside the tree they must give."""

import json
from pathlib import Path

import pytest

from plumbline.engine.documents.model import KeyResult, Objective
from plumbline.engine.documents.outline import outline
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.messages import render

SAMPLES = Path(__file__).parent / "samples"
DOCUMENTS = sorted(
    path for path in SAMPLES.iterdir() if path.with_name(f"{path.name}.json").exists()
)
DECLINED = sorted((Path(__file__).parent / "samples_declined").iterdir())
MARKDOWN = [path for path in DOCUMENTS if path.suffix in {".md", ".mdx"}]


def read(path: Path, text: str | None = None) -> ReadResult:
    text = path.read_text(encoding="utf-8") if text is None else text
    return document_read(text.encode(), name=path.name)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_gives_the_tree_beside_it(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))

    assert outline(read(path)) == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_line_ends_of_windows_change_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert outline(read(path, text.replace("\n", "\r\n"))) == outline(read(path))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_every_title_span_covers_the_words_of_the_title(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = read(path).document
    assert document is not None
    for objective in document.objectives:
        items: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for item in items:
            span = item.spans.get("title")
            if span is None:
                continue
            covered = text[span.start : span.end]
            assert covered.startswith(item.title[:3])
            assert covered.endswith(item.title[-3:])


@pytest.mark.parametrize("path", DECLINED, ids=lambda path: path.name)
def test_a_file_that_only_looks_like_okrs_is_declined_with_a_reason(path: Path) -> None:
    result = read(path)

    assert result.document is None
    assert result.declined is not None
    assert render(result.declined)


def test_every_sample_has_a_layout_of_its_own() -> None:
    assert len(DOCUMENTS) >= 20
