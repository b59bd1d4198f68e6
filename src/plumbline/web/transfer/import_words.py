"""Rows of an import plan in words: what was read, what was understood, what needs a look."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.charts import ChartWords
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_metrics import title_tints
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    MetricUnderstood,
    PlannedPerson,
    PlanRow,
)
from plumbline.engine.documents.model import MetricKind, State, Style
from plumbline.engine.documents.reading import ReadResult
from plumbline.web.ui.chart_words import chart_words, day_written
from plumbline.web.ui.signs import PersonName
from plumbline.web.ui.trees import ImportLine, Word

ARROW = "→"
UNKNOWN = "?"
NOTE_SHOWN = 60
SAME_HERE = frozenset({"transfer.duplicate", "transfer.below_duplicate"})
"""What is left out because all of it is here: nothing of it needs a look."""
BY_HAND = "transfer.mend.left_out"
QUIET = SAME_HERE | {BY_HAND}
"""Reasons that are no problem."""
OF_ALL = "documents.csv.undated"
"""Said once of every row it is true of: no row's own, unless it is true of one alone."""

METRIC_WORDS = {
    MetricKind.INCREASE: gettext_lazy("increase"),
    MetricKind.DECREASE: gettext_lazy("decrease"),
    MetricKind.RANGE: gettext_lazy("stay between"),
    MetricKind.AT_MOST: gettext_lazy("at most"),
    MetricKind.AT_LEAST: gettext_lazy("at least"),
    MetricKind.MILESTONE: gettext_lazy("milestone"),
}
STYLE_WORDS = {
    Style.COMMITTED: gettext_lazy("committed"),
    Style.ASPIRATIONAL: gettext_lazy("aspirational"),
    Style.LEARNING: gettext_lazy("learning"),
}
_LEVELS = (MetricKind.AT_MOST, MetricKind.AT_LEAST)


def rows_with_problems(plan: ImportPlan) -> tuple[PlanRow, ...]:
    """Return the rows, each with every problem of its lines, also those the reader found."""
    rows = list(plan.rows)
    own = {id(problem) for row in rows for problem in row.problems}
    starts = sorted((row.line, index) for index, row in enumerate(rows))
    place = -1
    for problem in plan.problems:
        if problem.message.id == OF_ALL and problem.message.params.get("count") != 1:
            continue
        while place + 1 < len(starts) and starts[place + 1][0] <= problem.line:
            place += 1
        if id(problem) not in own and place >= 0:
            index = starts[place][1]
            rows[index] = replace(rows[index], problems=(*rows[index].problems, problem))
    return tuple(rows)


def import_lines(
    rows: Sequence[PlanRow], *, result: ReadResult, with_teams: bool
) -> tuple[ImportLine, ...]:
    """Return rows of a plan as the tree shows them.

    Args:
        rows: Of the plan.
        result: What they were read from; in a workbook a line is the row of its sheet.
        with_teams: Name the team, where there are several.
    """
    words = chart_words()
    lasts = [following.kind == "objective" for following in rows[1:]] + [True]
    return tuple(
        _line(row, result, _understood(row, words, with_teams=with_teams), is_last=last)
        for row, last in zip(rows, lasts, strict=False)
    )


def _understood(row: PlanRow, words: ChartWords, *, with_teams: bool) -> tuple[str, str]:
    if row.left_out is not None and row.left_out.id == BY_HAND:
        return "", _("left out by you")
    if row.left_out is not None:
        return "", _("here already") if row.left_out.id in SAME_HERE else _("not imported")
    if row.kind == "objective":
        return "", _objective_words(row, with_teams=with_teams)
    return metric_words(row, words)


def _line(
    row: PlanRow, result: ReadResult, understood: tuple[str, str], *, is_last: bool
) -> ImportLine:
    cell = result.cell(row.line, 1)
    is_objective = row.kind == "objective"
    problems = [wording(problem.message) for problem in row.problems]
    if row.left_out is not None and row.left_out.id not in QUIET:
        problems.append(wording(row.left_out))
    return ImportLine(
        line=cell.row if cell else row.line,
        is_objective=is_objective,
        words=title_pieces(row),
        kind=understood[0],
        understood=understood[1],
        reading=_reading(row),
        owner=person_named(row.owner),
        problems=tuple(dict.fromkeys(problems)),
        is_last=is_last and not is_objective,
    )


