"""What is planned and computed in memory asks the database nothing."""

from pathlib import Path

import plumbline.domain.transfer as transfer

FOLDER = Path(transfer.__file__).parent
#: Ways to the tables of any app.
DOORS = (".objects", ".every", "connection.", ".select_related(")


def test_only_services_and_selectors_ask_the_database() -> None:
    in_memory = sorted(FOLDER.glob("*.py"))
    assert len(in_memory) > 10
    asking = {
        path.name
        for path in in_memory
        for door in DOORS
        if door in path.read_text(encoding="utf-8")
    }
    assert asking == set()
