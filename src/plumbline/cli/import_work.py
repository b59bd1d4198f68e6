"""The import itself, once the instance is open."""

import json
import sys
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from plumbline.cli.counting import counted
from plumbline.cli.dry_run import reading_print
from plumbline.cli.people import Desk, cycle_found, desk, refusals_in_words, team_found
from plumbline.cli.problem_places import place_words
from plumbline.cli.refusals import FINDINGS, USAGE, CommandRefused
from plumbline.cli.terminal import one_line
from plumbline.domain.okrs.values import State, Style
from plumbline.domain.orgs.selectors.people import people_by_name, person_by_email
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_values import ImportPlan, ImportTarget
from plumbline.domain.transfer.selectors.plan import import_plan
from plumbline.domain.transfer.services.imports import ImportFile, import_document
from plumbline.engine.workbooks.read import file_read

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person
    from plumbline.domain.transfer.models import ImportBatch


def import_run(
    content: bytes,
    *,
    name: str,
    kind: str,
    sheet: str,
    organization: str | None,
    cycle: str | None,
    team: str | None,
    owner: str | None,
    style: str | None,
    state: str,
    email: str | None,
    as_json: bool,
    as_of: date | None = None,
    dry: bool = False,
) -> int:
    """Import a document into an organization, or with `dry` only say what would come of it.

    Returns:
        0 imported, 1 imported with problems, 2 nothing found.

    Raises:
        CommandRefused: It cannot be imported.
    """
    at = datetime.now(tz=UTC)
    result = file_read(content, name=name, kind=kind, sheet=sheet)
    with desk(organization, email, at) as place:
        target = _target(place, cycle=cycle, team=team, owner=owner, style=style, state=state)
        target = replace(target, as_of=as_of)
        with refusals_in_words():
            plan = import_plan(viewer=place.viewer, result=result, target=target, at=at)
            if dry:
                return _told(plan, as_json=as_json)
            if not plan.is_possible:
                _refusals_tell(plan)
                return USAGE
            batch = import_document(
                actor=place.viewer,
                plan=plan,
                at=at,
                file=ImportFile(PurePath(name).name, kind, content),
                progress=_progress if sys.stderr.isatty() else None,
            )
    _done(plan, batch, as_json=as_json)
    return FINDINGS if batch.problems else 0


def _done(plan: ImportPlan, batch: "ImportBatch", *, as_json: bool) -> None:
    problems = list(batch.problems)
    if as_json:
        said = {"import": batch.public_id, **asdict(plan.counts), "problems": problems}
        print(json.dumps(said, indent=2))
    else:
        _summary(plan, problems)


def _told(plan: ImportPlan, *, as_json: bool) -> int:
    """Print what an import would do and what it would take how; nothing is written."""
    shown = replace(plan.result, problems=plan.problems, assumed=plan.assumed)
    reading_print(shown, as_json=as_json, words=wording)
    if not plan.is_possible:
        _refusals_tell(plan)
        return USAGE
    if not as_json:
        _summary(plan, [], said="Would be imported")
    return FINDINGS if plan.problems else 0


def _refusals_tell(plan: ImportPlan) -> None:
    for refusal in plan.refusals:
        print(one_line(wording(refusal)), file=sys.stderr)


def _target(
    place: Desk,
    *,
    cycle: str | None,
    team: str | None,
    owner: str | None,
    style: str | None,
    state: str,
) -> ImportTarget:
    return ImportTarget(
        cycle=cycle_found(place, cycle) if cycle else None,
        team=team_found(place, team) if team else None,
        owner=_owner(place, owner) if owner else None,
        style=Style(style) if style else None,
        state=State(state),
    )


def _owner(place: Desk, named: str) -> "Person":
    """Return the one person with an address, or else of a name."""
    person = person_by_email(viewer=place.viewer, email=named)
    if person is not None:
        return person
    namesakes = people_by_name(viewer=place.viewer, name=named)
    if len(namesakes) != 1:
        raise CommandRefused(f"“{named}” is not one person here. Write an e-mail address.")
    return namesakes[0]


def _progress(done: int, total: int) -> None:
    end = "\n" if done >= total else "\r"
    print(f"Preparing {done} of {total} …", end=end, file=sys.stderr, flush=True)


def _summary(
    plan: ImportPlan, problems: list[dict[str, object]], *, said: str = "Imported"
) -> None:
    counts = plan.counts
    made = (
        counted(counts.objectives, "objective"),
        counted(counts.key_results, "key result"),
        counted(counts.check_ins, "check-in"),
        counted(counts.links, "link"),
        counted(counts.dependencies, "dependency", "dependencies"),
        counted(counts.people_new, "unclaimed person", "unclaimed people"),
        counted(counts.teams_new, "new team"),
        counted(counts.cycles_new, "new cycle"),
        counted(counts.priorities_new, "new priority", "new priorities"),
    )
    counted_words = ", ".join(words for words in made if not words.startswith("0 "))
    print(one_line(f"{said} into {plan.cycle.name if plan.cycle else ''}: {counted_words}."))
    if counts.duplicates:
        were = "was here already and was left as it is"
        if counts.duplicates > 1:
            were = "were here already and were left as they are"
        print(f"{counted(counts.duplicates, 'objective')} {were}.")
    for problem in problems:
        sheet = str(problem.get("sheet", ""))
        place = place_words(int(str(problem["line"])), int(str(problem["column"])), sheet)
        print(one_line(f"! {place}: {problem['message']}"))
