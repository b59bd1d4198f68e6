"""Objectives as the pages of a cycle list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.okrs.selectors.cycle_ends import EndedObjective, OpenObjective
from plumbline.domain.okrs.values import BetterState, State
from plumbline.domain.okrs.values import Style as StoredStyle
from plumbline.engine.documents.model import State as StateWord
from plumbline.engine.documents.model import Style
from plumbline.web.cycles.words import PLANNED
from plumbline.web.okrs.grades import grade_words, score_shown
from plumbline.web.okrs.written import percent, person_shown
from plumbline.web.ui.signs import STYLE_WORDS, PersonName, StateBadge, StyleBadge
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """An objective that still runs or waits for its grade.

    Attributes:
        stands: How far it came, in words.
        grade_url: Where the viewer grades it; empty where it is not theirs to do.
        goes_on: In which cycles it goes on already, in words.
    """

    public_id: str
    version: int
    title: str
    url: str
    team: str
    owner: PersonName | None
    state: StateBadge
    style: StyleBadge
    stands: str
    grade_url: str
    goes_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedLine:
    """An objective that is over.

    Attributes:
        better: The answer to "is the better state true?"; empty where nobody was asked.
        score: Its grade; empty for one that was stopped or is not scored.
        meaning: What the grade says in its style, as “healthy”; empty where it says nothing.
    """

    title: str
    url: str
    team: str
    owner: PersonName | None
    style: StyleBadge
    state: StateBadge | None
    better: str
    score: str
    meaning: str
    note: str
    learned: str
    learned_evidence: str


@dataclass(frozen=True, slots=True)
class StyleRow:
    """How many objectives of a style are in which state."""

    label: str
    cells: tuple[int, ...]
    is_whole: bool = False


#: States as the table of a cycle puts them together.
_COLUMNS = (
    PLANNED,
    (State.ACTIVE,),
    (State.PAUSED,),
    (State.GRADING,),
    (State.CLOSED,),
    (State.STOPPED,),
)


def style_rows(
    styles: Mapping[StoredStyle | None, Mapping[State, int]],
) -> tuple[tuple[str, ...], tuple[StyleRow, ...]]:
    """Return the heads and rows of the table of styles and states, empty columns left out."""
    heads = (_("Drafts"), _("Active"), _("Paused"), _("Grading"), _("Graded"), _("Stopped"))
    whole = [
        sum(counts.get(state, 0) for counts in styles.values() for state in states)
        for states in _COLUMNS
    ]
    kept = [number for number, count in enumerate(whole) if count]
    rows = [
        StyleRow(
            str(STYLE_WORDS[Style(style)]) if style else _("No style yet"),
            tuple(sum(styles[style].get(state, 0) for state in _COLUMNS[n]) for n in kept),
        )
        for style in (*StoredStyle, None)
        if style in styles
    ]
    if len(rows) > 1:
        rows.append(StyleRow(_("All"), tuple(whole[n] for n in kept), is_whole=True))
    return tuple(heads[n] for n in kept), tuple(rows)


def open_line(visit: Visit, row: OpenObjective) -> OpenLine:
    """Return an objective that is open, for a row."""
    own = [visit.slug, row.public_id]
    return OpenLine(
        public_id=row.public_id,
        version=row.version,
        title=row.title,
        url=reverse("objective", args=own),
        team=row.team.name if row.team else _("Personal"),
        owner=person_shown(row.owner),
        state=StateBadge(StateWord(str(row.state))),
        style=_style(row.style),
        stands=_stands(row.progress, has_data=row.has_data),
        grade_url=reverse("objective-grade", args=own) if row.grades else "",
        goes_on=", ".join(row.goes_on_in),
    )


def ended_line(visit: Visit, row: EndedObjective) -> EndedLine:
    """Return an objective that is over, for a row."""
    stopped = row.state is State.STOPPED
    style = Style(str(row.style)) if row.style else None
    return EndedLine(
        title=row.title,
        url=reverse("objective", args=[visit.slug, row.public_id]),
        team=row.team.name if row.team else _("Personal"),
        owner=person_shown(row.owner),
        style=_style(row.style),
        state=StateBadge(StateWord.STOPPED) if stopped else None,
        better=str(BetterState(row.better_state).label) if row.better_state else "",
        score="" if row.score is None else score_shown(style, row.score),
        meaning=grade_words(style, row.score),
        note=row.note,
        learned=row.learned,
        learned_evidence=row.learned_evidence,
    )


def _style(style: StoredStyle | None) -> StyleBadge:
    return StyleBadge(Style(str(style)) if style else None)


def _stands(progress: Decimal | None, *, has_data: bool) -> str:
    if progress is None:
        return _("not scored")
    return percent(progress) if has_data else _("no data")


def objectives_words(count: int) -> str:
    """Write how many objectives."""
    return ngettext("%(count)d objective", "%(count)d objectives", count) % {"count": count}
