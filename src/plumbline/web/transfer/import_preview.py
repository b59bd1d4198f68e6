"""The second step: what was found, where it goes, what needs a look; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.okrs.selectors.rulings import rulings_at
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    PlanRow,
)
from plumbline.engine.coaching import asked
from plumbline.engine.documents.model import Visibility
from plumbline.engine.documents.reading import Problem as Found
from plumbline.engine.messages import Message
from plumbline.engine.rules.model import Context
from plumbline.web.transfer.import_assumed import (
    SHEET_TOO,
    AssumedPart,
    assumed_part,
)
from plumbline.web.transfer.import_choices import ImportChoices
from plumbline.web.transfer.import_columns import ColumnChoice, column_choices, columns_chosen
from plumbline.web.transfer.import_counts import both_words
from plumbline.web.transfer.import_day import DayPart, day_part
from plumbline.web.transfer.import_lead import lead_words, unused_words
from plumbline.web.transfer.import_mending import (
    Look,
    MendedPart,
    Mending,
    seen_preview,
)
from plumbline.web.transfer.import_people import PeoplePart, people_part
from plumbline.web.transfer.import_problems import placed_problem
from plumbline.web.transfer.import_reading import ImportReading, file_words
from plumbline.web.transfer.import_where import Option, Where, wanted_words, where_of
from plumbline.web.transfer.import_words import (
    QUIET,
    import_lines,
    rows_with_problems,
)
from plumbline.web.ui.notices import Pages, Problem
from plumbline.web.ui.trees import ImportTree
from plumbline.web.visits import Visit
from plumbline.web.writing.readings import FindingLine, document_reading

ROWS_A_PAGE = 200
PROBLEMS_SHOWN = 50
LEFT_OUT_SHOWN = 20
FINDINGS_SHOWN = 20
CHOSEN_BESIDE = frozenset({"PL-O01", "PL-B07", "PL-T07"})
"""Owner, style and cycle: what the document leaves open is chosen beside it."""
OBJECTIVES_CHECKED = 200
"""Some 100 ms; a longer document is checked as far, which is said."""
TITLE_SHOWN = 60
PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True)
class RulesSaid:
    """How much the rules find, and the gravest of it; `foreign` is what they could not read."""

    words: str = ""
    lines: tuple[FindingLine, ...] = ()
    foreign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """Everything the preview shows.

    Attributes:
        lead: What kind of document it is and how much needs a look.
        button: What the import would bring, on its button; empty when it is not possible.
        refusals: What must be settled first.
        nothing: Why there is nothing to import, where nothing is wrong with the document.
        wanted: What has to be chosen so that all of it can be active; empty when nothing has.
        offer: The running cycle and the query that puts everything into it, where the document
            names a cycle that cannot be made.
        changed: True when choices came with a confirmation that the preview had not shown.
        cycle_url: Where the cycle that the document names is given its days; may be empty.
        sheets_too: What to do with the other sheets that hold OKRs.
        assumed: What is taken in one of several ways.
        day: What it states of no day; `None` for nothing.
        mended: Everything that was mended by hand.
        seen: Comes back with the confirmation, to tell whether it means this preview.
    """

    lead: str
    button: str
    refusals: tuple[str, ...]
    nothing: str
    wanted: tuple[str, ...]
    offer: Option | None
    cycle_url: str
    changed: bool
    tree: ImportTree
    pages: Pages | None
    where: Where
    team_words: str
    seen_by: str
    problems: tuple[Problem, ...]
    problems_total: int
    lines_total: int
    people: PeoplePart
    assumed: AssumedPart
    day: DayPart | None
    left_out: tuple[tuple[int, int, str], ...]
    left_out_more: int
    sheets: tuple[Option, ...]
    sheets_too: tuple[str, ...]
    columns: tuple[ColumnChoice, ...]
    columns_open: bool
    rules: RulesSaid
    mended: MendedPart
    seen: str

    @property
    def title(self) -> str:
        """The counts and the file, the answer of the page."""
        return self.tree.caption

    @property
    def unused(self) -> str:
        """The columns of a table that are not used."""
        return unused_words(self.columns)


def preview_page(
    visit: Visit, reading: ImportReading, choices: ImportChoices, look: Look = PLAIN_LOOK
) -> PreviewPage:
    """Return the preview of a document that was read and planned."""
    plan = reading.plan
    rows = rows_with_problems(plan)
    mending = Mending(visit, reading, choices, rows, look)
    shown, pages = _page_of(rows, choices)
    where = where_of(visit, plan, choices)
    columns = column_choices(reading.headings, reading.mapping)
    return PreviewPage(
        lead=lead_words(rows, reading),
        button=counts_words(plan) if plan.is_possible else "",
        refusals=tuple(wording(each) for each in plan.refusals if not _is_nothing(each)),
        nothing=" ".join(wording(each) for each in plan.refusals if _is_nothing(each)),
        wanted=wanted_words(plan),
        offer=_offer(visit, plan, choices),
        cycle_url=_cycle_url(visit, plan),
        changed=look.changed,
        tree=_tree(reading, mending, rows, shown),
        pages=pages,
        where=where,
        team_words=", ".join(_team_words(plan)),
        seen_by=_seen_by(visit, plan),
        problems=_problems(plan, rows, mending),
        problems_total=len(plan.problems) + len(_differing(rows)),
        lines_total=reading.lines,
        people=people_part(visit.viewer, plan, choices),
        assumed=assumed_part(where, plan, choices),
        day=day_part(visit, plan, choices),
        left_out=_left_out(plan),
        left_out_more=max(0, len(plan.left_out) - LEFT_OUT_SHOWN),
        sheets=_sheets(reading),
        sheets_too=_sheets_too(plan),
        columns=columns,
        columns_open=bool(plan.refusals or reading.is_mapped),
        rules=_rules(visit, plan, mending),
        mended=MendedPart.of(reading, choices),
        seen=_seen(reading, choices, columns),
    )


def _is_nothing(message: Message) -> bool:
    return message.id.startswith("transfer.nothing")


def _tree(
    reading: ImportReading, mending: Mending, rows: Sequence[PlanRow], shown: range
) -> ImportTree:
    plan = reading.plan
    part = rows[shown.start : shown.stop]
    lines = import_lines(part, result=plan.result, with_teams=len(plan.teams) > 1)
    return ImportTree(
        caption=_title(plan, file_words(reading.name)),
        lines=tuple(
            mending.line(index, line, page=_page_number(index))
            for index, line in zip(shown, lines, strict=True)
        ),
    )


def _rules(visit: Visit, plan: ImportPlan, mending: Mending) -> RulesSaid:
    """Return what the rules say of the document; nothing of it stops the import."""
    document = plan.result.document
    if document is None:
        return RulesSaid()
    part = replace(document, objectives=document.objectives[:OBJECTIVES_CHECKED])
    rulings = rulings_at(Place(), on=visit.today)
    known = Context(today=visit.today)
    read = document_reading(part, known, codes=asked.DRAFT - CHOSEN_BESIDE, rulings=rulings)
    found = read.lines
    words = ngettext("The rules find one thing.", "The rules find %(count)d things.", len(found))
    words = words % {"count": len(found)}
    if len(document.objectives) > OBJECTIVES_CHECKED:
        first = _("The first %(count)d objectives were checked.") % {"count": OBJECTIVES_CHECKED}
        words = f"{words} {first}"
    lines = tuple(
        replace(line, mend_url=_mend_url(mending, mending.index_titled(line.title)))
        for line in found[:FINDINGS_SHOWN]
    )
    return RulesSaid(words, lines, _foreign_words(read.foreign))


def _mend_url(mending: Mending, index: int | None) -> str:
    return "" if index is None else mending.url(index, page=_page_number(index))


def _page_number(index: int) -> int:
    return index // ROWS_A_PAGE + 1


def _foreign_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "Wording is checked in English alone: %(count)d line reads like another language.",
        "Wording is checked in English alone: %(count)d lines read like another language.",
        count,
    )
    return words % {"count": count}


def _offer(visit: Visit, plan: ImportPlan, choices: ImportChoices) -> Option | None:
    is_cycle = any(message.id.startswith("transfer.cycle.") for message in plan.refusals)
    if not is_cycle or visit.cycle is None or choices.cycle:
        return None
    query = replace(choices, cycle=visit.cycle.public_id).query()
    return Option(query, visit.cycle.name, chosen=False)


def _cycle_url(visit: Visit, plan: ImportPlan) -> str:
    """Return where a cycle without days is made, with the way back to this preview."""
    names = (each.params["name"] for each in plan.refusals if each.id == "transfer.cycle.days")
    if not (name := next(names, "")):
        return ""
    query = urlencode({"name": name, "next": visit.request.get_full_path()})
    return f"{reverse('cycle-new', args=[visit.slug])}?{query}"


def counts_words(plan: ImportPlan) -> str:
    """Return what an import brings: "3 objectives and 9 key results"."""
    return both_words(plan.counts.objectives, plan.counts.key_results)


def _title(plan: ImportPlan, name: str) -> str:
    found = plan.result.document.objectives if plan.result.document else ()
    counts = both_words(len(found), sum(len(each.key_results) for each in found))
    return _("%(counts)s found in %(file)s") % {"counts": counts, "file": name}


def _page_of(rows: Sequence[PlanRow], choices: ImportChoices) -> tuple[range, Pages | None]:
    """Return the places of the rows of a page, and the way to the others."""
    last_page = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(max(choices.page, 1), last_page)
    first = (page - 1) * ROWS_A_PAGE
    shown = range(first, min(first + ROWS_A_PAGE, len(rows)))
    if last_page == 1:
        return shown, None
    return shown, Pages(
        first=first + 1,
        last=first + len(shown),
        total=len(rows),
        previous_url=f"?{choices.query(page=page - 1)}" if page > 1 else "",
        next_url=f"?{choices.query(page=page + 1)}" if page < last_page else "",
    )


def _team_words(plan: ImportPlan) -> list[str]:
    return [
        _("%(team)s (new)") % {"team": team.name} if team.is_new else team.name
        for team in plan.teams[:10]
    ]


def _seen(reading: ImportReading, choices: ImportChoices, columns: Sequence[ColumnChoice]) -> str:
    """Return what tells this preview from others, once every select of the page is sent."""
    sheet = reading.sheet if len(reading.sheets) > 1 else ""
    sent = replace(choices, columns=columns_chosen(columns), sheet=sheet)
    return seen_preview(sent, reading.mends)


def _sheets(reading: ImportReading) -> tuple[Option, ...]:
    """Return the sheets to choose from; none where there is no choice."""
    if len(reading.sheets) < 2:
        return ()
    return tuple(Option(name, name, name == reading.sheet) for name in reading.sheets)


def _sheets_too(plan: ImportPlan) -> tuple[str, ...]:
    return tuple(wording(one.message) for one in plan.assumed if one.message.id == SHEET_TOO)


def _left_out(plan: ImportPlan) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (each.first, each.last, wording(each.message)) for each in plan.left_out[:LEFT_OUT_SHOWN]
    )


def _seen_by(visit: Visit, plan: ImportPlan) -> str:
    restricted = sum(
        planned.visibility.value != Visibility.ORGANIZATION.value for planned in plan.objectives
    )
    everyone = _("everyone at %(organization)s") % {"organization": visit.organization_name}
    if not restricted:
        return everyone
    if restricted == len(plan.objectives):
        return _("only those the document names")
    return _("%(everyone)s, but %(count)d only by those the document names") % {
        "everyone": everyone,
        "count": restricted,
    }


def _problems(plan: ImportPlan, rows: Sequence[PlanRow], mending: Mending) -> tuple[Problem, ...]:
    places = {id(found): index for index, row in enumerate(rows) for found in row.problems}
    titles = {key: rows[index].title for key, index in places.items()}
    differing = _differing(rows)
    titles |= {id(found): row.title for row, found in differing}
    found = sorted((*plan.problems, *(one for _, one in differing)), key=lambda one: one.line)
    return tuple(
        placed_problem(
            plan.result,
            problem,
            head=_short(titles.get(id(problem), "")),
            url=_mend_url(mending, places.get(id(problem))),
        )
        for problem in found[:PROBLEMS_SHOWN]
    )


def _differing(rows: Sequence[PlanRow]) -> list[tuple[PlanRow, Found]]:
    """Return the rows that are here already and say something else, each with what differs."""
    return [
        (row, Found(line=row.line, column=1, message=row.left_out))
        for row in rows
        if row.left_out is not None and row.left_out.id not in QUIET
    ]


def _short(title: str) -> str:
    return title if len(title) <= TITLE_SHOWN else f"{title[: TITLE_SHOWN - 1].rstrip()}…"
