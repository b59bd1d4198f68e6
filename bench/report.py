"""The table of figures in `docs/benchmarks.md`, between its two markers."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
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
#: Pages as of a past day take at most so many times as long as today's.
PAST_MOST = 3
#: MB that a full recomputation may take.
MEMORY_MOST = 500
#: Few at once are answered within so many ms (p95), more within so many times that, and of still
#: more at once there are at least so many of their answers.
FEW, FEW_MOST, MORE, MORE_MOST, RATE_LEAST = 2, 100.0, 8, 4, 0.9


def table(result: Mapping[str, Any]) -> str:
    """Return the figures of one run as Markdown, under a heading of its own."""
    title = (
        f"{_heading(result)}\n\n"
        f"Built in {result['built_seconds']:.0f} s; {result['memory_mb']} MB at most; "
        f"{result['machine']}.\n\n"
        "| act | p50 | p95 | CPU here | of the database | queries | floor | ratio | goal p95 |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    goals = dict(GOALS)
    if result["database"] == "sqlite":
        goals |= GOALS_SQLITE if result["people"] == PEOPLE_SQLITE else {}
    text = title + "\n".join(_line(line, goals) for line in result["lines"])
    text += f"\n\n{_pasts(result['lines'])} {_alone(result['recomputation'])}"
    crowds = result.get("crowds")
    return f"{text}\n\n{crowds_table(crowds)}" if crowds else text


def _pasts(lines: Sequence[Mapping[str, Any]]) -> str:
    """Say how much longer pages take as of a past day: each stands right behind today's."""
    said = []
    for today, past in pairwise(lines):
        if past["act"].endswith("as of a past day (HTTP)"):
            ratio = past["p50"] / today["p50"]
            missed = "" if ratio <= PAST_MOST else " missed"
            name = today["act"].removesuffix(" (HTTP)")
            said.append(f"{name} {ratio:.1f} ×{missed}")
    return f"As of a past day, beside today: {', '.join(said)} (goal {PAST_MOST} ×)."


def _alone(found: Mapping[str, Any]) -> str:
    """Say what a full recomputation takes in a process that does nothing else."""
    missed = "" if found["memory_mb"] <= MEMORY_MOST else " missed"
    return (
        f"Full recomputation in a process of its own: {found['seconds']:.2f} s by the clock, "
        f"{found['cpu_seconds']:.2f} s of it here; {found['memory_mb']} MB at most "
        f"(goal {MEMORY_MOST} MB{missed})."
    )


def crowds_table(crowds: Mapping[str, Any]) -> str:
    """Return what crowds were answered as Markdown, with what was asked of it."""
    head = (
        f"Many at once, {crowds['seconds']:.0f} s each; {crowds['machine']}. On an ordinary day: "
        f"what a night is for was done before, in {crowds['night_seconds']:.0f} s; *night*: while "
        "all of it was due.\n\n"
        "| at once | p50 ms | p95 ms | p95 to that of 2 | answers a second | failed | the askers |"
        " missed |\n"
        "|---:|---:|---:|---:|---:|---:|---:|---|\n"
    )
    day = {row["size"]: row for row in crowds["crowds"]}
    night = {row["size"]: row for row in crowds["at_night"]}
    lines = [_crowd(row, day, "") for row in day.values()]
    lines += [_crowd(row, night, "night, ") for row in night.values()]
    return head + "\n".join(lines)


def _crowd(row: Mapping[str, Any], rows: Mapping[int, Mapping[str, Any]], when: str) -> str:
    most = {FEW: FEW_MOST, MORE: FEW_MOST * MORE_MOST}.get(row["size"])
    missed = []
    if most is not None and row["p95"] > most:
        missed.append(f"{most:.0f} ms")
    if row["failures"]:
        missed.append(f"no error: {', '.join(sorted(set(row['failures'])))}")
    if row["size"] > MORE and row["rate"] < RATE_LEAST * rows[MORE]["rate"]:
        missed.append(f"{RATE_LEAST:.0%} of the answers at {MORE}")
    return (
        f"| {when}{row['size']} | {row['p50']:.0f} | {row['p95']:.0f}"
        f" | {row['p95'] / rows[FEW]['p95']:.1f} × | {row['rate']:.1f} | {len(row['failures'])}"
        f" | {row['own_share']:.0%} of a core | {'; '.join(missed)} |"
    )


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
        "–" if line["server"] is None else f"{line['server']:.1f}",
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