def _reading(row: PlanRow) -> str:
    """Return the check-in that comes in with a key result; of several the latest."""
    if not row.check_ins:
        return ""
    last = max(row.check_ins, key=lambda entry: entry.date)
    said = [chart_words().number(last.value)] if last.value is not None else []
    if last.confidence is not None:
        said.append(_("confidence %(sure)d of 10") % {"sure": last.confidence})
    if last.note:
        said.append(last.note if len(last.note) <= NOTE_SHOWN else f"{last.note[:NOTE_SHOWN]}…")
    params = {"day": day_written(last.date), "said": ", ".join(said)}
    count = len(row.check_ins)
    if count == 1:
        return _("check-in of %(day)s: %(said)s") % params
    return _("%(count)d check-ins, the latest of %(day)s: %(said)s") % {**params, "count": count}


def title_pieces(row: PlanRow) -> tuple[Word, ...]:
    """Return a title cut where what was read begins and ends."""
    pieces: list[Word] = []
    done = 0
    tints = () if row.kind == "objective" else title_tints(row.title)
    for start, end in tints:
        pieces += [Word(row.title[done:start]), Word(row.title[start:end], "read")]
        done = end
    pieces.append(Word(row.title[done:]))
    return tuple(piece for piece in pieces if piece.text)


def person_named(person: PlannedPerson | None) -> PersonName | None:
    """Return a person of a plan as pages show them."""
    if person is None:
        return None
    is_here = person.person is not None
    return PersonName(person.name, unclaimed=person.is_unclaimed, is_here=is_here)


def _objective_words(row: PlanRow, *, with_teams: bool) -> str:
    style = str(STYLE_WORDS[Style(row.style)]) if row.style else _("style not stated")
    state = _("active") if row.state and row.state.value == State.ACTIVE.value else ""
    team = row.team.name if row.team and with_teams else ""
    return ", ".join(part for part in (style, state, team) if part)


def metric_words(row: PlanRow, words: ChartWords) -> tuple[str, str]:
    """Return the kind of a row's metric and what was understood beside it."""
    metric = row.metric
    if metric is None or metric.kind is None:
        return "", _("no metric")
    kind = MetricKind(metric.kind)
    parts = [_figures(metric, kind, words)]
    if metric.baseline_by is not None:
        parts.append(_("baseline by %(day)s") % {"day": day_written(metric.baseline_by)})
    if metric.stages:
        parts.append(_("%(count)d stages") % {"count": metric.stages})
    if metric.due is not None:
        parts.append(_("by %(day)s") % {"day": day_written(metric.due)})
    if metric.is_guardrail:
        parts.append(_("guardrail"))
    return str(METRIC_WORDS[kind]), ", ".join(part for part in parts if part)


def _figures(metric: MetricUnderstood, kind: MetricKind, words: ChartWords) -> str:
    if kind is MetricKind.MILESTONE:
        return ""
    if kind is MetricKind.RANGE:
        low = UNKNOWN if metric.low is None else words.number(metric.low)
        high = UNKNOWN if metric.high is None else words.with_unit(metric.high, metric.unit)
        return _("%(low)s and %(high)s") % {"low": low, "high": high}
    if metric.target is None and metric.relative_target is not None:
        sign = "+" if metric.relative_target > 0 else ""
        target = f"{sign}{words.with_unit(metric.relative_target, '%')}"
        from_words = UNKNOWN if metric.baseline is None else words.number(metric.baseline)
        return f"{from_words} {ARROW} {target}"
    target = UNKNOWN if metric.target is None else words.with_unit(metric.target, metric.unit)
    if kind in _LEVELS:
        return target
    baseline = UNKNOWN if metric.baseline is None else words.number(metric.baseline)
    return f"{baseline} {ARROW} {target}"
