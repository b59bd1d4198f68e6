"""Public ids are random, short and easy to read aloud."""

from plumbline.domain.tenancy.public_ids import ALPHABET, PUBLIC_ID_LENGTH, public_id_new


def test_ids_have_twelve_characters_of_the_alphabet() -> None:
    ids = {public_id_new() for _ in range(500)}
    assert len(ids) == 500
    assert all(len(one) == PUBLIC_ID_LENGTH and set(one) <= set(ALPHABET) for one in ids)


def test_the_alphabet_has_32_letters_and_none_that_look_alike() -> None:
    assert len(set(ALPHABET)) == 32
    assert set("ilou").isdisjoint(ALPHABET)
