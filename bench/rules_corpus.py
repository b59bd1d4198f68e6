"""Labelled lines to measure the rules on: a corpus in JSON lines, and sentences of our own."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests/engine/rules/language"
OWN = "own sentences"
_LABELS = {"o": "outcome", "w": "activity", "m": "milestone", "u": "unclear"}
_DIRECTIONS = {"+": "increase", "-": "decrease", "=": "maintain", ">": "reach", ".": "none"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line with what a reader said of it; labels that were not given are left out."""

    text: str
    kind: str
    organization: str
    labels: Mapping[str, object]


def corpus_read(path: Path) -> list[Labelled]:
    """Read a corpus: one JSON object a line with `text`, `kind`, `org` and labels."""
    lines = []
    for raw in path.read_text(encoding="utf-8").splitlines():
        if not raw.strip():
            continue
        entry = json.loads(raw)
        known = {key: value for key, value in entry.items() if key not in {"text", "kind", "org"}}
        lines.append(Labelled(entry["text"], entry["kind"], entry.get("org") or "", known))
    return lines


def sentences_read(folder: Path = FOLDER) -> list[Labelled]:
    """Read the sentences of our own: `label|flags|text`, a line each."""
    return [
        *(_key_result(*parts) for parts in _parts(folder / "sentences_key_results.txt")),
        *(
            Labelled(
                text,
                "objective",
                OWN,
                {"is_activity": label == "t", "qualitative": "N" not in flags},
            )
            for label, flags, text in _parts(folder / "sentences_objectives.txt")
        ),
    ]


def _parts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield label, flags and text of each line that is no comment."""
    for raw in path.read_text(encoding="utf-8").splitlines():
        if raw and not raw.startswith("#"):
            label, flags, text = raw.split("|", 2)
            yield label, flags, text


def _key_result(label: str, flags: str, text: str) -> Labelled:
    """Return a key result of our own with its labels."""
    said = [_DIRECTIONS[flag] for flag in flags if flag in _DIRECTIONS]
    labels: dict[str, object] = {
        "label": _LABELS[label],
        "has_number": "N" in flags,
        "has_baseline": "B" in flags,
        "vanity": "V" in flags,
        "deadline_in_text": "D" in flags,
        "direction": said[-1],
    }
    return Labelled(text, "key_result", OWN, labels)
