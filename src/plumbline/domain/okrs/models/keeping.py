"""What the database lets be deleted: a draft with all that hangs on it, and what an import brought.

What ran is stopped and kept, and what was said of it stays. An import is undone only as long as
nothing was said since, so of its history its own rows alone may go.
"""

from typing import Final

from plumbline.domain.okrs.models.choices import State
from plumbline.domain.tenancy.taking_back import TakenBack


def _listed(*values: str) -> str:
    return ", ".join(f"'{value}'" for value in values)


_DRAFTS: Final = _listed(*(state.value for state in (State.PROPOSED, State.DRAFT, State.IN_REVIEW)))

OBJECTIVE_TAKEN_BACK: Final = TakenBack(
    f"({{row}}state IN ({_DRAFTS}) OR {{row}}import_batch <> '')"
)

# Django deletes in whichever order; what stands above is asked about as long as it is there.
KEY_RESULT_TAKEN_BACK: Final = TakenBack(
    f"({{row}}state IN ({_DRAFTS}) OR NOT EXISTS (SELECT 1 FROM okrs_objective AS whole "  # noqa: S608 — states of ours
    "WHERE whole.id = {row}objective_id "
    f"AND NOT (whole.state IN ({_DRAFTS}) OR whole.import_batch <> '')))"
)


def history_taken_back(*sources: str, columns: tuple[str, ...] = ()) -> TakenBack:
    """Return what of a key result's history may be deleted.

    Args:
        sources: By which doors an import's own rows came.
        columns: What may be changed of such rows.
    """
    return TakenBack(
        "NOT EXISTS (SELECT 1 FROM okrs_keyresult AS part "  # noqa: S608 — states of ours
        "JOIN okrs_objective AS whole ON whole.id = part.objective_id "
        "WHERE part.id = {row}key_result_id "
        f"AND NOT (part.state IN ({_DRAFTS}) OR whole.state IN ({_DRAFTS}) "
        f"OR (whole.import_batch <> '' AND {{row}}source IN ({_listed(*sources)}))))",
        columns,
    )
