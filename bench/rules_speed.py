"""How fast the rules are: 10,000 key results that were not seen before, in processor time."""

import gc
import re
import time

from bench.rules_corpus import sentences_read
from plumbline.cli.check import YOUNG_OBJECTS
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.rules.check import Selection, document_check
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.registry import registered

COUNT = 10_000
LINE_RULES = tuple(code for code in CODES if code[3] in "WT" and code != "PL-W12")
"""Rules that look at one line at a time."""

_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def print_speed() -> None:
    """Time the rules and print it."""
    registered()  # imported before the clock starts
    gc.set_threshold(YOUNG_OBJECTS)  # as `plumbline check` does
    for name, codes in (("rules on single lines", LINE_RULES), ("all rules", None)):
        spent = _check(codes)
        print(f"{name}: {COUNT} key results in {spent:.2f} s, {COUNT / spent:,.0f} a second")


def _check(codes: tuple[str, ...] | None) -> float:
    """Check a document of lines not seen before; return the seconds it took."""
    document = _document("x" if codes is None else "y")
    begun = time.process_time()
    document_check(document, selection=Selection(codes))
    return time.process_time() - begun


def _document(mark: str) -> Document:
    """Return a document of different lines, made of our own sentences with other numbers."""
    sentences = [line.text for line in sentences_read() if line.kind == "key_result"]
    titles = []
    for number in range(COUNT):
        text = sentences[number % len(sentences)]
        other = _LAST_NUMBER.sub(str(number + 1), text)
        titles.append(other if other != text else f"{text} in site {mark}{number}")
    return Document(
        objectives=tuple(
            Objective(
                title=f"Site {first} is where people like to work",
                team=f"team {first % 400}",
                owner="ada@example.org",
                key_results=tuple(
                    KeyResult(title=title, owner=f"person{first}@example.org")
                    for title in titles[first : first + 4]
                ),
            )
            for first in range(0, COUNT, 4)
        )
    )
