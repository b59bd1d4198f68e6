"""The engine says nothing that the catalogue cannot put into words, and the reverse."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import plumbline.engine
from plumbline.engine.messages import (
    CATALOGUE,
    Message,
    coaching,
    documents,
    learning,
    render,
    rules,
    scoring,
)

ENGINE = Path(plumbline.engine.__file__).parent
SOURCES = sorted(path for path in ENGINE.rglob("*.py") if "messages" not in path.parts)
PARTS = {
    "documents": documents.MESSAGES,
    "scoring": scoring.MESSAGES,
    "rules": rules.MESSAGES,
    "coaching": coaching.MESSAGES,
    "learning": learning.MESSAGES,
}
MESSAGE_ID = re.compile(rf"({'|'.join(PARTS)})(\.[a-z][a-z0-9_]*)+")


def ids_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(text)) if MESSAGE_ID.fullmatch(text):
                yield text


def built_ids(source: str) -> Iterator[ast.expr]:
    """First arguments of `Message(…)` that are put together from pieces."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id="Message"), args=[ast.JoinedStr() | ast.BinOp() as built, *_]
            ):
                yield built


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_every_message_id_of_a_module_is_in_the_catalogue(path: Path) -> None:
    unknown = sorted(set(ids_in(path.read_text())) - set(CATALOGUE))
    assert unknown == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_message_ids_are_written_out_so_that_they_can_be_found(path: Path) -> None:
    assert [ast.unparse(node) for node in built_ids(path.read_text())] == []


def test_every_sentence_of_the_catalogue_is_used() -> None:
    used = {message_id for path in SOURCES for message_id in ids_in(path.read_text())}
    assert sorted(set(CATALOGUE) - used) == []


@pytest.mark.parametrize("part", PARTS)
def test_ids_start_with_the_part_that_says_them(part: str) -> None:
    assert all(message_id.startswith(f"{part}.") for message_id in PARTS[part])


def test_an_id_that_is_not_in_the_catalogue_cannot_be_rendered() -> None:
    with pytest.raises(KeyError):
        render(Message("scoring.no_such_sentence"))


def test_a_translation_takes_the_place_of_the_english_sentence() -> None:
    message = Message("scoring.no_way_to_go", {"value": Decimal("1E+1")})
    assert render(message, "Kein Weg: {value}") == "Kein Weg: 10"
