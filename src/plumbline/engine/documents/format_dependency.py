"""The record of a dependency in the table of the document format."""

from plumbline.engine.documents.choices import PromiseState
from plumbline.engine.documents.dependency import Dependency
from plumbline.engine.documents.format_records import Key, Kind, Record

_TEXTS = (
    ("waiting", "Id of the key result that waits."),
    ("waiting_team", "Name or key of the team that waits, where no key result does."),
    ("waiting_person", "Who stands for that team."),
    ("delivering", "Id of the key result that delivers."),
    ("delivering_team", "Name or key of the team that delivers, likewise."),
    ("delivering_person", "Who stands for that team."),
)

DEPENDENCY = Record(
    name="dependency",
    about="What one side waits for and another one delivers: each a key result, or a team.",
    model=Dependency,
    is_flow=False,
    keys=(
        Key(name="title", kind=Kind.TEXT, about="What is needed, in one line.", is_required=True),
        Key(
            name="needed_by",
            kind=Kind.DAY,
            about="Day by which it is needed.",
            is_required=True,
        ),
        *(Key(name=name, kind=Kind.TEXT, about=about) for name, about in _TEXTS),
        Key(
            name="state",
            kind=Kind.CHOICE,
            about="How far the two sides are; asked if not told.",
            choices=PromiseState,
        ),
        Key(name="reason", kind=Kind.TEXT, about="Why it was declined, moved or withdrawn."),
        Key(name="author", kind=Kind.TEXT, about="Who did what its state says."),
        Key(name="asked_at", kind=Kind.MOMENT, about="When it was asked for."),
    ),
)
