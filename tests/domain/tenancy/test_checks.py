"""The checks see what is wrong, not only what is right."""

from pathlib import Path

import pytest

from plumbline.domain.tenancy import checks
from plumbline.domain.tenancy.checks import DatabaseCheck, database_checks, file_system_of
from plumbline.domain.tenancy.wording import wording
from tests.databases import on_postgres

pytestmark = pytest.mark.django_db

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share\\040one nfs4 rw 0 0
/dev/sdb1 /mnt/share\\040one/inner xfs rw 0 0
"""


def named(name: str) -> DatabaseCheck:
    return next(check for check in database_checks() if check.name == name)


def test_every_check_has_words() -> None:
    for check in database_checks():
        assert wording(check.message)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/db", "ext4"),
        ("/mnt/share one/db", "nfs4"),
        ("/mnt/share one/inner/db", "xfs"),
        ("/mnt/share onerous/db", "ext4"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_its_longest_mount(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, kind: str
) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS)
    monkeypatch.setattr(checks, "_MOUNTS", table)
    assert file_system_of(Path(path)) == kind


def test_a_database_on_a_network_disk_is_criticized(monkeypatch: pytest.MonkeyPatch) -> None:
    if on_postgres():
        pytest.skip("only SQLite locks by files")
    monkeypatch.setattr(checks, "file_system_of", lambda _path: "nfs4")
    assert not named("local_disk").ok
