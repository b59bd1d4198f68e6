"""The table of figures in `docs/benchmarks.md`, between its two markers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures begin -->", "<!-- figures end -->"
HEADING = "## "

#: p95 in milliseconds that an act must not exceed; by the beginning of its name, the first holds.
GOALS: Mapping[str, float] = {
    "check-in with roll-up": 30,
    "tree of a team": 100,
    "the same as of a past day (HTTP)": 300,
    "page of the map": 300,
    "the map as of a past day": 300,
    "page of": 100,
    "API list of 50": 50,
    "full recomputation written back": 5000,
}
#: What is asked of SQLite beyond that, with as many people as are to live on it.
GOALS_SQLITE: Mapping[str, float] = {"page of": 50, "full recomputation written back": 2000}
PEOPLE_SQLITE = 500


def table(result: Mapping[str, Any]) -> str:
    """Return the figures of one run as Markdown, under a heading of its own."""
    title = (
        f"{_heading(result)}\n\n"
        f"Built in {result['built_seconds']:.0f} s; {result['memory_mb']} MB at most; "
        f"{result['machine']}.\n\n"
        "| act | p50 | p95 | of it CPU here | queries | floor | ratio | goal p95 |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    goals = dict(GOALS)
    if result["database"] == "sqlite":
        goals |= GOALS_SQLITE if result["people"] == PEOPLE_SQLITE else {}
    return title + "\n".join(_line(line, goals) for line in result["lines"])


def _heading(result: Mapping[str, Any]) -> str:
    people = f", {result['people']:,} people" if result["people"] else ""
    return f"{HEADING}{result['database']}, {result['size']:,} objectives{people}"


def _line(line: Mapping[str, Any], goals: Mapping[str, float]) -> str:
    floor, goal = line["floor"], _goal(line["act"], goals)
    cells = (
        line["act"],
        f"{line['p50']:.1f}",
        f"{line['p95']:.1f}",
        f"{line['cpu']:.1f}",
        str(line["queries"] or "–"),
        "–" if floor is None else f"{floor:.1f}",
        "–" if floor is None else f"{line['p50'] / floor:.1f} ×",
        "–" if goal is None else f"{goal:.0f}" + ("" if line["p95"] <= goal else " missed"),
    )
    return "| " + " | ".join(cells) + " |"


def _goal(act: str, goals: Mapping[str, float]) -> float | None:
    return next((goal for name, goal in goals.items() if act.startswith(name)), None)


def page_write(results: Sequence[Mapping[str, Any]]) -> None:
    """Put the tables of runs between the markers of the page, each in the place of its last one.

    Raises:
        ValueError: The page has lost its markers.
    """
    text = PAGE.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{PAGE} must hold the lines {BEGIN} and {END}.")
    before, rest = text.split(BEGIN, 1)
    found, after = rest.split(END, 1)
    parts = [f"{HEADING}{part.strip()}" for part in f"\n{found.strip()}".split(f"\n{HEADING}")[1:]]
    tables = {part.partition("\n")[0]: part for part in parts}
    tables |= {_heading(result): table(result) for result in results}
    figures = "\n\n".join(tables.values())
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", "utf-8")
