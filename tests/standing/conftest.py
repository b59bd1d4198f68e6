"""One scene for all tests of a module; each test's changes are taken back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.standing.scene import Scene, make_scene, undone
from tests.world import AT


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The scene, at the moment it was made for."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        override_settings(ALLOWED_HOSTS=["testserver"]),
        transaction.atomic(),
    ):
        patch.setattr(timezone, "now", lambda: AT)
        yield make_scene()
        transaction.set_rollback(True)


@pytest.fixture
def scene(built: Scene) -> Iterator[Scene]:
    """The scene as it was built, whatever other tests did to it."""
    with undone():
        yield built
