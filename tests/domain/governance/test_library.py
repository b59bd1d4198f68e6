"""The library of practices: every rule checks one of them."""

from plumbline.domain.governance.bindings import bindings_checked
from plumbline.domain.governance.library import LIBRARY
from plumbline.engine.rules.check_text import ON_COMMENTS
from plumbline.engine.rules.codes import CODES

BOUND = {code for practice in LIBRARY.values() for code in practice.rules}


def test_every_rule_checks_a_practice() -> None:
    # Rules on comments that hide findings are about a file, never about an objective.
    assert set(CODES) == BOUND | set(ON_COMMENTS)
    assert not BOUND & set(ON_COMMENTS)


def test_every_practice_of_the_library_can_be_adopted_as_it_is_bound() -> None:
    assert len(LIBRARY) >= 40
    for practice in LIBRARY.values():
        assert {each.code for each in bindings_checked(practice.bindings)} == set(practice.rules)
        assert practice.source
