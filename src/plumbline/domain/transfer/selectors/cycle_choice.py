"""Which cycle takes a document: a chosen one, the one it names, or the running one."""

from datetime import date

from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.cycles.selectors import cycle_named, cycle_open, cycles_list
from plumbline.domain.cycles.services import DAYS_MAX
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.transfer.plan_values import PlannedCycle
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.messages import Message

CYCLE_NAME_LIMIT = 80

#: Up to how many days a cycle of each kind has; a leap year and a long quarter included.
_KINDS = (
    (31, CycleKind.MONTH),
    (92, CycleKind.QUARTER),
    (184, CycleKind.HALF),
    (366, CycleKind.YEAR),
)


def cycle_plan(
    viewer: Actor, stated: documents.Cycle | None, chosen: Cycle | None, *, on: date
) -> PlannedCycle | Message:
    """Return the cycle that takes everything, or what must be settled first.

    Args:
        viewer: Who imports.
        stated: What the document says.
        chosen: What the importer chose; it goes before the document.
        on: Today; the running cycle takes what names none, or the next that is not closed.
    """
    if chosen is None and stated is not None:
        chosen = cycle_named(viewer=viewer, name=stated.name)
        if chosen is None:
            return _cycle_new(viewer, stated)
    if chosen is None:
        chosen = cycle_open(cycles_list(viewer=viewer), on=on)
    if chosen is None:
        return Message("transfer.cycle.choose")
    return PlannedCycle(
        name=chosen.name,
        start=chosen.start,
        end=chosen.end,
        kind=CycleKind(chosen.kind),
        cycle=chosen,
    )


def _cycle_new(viewer: Actor, stated: documents.Cycle) -> PlannedCycle | Message:
    name = one_line(stated.name)[:CYCLE_NAME_LIMIT]
    if not permitted(viewer, Act.MANAGE, Thing(kind=Kind.CYCLE)):
        return Message("transfer.cycle.no_right", {"name": name})
    dated = stated if stated.start and stated.end else cycle_read(stated.name)
    if not name or dated is None or dated.start is None or dated.end is None:
        return Message("transfer.cycle.days", {"name": name})
    days = (dated.end - dated.start).days
    if not 0 <= days <= DAYS_MAX:
        return Message("transfer.cycle.days", {"name": name})
    kind = next((kind for most, kind in _KINDS if days < most), CycleKind.CUSTOM)
    return PlannedCycle(name=name, start=dated.start, end=dated.end, kind=kind)
