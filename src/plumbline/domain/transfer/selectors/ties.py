"""Ids that a document names and does not give: whether they lead to something that is here."""

from collections.abc import Iterable

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.transfer.selectors.ids import ids_around, ids_here
from plumbline.domain.transfer.written import document_id
from plumbline.engine.documents.reading import Problem

_ITEMS = frozenset({"documents.yaml.link_unknown", "documents.yaml.pair_unknown"})
_PRIORITIES = frozenset({"documents.yaml.priority_unknown"})


def problems_here(
    *, viewer: Actor, cycle: Cycle, problems: Iterable[Problem]
) -> tuple[Problem, ...]:
    """Return the problems of a document without ties that lead to what is here.

    The reader knows the document alone; an export of a part names what lies outside it.

    Args:
        viewer: Who asks; only what they see is here.
        cycle: The cycle the document speaks of.
        problems: As the reader found them.
    """
    found = tuple(problems)
    items = {_id(problem) for problem in found if problem.message.id in _ITEMS}
    known: set[str] = set()
    if items:
        known |= ids_here(viewer, cycle, items).keys()
        known |= ids_around(viewer, cycle.end, items - known).keys()
    priorities: set[str] = set()
    if any(problem.message.id in _PRIORITIES for problem in found):
        priorities = {document_id(priority) for priority in priorities_list(viewer=viewer)}
    return tuple(
        problem
        for problem in found
        if not (problem.message.id in _ITEMS and _id(problem) in known)
        and not (problem.message.id in _PRIORITIES and _id(problem) in priorities)
    )


def _id(problem: Problem) -> str:
    return str(problem.message.params.get("id", ""))
