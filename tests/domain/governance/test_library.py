"""The library of practices: every rule checks one of them, or it is said why none can be bound."""

from plumbline.domain.governance.bindings import NOT_OF_ONE, bindings_checked
from plumbline.domain.governance.library import LIBRARY
from plumbline.engine.rules.check_text import ON_COMMENTS
from plumbline.engine.rules.codes import CODES

BOUND = {code for practice in LIBRARY.values() for code in practice.rules}


def test_every_rule_checks_a_practice_or_is_named_with_what_it_lacks() -> None:
    # Rules on comments that hide findings are about a file, never about an objective.
    assert set(CODES) == BOUND | NOT_OF_ONE.keys() | set(ON_COMMENTS)
    assert not BOUND & {*NOT_OF_ONE, *ON_COMMENTS}
    for code, why in NOT_OF_ONE.items():
        assert why.serves in LIBRARY, code
        assert why.lacks


def test_every_practice_of_the_library_can_be_adopted_as_it_is_bound() -> None:
    assert len(LIBRARY) >= 40
    for practice in LIBRARY.values():
        assert {each.code for each in bindings_checked(practice.bindings)} == set(practice.rules)
        assert practice.source
