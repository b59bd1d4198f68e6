"""What commands that serve are run with."""

from collections.abc import Iterator

import pytest

from tests.ports import port_kept


@pytest.fixture
def port() -> Iterator[int]:
    """A port for a server of the test, and for nobody else."""
    with port_kept() as kept:
        yield kept
