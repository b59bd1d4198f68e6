"""Compares what the readers make of whole documents with trees read by hand.

    python -m bench.import_corpus --documents DIR --truth DIR [--show FILE] [--mistakes]

A truth is `<file>.json` with `objectives` (title, line, optionally `container` or `doubtful`) and
their `key_results` (title, line, baseline, target, optionally `number_doubt`). Containers may be
read or dropped; titles are compared with case, quotes, final punctuation and spacing normalised;
a line that is objective and result at once may be kept whole. The strict score skips doubtful
objectives and doubtful numbers; the full score counts everything.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plumbline.engine.documents.outline import outline
from plumbline.engine.documents.read import document_read
from plumbline.engine.messages import render

LIMIT = 0.95
_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’«»„`*_"))


@dataclass(frozen=True)
class Item:
    """One objective or key result, of the truth or of a reading."""

    kind: str
    title: str
    line: int
    parent: str | None = None
    baseline: str | None = None
    target: str | None = None
    doubtful: bool = False
    number_doubt: bool = False
    container: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes two items the same."""
        return self.kind, normal(self.title)


@dataclass
class Score:
    """Counts over one or more documents."""

    true: int = 0
    found: int = 0
    right: int = 0
    parents: list[int] = field(default_factory=lambda: [0, 0])
    targets: list[int] = field(default_factory=lambda: [0, 0, 0])
    baselines: list[int] = field(default_factory=lambda: [0, 0, 0])

    def add(self, other: "Score") -> None:
        """Add the counts of another score."""
        self.true, self.found, self.right = (
            self.true + other.true,
            self.found + other.found,
            self.right + other.right,
        )
        for mine, theirs in (
            (self.parents, other.parents),
            (self.targets, other.targets),
            (self.baselines, other.baselines),
        ):
            for index, count in enumerate(theirs):
                mine[index] += count

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 of items and the shares that are right."""
        return {
            "precision": _share(self.right, self.found),
            "recall": _share(self.right, self.true),
            "f1": _share(2 * self.right, self.found + self.true),
            "parents": _share(*self.parents),
            "targets": _share(2 * self.targets[0], self.targets[1] + self.targets[2]),
            "baselines": _share(2 * self.baselines[0], self.baselines[1] + self.baselines[2]),
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def normal(title: str) -> str:
    """Return a title without the differences that do not count."""
    text = unicodedata.normalize("NFC", title).translate(_QUOTES)
    return re.sub(r"\s+", " ", text).strip().rstrip(".:;!?, ").strip().casefold()


def truth_items(truth: Mapping[str, Any]) -> Iterator[Item]:
    """Yield the items of a tree read by hand."""
    for objective in truth["objectives"]:
        doubtful, container = bool(objective.get("doubtful")), bool(objective.get("container"))
        yield Item(
            "objective",
            objective["title"],
            objective["line"],
            doubtful=doubtful or container,
            container=container,
        )
        for result in objective["key_results"]:
            yield Item(
                "key_result",
                result["title"],
                result["line"],
                parent=objective["title"],
                baseline=result["baseline"],
                target=result["target"],
                doubtful=doubtful or container,
                number_doubt=bool(result.get("number_doubt")),
            )


def read_items(read: Mapping[str, Any]) -> Iterator[Item]:
    """Yield the items of an outline."""
    for item in read["items"]:
        metric = item["metric"] or {}
        yield Item(
            item["kind"],
            item["title"],
            item["line"] or 0,
            parent=item["parent_title"],
            baseline=metric.get("baseline"),
            target=metric.get("target"),
        )


def same_line_dropped(truth: Sequence[Item], read: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Forgive a different cut of lines that are objective and result at once.

    Where the truth cuts a line and the reading keeps it whole, or cuts it elsewhere, the pieces
    of both sides are dropped and the objective counts as the truth has it.
    """
    cut_lines = {
        item.line
        for item in truth
        if item.kind == "key_result"
        and any(o.kind == "objective" and o.line == item.line for o in truth)
    } | {
        item.line
        for item in read
        if item.kind == "key_result"
        and any(o.kind == "objective" and o.line == item.line for o in read)
        and any(o.kind == "objective" and o.line == item.line for o in truth)
    }
    kept_truth = [i for i in truth if not (i.kind == "key_result" and i.line in cut_lines)]
    kept_read: list[Item] = []
    renamed: dict[str, str] = {}
    for item in read:
        if item.line in cut_lines and item.kind == "key_result":
            continue
        whole = next((t for t in kept_truth if t.kind == "objective" and t.line == item.line), None)
        if (
            item.kind == "objective"
            and item.line in cut_lines
            and whole
            and normal(item.title).startswith(normal(whole.title)[:20])
        ):
            renamed[item.title] = whole.title
            item = Item("objective", whole.title, item.line)
        elif item.parent in renamed:
            item = Item(
                item.kind, item.title, item.line, renamed[item.parent], item.baseline, item.target
            )
        kept_read.append(item)
    return kept_truth, kept_read


