"""The same call, sent fifty times at one moment, has one effect (Q5 of the assurance table)."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from plumbline.domain.checkins.models import CheckIn
from tests.api.programs import Program, make_token
from tests.cli.instance import ROOT, bare, organization_made
from tests.databases import on_postgres
from tests.world import World, make_world
from tests.world_okrs import first_key_result, make_objective

TIMES = 50

#: In a process of its own, since threads share a SQLite database only through its file.
ON_A_FILE = """
import django; django.setup()
import json, threading
from datetime import UTC, datetime, timedelta
from django.test import Client
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.cycles.services import CycleValues, cycle_create
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_for
from plumbline.domain.orgs.services.tokens import token_create
from plumbline.domain.accounts.models import Account
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, reading_global

at = datetime.now(tz=UTC)
with reading_global():
    organization = Organization.objects.get()
    account = Account.objects.get()
with reading(organization, suspendable=True):
    ada = Person.objects.get(email="ada@freight.example")
    viewer = viewer_for(account=account, organization=organization, at=at)
    token = token_create(
        actor=viewer, person=ada, name="A program", scopes=frozenset(TokenScope), at=at
    ).secret
    values = CycleValues(name="This year", start=at.date(), end=at.date() + timedelta(days=90))
    cycle = cycle_create(actor=viewer, values=values, at=at).public_id
headers = {"Authorization": f"Bearer {token}"}


def program():
    return Client(SERVER_NAME="127.0.0.1")

team = program().get("/api/v1/teams", headers=headers).json()["items"][0]["id"]
body = json.dumps({"title": "Once", "cycle": cycle, "team": team})
barrier, answers = threading.Barrier(TIMES), []

def send():
    barrier.wait()
    answer = program().post(
        "/api/v1/objectives", body, content_type="application/json",
        headers={**headers, "Idempotency-Key": "once"},
    )
    answers.append((answer.status_code, answer.content.decode()))

threads = [threading.Thread(target=send) for _ in range(TIMES)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
there = program().get("/api/v1/objectives", headers=headers).json()["items"]
print(json.dumps({"answers": answers, "there": len(there)}))
"""


@pytest.mark.thorough
def test_on_a_sqlite_file_fifty_at_once_have_one_effect(tmp_path: Path) -> None:
    organization_made(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FILE.replace("TIMES", str(TIMES))],
        env={**bare(tmp_path), "DJANGO_SETTINGS_MODULE": "plumbline.config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert {status for status, _body in said["answers"]} == {201}, said["answers"][0]
    assert len({body for _status, body in said["answers"]}) == 1
    assert (len(said["answers"]), said["there"]) == (TIMES, 1)


@pytest.fixture
def committed(transactional_db: None) -> World:
    """The cast, committed, so that other connections see it."""
    if not on_postgres():
        pytest.skip("the test above asks the same of SQLite, on a file")
    return make_world()


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_fifty_at_once_have_one_effect(committed: World) -> None:
    key_result = first_key_result(committed, make_objective(committed))
    secret = make_token(committed, "mia")
    barrier, answers = threading.Barrier(TIMES), list[tuple[int, bytes]]()

    def send() -> None:
        barrier.wait()
        path = f"/key-results/{key_result.public_id}/check-ins"
        answer = Program(secret).post(path, {"value": "9"}, Idempotency_Key="once")
        answers.append((answer.status_code, answer.content))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert {status for status, _body in answers} == {201}, answers[:2]
    assert len({body for _status, body in answers}) == 1
    assert len(answers) == TIMES
    with committed.reading():
        assert CheckIn.objects.count() == 1
