"""Lines that are at once an objective and its results, taken apart."""

import re

from plumbline.engine.documents.titles import CleanTitle

_SENTENCE_END = re.compile(
    r"(?<=[^\s.])(?<!\b[A-Z])(?<!\bvs)(?<!\bavg)(?<!\bDir)(?<!\betc)(?<!\be\.g)(?<!\bi\.e)[.;](?=\s+\S)"
)
_COLON = re.compile(r":(?=\s+[A-Z])")
_AND = re.compile(r"(?i)^and\s+")


def measures_split(clean: CleanTitle) -> tuple[CleanTitle, list[CleanTitle]]:
    """Split "Objective. Measure, measure." into the objective and its stated measures.

    Args:
        clean: The whole line, cleaned.

    Returns:
        The first sentence and the measures; the whole line and none when it is one sentence.
    """
    ends = _ends(clean.title)
    if not ends:
        return clean, []
    first, rest = ends[0], ends[1:]
    objective = clean.part(0, first)
    sentences: list[tuple[int, int]] = []
    start = first
    for end in (*rest, len(clean.title)):
        sentences.append((start, end))
        start = end
    sentences = [span for span in sentences if clean.title[slice(*span)].strip(" .;,")]
    if len(sentences) == 1:
        sentences = _at_commas(clean.title, *sentences[0])
    measures = [_trimmed(clean.part(*span)) for span in sentences]
    return _kept(clean, objective), [measure for measure in measures if measure.title]


def _ends(title: str) -> list[int]:
    """Return the offsets behind each sentence but the last, brackets skipped."""
    depth = 0
    opened: list[int] = []
    for character in title:
        depth += (character in "([") - (character in ")]")
        opened.append(depth)
    ends = [match.end() for match in _SENTENCE_END.finditer(title) if opened[match.start()] <= 0]
    colon = _COLON.search(title)
    if (
        colon
        and opened[colon.start()] <= 0
        and (not ends or colon.end() < ends[0])
        and ";" in title
    ):
        ends.insert(0, colon.end())
    return ends


def _at_commas(title: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split one sentence at its commas when every part can stand alone."""
    parts: list[tuple[int, int]] = []
    depth, begin = 0, start
    for position in range(start, end):
        character = title[position]
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0 and title[position + 1 : position + 2] == " ":
            parts.append((begin, position))
            begin = position + 1
    parts.append((begin, end))
    if all(len(_AND.sub("", title[slice(*part)].strip()).split()) >= 2 for part in parts):
        return parts
    return [(start, end)]


def _trimmed(measure: CleanTitle) -> CleanTitle:
    """Return a measure without the "and" that joined it."""
    match = _AND.match(measure.title)
    return measure.part(match.end(), len(measure.title)) if match else measure


def _kept(clean: CleanTitle, objective: CleanTitle) -> CleanTitle:
    """Return the objective with owner and marks of the whole line."""
    return CleanTitle(
        title=objective.title,
        offsets=objective.offsets,
        label=clean.label,
        owner=clean.owner,
        contributors=clean.contributors,
        owner_at=clean.owner_at,
        role=clean.role,
        tag=clean.tag,
        score=clean.score,
        due=clean.due,
    )
