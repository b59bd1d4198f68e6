"""Features of the verb a line begins with, and of what it acts on."""

from plumbline.engine.rules.language.found import Found
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.vocabulary import (
    ABSTRACT,
    BASE_FORM,
    CONCRETE,
    COUNTED,
    DOWN,
    ENSURE,
    FLOW,
    HIRING,
    HOLD,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    REACH,
    SOFT,
    STAFF,
    TALKING,
    THIRD_FORM,
    UP,
    VERB,
    WINNING,
    WORK,
)

_OF_KINDS = (
    ("winning verb first", WINNING), ("talking verb first", TALKING), ("hiring verb first", HIRING),
    ("change verb first", UP | DOWN), ("soft change verb first", SOFT),
    ("reach verb first", REACH), ("hold verb first", HOLD), ("ensure verb first", ENSURE),
)  # fmt: skip


def head_features(line: Line, found: Found) -> None:
    """Look at the verb a line begins with."""
    if line.acts:
        found.at("subject first", line.tokens[line.begin])
        return
    if line.head is None:
        token = line.tokens[line.begin]
        found.at(
            "number first" if token.text[0].isdigit() or token.text in "<>≥≤~$€£" else "noun first",
            token,
        )
        return
    token, kinds = line.tokens[line.head], line.head_kinds
    if not kinds & VERB:
        found.at("unlisted verb first", token)
        return
    if kinds & CONCRETE:
        found.at("concrete work verb first", token)
    elif kinds & WORK:
        found.at("loose work verb first", token)
    for name, kind in _OF_KINDS:
        if kinds & kind:
            found.at(name, token)
    if (
        kinds & HOLD
        and token.text in {"hold", "holds", "holding", "held"}
        and not (line.object.around & MEASURE and not _counts(line))
    ):
        kinds = WORK
        found.pop("hold verb first", None)
    if kinds & WORK and not kinds & (UP | DOWN | HOLD):
        found.at(
            "work verb or reach verb first" if kinds & (REACH | SOFT) else "work verb first", token
        )
    if kinds & (PAST_FORM | THIRD_FORM) and not kinds & BASE_FORM:
        found.at("verb in the past first", token)


def _counts(line: Line) -> bool:
    """Return whether a number stands right behind the head: "Hold 6 reviews of compliance"."""
    head = line.head
    return (
        head is not None and head + 1 < len(line.tokens) and line.tokens[head + 1].text[0].isdigit()
    )


def object_features(line: Line, found: Found) -> None:
    """Look at what the head acts on, or what the line begins with."""
    phrase = line.object
    if line.acts or phrase.behind <= phrase.first or phrase.first >= len(line.tokens):
        return
    place = (
        line.tokens[phrase.first].start,
        line.tokens[min(phrase.behind, len(line.tokens)) - 1].end,
    )
    for name, kind in (
        ("measure as object", MEASURE), ("people as object", PEOPLE), ("deed counted as object", COUNTED),
        ("staff as object", STAFF), ("abstract object", ABSTRACT), ("thing made as object", MADE), ("what flows as object", FLOW),
    ):  # fmt: skip
        if phrase.kinds & kind:
            found.add(name, *place)
        elif phrase.around & kind:
            found.add(
                f"{name.split(' as ')[0]} near the object"
                if " as " in name
                else "abstract near the object",
                *place,
            )
    if not phrase.around & NOUN:
        found.add("object of no known kind", *place)
    moved = line.head_kinds & (UP | SOFT)
    if (
        moved
        and phrase.kinds & STAFF
        and not phrase.around & MEASURE
        and not found.get("from and to")
    ):
        found.add("a team that grows", *place)
