"""The table of figures in `docs/benchmarks.md`, between its two markers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures begin -->", "<!-- figures end -->"

#: p95 in milliseconds that an act must not exceed; by the beginning of its name.
GOALS: Mapping[str, float] = {
    "check-in with roll-up": 30,
    "tree of a team": 100,
    "page of the tree (HTTP)": 100,
    "API list of 50": 50,
}


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """Return the figures of all runs as Markdown, one table a run."""
    return "\n\n".join(_run(result) for result in results)


def _run(result: Mapping[str, Any]) -> str:
    title = (
        f"## {result['database']}, {result['size']:,} objectives\n\n"
        f"Built in {result['built_seconds']:.0f} s; {result['memory_mb']} MB at most; "
        f"{result['machine']}.\n\n"
        "| act | p50 | p95 | of it CPU here | queries | floor | ratio | goal p95 |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    return title + "\n".join(_line(line) for line in result["lines"])


def _line(line: Mapping[str, Any]) -> str:
    floor, goal = line["floor"], _goal(line["act"])
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


def _goal(act: str) -> float | None:
    return next((goal for name, goal in GOALS.items() if act.startswith(name)), None)


def page_write(figures: str) -> None:
    """Put the figures between the markers of the page.

    Raises:
        ValueError: The page has lost its markers.
    """
    text = PAGE.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{PAGE} must hold the lines {BEGIN} and {END}.")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", "utf-8")
