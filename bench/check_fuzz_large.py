"""Documents to fuzz the checker with: as people write them, and large or deep in one way."""

import json
import random
from collections.abc import Iterator

ENDINGS = (".yaml", ".json", ".md", ".csv", "")
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


def specials(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield documents that are large or deep in one way, as nobody writes them by chance."""
    for size in (FULL, 1_000_000):
        yield from _of_one_text(size)
        yield from _deep(size)
        yield from _of_comments(size)
        yield from _of_many(size)
    yield from _of_near_duplicates(chance)
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    yield ".yaml", f"plumbline: 1\na0: &a0 [x]\n{laughs}objectives: [*a11]\n".encode()
    yield "", bytes(range(256)) * 4_000
    yield ".yaml", b"x" * 6_000_000
    for ending in ENDINGS:
        yield ending, bytes([chance.randrange(128, 256) for _ in range(FULL)])


FULL = 199_000
"""Characters of a document that is just not too large."""
ODD = (
    "*", "_a", "[a](b)", "[", "(a", "`a", "<a ", "<!--", "&amp;", "\\", "|", "#", "~", "a:", "-\t",
    "\u202e", "e\u0301", "\u200d🚀", "売上", "a\u2028", "\x85", "9", "from 5% to 3% ",
    "by writing ", "Ada, ", "KR ", "@a ", "(0.4) ", "=> 80 % ", "- 0% done ", "a@b.c ", "!",
    "https://a.example/ ",
)  # fmt: skip


def _of_one_text(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield documents most of which is one text."""
    yield ".yaml", YAML.replace("Buyers trust us", "word " * (size // 5)).encode()
    yield ".yaml", YAML.replace("Publish 24", "9" * size).encode()
    yield ".yaml", YAML.replace("They call less.", "less\n      " * (size // 11)).encode()
    escaped = "\\u0041" * (size // 6)
    yield ".yaml", f'plumbline: 1\nobjectives:\n- "{escaped}"'.encode()
    yield ".md", f"# Objective: {'word ' * (size // 10)}\n- KR 1: {'a' * (size // 2)}\n".encode()
    for odd in ODD:
        text = odd * (size // len(odd))
        yield ".md", f"# Objective: Trust\n- KR 1: {text}\n".encode()
        yield ".yaml", text.encode()
        yield ".csv", f"objective,key result\nTrust,{text}\n".encode()
        yield ".json", json.dumps({"plumbline": 1, "objectives": [{"title": text}]}).encode()


def _deep(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield documents in which everything stands in something else."""
    yield ".json", b"[" * size
    yield ".json", b'{"a":' * (size // 5)
    yield ".yaml", b"[" * size
    yield ".yaml", b"- " * (size // 2)
    yield ".yaml", b"? " * (size // 2)
    depth = int(size**0.5)
    yield ".yaml", "".join(f"{' ' * each}a:\n" for each in range(depth)).encode()
    yield ".md", "".join(f"{'  ' * each}- a\n" for each in range(depth)).encode()
    yield ".md", (">" * size + " a\n").encode()
    yield ".md", ("# Objective: Trust\n" + "<ul><li>KR" * (size // 10)).encode()


def _of_comments(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield documents most lines of which hide something."""
    yield ".md", b"# plumbline: ignore x: y\n" * (size // 25)
    yield ".md", MARKDOWN.encode() + b"<!-- plumbline: ignore x: y -->\n" * (size // 33)
    for comment in ("ignore PL-W01: y", "ignore no, such, rules", "ignore-objective x: y"):
        line = f"# plumbline: {comment}\n"
        yield ".yaml", (YAML + line * ((size - len(YAML)) // len(line))).encode()


def _of_many(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield documents that hold as much as fits of one thing."""
    ours, csv, table = (
        "plumbline: 1\nobjectives:\n",
        "objective,key result\n",
        "| O | KR |\n|--|--|\n",
    )
    for ending, head, line in (
        (".yaml", ours, "- title: Trust us\n"),
        (".yaml", ours, "- title: Trust us\r\n"),
        (".yaml", ours, "- &a {title: Trust, key_results: [{title: From 5 to 3}]}\n"),
        (".yaml", f"{ours}- &a {{title: Trust}}\n", "- *a\n"),
        (".yaml", ours, "- !!str x\n"),
        (".yaml", "", "a: b\n"),
        (".json", '{"plumbline": 1, "objectives": [{}', ',{"title": "a"}'),
        (".md", "# Objective: Trust\n", "- KR: Publish 24 stories\n"),
        (".md", "# Objective: Trust\n", "- KR 1: Cut churn from 5% to 3% by writing (0.4) @carl\n"),
        (".md", "", "# Objective: Trust us\n"),
        (".md", "# OKRs\n", "- a\n"),
        (".md", "# OKRs\n", "text\n\n"),
        (".md", table, "| Trust | Publish 24 |\n"),
        (".md", f"| Objective |{' KR |' * 1_000}\n|--|{'--|' * 1_000}\n", "| Trust " * 999 + "|\n"),
        (".csv", csv, "Trust us,Publish 24 stories\n"),
        (".csv", csv, ",,,,,,\n"),
        (".csv", f"{csv[:-1]},{'owner,' * 500}\n", "Trust," * 500 + "\n"),
        ("", "", "objective;key result\n"),
    ):
        whole = line * ((size - len(head)) // len(line))
        yield ending, (head + whole).encode()
        most = "".join(whole.splitlines(keepends=True)[:1_490])
        yield ending, (head + most).encode()
    yield ".md", b"- KR: Publish 24 stories\n" * 20_000


def _of_near_duplicates(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield documents whose lines are nearly alike, as many as are checked."""
    words = [f"{first}{second}ing" for first in "bcdfgklmnprst" for second in "aeiou"]
    for count in (4, 8, 30):
        titles = [" ".join(chance.choices(words[: count * 2], k=count)) for _ in range(1_490)]
        listed = "".join(f"- KR: Publish {title}\n" for title in titles)
        yield ".md", f"# Objective: Trust\n{listed}".encode()
        yield ".md", "".join(f"# Objective: {title}\n" for title in titles).encode()
        rows = "".join(f"{title},Cut {title}\n" for title in titles[:740])
        yield ".csv", f"objective,key result\n{rows}".encode()
