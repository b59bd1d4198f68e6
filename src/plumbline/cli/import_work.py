"""The import itself, once the instance is open."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import PurePath

from plumbline.cli.people import Desk, cycle_found, desk, refusals_in_words, team_found
from plumbline.cli.refusals import FINDINGS, USAGE, CommandRefused
from plumbline.domain.orgs.selectors.people import people_by_name, person_by_email
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan import import_plan
from plumbline.domain.transfer.plan_values import ImportPlan, ImportTarget
from plumbline.domain.transfer.services.imports import ImportFile, import_document
from plumbline.engine.documents.read import document_read


def import_run(
    content: bytes,
    *,
    name: str,
    kind: str,
    organization: str | None,
    cycle: str | None,
    team: str | None,
    owner: str | None,
    state: str,
    email: str | None,
    as_json: bool,
) -> int:
    """Import a document into an organization.

    Returns:
        0 imported, 1 imported with problems, 2 nothing found.

    Raises:
        CommandRefused: It cannot be imported.
    """
    at = datetime.now(tz=UTC)
    result = document_read(content, name=name, kind=kind)
    with desk(organization, email, at) as place:
        target = _target(place, cycle=cycle, team=team, owner=owner, state=state)
        with refusals_in_words():
            plan = import_plan(viewer=place.viewer, result=result, target=target, at=at)
            if not plan.is_possible:
                for refusal in plan.refusals:
                    print(wording(refusal), file=sys.stderr)
                return USAGE
            batch = import_document(
                actor=place.viewer,
                plan=plan,
                at=at,
                file=ImportFile(PurePath(name).name, kind, content),
                progress=_progress if sys.stderr.isatty() else None,
            )
    if as_json:
        counts, problems = asdict(plan.counts), list(batch.problems)
        print(json.dumps({"import": batch.public_id, **counts, "problems": problems}, indent=2))
    else:
        _summary(plan, list(batch.problems))
    return FINDINGS if batch.problems else 0


def _target(
    place: Desk, *, cycle: str | None, team: str | None, owner: str | None, state: str
) -> ImportTarget:
    chosen = ImportTarget(
        cycle=cycle_found(place, cycle) if cycle else None,
        team=team_found(place, team) if team else None,
    )
    person = None
    if owner:
        person = person_by_email(viewer=place.viewer, email=owner)
        named = people_by_name(viewer=place.viewer, name=owner) if person is None else []
        if person is None and len(named) != 1:
            raise CommandRefused(f"“{owner}” is not one person here. Write an e-mail address.")
        person = person or named[0]
    return ImportTarget(
        cycle=chosen.cycle, team=chosen.team, owner=person, state=type(chosen.state)(state)
    )


def _progress(done: int, total: int) -> None:
    end = "\n" if done >= total else "\r"
    print(f"Preparing {done} of {total} …", end=end, file=sys.stderr, flush=True)


def _summary(plan: ImportPlan, problems: list[dict[str, object]]) -> None:
    counts = plan.counts
    made = {
        "objectives": counts.objectives,
        "key results": counts.key_results,
        "check-ins": counts.check_ins,
        "links": counts.links,
        "unclaimed people": counts.people_new,
        "new teams": counts.teams_new,
        "new cycles": counts.cycles_new,
        "new priorities": counts.priorities_new,
    }
    said = ", ".join(f"{number} {noun}" for noun, number in made.items() if number)
    print(f"Imported into {plan.cycle.name if plan.cycle else ''}: {said}.")
    if counts.duplicates:
        print(f"{counts.duplicates} objectives were here already and were left as they are.")
    for problem in problems:
        print(f"! line {problem['line']}, column {problem['column']}: {problem['message']}")
