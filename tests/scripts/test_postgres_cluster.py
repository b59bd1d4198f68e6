"""The throw-away cluster is there for the command and gone after it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.postgres_cluster import ClusterMistake, binaries

PROGRAM = """
import os, sys, time
print(os.environ["PLUMBLINE_TEST_DATABASE_URL"], flush=True)
time.sleep(float(sys.argv[1]))
sys.exit(int(sys.argv[2]))
"""


def run(seconds: str, code: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            *(sys.executable, "scripts/postgres_cluster.py", "--"),
            *(sys.executable, "-c", PROGRAM, seconds, code),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )


def port_answers(url: str) -> bool:
    port = url.rsplit(":", 1)[1].split("/")[0]
    ready = [str(binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", port]
    return subprocess.run(ready, check=False).returncode == 0


@pytest.fixture(autouse=True)
def has_postgres() -> None:
    try:
        binaries()
    except ClusterMistake:
        pytest.skip("PostgreSQL is missing")


def test_the_command_s_exit_code_is_passed_on_and_the_cluster_is_gone() -> None:
    process = run("0", "7")
    url, _ = process.communicate(timeout=120)
    assert process.returncode == 7
    assert not port_answers(url.strip())


def test_a_stopped_run_stops_the_cluster() -> None:
    process = run("100", "0")
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert port_answers(url)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert not port_answers(url)


def test_without_a_command_it_says_what_to_type() -> None:
    done = subprocess.run(
        [sys.executable, Path("scripts") / "postgres_cluster.py"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 2
    assert "COMMAND" in done.stdout
