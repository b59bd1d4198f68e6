"""An import that is killed is as if it had never begun, on whichever database the suite runs."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connections

from tests.databases import on_postgres

ROOT = Path(__file__).resolve().parents[3]
OBJECTIVES = 60
EVERYTHING = OBJECTIVES * 3

#: What everybody sees of an organization into which nothing ever came.
UNTOUCHED = {
    "seen": 0,
    "people": 1,
    "people in the API": 1,
    "people in the table": 1,
    "teams": 1,
    "teams in the table": 1,
    "cycles": 0,
    "cycles in the table": 0,
    "journal": 0,
}
CLEAN = UNTOUCHED | {"rows": 0, "key_results": 0, "beside": 0}
#: The new person, team and cycle of the document.
STAGED_BESIDE_OBJECTIVES = 3


def environment_of(data: Path) -> dict[str, str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_")
    }
    return environment | {
        "PLUMBLINE_DATA": str(data),
        "PLUMBLINE_SECRET_KEY": "only-for-tests-" * 4,
        "DJANGO_SETTINGS_MODULE": "plumbline.config.settings",
    }


@pytest.fixture(scope="module")
def file_with_organization(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one organization; each test has a copy of its own."""
    data = tmp_path_factory.mktemp("killed") / "data"
    run(environment_of(data), "set_up()")
    return data


@pytest.fixture
def instance(
    transactional_db: None, tmp_path: Path, request: pytest.FixtureRequest
) -> dict[str, str]:
    """The environment of an instance with one organization: a file, or the suite's PostgreSQL."""
    environment = environment_of(tmp_path / "data")
    if on_postgres():
        found = connections["default"].settings_dict
        user, password = quote(found["USER"]), quote(found["PASSWORD"])
        place = f"{found['HOST']}:{found['PORT']}/{found['NAME']}"
        environment["PLUMBLINE_DATABASE_URL"] = f"postgres://{user}:{password}@{place}"
        run(environment, "set_up()")
    else:
        made = request.getfixturevalue("file_with_organization")
        shutil.copytree(made, tmp_path / "data")
    return environment


def run(environment: dict[str, str], *calls: str) -> subprocess.CompletedProcess[str]:
    code = "import django; django.setup(); from tests.domain.transfer import killed_import as work"
    code = "; ".join((code, *(f"work.{call}" for call in calls)))
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def look(environment: dict[str, str], *first: str) -> dict[str, int]:
    """Return what a process finds that has done something else first."""
    result = run(environment, *first, "look()")
    assert result.returncode == 0, result.stderr
    found: dict[str, int] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("kill_at", [1, EVERYTHING // 2, EVERYTHING])
def test_a_killed_import_is_seen_by_nobody_and_swept_at_the_next_start(
    instance: dict[str, str], kill_at: int
) -> None:
    killed = run(instance, f"import_until({kill_at}, {OBJECTIVES})")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = look(instance)
    assert {name: left[name] for name in UNTOUCHED} == UNTOUCHED
    assert left["rows"] > 0
    assert left["beside"] == STAGED_BESIDE_OBJECTIVES
    assert look(instance, "sweep()") == CLEAN


def test_after_a_killed_import_the_same_document_comes_in_whole(instance: dict[str, str]) -> None:
    run(instance, f"import_until({EVERYTHING}, {OBJECTIVES})")
    found = look(instance, "sweep()", f"import_until(None, {OBJECTIVES})")
    assert (found["seen"], found["key_results"]) == (OBJECTIVES, OBJECTIVES * 2)
    assert (found["people"], found["teams"], found["cycles"]) == (2, 2, 1)


def test_what_a_killed_worker_was_at_comes_in_whole_by_the_next_one(
    instance: dict[str, str],
) -> None:
    killed = run(instance, f"confirm({OBJECTIVES})", f"work({EVERYTHING // 2})")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = look(instance)
    assert {name: left[name] for name in UNTOUCHED} == UNTOUCHED
    assert left["rows"] > 0
    assert look(instance, "work(None)")["seen"] == 0, "nobody knows as yet that it is dead"
    found = look(instance, "sweep()", "work(None)")
    assert (found["seen"], found["key_results"]) == (OBJECTIVES, OBJECTIVES * 2)
    assert (found["people"], found["teams"], found["cycles"]) == (2, 2, 1)
