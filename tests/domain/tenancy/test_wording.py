"""Every message id has words, in every catalogue only once."""

import ast
from pathlib import Path

import pytest
from django.utils.functional import Promise

import plumbline.domain
from plumbline.domain.tenancy.wording import wording, wordings
from plumbline.engine.messages import CATALOGUE, Message

DOMAIN = Path(plumbline.domain.__file__).parent
REFUSALS = {"Refused", "NotFound", "PermissionRefused", "StaleVersion", "Message"}


def test_parameters_are_put_in() -> None:
    said = wording(Message("tenancy.organization.slug_taken", {"value": "north"}))
    assert said == "The address “north” is taken. Choose another one."


def test_the_engine_s_words_are_found_too() -> None:
    assert wording(Message("documents.format.pdf")) == CATALOGUE["documents.format.pdf"]


def test_words_are_translated_when_they_are_shown_not_when_they_are_imported() -> None:
    assert wordings()
    for name, template in wordings().items():
        assert isinstance(template, Promise), name


def test_an_unknown_id_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        wording(Message("tenancy.no_such_words"))


def ids_in(path: Path) -> set[str]:
    """The message ids that a module of this app raises or reports, written out."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") in REFUSALS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


@pytest.mark.parametrize(
    "path",
    sorted((DOMAIN / "tenancy").rglob("*.py")),
    ids=lambda path: str(path.relative_to(DOMAIN)),
)
def test_every_id_that_is_used_has_words(path: Path) -> None:
    assert ids_in(path) <= wordings().keys()
