"""The measure of growth tells proportion from the square."""

from tests.engine.documents.growth import grows_in_proportion

TEXT = "x" * 12_000


def test_work_in_proportion_is_told() -> None:
    assert grows_in_proportion(lambda text: [sum(range(40)) for _ in text], TEXT)


def test_work_with_the_square_of_the_length_is_told() -> None:
    def squared(text: str) -> None:
        for start in range(0, len(text), 5):
            text[start:].count("y")
            sum(range(len(text) - start))

    assert not grows_in_proportion(squared, TEXT)