def compare(
    truth: Sequence[Item], read: Sequence[Item], *, strict: bool
) -> tuple[Score, list[str]]:
    """Compare a reading with the truth.

    Returns:
        The counts, and each mistake as a line to read.
    """
    truth, read = same_line_dropped(truth, read)
    left = Counter(item.key for item in read)
    pairs: list[tuple[Item, Item]] = []
    mistakes: list[str] = []
    used: set[int] = set()
    spare: set[int] = set()
    score = Score()
    for item in truth:
        match = _match(item, read, used)
        skipped = item.container or (strict and item.doubtful)
        if match is None:
            if not skipped:
                score.true += 1
                mistakes.append(f"missing  {item.line:4} {item.kind}: {item.title[:100]}")
            continue
        used.add(match)
        if skipped:
            spare.add(match)
            continue
        score.true += 1
        score.right += 1
        pairs.append((item, read[match]))
    del left
    for index, item in enumerate(read):
        if index in spare or (index not in used and _excused(item, truth, strict)):
            continue
        score.found += 1
        if index not in used:
            mistakes.append(f"extra    {item.line:4} {item.kind}: {item.title[:100]}")
    for item, got in pairs:
        if item.kind == "key_result":
            _pair_score(score, item, got, strict, mistakes)
    return score, mistakes


def _match(item: Item, read: Sequence[Item], used: set[int]) -> int | None:
    """Return the reading of an item: same kind and title, the nearest line."""
    fits = [i for i, other in enumerate(read) if i not in used and other.key == item.key]
    return min(fits, key=lambda i: abs(read[i].line - item.line), default=None)


def _excused(item: Item, truth: Sequence[Item], strict: bool) -> bool:
    """Return whether an item that the truth does not have comes from a doubtful place."""
    for other in truth:
        if (other.container or (strict and other.doubtful)) and other.kind == "objective":
            parent = normal(item.parent or "")
            if parent == normal(other.title) or (
                item.kind == "objective" and item.line == other.line
            ):
                return True
    return False


def _pair_score(score: Score, item: Item, got: Item, strict: bool, mistakes: list[str]) -> None:
    """Count parent and numbers of one key result that was found."""
    if not (strict and item.doubtful):
        score.parents[1] += 1
        same = normal(item.parent or "") == normal(got.parent or "")
        score.parents[0] += same
        if not same:
            mistakes.append(
                f"parent   {item.line:4} {item.title[:50]}: {got.parent!r} for {item.parent!r}"
            )
    if strict and item.number_doubt:
        return
    for name, counts in (("target", score.targets), ("baseline", score.baselines)):
        want, have = getattr(item, name), getattr(got, name)
        counts[0] += want is not None and want == have
        counts[1] += want is not None
        counts[2] += have is not None
        if want != have:
            mistakes.append(f"{name:8} {item.line:4} {item.title[:80]}: {have} for {want}")


def show(path: Path) -> None:
    """Print what was read of one file beside the lines it was read from."""
    result = document_read(path.read_bytes(), name=path.name)
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    if result.declined:
        print("DECLINED:", render(result.declined))
    if result.document and result.document.cycle:
        print(
            "CYCLE:",
            result.document.cycle.name,
            result.document.cycle.start,
            result.document.cycle.end,
        )
    taken: dict[int, list[str]] = {}
    for item in outline(result)["items"]:  # type: ignore[attr-defined]
        metric = item["metric"]
        numbers = (
            f"  [{metric['kind']}: {metric['baseline']} -> {metric['target']} {metric['unit'] or ''}]"  # noqa: E501
            if metric
            else ""
        )
        mark = "O " if item["kind"] == "objective" else "  KR "
        parent = (
            f"  ^ {item['parent_title'][:40]}"
            if item["kind"] == "objective" and item["parent_title"]
            else ""
        )
        taken.setdefault(item["line"] or 0, []).append(f"{mark}{item['title']}{numbers}{parent}")
    for number, line in enumerate(lines, 1):
        if line.strip():
            print(f"{number:5} {line[:150]}")
        for text in taken.get(number, []):
            print(f"        >>> {text}")
    for left in result.left_out:
        print(f"left out {left.first}-{left.last}: {render(left.message)}")
    for problem in result.problems:
        print(f"problem {problem.line}:{problem.column}: {render(problem.message)}")


def run(documents: Path, truths: Path, mistakes_shown: bool) -> bool:
    """Compare every document that has a truth; return whether every overall figure will do."""
    total, total_full = Score(), Score()
    print(
        f"{'document':44} {'prec':>6} {'rec':>6} {'F1':>6} {'parent':>6} {'target':>6} {'base':>6}   (full F1, target)"  # noqa: E501
    )
    for path in sorted(truths.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        document = documents / truth["file"]
        read = list(read_items(outline(document_read(document.read_bytes(), name=document.name))))
        wanted = list(truth_items(truth))
        strict, mistakes = compare(wanted, read, strict=True)
        full, _ = compare(wanted, read, strict=False)
        total.add(strict)
        total_full.add(full)
        _print_row(truth["file"], strict, full)
        if mistakes_shown:
            for mistake in mistakes:
                print("      ", mistake)
    _print_row("ALL", total, total_full)
    figures = total.figures()
    return min(figures[name] for name in ("f1", "parents", "targets", "baselines")) >= LIMIT


def _print_row(name: str, strict: Score, full: Score) -> None:
    """Print the figures of one document."""
    figures = [f"{value:6.3f}" for value in strict.figures().values()]
    whole = full.figures()
    print(f"{name:44} {' '.join(figures)}   ({whole['f1']:.3f}, {whole['targets']:.3f})")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when every overall figure is at least 0.95."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, help="folder of documents")
    parser.add_argument("--truth", type=Path, help="folder of trees read by hand")
    parser.add_argument("--mistakes", action="store_true", help="print every difference")
    parser.add_argument("--show", type=Path, help="print one file beside its result")
    options = parser.parse_args(arguments)
    if options.show:
        show(options.show)
        return 0
    if not options.documents or not options.truth:
        parser.error("--documents and --truth are needed, or --show FILE")
    return 0 if run(options.documents, options.truth, options.mistakes) else 1


if __name__ == "__main__":
    sys.exit(main())
