"""An import that is killed in the middle; run as a program of its own by `test_killed_import`.

Arguments: slug of the organization, after how many prepared things to kill, objectives.
"""

import os
import signal
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


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


def main() -> None:
    slug, kill_at, objectives = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    django.setup()

    from plumbline.domain.orgs.selectors.console import console_viewer
    from plumbline.domain.tenancy.selectors import organization_get
    from plumbline.domain.tenancy.transactions import reading, reading_global
    from plumbline.domain.transfer.plan import import_plan
    from plumbline.domain.transfer.services.imports import ImportFile, import_document
    from plumbline.engine.documents.read import document_read

    def progress(done: int, total: int) -> None:
        if done >= kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    data = document(objectives).encode()
    with reading_global():
        organization = organization_get(slug=slug)
    with reading(organization, suspendable=True):
        viewer = console_viewer(email=None, at=NOW)
        plan = import_plan(viewer=viewer, result=document_read(data, name="a.yaml"), at=NOW)
        file = ImportFile("a.yaml", "yaml", data)
        import_document(actor=viewer, plan=plan, at=NOW, file=file, progress=progress)


if __name__ == "__main__":
    main()
