"""Checks mutated documents for as long as it is let, and says which broke or took too long.

python -m bench.check_fuzz --minutes 10
python -m bench.check_fuzz --minutes 1 --seed 7 --keep build/fuzz
python -m bench.check_fuzz --file build/fuzz/7-1234.yaml

Each document goes through all that `plumbline check` does (reading, rules, every format, mends) and
through the language server, message by message. Each of these may take a second of processor time,
for larger documents twenty seconds for each million bytes; what breaks or takes longer is kept.
"""

import argparse
import json
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

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
ORDINARY_SECONDS = 1.0
SECONDS_A_MILLION = 20.0
HANGS_AFTER = 60
ENDINGS = (".yaml", ".json", ".md", ".csv", "")
BETWEEN = 100
"""So many mutated documents stand between two that are large or deep."""
LARGEST = 400_000
"""Characters that a mutated document keeps, so that many are tried."""

MARKDOWN = """# Objective: Buyers trust us before they call
Owner: Ada

- KR 1: Publish 24 customer stories <!-- plumbline: ignore PL-W01: agreed -->
- KR 2: **Cut** churn from 5% to 3% by writing letters (0.4) @carl
  - [ ] write letters

| Objective | Key result | Owner | Score |
|---|---|---|---|
| Partners know what they sell | Win rate from 2% to 4% | Mia | 0.7 |
"""
YAML = """plumbline: 1
cycle: {name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}
objectives:
  # plumbline: ignore-objective guardrail-missing: agreed
  - &first
    title: Buyers trust us before they call
    why: |
      They call less.
    key_results:
      - {title: Publish 24 customer stories, owner: carl@example.org} # plumbline: ignore PL-W01
      - title: 'Cut churn from 5% to 3% by writing letters'
        metric: {kind: decrease, baseline: 5, target: 3, unit: "%"}
        check_ins: [{date: 2026-01-15, value: 4.5, confidence: 6}]
"""
CSV = "objective,key result,owner,score\nTrust us,Cut churn from 5% to 3% by writing,Ada,0.4\n"
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


