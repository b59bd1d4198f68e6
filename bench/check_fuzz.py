"""Checks mutated documents for as long as it is let, and says which broke or took too long.

python -m bench.check_fuzz --minutes 10
python -m bench.check_fuzz --minutes 1 --seed 7 --keep build/fuzz
python -m bench.check_fuzz --file build/fuzz/7-1234.yaml

Each document goes through all that `plumbline check` does (reading, rules, every format, mends) and
through the language server. A run is what somebody waits for: reading, rules and one format; the
mends, once it was checked; an answer to an editor. None may take more than a second of processor
time, whatever the document; one that breaks or takes longer is kept, and the exit code is 1.
"""

import argparse
import json
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TypeVar
from xml.etree import ElementTree

from bench.check_fuzz_large import CSV, ENDINGS, MARKDOWN, YAML, specials
from plumbline.cli.checking import as_github, as_json, as_junit, as_sarif, as_text
from plumbline.cli.checking.asked import Asked
from plumbline.cli.checking.documents import data_checked
from plumbline.cli.checking.fixing import MOST_ROUNDS, documents_fixed, fixes_shown
from plumbline.cli.checking.look import Look
from plumbline.cli.checking.outcome import Outcome
from plumbline.cli.checking.settings import Settings
from plumbline.cli.language_server.positions import range_of
from plumbline.cli.language_server.session import LONGEST_WAIT, Session
from plumbline.engine.documents.json_writer import document_json
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.tables.csv_form import csv_dump
from plumbline.engine.documents.tables.markdown_form import markdown_dump
from plumbline.engine.rules.examples import example_document, rule_text
from plumbline.engine.rules.registry import registered

TODAY = date(2026, 2, 10)
MOST_SECONDS = 1.0
"""Of processor time that any run may take."""
HANGS_AFTER = 60
BETWEEN = 25
"""So many mutated documents stand between two that are large or deep."""
LARGEST = 400_000
"""Characters that a mutated document keeps, so that many are tried."""

TOKENS = (
    "# plumbline: ignore PL-W01: x\n", "<!-- plumbline: ignore-file no-number: x -->", "&a ", "*a",
    "- ", ": ", "{", "}", "[", "]", "|", ">", "---\n", "...\n", "%YAML 1.2\n", "!!map ", "? ", "\t",
    "\r", "\r\n", "\x00", "\ufeff", "\u2028", "\x85", "\u202e", "🚀", "é", "e\u0301", "'", '"',
    "\\",
    "```\n", "# ", "## KR: ", "| ", "<!--", "-->", "by writing ", "from 5% to ", "1e999", "-0",
    "0x1F", "1_000", "2026-02-30", "%", "$", "€", "NaN", "plumbline: 1\n", "objectives:\n", "null",
    "increase ", "and ", "X %", "(", ")", ",", ";", "9" * 40, "а", "売上", "\U0010ffff", "<<: *a\n",
)  # fmt: skip


class Hangs(BaseException):
    """A run takes longer than anybody waits; nothing else may catch it."""


class Broken(AssertionError):
    """Something was promised and is not so."""


def seeds() -> list[str]:
    """Return documents to begin with: the examples of the rules in all forms, and odd ones."""
    found = [MARKDOWN, YAML, CSV]
    for one in registered().values():
        told = rule_text(one.text)
        found += (example_document(example) for example in (*told.bad, *told.good))
    for text in found[3::5]:
        document = document_read(text.encode(), name="seed.yaml").document
        if document is not None:
            found += document_json(document), csv_dump(document), markdown_dump(document)
    return found


def mutated(chance: random.Random, texts: Sequence[str]) -> bytes:
    """Return the bytes of a document with a few things done to it."""
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 6)):
        text = _changed(chance, text, texts)[:LARGEST]
    encoding = chance.choice(("utf-8",) * 8 + ("utf-8-sig", "utf-16", "cp1252", "latin-1"))
    data = text.encode(encoding, "replace")
    if chance.random() < 0.1:
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(broken) or 1)
            broken[at : at + 1] = bytes([chance.randrange(256)])
        data = bytes(broken)
    return data


def _changed(chance: random.Random, text: str, texts: Sequence[str]) -> str:
    """Return a text with one thing done to it."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + int(chance.expovariate(1 / 30)))
    piece = text[start:end]
    kind = chance.randrange(9)
    if kind == 0:
        return text[:start] + text[end:]
    if kind in (1, 2):
        return text[:start] + chance.choice(TOKENS) + text[start:]
    if kind == 3:
        return text[:start] + piece * chance.choice((2, 3, 10, 100)) + text[end:]
    if kind == 4:
        other = chance.choice(texts)
        return text[:start] + other[chance.randrange(len(other) + 1) :]
    if kind == 5:
        return text[:start] + chance.choice(TOKENS) * chance.choice((2, 20, 500)) + text[start:]
    if kind == 6:
        lines = text.splitlines(keepends=True)
        chance.shuffle(lines)
        return "".join(lines)
    if kind == 7:
        character = chance.choice(TOKENS)[0]
        return text[:start] + character * int(10 ** chance.uniform(1, 5.5)) + text[end:]
    return text[:start] + chance.choice(TOKENS) + text[end:]


T = TypeVar("T")
Run = tuple[str, float]
"""What was waited for, and the seconds of processor time it took."""


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what some work gives, and the seconds of processor time it took."""
    start = time.process_time()
    return work(), time.process_time() - start


FORMS: dict[str, tuple[Callable[[Outcome, Look], str], Callable[[str], object]]] = {
    "json": (as_json.written, json.loads),
    "sarif": (as_sarif.written, json.loads),
    "junit": (as_junit.written, ElementTree.fromstring),
    "github": (as_github.written, str),
    "text": (as_text.written, str),
}
"""How each format is written, and read again by whoever takes it."""


