"""What `test_killed_import` runs in processes of their own: set up, import until killed, look."""

import json
import logging
import os
import signal
from datetime import UTC, datetime
from typing import Any

from django.core.management import call_command
from django.db import connections

from plumbline.cli.worker import due_do
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.selectors import cycles_list
from plumbline.domain.journal.models import JournalEntry, Source
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.selectors.console import console_viewer
from plumbline.domain.orgs.selectors.people import people_list
from plumbline.domain.orgs.selectors.people_pages import people_page
from plumbline.domain.orgs.selectors.teams import teams_tree
from plumbline.domain.orgs.services.set_up import organization_set_up
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.selectors import organization_get
from plumbline.domain.tenancy.transactions import reading, reading_global
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.selectors.choices import DocumentChoices
from plumbline.domain.transfer.selectors.plan import import_plan
from plumbline.domain.transfer.services import confirming
from plumbline.domain.transfer.services.clearing import STAGED_BESIDE
from plumbline.domain.transfer.services.confirming import import_confirm
from plumbline.domain.transfer.services.imports import (
    ImportFile,
    import_document,
    import_file_keep,
    imports_sweep,
)
from plumbline.domain.transfer.services.staging import Progress
from plumbline.engine.documents.read import document_read

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SLUG = "killed"


def set_up() -> None:
    """Make a database, if there is none, and an organization in it."""
    if connections["default"].vendor == "sqlite":
        call_command("migrate", verbosity=0, interactive=False)
    organization_set_up(
        organization_name="Killed Freight",
        slug=SLUG,
        email="ada@killed.example",
        name="Ada",
        password="a plumb line hangs straight",
        at=NOW,
    )


def document(objectives: int) -> str:
    """Return a document with two key results for each objective."""
    lines = [
        "plumbline: 1",
        "cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}",
        "objectives:",
    ]
    for number in range(objectives):
        lines += [
            f"  - id: o{number}",
            f"    title: Depot {number} is known by name",
            "    owner: New Person",
            "    team: New Team",
            "    style: committed",
            "    state: active",
            "    key_results:",
        ]
        for part in range(2):
            lines += [
                f"      - id: k{number}-{part}",
                f"        title: Calls answered from {part} to 9",
                f"        metric: {{kind: increase, baseline: {part}, target: 9}}",
                "        current: {value: 3, date: 2026-11-16, confidence: 5}",
            ]
    return "\n".join(lines) + "\n"


def import_until(kill_at: int | None, objectives: int) -> None:
    """Import a document; the process is killed after so many prepared things."""

    def progress(done: int, total: int) -> None:
        if kill_at is not None and done >= kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    data = document(objectives).encode()
    with reading(_organization(), suspendable=True):
        viewer = console_viewer(email=None, at=NOW)
        plan = import_plan(viewer=viewer, result=document_read(data, name="a.yaml"), at=NOW)
        file = ImportFile("a.yaml", "yaml", data)
        import_document(actor=viewer, plan=plan, at=NOW, file=file, progress=progress)


def confirm(objectives: int) -> None:
    """Leave a document to the worker."""
    confirming.AT_ONCE = 0  # type: ignore[misc]  # however short it is
    data = document(objectives).encode()
    with reading(_organization(), suspendable=True):
        viewer = console_viewer(email=None, at=NOW)
        batch = import_file_keep(actor=viewer, data=data, name="a.yaml", kind="", at=NOW)
        import_confirm(actor=viewer, batch=batch, choices=DocumentChoices(), at=NOW)


def work(kill_at: int | None) -> None:
    """Do a round of the worker; its process is killed once so many things are prepared."""

    def until_killed(*, progress: Progress, **asked: Any) -> ImportBatch:  # noqa: ANN401 — as called
        def killing(done: int, total: int) -> None:
            if kill_at is not None and done >= kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            progress(done, total)

        return import_document(progress=killing, **asked)

    confirming.import_document = until_killed  # type: ignore[assignment,attr-defined]  # it is called by names
    due_do(NOW, log=logging.getLogger("killed"))


def look() -> None:
    """Print what people would see, and how many rows lie there in all.

    People, teams and cycles are counted as the pages and the API list them, and once more as
    anything would that asks the tables.
    """
    with reading(_organization(), suspendable=True):
        viewer = console_viewer(email=None, at=NOW)
        seen = Objective.objects.filter(visible_to(viewer))
        found = {
            "seen": seen.count(),
            "rows": Objective.objects.count(),
            "key_results": KeyResult.objects.count(),
            "people": people_list(viewer=viewer, active=None).total,
            "people in the API": len(people_page(viewer=viewer, active=None).people),
            "people in the table": Person.objects.count(),
            "teams": len(teams_tree(viewer=viewer)),
            "teams in the table": Team.objects.count(),
            "cycles": len(cycles_list(viewer=viewer)),
            "cycles in the table": Cycle.objects.count(),
            "journal": JournalEntry.objects.filter(source=Source.IMPORT).count(),
            "beside": sum(model.every.exclude(staged_by="").count() for model in STAGED_BESIDE),
        }
    print(json.dumps(found))  # noqa: T201 — the test reads it


def sweep() -> None:
    """Do what every start does."""
    organization = _organization()
    with reading(organization, suspendable=True):
        imports_sweep(organization=organization, at=NOW)


def _organization() -> Organization:
    with reading_global():
        return organization_get(slug=SLUG)
