"""An audit on paper, as one hands it to a board: a PDF in the language of whoever takes it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plumbline.domain.audits.choices import FindingOutcome
from plumbline.domain.audits.models import AuditFinding, AuditWaiver
from plumbline.domain.audits.selectors.audits import person_then
from plumbline.domain.audits.selectors.compliance import Compliance, Tally
from plumbline.domain.audits.selectors.told import Told, waivers_each_once
from plumbline.domain.audits.selectors.words import (
    audit_name,
    by_words,
    day_words,
    outcome_words,
    outside_words,
    percent_words,
    tally_words,
    values_words,
    where_words,
)
from plumbline.domain.governance.choices import Tier
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.papers.blocks import (
    Block,
    Group,
    Heading,
    Paper,
    Paragraph,
    Table,
    TableColumn,
    Voice,
)
from plumbline.engine.papers.writing import paper_dump

FONTS: Final = "vendor/fonts/inter-latin-wght-normal.woff2"
RUNS: Final = 5
"""So many audits stand beside each other on a page of paper."""


def audit_paper(told: Told) -> bytes:
    """Return an audit as a PDF."""
    return paper_dump(audit_report(told), fonts=_fonts())


def audit_report(told: Told) -> Paper:
    """Return what the paper says."""
    audit, name = told.audit, audit_name(told.audit)
    organization = organization_bound().name
    facts = [
        (_("Where"), where_words(audit.team, audit.cycle)),
        (_("As of"), day_words(audit.as_of)),
        (_("Made"), " · ".join(part for part in (by_words(audit), _made(told)) if part)),
    ]
    return Paper(
        title=name,
        over=organization,
        facts=facts,
        running=f"{organization} · {name}",
        # Translators: at the foot of a printed report; keep {number} and {pages} as they are.
        page=_("Page {number} of {pages}"),
        missing=_(
            "Question marks stand for letters that our fonts do not have. Here these are: "
            "{letters}. The spreadsheet, CSV and JSON of this audit hold all of them."
        ),
        language=get_language() or "en",
        blocks=[*_blocks(told)],
    )


def _blocks(told: Told) -> Iterator[Block]:
    yield from _summary(told.compliance)
    yield Heading(_("By practice"))
    yield _practices(told.compliance)
    if told.compliance.by_team:
        yield Heading(_("By team"))
        yield _teams(told.compliance)
    if len(told.runs) > 1:
        yield Heading(_("Over time"))
        yield _over_time(told)
    yield Heading(_("Waivers in force"))
    waivers = waivers_each_once(told.waivers)
    yield from map(_waiver, waivers)
    if not waivers:
        yield Paragraph(_("None."), Voice.QUIET)
    yield from _findings(told)
    yield Heading(_("How to read this"), 2)
    yield Paragraph(
        _(
            "A check is one practice asked of one objective, or of one person who is to attest it. "
            "The share leaves out what is waived. Figures and findings are of objectives that "
            "everybody in the organization sees; teams and practices are counted, never people."
        ),
        Voice.QUIET,
    )


def _made(told: Told) -> str:
    done = told.audit.done_at
    return "" if done is None else day_words(organization_day(organization_bound(), done))


def _summary(told: Compliance) -> Iterator[Block]:
    yield Paragraph(
        _("%(percent)s kept") % {"percent": percent_words(told.total.percent)}, Voice.FIGURE
    )
    yield Paragraph(tally_words(told.total), Voice.STRONG)
    said = [
        ngettext(
            "%(count)s objective was looked at.",
            "%(count)s objectives were looked at.",
            told.subjects,
        )
        % {"count": told.subjects}
    ]
    if told.attestations:
        said.append(
            ngettext(
                "%(count)s attestation was due or given; what is not due yet is left out.",
                "%(count)s attestations were due or given; what is not due yet is left out.",
                told.attestations,
            )
            % {"count": told.attestations}
        )
    if told.unsure:
        said.append(
            ngettext(
                "%(count)s finding is not sure and counts for nothing.",
                "%(count)s findings are not sure and count for nothing.",
                told.unsure,
            )
            % {"count": told.unsure}
        )
    yield Paragraph(" ".join(said), Voice.QUIET)


def _columns(what: str) -> list[TableColumn]:
    return [
        TableColumn(what, 5),
        TableColumn(_("Checks"), 4),
        TableColumn(_("Kept"), 1, is_figure=True),
    ]


def _practices(told: Compliance) -> Table:
    rows = [
        [
            f"{each.practice.name}\n{_practice_more(each.practice.tier, each.practice.number)}",
            tally_words(each.tally),
            percent_words(each.tally.percent),
        ]
        for each in told.by_practice
    ]
    return Table(_columns(_("Practice")), rows)


def _practice_more(tier: str, number: int) -> str:
    version = _("version %(number)s") % {"number": number}
    return f"{Tier(tier).label} · {version}"


def _teams(told: Compliance) -> Table:
    rows = [
        [
            each.name or outside_words(told),
            tally_words(each.tally),
            percent_words(each.tally.percent),
        ]
        for each in told.by_team
    ]
    return Table(_columns(_("Team")), rows)


def _over_time(told: Told) -> Table:
    """Return the latest audits beside each other, everything first, then by practice."""
    runs = told.runs[-RUNS:]
    tallies = [told.over_time[run.pk] for run in runs]
    rows = [[_("Everything"), *(percent_words(each.total.percent) for each in tallies)]]
    by_practice: list[Mapping[int, Tally]] = [
        {row.practice.practice_id: row.tally for row in each.by_practice} for each in tallies
    ]
    names = {
        row.practice.practice_id: row.practice.name
        for each in reversed(tallies)
        for row in reversed(each.by_practice)
    }
    for practice, name in reversed(names.items()):
        rows.append([name, *(_percent_in(each, practice) for each in by_practice)])
    columns = [
        TableColumn(_("Kept"), 4),
        *(TableColumn(day_words(run.as_of), 2, is_figure=True) for run in runs),
    ]
    return Table(columns, rows, strong=frozenset({0}))


def _percent_in(tallies: Mapping[int, Tally], practice: int) -> str:
    return percent_words(tallies[practice].percent) if practice in tallies else ""


def _waiver(row: AuditWaiver) -> Group:
    title = row.subject.title
    if row.team_name:
        title = _("%(team)s and all below") % {"team": row.team_name}
    said = [
        _("need not keep “%(practice)s”") % {"practice": row.practice.name},
        _("Until %(day)s") % {"day": day_words(row.expires_on)},
    ]
    if row.granted_by is not None:
        said.append(_("Granted by %(person)s.") % {"person": row.granted_by.name})
    lines = [
        Paragraph(title, Voice.STRONG),
        Paragraph(" · ".join(said), Voice.QUIET),
        Paragraph(_("“%(words)s”") % {"words": row.reason}),
    ]
    if not row.answer:
        return Group(lines)
    # What people wrote stands in quotation marks: the paper itself says none of it.
    answer = _("Why it was granted: “%(words)s”") % {"words": row.answer}
    return Group([*lines, Paragraph(answer, Voice.QUIET)])


def _findings(told: Told) -> Iterator[Block]:
    """Yield what was found: first what is not kept, then what is waived, then what is not sure."""
    by_outcome: dict[str, list[AuditFinding]] = {}
    for row in told.findings:
        by_outcome.setdefault(row.outcome, []).append(row)
    for outcome in FindingOutcome:
        rows = by_outcome.get(outcome, [])
        if not rows and outcome is not FindingOutcome.BROKEN:
            continue
        yield Heading(f"{outcome.label} · {len(rows)}")
        if not rows:
            yield Paragraph(_("Nothing was found."), Voice.QUIET)
        for row in _firmest_first(rows):
            yield _finding(told, row)


def _firmest_first(rows: Sequence[AuditFinding]) -> list[AuditFinding]:
    order = [Tier.POLICY.value, Tier.GUIDELINE.value, Tier.BEST_PRACTICE.value]
    return sorted(rows, key=lambda row: (order.index(row.practice.tier), row.practice.name, row.pk))


def _finding(told: Told, row: AuditFinding) -> Group:
    person = person_then(told.viewer, row.subject)
    team = row.subject.team_name or (_("No team") if person else _("Personal objectives"))
    of = row.subject.title if row.item_kind == "key_result" else ""
    words = ", ".join(f"“{each}”" for each in row.words)
    practice = f"{row.practice.name} · {_practice_more(row.practice.tier, row.practice.number)}"
    lines = [
        Paragraph(person or row.item_title, Voice.STRONG),
        Paragraph(" · ".join(filter(None, (of, team, row.subject.cycle_name))), Voice.QUIET),
        Paragraph(" ".join(filter(None, (row.message, words)))),
        Paragraph(values_words(row), Voice.QUIET),
        Paragraph(practice if person else f"{practice} · {row.code}", Voice.QUIET),
    ]
    if row.waiver is not None:
        said = {"day": day_words(row.waiver.expires_on), "outcome": outcome_words(row)}
        lines.append(Paragraph(_("%(outcome)s until %(day)s") % said, Voice.QUIET))
    return Group([line for line in lines if line.text])


def _fonts() -> Path:
    """Return the folder of the fonts of our pages.

    Raises:
        RuntimeError: The front end was not fetched; a wheel brings it along.
    """
    found = finders.find(FONTS)
    if not isinstance(found, str):
        raise RuntimeError("The fonts are missing: run `make frontend`.")
    return Path(found).parent
