"""What stands beside an objective or a key result on its page: talk, links, one's own note."""

from dataclasses import dataclass

from plumbline.domain.okrs.selectors.details import KeyResultDetails, ObjectiveDetails
from plumbline.web.discussion.discussion import key_result_talk, objective_talk
from plumbline.web.discussion.lines import Talk
from plumbline.web.external_links.links import LinksPart, key_result_links, objective_links
from plumbline.web.notes.notes import NotePart, key_result_note, objective_note
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.scoreboard import Scoreboard, scoreboard_of
from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The parts of a page that others, or oneself, put beside a thing.

    Attributes:
        talk: What was said about it; `None` for a past day, and for who opened it with a reason.
        links: Pages elsewhere that belong to it.
        note: What the viewer noted for themselves; `None` as `talk`, and for who has no notes.
        board: What each team adds to a shared key result; `None` for anything else.
    """

    talk: Talk | None
    links: LinksPart
    note: NotePart | None
    board: Scoreboard | None = None


def beside_objective(visit: Visit, details: ObjectiveDetails, as_of: AsOf) -> Beside:
    """Return what stands beside an objective."""
    own = details.facts.public_id
    is_read_only = as_of.day is not None or details.opening is not None
    return Beside(
        talk=None if is_read_only else objective_talk(visit, details),
        links=objective_links(visit, own, details.acts, as_of.day),
        note=None if is_read_only else objective_note(visit, own),
    )


def beside_key_result(visit: Visit, details: KeyResultDetails, as_of: AsOf) -> Beside:
    """Return what stands beside a key result."""
    own = details.facts.public_id
    is_read_only = as_of.day is not None or details.opening is not None
    return Beside(
        talk=None if is_read_only else key_result_talk(visit, details),
        links=key_result_links(visit, own, details.acts, as_of.day),
        note=None if is_read_only else key_result_note(visit, own),
        board=scoreboard_of(visit, details, as_of),
    )
