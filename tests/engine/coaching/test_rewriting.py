"""A key result out of somebody's own answers: their words and figures, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.coaching.examples import EXAMPLES
from plumbline.engine.coaching.rewriting import (
    BASELINE,
    TARGET,
    WHO,
    Answers,
    proposal_of,
    seen_where,
)
from plumbline.engine.coaching.turning import turning_of
from plumbline.engine.documents.model import Cadence
from plumbline.engine.messages import render

TEXTS = st.text(
    st.sampled_from("abc they Readers ask 0123456789 .,;:%→-– to from more £ [ ] é\n"), max_size=60
)
WORDS = re.compile(r"[^\W\d_]+")


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_in_a_proposal_is_invented(change: str, seen: str, movement: str) -> None:
    proposal = proposal_of(Answers(change=change, seen=seen, movement=movement))
    if proposal is None:
        return
    rest = proposal.title
    for gap in (WHO, BASELINE, TARGET):
        rest = rest.replace(gap, " ")
    given_digits = re.findall(r"\d", change + movement)
    assert not set(re.findall(r"\d", rest)) - set(given_digits)
    said = {word.casefold() for word in WORDS.findall(f"{change} {movement}")}
    assert {word.casefold() for word in WORDS.findall(rest)} <= said | {"from", "to"}
    assert all(gap in proposal.title for gap in proposal.gaps)


@pytest.mark.parametrize(
    ("change", "movement", "title", "gaps"),
    [
        ("Readers call.", "20 → 60 a week", "Readers call: from 20 to 60 a week", ()),
        ("visitors who buy", "from 2% to 5%, I think", "Visitors who buy: from 2% to 5%", ()),
        ("visitors who buy", "to 5 %", "Visitors who buy: from [baseline] to 5 %", (BASELINE,)),
        ("sales", "no idea", "Sales: from [baseline] to [target]", (BASELINE, TARGET)),
        ("they call less", "40 to 25 calls", "[who] call less: from 40 to 25 calls", (WHO,)),
        ("Calls from 40 to 25 a day", "", "Calls from 40 to 25 a day", ()),
        ("visitors who buy", "10 % more", "Visitors who buy: 10 % more", ()),
    ],
)  # fmt: skip
def test_answers_make_a_sentence(
    change: str, movement: str, title: str, gaps: tuple[str, ...]
) -> None:
    proposal = proposal_of(Answers(change=change, movement=movement))
    assert proposal is not None
    assert (proposal.title, proposal.gaps) == (title, gaps)


@pytest.mark.parametrize(
    ("seen", "cadence", "is_late"),
    [
        ("Every morning, in the import log", Cadence.WEEKLY, False),
        ("every two weeks", Cadence.BIWEEKLY, False),
        ("in the monthly report", Cadence.MONTHLY, False),
        ("at the end of the quarter", None, True),
        ("in the ledger", None, False),
    ],
)
def test_an_answer_says_how_soon_it_is_seen(
    seen: str, cadence: Cadence | None, is_late: bool
) -> None:
    proposal = proposal_of(Answers(change="Calls", seen=seen))
    assert proposal is not None
    assert (proposal.cadence, proposal.is_late) == (cadence, is_late)


@pytest.mark.parametrize(
    ("seen", "where"),
    [
        ("Every week, in the sign-up log", "in the sign-up log"),
        ("in the ledger, every two weeks", "in the ledger"),
        ("monthly", ""),
        ("every Monday, in the log", "in the log"),
        ("Daily, in the log", "in the log"),
        ("in the ledger, monthly", "in the ledger"),
        ("every Monday at six", "every Monday at six"),
        ("daily report of sales", "daily report of sales"),
        ("weekly report of sales", "weekly report of sales"),
    ],
)
def test_how_often_is_no_part_of_where(seen: str, where: str) -> None:
    assert seen_where(seen) == where


@pytest.mark.parametrize("function", EXAMPLES)
def test_each_example_turns_work_into_a_result(function: str) -> None:
    example = EXAMPLES[function]
    assert turning_of(render(example.work))
    assert turning_of(render(example.result)) is None


@pytest.mark.parametrize(
    "title", ["", " ", "Veröffentliche Artikel für die Kunden", "Churn from 4 to 3 %"]
)
def test_what_is_no_english_work_is_not_asked_about(title: str) -> None:
    assert turning_of(title) is None
