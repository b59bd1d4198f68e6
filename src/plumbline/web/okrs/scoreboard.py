"""The scoreboard of a shared key result: what each contributing team adds to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from plumbline.charts import ProgressBar
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.domain.okrs.selectors.scoreboards import Piece, pieces_of
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.engine.scoring.statuses import SILENT_STATES, Status
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.chances import MEASURED, status_sign
from plumbline.web.okrs.nodes import Places, last_on, mean_confidence, objective_bar
from plumbline.web.okrs.written import (
    check_in_sign,
    day_long,
    guardrail_sign,
    progress_bar,
    state_of,
    state_shown,
    value_and_target,
)
from plumbline.web.ui.signs import Confidence, StateBadge, StatusSign
from plumbline.web.visits import Visit

BAR = 88.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceRow:
    """One key result, or one objective, that supports the shared one.

    Attributes:
        is_objective: Whether the whole objective supports it.
        words: Team and owner.
        value: Where it stands; empty for an objective.
        sign: Its chance, or whether it holds.
        checked_in: The day of the latest check-in; empty without one.
        late: The sign of silence; `None` where it is not late.
    """

    title: str
    url: str
    is_objective: bool
    words: str
    state: StateBadge | None
    bar: ProgressBar | None
    value: str
    sign: StatusSign | None
    confidence: Confidence | None
    checked_in: str
    late: StatusSign | None


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """What stands under a shared key result; it may be empty."""

    rows: tuple[PieceRow, ...]


def scoreboard_of(visit: Visit, details: KeyResultDetails, as_of: AsOf) -> Scoreboard | None:
    """Return the scoreboard of a shared key result; `None` for any other one, without a query."""
    if not details.facts.is_shared:
        return None
    pieces = pieces_of(viewer=visit.viewer, links=details.children, at=visit.at, as_of=as_of.day)
    places = Places(visit.slug, as_of)
    return Scoreboard(tuple(_row(piece, places) for piece in pieces))


def _row(piece: Piece, places: Places) -> PieceRow:
    if piece.key_result is None:
        return _objective_row(piece.node, places)
    facts = piece.key_result
    measured = state_of(facts.state) in MEASURED
    chance = status_sign(Status(str(facts.status)), facts.chance, of=_("chance"))
    return PieceRow(
        title=facts.title,
        url=places.key_result(facts),
        is_objective=False,
        words=_words(piece.node, facts),
        state=state_shown(facts.state),
        bar=progress_bar(facts, width=BAR) if facts.metric.kind else None,
        value=value_and_target(facts) if facts.metric.kind else _("no metric yet"),
        sign=guardrail_sign(facts.guardrail) or (chance if measured else None),
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
        checked_in=_day(facts.checked_in_on),
        late=_late(facts.check_in, facts.checked_in_on, places.on),
    )


def _objective_row(node: TreeNode, places: Places) -> PieceRow:
    latest = last_on(node)
    measured = state_of(node.state) in MEASURED
    chance = status_sign(Status(str(node.status)), node.mean_chance, of=_("mean chance"))
    return PieceRow(
        title=node.title,
        url=places.objective(node),
        is_objective=True,
        words=_words(node, node),
        state=state_shown(node.state),
        bar=objective_bar(node, width=BAR),
        value="",
        sign=chance if measured else None,
        confidence=mean_confidence(node.mean_confidence),
        checked_in=_day(latest),
        late=_late(node.check_in, latest, places.on),
    )


def _words(node: TreeNode, owned: KeyResultFacts | TreeNode) -> str:
    team = node.team.name if node.team else _("personal")
    return f"{team} · {owned.owner.name if owned.owner else _('nobody owns it yet')}"


def _day(day: date | None) -> str:
    return day_long(day) if day else ""


def _late(state: CheckInState | None, last: date | None, on: date) -> StatusSign | None:
    return check_in_sign(state, last, on) if state in SILENT_STATES else None
