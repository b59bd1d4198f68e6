from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.titles import title_clean
from tests.engine.documents.growth import grows_in_proportion


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- [x] **KR 1.1:** Seat [25](https://a.example/x) guests (7/10)", "Seat 25 guests"),
        ("1. **CEO KR:** Open two bars => 80 %", "Open two bars"),
        ("* VP Eng: Ship the map", "Ship the map"),
        ("### Objective 1: Delight riders :tada:", "Delight riders"),
        ("KR2 - Sell tea (@ada)", "Sell tea"),
        ("> Key Result 3: Keep `uptime` high", "Keep uptime high"),
        ("- [P1] [Growth] Win the north", "Win the north"),
        ("KR 4.2 Try four steps", "Try four steps"),
        ("Objetivo 2 - Crecer con calma", "Crecer con calma"),
        ("Objectif 1 : Rendre service", "Rendre service"),
        ("Schlüsselergebnis 2: Weniger warten", "Weniger warten"),
        ("- 🟢 Rating from 4 to 5 — done", "Rating from 4 to 5"),
        ("Move the bakery - 0% done - now in May", "Move the bakery"),
        ("Data: [Tidy up](https://a.example): 45% done", "Data: Tidy up"),
        ("Loved by pilots (99.5% availability)", "Loved by pilots (99.5% availability)"),
        ("Open the pier by end of April", "Open the pier by end of April"),
        ("Recieve more mail", "Recieve more mail"),
        ("Error rate from 10% => 4%", "Error rate from 10% => 4%"),
        ("Cut waste by 30% => 50%", "Cut waste by 30%"),
        ("Save snake_case and 2*3*4", "Save snake_case and 2*3*4"),
        ("New: try the market", "New: try the market"),
        ("Customers trust our times 🚚", "Customers trust our times 🚚"),
        ("- KR1: Make 🚀 onboarding a delight", "Make 🚀 onboarding a delight"),
        ("KR2: Reach 🟢 in all audits 👩‍🚒 🔴", "Reach 🟢 in all audits 👩‍🚒"),
        ("Objective 1: Ruhe im Haus (Leitung: Frau Seidel)", "Ruhe im Haus"),
        ("KR: Calls answered within 15 minutes: 95%", "Calls answered within 15 minutes: 95%"),
        ("Fresh by 8 am: 70% → 98% (Owner: @lina, 80 %)", "Fresh by 8 am: 70% → 98%"),
        ("Objective B — Partners sell for us", "Partners sell for us"),
        ("A good key result: has a number", "A good key result: has a number"),
        ("Ziele 2. Quartal 2026", "Ziele 2. Quartal 2026"),
        ("Ziel 2. Ruhe im Haus", "Ruhe im Haus"),
        ("## 🎯 Objective 1: Win the second city ✅", "Win the second city"),
    ],
)
def test_title_loses_marks_and_keeps_words(line: str, title: str) -> None:
    assert title_clean(line).title == title


def test_owner_score_due_and_label_are_set_apart() -> None:
    clean = title_clean("- **KR 2:** Sell 40 boats (score: 0.7) (@ada, @bo) (due: 2026-12-31)")

    assert clean.title == "Sell 40 boats"
    assert (clean.owner, clean.contributors) == ("ada", ("bo",))
    assert clean.score == "0.7"
    assert clean.due == date(2026, 12, 31)
    assert clean.label is not None
    assert (clean.label.label, clean.label.number) == (Label.KEY_RESULT, "2")


def test_owner_is_found_where_it_stands() -> None:
    line = "Answer in an hour (Owner: Ada Berg)"
    clean = title_clean(line)

    assert clean.owner == "Ada Berg"
    assert clean.owner_at is not None
    assert line[slice(*clean.owner_at)] == "Ada Berg"


@pytest.mark.parametrize(
    ("line", "title", "owners"),
    [
        (
            "Warm bread from 4 to 7 (owner: ada@example.org, weekly, source: till)",
            "Warm bread from 4 to 7 (weekly, source: till)",
            ("ada@example.org",),
        ),
        (
            "Warm bread from 4 to 7 (Owner: Ada Berg; source: till)",
            "Warm bread from 4 to 7 (source: till)",
            ("Ada Berg",),
        ),
        (
            "Warm bread from 4 to 7 (weekly, owner: @ada, till)",
            "Warm bread from 4 to 7 (weekly, till)",
            ("ada",),
        ),
        (
            "Warm bread from 4 to 7 [weekly; owner: Ada, Bo]",
            "Warm bread from 4 to 7 [weekly]",
            ("Ada", "Bo"),
        ),
        ("Warm bread from 4 to 7 (owner: Ada, Bo)", "Warm bread from 4 to 7", ("Ada", "Bo")),
    ],
)
def test_an_owner_among_other_remarks_in_a_bracket_is_read_and_the_remarks_stay(
    line: str, title: str, owners: tuple[str, ...]
) -> None:
    clean = title_clean(line)

    assert clean.title == title
    assert (clean.owner, *clean.contributors) == owners


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Buyers trust us before they call (Ana Silva)", "Ana Silva"),
        ("Cut churn by hiring two people (Maria da Costa Lima)", None),
        ("Lead time from 20 to 12 days (Ana Silva, Tom Reed)", "Ana Silva"),
        ("Win the region (Latin America)", None),
        ("Fewer tickets (Customer Success)", None),
        ("Be the first name they think of (Victoria Station)", None),
        ("Loved by those who fly (Ana)", None),
    ],
)
def test_a_name_in_brackets_is_an_owner_where_it_can_be_nothing_else(
    line: str, owner: str | None
) -> None:
    clean = title_clean(line)
    assert clean.owner == owner
    assert clean.title == (line if owner is None else line.partition(" (")[0])


@given(st.text(max_size=300))
def test_any_text_gives_a_title_made_of_its_characters(text: str) -> None:
    clean = title_clean(text)

    assert len(clean.offsets) == len(clean.title)
    assert list(clean.offsets) == sorted(clean.offsets)
    assert "\n" not in clean.title


def test_brackets_full_of_blanks_are_no_riddle() -> None:
    """Words that may name tickets, with blanks that could be shared out in very many ways."""

    def read(blanks: str) -> None:
        title_clean(f"Calm (see {blanks}EP-1{blanks};{blanks}#2{blanks}x")

    assert grows_in_proportion(read, " " * 1_500)
    assert title_clean("Calm harbour (PR-12, see #3)").title == "Calm harbour"
