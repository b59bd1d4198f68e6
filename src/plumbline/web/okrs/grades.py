"""What a grade says, in words: by the style it was promised in, and what stands beside it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from plumbline.charts.words import half_up
from plumbline.domain.okrs.selectors.details import ObjectiveDetails
from plumbline.domain.okrs.values import BetterState
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.model import Style
from plumbline.engine.scoring.grades import (
    GREEN_FROM,
    GradeColour,
    GradeProposal,
    grade_colour,
    grade_remarks,
)
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.web.okrs.written import number_alone

_PLACES = 2
_MOST_PLACES = 6  # as many as any number is shown with


def style_rule(style: Style | None) -> str:
    """Say how a score of this style is judged; empty where no style was chosen."""
    if style is Style.COMMITTED:
        return _("It was committed: 1 was promised, and anything below is explained in a note.")
    if style is Style.ASPIRATIONAL:
        bar = number_alone(GREEN_FROM)
        return _("It was aspirational: from %(bar)s on it is healthy.") % {"bar": bar}
    if style is Style.LEARNING:
        return _("It was there to learn: what was learned counts, and what shows it.")
    return ""


def grade_words(style: Style | None, score: Decimal | None) -> str:
    """Say what a score means in its style, as “healthy”; empty where it means nothing there."""
    colour = grade_colour(style, score) if style else None
    if colour is None:
        return ""
    if style is Style.COMMITTED:
        return _("kept") if colour is GradeColour.GREEN else _("missed")
    bar = {"bar": number_alone(GREEN_FROM)}
    return {
        GradeColour.GREEN: _("healthy"),
        GradeColour.YELLOW: _("short of %(bar)s") % bar,
        GradeColour.RED: _("far from %(bar)s") % bar,
    }[colour]


def score_shown(style: Style | None, score: Decimal) -> str:
    """Write a score with two places, or with as many as it takes not to read as another grade.

    All of its places stand among the facts of the objective.
    """
    places = _PLACES
    while places < _MOST_PLACES:
        shown = half_up(score, places)
        if style is None or grade_colour(style, shown) is grade_colour(style, score):
            return number_alone(shown)
        places += 1
    return number_alone(score)


def graded_words(details: ObjectiveDetails) -> str:
    """Say the final score with what it means; empty where none was given."""
    if details.final_score is None:
        return ""
    score = score_shown(style_of(details), details.final_score)
    meaning = grade_words(style_of(details), details.final_score)
    if not meaning:
        return _("Graded %(score)s.") % {"score": score}
    return _("Graded %(score)s: %(meaning)s.") % {"score": score, "meaning": meaning}


def grade_remark_words(
    details: ObjectiveDetails, better: str, score: Decimal | None
) -> tuple[str, ...]:
    """Say what a score does not: a guardrail breached, key results that measured something else.

    Args:
        details: The objective.
        better: Whether the better state is true, "yes", "partly" or "no"; empty while unanswered.
        score: The score that would stand, 0 to 1; `None` where there is none.
    """
    style = style_of(details)
    if style is None or better not in BetterState.values:
        return ()
    proposal = GradeProposal(
        style=style,
        progress=score,
        better_state=documents.BetterState(better),
        is_guardrail_breached=any(
            facts.guardrail is GuardrailState.BREACHED for facts in details.facts.key_results
        ),
    )
    return tuple(wording(message) for message in grade_remarks(proposal))


def style_of(details: ObjectiveDetails) -> Style | None:
    """Return the style an objective is judged by."""
    return Style(str(details.facts.style)) if details.facts.style else None
