"""Tallies are put together number by number, however many there are."""

from dataclasses import asdict
from decimal import Decimal

from plumbline.domain.okrs.selectors.tallies import NOTHING, TALLY_FIELDS, Tally, tally_sum

NUMBERED = Tally(**{name: number for number, name in enumerate(TALLY_FIELDS, start=1)})


def test_none_one_and_many_tallies_add_up_in_every_number() -> None:
    assert tally_sum([]) == NOTHING
    assert tally_sum([NUMBERED]) == NUMBERED
    many = tally_sum(iter([NUMBERED, NOTHING, NUMBERED, NUMBERED]))
    assert asdict(many) == {name: 3 * value for name, value in asdict(NUMBERED).items()}
    assert many - NUMBERED == NUMBERED + NUMBERED


def test_means_are_of_what_was_counted_and_of_nothing_there_is_none() -> None:
    assert (NOTHING.attainment, NOTHING.mean_confidence) == (None, None)
    tally = Tally(scored=3, attainment_sum=2 * 10**9, confident=4, confidence_sum=27)
    assert tally.mean_confidence == Decimal("6.8"), "half up"
    assert tally.attainment == Decimal("0.666666667")
