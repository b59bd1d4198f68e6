"""Importing a large file: how long it takes, and how long somebody else waits meanwhile.

    python -m bench.import_rows [--objectives 2000] [--format csv|yaml|xlsx] [--profile] [--plan]

A document of invented objectives with four key results each, owners and teams that nobody knows
yet, and a reading for every key result, is read, planned and imported on SQLite. Beside it
another writer takes its turn every few milliseconds and notes how long it stood in line.
"""

import argparse
import cProfile
import os
import pstats
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from bench.instance import instance_environment, instance_open
from plumbline.engine.documents import model
from plumbline.engine.documents.yaml_writer import document_dump
from plumbline.engine.workbooks.read import file_read

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.services.set_up import SetUp
    from plumbline.domain.orgs.viewers import Actor
    from plumbline.domain.tenancy.models import Organization

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
KEY_RESULTS = 4
PEOPLE = 300
TEAMS = 40
PAUSE_SECONDS = 0.02
HEAD = "type,id,parent,title,owner,team,unit,baseline,target,current,date"


def document_of(objectives: int) -> model.Document:
    """Return a document with that many objectives."""
    return model.Document(
        organization="Bench",
        cycle=model.Cycle(name="2026-Q4", start=date(2026, 10, 1), end=date(2026, 12, 31)),
        objectives=tuple(
            model.Objective(
                id=f"o-{place}",
                title=f"The better state number {place} is true",
                owner=f"Person {place % PEOPLE}",
                team=f"Team {place % TEAMS}",
                style=model.Style.ASPIRATIONAL,
                state=model.State.ACTIVE,
                supports=() if place < TEAMS else (model.Link(id=f"o-{place // TEAMS}"),),
                key_results=tuple(_key_result(place, number) for number in range(KEY_RESULTS)),
            )
            for place in range(objectives)
        ),
    )


def _key_result(place: int, number: int) -> model.KeyResult:
    return model.KeyResult(
        id=f"k-{place}-{number}",
        title=f"Depots of region {place} that answer within {number + 1} hours",
        owner=f"Person {(place + number) % PEOPLE}",
        metric=model.Metric(
            kind=model.MetricKind.INCREASE,
            unit="%",
            baseline=Decimal(20),
            target=Decimal(80),
        ),
        current=model.CheckIn(
            date=date(2026, 11, 16), value=Decimal(20 + (place + number) % 60), confidence=6
        ),
    )


def rows_of(objectives: int) -> str:
    """Return the same as the rows of a spreadsheet."""
    lines = [HEAD]
    for item in document_of(objectives).objectives:
        lines.append(f"objective,{item.id},,{item.title},{item.owner},{item.team},,,,,")
        lines += [
            f"key result,{part.id},{item.id},{part.title},{part.owner},,%,20,80,"
            f"{part.current.value if part.current else ''},2026-11-16"
            for part in item.key_results
        ]
    return "\n".join(lines) + "\n"


def workbook_of(objectives: int) -> bytes:
    """Return the same rows as the sheet of a workbook, numbers as numbers and days as days."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("OKRs")
    for line in rows_of(objectives).splitlines():
        sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


class Neighbour:
    """Another writer of the same database, who notes how long each of its turns had to wait."""

    def __init__(self, organization: "Organization") -> None:
        self._organization = organization
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self.waits: list[float] = []

    def __enter__(self) -> "Neighbour":
        """Begin to write."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        from django.db import connections  # noqa: PLC0415 — after setup only

        from plumbline.domain.orgs.models import Person  # noqa: PLC0415
        from plumbline.domain.tenancy.transactions import writing  # noqa: PLC0415

        while not self._over.wait(PAUSE_SECONDS):
            began = time.perf_counter()
            with writing(self._organization):
                self.waits.append(time.perf_counter() - began)
                Person.objects.filter(name="Bench").update(time_zone="")
        connections.close_all()


@contextmanager
def _timed(words: str) -> Iterator[None]:
    began, busy = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - began, time.process_time() - busy
    print(f"{words:<28}{took:8.2f} s{worked:8.2f} s of CPU", flush=True)


