"""While very many objects are made, Python looks for unused ones less often, and only then."""

import gc

import pytest

from plumbline.domain.tenancy.many_objects import MADE_BETWEEN, many_objects


def test_the_collector_rests_until_the_last_one_leaves_and_is_then_as_it_was() -> None:
    usual = gc.get_threshold()
    first, second = many_objects(), many_objects()
    with first:
        assert gc.get_threshold() == (MADE_BETWEEN, *usual[1:])
        second.__enter__()
    assert gc.get_threshold()[0] == MADE_BETWEEN
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual


def test_what_fails_puts_the_collector_back_too() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), many_objects():
        raise ValueError("broken")
    assert gc.get_threshold() == usual