def specials() -> Iterator[tuple[str, bytes]]:
    """Yield documents that are large or deep in one way, as nobody writes them by chance."""
    million = 1_000_000
    yield ".yaml", YAML.replace("Buyers trust us", "word " * (million // 5)).encode()
    yield ".yaml", YAML.replace("Publish 24", "9" * million).encode()
    yield ".md", f"# Objective: {'word ' * (million // 5)}\n- KR 1: {'a' * million}\n".encode()
    yield ".md", ("# Objective: Trust\n- KR: " + "(" * million).encode()
    yield ".json", b"[" * million
    yield ".yaml", b"[" * 100_000
    yield ".yaml", "".join(f"{' ' * depth}a:\n" for depth in range(1_400)).encode()
    yield ".yaml", b"- " * 100_000
    yield ".md", "".join(f"{'  ' * depth}- a\n" for depth in range(1_000)).encode()
    yield ".md", (">" * 100_000 + " a\n").encode()
    yield ".md", b"# plumbline: ignore x: y\n" * 40_000
    yield ".yaml", (YAML + "# plumbline: ignore PL-W01: y\n" * 30_000).encode()
    yield ".md", b"<!-- plumbline: ignore x: y -->\n" * 30_000
    yield ".md", ("# Objective: Trust\n" + "- KR: Publish 24 stories\n" * 3_000).encode()
    yield ".csv", ("objective,key result\n" + "Trust us,Publish 24 stories\n" * 3_000).encode()
    yield ".md", ("| Objective | KR |\n|--|--|\n" + "| Trust | Publish |\n" * 3_000).encode()
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    yield ".yaml", f"plumbline: 1\na0: &a0 [x]\n{laughs}objectives: [*a11]\n".encode()
    yield "", bytes(range(256)) * 4_000
    yield ".yaml", b"x" * 6_000_000


def checked_through(data: bytes, ending: str, chance: random.Random) -> Iterator[str]:
    """Put a document through all that the checker does, and name each step when it is done.

    Raises:
        Broken: Something that is promised is not so.
    """
    asked = Asked(today=TODAY, piped_name=f"okrs{ending}" if ending else None)
    checked = data_checked(data, "-", asked, Settings())
    outcome = Outcome(checked=(checked,))
    yield "reading and rules"
    json.loads(as_json.written(outcome, Look()))
    yield "json"
    json.loads(as_sarif.written(outcome, Look()))
    yield "sarif"
    ElementTree.fromstring(as_junit.written(outcome, Look()))  # noqa: S314 — our own
    yield "junit"
    lines = as_github.written(outcome, Look()).count("\n")
    if lines != len(checked.report.findings):
        raise Broken("github writes one line a finding")
    yield "github"
    text = as_text.written(outcome, Look(colours=False, width=80, is_terminal=True))
    if any(character in text for character in "\x1b\u202e\x00\r"):
        raise Broken("a text steers the terminal")
    yield "text"
    if checked.report.findings:
        (fixed,) = documents_fixed((checked,), asked)
        fixes_shown((fixed,), escaped=True)
        yield "mends"
        again = documents_fixed((fixed.after,), asked)
        if again[0].made and len(fixed.made) < MOST_ROUNDS:
            raise Broken("mending twice mends more than once")
        yield "mends again"
    if len(data) < 20_000 and chance.random() < 0.3:
        yield from _typed(checked.source.text, ending, chance)


def _typed(text: str, ending: str, chance: random.Random) -> Iterator[str]:
    """Let the language server look at a text in which something is typed; yield what it did."""
    now = [0.0]
    session = Session(lambda: now[0])
    session.handle({"id": 0, "method": "initialize", "params": {}})
    uri = f"file:///nowhere/okrs{ending}"
    named = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    session.handle({"method": "textDocument/didOpen", "params": {"textDocument": named}})
    yield "editor: open"
    source = Source(text)
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(10))
    place = range_of(source, start, end)
    change = {"range": place, "text": chance.choice(TOKENS)}
    params = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}
    session.handle({"method": "textDocument/didChange", "params": params})
    now[0] += LONGEST_WAIT
    session.due()
    yield "editor: typed"
    everywhere = range_of(source, 0, min(len(text), 2_000))
    asks: tuple[tuple[str, dict[str, object]], ...] = (
        ("textDocument/hover", {"position": place["start"]}),
        ("textDocument/codeAction", {"range": everywhere, "context": {}}),
        ("textDocument/codeAction", {"range": place, "context": {"only": ["source.fixAll"]}}),
    )
    for method, more in asks:
        asked = {"textDocument": {"uri": uri}, **more}
        (answer,) = session.handle({"id": 1, "method": method, "params": asked})
        if "error" in answer:
            raise Broken(f"{method}: {answer['error']['message']}")
        yield f"editor: {method}"


def one_run(data: bytes, ending: str, chance: random.Random) -> tuple[str | None, float]:
    """Run one document and return what was wrong, and the seconds its longest step took."""
    allowed = max(ORDINARY_SECONDS, SECONDS_A_MILLION * len(data) / 1_000_000)
    signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER)
    wrong, longest = None, 0.0
    try:
        start = time.process_time()
        for step in checked_through(data, ending, chance):
            now = time.process_time()
            longest = max(longest, now - start)
            if now - start > allowed:
                wrong = f"{step} took {now - start:.1f} s for {len(data)} bytes"
            start = now
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
    ready = list(specials())
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
        slowest = max(slowest, seconds if not is_special else 0.0)
        if wrong is not None:
            bad += 1
            current.rename(read.keep / f"{read.seed}-{runs}{ending}")
            print(f"--- {read.seed}-{runs}{ending} ({len(data)} bytes)\n{wrong}", flush=True)
    said = f"{runs} documents, {bad} broke or took too long"
    print(f"{said}, the longest step {slowest:.2f} s of processor time")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
