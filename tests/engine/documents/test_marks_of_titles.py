"""The cheap signs that let a pattern be left out miss nothing that it would find."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from plumbline.engine.documents import labels, roles, status_marks, titles

SAMPLES = Path(__file__).parent
OWNERS = (
    roles.OWNER_LABELLED,
    roles.OWNER_BRACKETED,
    roles.OWNER_SQUARE,
    roles.OWNER_TRAILING,
    roles.OWNER_AFTER,
    roles.OWNER_NAMED,
)
WRITTEN_FOR_IT = (
    "CEO Key Result 2: Sell tea",
    "Sales RC 3: Vender té",
    "Team Schluesselergebnis 1: Weniger warten",
    "Ventas resultado clave 2: Vender",
    "Vendite risultato chiave 1: Vendere",
    "Verkoop kernresultaten 2: Meer",
    "Zespol kluczowe wyniki 1: Mniej",
    "Echipa rezultate cheie 2: Mai mult",
    "Myynti avaintulos 1: Enemmin",
    "Tim hasil utama 1: Lebih banyak",
    "Growth O 1: Win the north",
    "Marketing Ziele 2: Mehr",
    "Tim sasaran 1: Menang",
    "Due date (as agreed): 2026-03-31",
    "Directly responsible individual",
    "Hedef (Objective): Kazan",
    "Sell tea (0.7)",
    "Sell tea 0.7. 0.4",
    "Sell tea [Ada Byron]",
    "Sell tea (Ada Byron)",
    "Sell tea @ada",
    "Sell tea due 2026-03-31",
    "Sell tea (stretch)",
    "Sell tea => 80 %",
    "Sell tea. *50 %*",
)


def lines() -> Iterator[str]:
    yield from WRITTEN_FOR_IT
    for folder in ("samples", "samples_declined"):
        for path in sorted((SAMPLES / folder).iterdir()):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                bare = line.strip(" #*->|")
                yield from (line[:160], bare[:160])
                yield from (cell.strip() for cell in bare[:400].split("|"))


LINES = tuple(dict.fromkeys(lines()))


def test_no_label_behind_a_role_is_missed() -> None:
    found = 0
    for line in LINES:
        for _, pattern, held in labels._LABELS:
            match = pattern.match(line) if held else None
            if match and match["role"]:
                found += 1
                assert labels._may_be(line.lower(), held), line
    assert found > len(WRITTEN_FOR_IT) / 2


def test_no_name_of_a_field_is_missed() -> None:
    for line in LINES:
        if any(pattern.match(line) for _, pattern in labels._FIELD_PATTERNS):
            assert labels._may_be_field(line), line


@pytest.mark.parametrize(
    ("patterns", "mark"),
    [
        ((status_marks.ARROW, status_marks._RETOLD), status_marks._TAIL_MARK),
        (
            [one for one in status_marks._TAILS if one is not status_marks._BARE_SCORE],
            status_marks._TAIL_MARK,
        ),
        (OWNERS, titles._OWNER_MARK),
        ((titles._DUE_TAIL,), titles._DAY_MARK),
        ((titles._PRIORITY_TAIL,), titles._BRACKET),
    ],
)
def test_nothing_behind_a_title_is_missed(
    patterns: Iterable[re.Pattern[str]], mark: re.Pattern[str]
) -> None:
    found = 0
    for line in LINES:
        for pattern in patterns:
            if pattern.search(line):
                found += 1
                assert mark.search(line), (pattern.pattern, line)
    assert found