def checked_through(data: bytes, ending: str, chance: random.Random) -> Iterator[Run]:
    """Put a document through all that the checker does, and yield each run.

    Raises:
        Broken: Something that is promised is not so.
    """
    asked = Asked(today=TODAY, piped_name=f"okrs{ending}" if ending else None)
    checked, reading = timed(lambda: data_checked(data, "-", asked, Settings()))
    outcome = Outcome(checked=(checked,))
    look = Look(colours=False, width=80, is_terminal=True)
    written = {}
    for form, (write, read) in FORMS.items():
        written[form], writing = timed(lambda write=write: write(outcome, look))  # type: ignore[misc]
        yield form, reading + writing
        read(written[form])
    if written["github"].count("\n") != len(checked.report.findings):
        raise Broken("github writes one line a finding")
    if any(character in written["text"] for character in "\x1b\u202e\x00\r"):
        raise Broken("a text steers the terminal")
    if checked.report.findings:
        (fixed,), mending = timed(lambda: documents_fixed((checked,), asked))
        yield "mends", mending
        fixes_shown((fixed,), escaped=True)
        again = documents_fixed((fixed.after,), asked)
        if again[0].made and len(fixed.made) < MOST_ROUNDS:
            raise Broken("mending twice mends more than once")
    if (checked.beyond is None and chance.random() < 0.3) or len(data) > LARGEST // 4:
        yield from _typed(checked.source.text, ending, chance)


def _typed(text: str, ending: str, chance: random.Random) -> Iterator[Run]:
    """Let the language server look at a text in which something is typed; yield each answer."""
    now = [0.0]
    session = Session(lambda: now[0])
    session.handle({"id": 0, "method": "initialize", "params": {}})
    uri = f"file:///nowhere/okrs{ending}"
    named = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    opened = {"method": "textDocument/didOpen", "params": {"textDocument": named}}
    yield "editor: open", timed(lambda: session.handle(opened))[1]
    source = Source(text)
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(10))
    place = range_of(source, start, end)
    change = {"range": place, "text": chance.choice(TOKENS)}
    params = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}
    typed = {"method": "textDocument/didChange", "params": params}
    taking = timed(lambda: session.handle(typed))[1]
    now[0] += LONGEST_WAIT
    yield "editor: typed", taking + timed(session.due)[1]
    everywhere = range_of(source, 0, min(len(text), 2_000))
    asks: tuple[tuple[str, dict[str, object]], ...] = (
        ("textDocument/hover", {"position": place["start"]}),
        ("textDocument/codeAction", {"range": everywhere, "context": {}}),
        ("textDocument/codeAction", {"range": place, "context": {"only": ["source.fixAll"]}}),
    )
    for method, more in asks:
        asked = {"textDocument": {"uri": uri}, **more}
        message = {"id": 1, "method": method, "params": asked}
        (answer,), seconds = timed(lambda message=message: session.handle(message))  # type: ignore[misc]
        if "error" in answer:
            raise Broken(f"{method}: {answer['error']['message']}")
        yield f"editor: {method}", seconds


def one_run(data: bytes, ending: str, chance: random.Random) -> tuple[str | None, float]:
    """Run one document and return what was wrong, and the seconds its longest run took."""
    signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER)
    wrong, longest = None, 0.0
    try:
        for name, seconds in checked_through(data, ending, chance):
            longest = max(longest, seconds)
            if seconds > MOST_SECONDS:
                wrong = f"{name} took {seconds:.2f} s for {len(data)} bytes"
    except (Exception, Hangs):  # noqa: BLE001 — whatever it is, it is what is looked for
        wrong = traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return wrong, longest


def _hang(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise Hangs


def main(arguments: Sequence[str]) -> int:
    """Check documents until the time is over.

    Returns:
        0 when nothing broke and none took too long, else 1.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=10, help="of processor time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="for what breaks")
    parser.add_argument("--file", type=Path, help="run this one alone")
    read = parser.parse_args(arguments)
    signal.signal(signal.SIGPROF, _hang)
    if read.file:
        wrong, seconds = one_run(read.file.read_bytes(), read.file.suffix, random.Random(0))  # noqa: S311 — no secret
        print(wrong or f"{seconds:.2f} s")
        return 1 if wrong else 0
    chance = random.Random(read.seed)  # noqa: S311 — no secret
    texts = seeds()
    ready = list(specials(chance))
    chance.shuffle(ready)
    large = len(ready)
    runs = bad = 0
    slowest = 0.0
    end = time.process_time() + 60 * read.minutes
    read.keep.mkdir(parents=True, exist_ok=True)
    while time.process_time() < end:
        is_special = bool(ready) and runs % BETWEEN == BETWEEN - 1
        ending, data = ready.pop() if is_special else (chance.choice(ENDINGS), b"")
        data = data or mutated(chance, texts)
        current = read.keep / f"current-{read.seed}{ending}"  # stays when Python itself falls
        current.write_bytes(data)
        wrong, seconds = one_run(data, ending, chance)
        runs += 1
        slowest = max(slowest, seconds)
        if wrong is not None:
            bad += 1
            current.rename(read.keep / f"{read.seed}-{runs}{ending}")
            print(f"--- {read.seed}-{runs}{ending} ({len(data)} bytes)\n{wrong}", flush=True)
    tried = f"{large - len(ready)} of {large} large or deep ones among them"
    print(f"{runs} documents, {tried}, {bad} broke or took too long")
    print(f"the longest run took {slowest:.2f} s of processor time")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
