"""What the example company is for, what it chose, and the fields it added to its OKRs."""

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject
from plumbline.domain.demo.content.model import FieldContent, PriorityContent

MISSION = "Goods arrive as promised, and nobody has to ask where they are."
VISION = "The freight company that small and mid-size senders recommend to each other."
STRATEGY = (
    "Large senders buy on price and leave for a cent. We win where care pays: hauliers and makers "
    "of middle size who lose a customer over one damaged or silent load. So we repair what hurts "
    "most after a load goes wrong, tell people about delays before they ask, and grow only where "
    "our trucks already drive."
)

PRIORITIES: tuple[PriorityContent, ...] = (
    PriorityContent(
        key="trust-after-damage",
        title="A damaged load makes customers stay",
        why="Two of three customers who leave name the way a claim was handled.",
    ),
    PriorityContent(
        key="no-silence",
        title="Customers hear of a delay from us first",
        why="Every second call to dispatch asks only where a load is.",
    ),
    PriorityContent(
        key="full-trucks",
        title="Trucks drive full both ways",
        why="Empty kilometres cost more than fuel prices ever moved.",
    ),
    PriorityContent(
        key="lower-emissions",
        title="Customers can choose a load that harms less",
        why="Tenders begin to ask for it, and we have no answer yet.",
    ),
)

FIELDS: tuple[FieldContent, ...] = (
    FieldContent(
        subject=FieldSubject.OBJECTIVE,
        key="board",
        label="Shown to the board",
        kind=FieldKind.YES_NO,
    ),
    FieldContent(
        subject=FieldSubject.OBJECTIVE,
        key="region",
        label="Region",
        kind=FieldKind.CHOICE,
        choices=("North", "South", "Everywhere"),
    ),
    FieldContent(
        subject=FieldSubject.KEY_RESULT,
        key="system",
        label="System it is read from",
        kind=FieldKind.TEXT,
    ),
)