def imported(content: bytes, name: str, *, is_profiled: bool, is_planned_only: bool) -> list[float]:
    """Import a file into a new organization and print the times of its steps.

    Returns:
        How long each turn of the other writer waited, in seconds.
    """
    from plumbline.domain.orgs.services.set_up import organization_set_up  # noqa: PLC0415
    from plumbline.domain.tenancy.transactions import reading  # noqa: PLC0415

    made = organization_set_up(
        organization_name="Bench",
        slug="bench",
        email="bench@example.org",
        name="Bench",
        password=None,
        at=AT,
    )
    profile = cProfile.Profile() if is_profiled else None
    with (
        Neighbour(made.organization) as neighbour,
        profile or nullcontext(),
        reading(made.organization, suspendable=True),
    ):
        _steps(content, name, made, is_planned_only=is_planned_only)
    if profile is not None:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
    return neighbour.waits


def _steps(content: bytes, name: str, made: "SetUp", *, is_planned_only: bool) -> None:
    from plumbline.domain.journal.models import Source  # noqa: PLC0415
    from plumbline.domain.orgs.selectors.viewing import viewer_for  # noqa: PLC0415
    from plumbline.domain.transfer.plan_values import ImportTarget  # noqa: PLC0415
    from plumbline.domain.transfer.selectors.plan import import_plan  # noqa: PLC0415
    from plumbline.domain.transfer.services.imports import (  # noqa: PLC0415
        ImportFile,
        import_document,
    )

    viewer = viewer_for(
        account=made.account, organization=made.organization, at=AT, source=Source.CLI
    )
    with _timed("reading"):
        result = file_read(content, name=name)
    cycle = _quarter(viewer)
    with _timed("planning"):
        plan = import_plan(viewer=viewer, result=result, target=ImportTarget(cycle=cycle), at=AT)
    if is_planned_only:
        return
    prepared = time.perf_counter()

    def progress(done: int, total: int) -> None:
        nonlocal prepared
        if done == total:
            prepared = time.perf_counter()

    with _timed("import in all"):
        batch = import_document(
            actor=viewer,
            plan=plan,
            at=AT,
            file=ImportFile(name, "", content),
            progress=progress,
        )
        switched = time.perf_counter() - prepared
    print(f"{'its switch':<28}{switched:8.2f} s")
    print(f"{batch.counts['objectives']} objectives, {batch.counts['key_results']} key results")


def _quarter(viewer: "Actor") -> "Cycle":
    from plumbline.domain.cycles.models import CycleKind  # noqa: PLC0415
    from plumbline.domain.cycles.services import CycleValues, cycle_create  # noqa: PLC0415

    values = CycleValues(
        name="2026-Q4", start=date(2026, 10, 1), end=date(2026, 12, 31), kind=CycleKind.QUARTER
    )
    return cycle_create(actor=viewer, values=values, at=AT)


def main() -> int:
    """Run the bench."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--objectives", type=int, default=2000)
    words.add_argument("--format", choices=("csv", "yaml", "xlsx"), default="csv")
    words.add_argument("--plan", action="store_true", help="read and plan, and no more")
    words.add_argument("--file", type=Path, help="this one, instead of an invented one")
    words.add_argument("--profile", action="store_true", help="print where the time goes")
    options = words.parse_args()
    contents: dict[str, Callable[[], bytes]] = {
        "csv": lambda: rows_of(options.objectives).encode(),
        "yaml": lambda: document_dump(document_of(options.objectives)).encode(),
        "xlsx": lambda: workbook_of(options.objectives),
    }
    content = options.file.read_bytes() if options.file else contents[options.format]()
    with instance_environment("sqlite") as environment:
        os.environ.update(environment)
        instance_open()
        waits = sorted(
            imported(
                content,
                f"rows.{options.format}",
                is_profiled=options.profile,
                is_planned_only=options.plan,
            )
        )
    p95 = waits[int(len(waits) * 0.95)] if waits else 0.0
    print(
        f"another writer waited        p95 {p95 * 1000:.0f} ms, at most {waits[-1] * 1000:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
