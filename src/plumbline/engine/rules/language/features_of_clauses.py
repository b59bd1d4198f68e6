"""Features of second clauses, and of states said to hold."""

from itertools import pairwise

from plumbline.engine.rules.language.found import Found, behind_of
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.phrases import phrase_at
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    BASE_FORM,
    BEHAVE,
    CONCRETE,
    COUNTED,
    DOWN,
    FLOW,
    HIRING,
    HOLD,
    ING_FORM,
    LAUNCH,
    LINKING,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PRAISE,
    REACH,
    RESULTING,
    SOFT,
    STAFF,
    TALKING,
    THIRD_FORM,
    UP,
    WINNING,
    WORK,
)

_DONE_WORDS = frozenset(
    [
        "done",
        "complete",
        "completed",
        "live",
        "available",
        "ready",
        "place",
        "production",
        "finished",
        "implemented",
        "launched",
        "published",
        "released",
        "deployed",
        "documented",
        "established",
        "created",
        "delivered",
        "built",
        "shipped",
        "finalized",
        "finalised",
        "signed-off",
        "approved",
        "hired",
        "onboarded",
        "trained",
        "migrated",
        "integrated",
        "enabled",
        "operational",
    ]
)


_MORE_OR_LESS = frozenset(
    [
        "fewer",
        "more",
        "higher",
        "lower",
        "less",
        "faster",
        "shorter",
        "no",
        "zero",
        "improved",
        "increased",
        "reduced",
        "rising",
        "falling",
        "stronger",
        "lower",
        "larger",
        "smaller",
        "decline",
        "growth",
        "increase",
        "decrease",
        "reduction",
    ]
)


_BETTER_AT_THE_END = frozenset(
    [
        "better",
        "cheaper",
        "earlier",
        "easier",
        "faster",
        "fewer",
        "happier",
        "less",
        "longer",
        "more",
        "quicker",
        "safer",
        "shorter",
        "simpler",
        "sooner",
        "often",
    ]
)


_DEEDS = frozenset(
    [
        "preparation",
        "implementation",
        "introduction",
        "relaunch",
        "launch",
        "rollout",
        "migration",
        "development",
        "redesign",
        "refresh",
        "set-up",
        "setup",
        "expansion",
        "creation",
        "completion",
        "establishment",
        "integration",
        "consolidation",
        "restructuring",
        "hiring",
        "recruiting",
        "onboarding",
        "programme",
        "program",
        "plan",
        "planning",
        "review",
        "audit",
        "upgrade",
        "update",
        "deployment",
        "automation",
        "overhaul",
        "training",
        "guidelines",
        "documentation",
    ]
)


_PLANS = frozenset(
    ["plan", "plans", "roadmap", "milestones", "deliverables", "schedule", "backlog", "commitments"]
)


_TARIFFS = frozenset(
    [
        "annual",
        "basic",
        "business",
        "enterprise",
        "free",
        "legacy",
        "monthly",
        "old",
        "paid",
        "premium",
        "pro",
        "starter",
        "team",
        "yearly",
    ]
)
"""What makes a plan one that customers are on."""

_GOALS = frozenset(["goal", "goals", "target", "targets", "quota", "quotas", "forecast", "budget"])


_MEANS = frozenset(["by", "through", "via"])


VERY_SHORT = 3
"""Words up to which a line is very short."""

_JOINING = frozenset(
    [
        "and",
        "to",
        "&",
        "that",
        "which",
        ",",
        "while",
        "with",
        "or",
        ";",
        "/",
        "successfully",
        "+",
        ".",
    ]
)


_CHANGE = UP | DOWN | SOFT | REACH | HOLD | RESULTING


def clause_features(line: Line, found: Found) -> None:
    """Look for a second clause that measures, or that names work as the means."""
    tokens, begin = line.tokens, line.object.first
    starts = [number.start for number in line.numbers]
    starts += [start for start, _ in placeholders_in(line.text)]
    for index in range(begin, len(tokens)):
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        so_that = token.text == "so" and following is not None and following.text == "that"
        if so_that and any(token.end <= start <= token.end + 60 for start in starts):
            found.at("change with a number in a second clause", token)
        if token.kinds & _CHANGE and index > begin:
            _changes(line, index, starts, found)
        if token.text == "with" and index > begin:
            _with_clause(line, index, found)
        if token.text in _MEANS and following is not None and following.kinds & ING_FORM:
            found.at("work as the means", following)
        if token.text == "measured":
            found.at("says how it is measured", token)


def _changes(line: Line, index: int, starts: list[int], found: Found) -> None:
    """Look whether a verb of change stands in a second clause, and a number behind it."""
    token, before = line.tokens[index], line.tokens[index - 1].text
    if token.kinds & (MADE | PAST_FORM) or not (before in _JOINING or token.kinds & RESULTING):
        return
    if any(token.end <= start <= token.end + 80 for start in starts):
        found.at("change with a number in a second clause", token)
        how = "that" if token.kinds & RESULTING else "and"
        how = before if before in {"and", "to", "that"} else how
        found.at(f"change with a number behind {how}", token)
    elif token.kinds & (UP | DOWN):
        found.at("change in a second clause", token)


def _with_clause(line: Line, index: int, found: Found) -> None:
    """Look at what stands behind "with": "with 20 paying customers"."""
    token = line.tokens[index]
    for number in line.numbers:
        if not token.end <= number.start <= token.end + 24:
            continue
        behind = behind_of(line, number.end)
        phrase = phrase_at(line.tokens, behind)
        if number.kind == "percent" or phrase.kinds & (MEASURE | PEOPLE | COUNTED):
            brings = line.head is not None and line.tokens[line.head].kinds & LAUNCH
            found.at("brought about with a result" if brings else "with a measured result", token)
        elif not (number.kind == "time" and number.hyphenated):
            found.at("with a number of things", token)
        return
    phrase = phrase_at(line.tokens, index + 1)
    if phrase.kinds & MEASURE:
        found.at("with a measure", token)


def statement_features(line: Line, found: Found) -> None:
    """Look for a state that is said to hold: "… is live", "… published", "customers can …"."""
    words = [token for token in line.tokens if token.word]
    if not words:
        return
    _praise(line, found)
    _single_words(line, words, found)
    if line.head is None:
        for token in words[-2:]:
            if token.text in _BETTER_AT_THE_END and token is not words[0]:
                found.at("better at the end", token)
        for token in words[:4]:
            if token.text in _DEEDS:
                found.at("deed as a noun", token)
        _predicate(line, found)
    if len(words) <= VERY_SHORT:
        found.add("very short", words[0].start, words[-1].end)
    if "than" not in line.text.lower():
        return  # nearly all lines
    for before, token, behind in zip(words, words[1:], words[2:], strict=False):
        compared = token.text == "than" and not behind.text[0].isdigit()
        if compared and before.text not in {"older", "more", "less"}:
            found.at("comparison", token)


def _praise(line: Line, found: Found) -> None:
    """Look for words that describe a better state, and for a second piece of work."""
    for index in range(line.begin + 1, len(line.tokens)):
        token = line.tokens[index]
        superlative = not token.kinds and token.text.endswith("est") and len(token.text) > 5
        if token.kinds & PRAISE or superlative:
            found.at("praise", token)
        concrete = token.kinds & CONCRETE and token.kinds & BASE_FORM
        works = (concrete or token.pair & WORK) and index > line.begin + 1
        if works and line.tokens[index - 1].text in {"and", "&", ",", "then"}:
            found.at("work verb in a second clause", token)


def _single_words(line: Line, words: list[Token], found: Found) -> None:
    """Look for single words that say something wherever they stand."""
    if line.tokens[line.begin].text in _MORE_OR_LESS:
        found.at("more or less of something", line.tokens[line.begin])
    for before, token in pairwise(words):
        if token.text in _PLANS and token.text[:4] == "plan" and _is_on_plan(line, token):
            found.at("on plan", token)
        elif token.text in _PLANS and not (before.text in _TARIFFS and token.text[:4] == "plan"):
            found.at("a plan of one's own", token)
        elif token.text in _GOALS:
            found.at("a target of the measure", token)
    for token in reversed(words[-4:]):
        if token.text in _DONE_WORDS and token is not words[0]:
            found.at("done at the end", token)
            break


def _is_on_plan(line: Line, plan: Token) -> bool:
    """Return whether something keeps to a plan: "Costs on plan", "recovered to plan"."""
    index = line.tokens.index(plan)
    words = [token.text for token in line.tokens[max(0, index - 2) : index]]
    return bool(words) and (words[-1] in _ON or (len(words) == 2 and words[0] == "on"))


def _act(line: Line, verb: Token, found: Found) -> None:
    """Look at who does what: "Budget owners see their figures"."""
    for name, kind in (("people as subject", PEOPLE), ("staff as subject", STAFF)):
        if line.object.kinds & kind:
            found.at(name, verb)
    if not line.object.kinds & (PEOPLE | STAFF):
        found.at("something else as subject", verb)
    if verb.kinds & (UP | DOWN):
        found.at("measure that moves", verb)
    elif verb.kinds & BEHAVE and line.object.around & (PEOPLE | STAFF | COUNTED | FLOW):
        found.at("people do something", verb)
    elif verb.kinds & (REACH | WINNING | SOFT) and verb.kinds & THIRD_FORM:
        found.at("thing that brings something", verb)
    if verb.kinds & TALKING:
        found.at("subject that talks", verb)


_ON = frozenset({"on", "to", "against", "versus", "vs", "within", "above", "below"})


def _predicate(line: Line, found: Found) -> None:
    """Look at what is said of the noun a line begins with."""
    people = line.object.around & (PEOPLE | STAFF | COUNTED)
    if line.acts and line.verb is not None:
        _act(line, line.tokens[line.verb], found)
        return
    behind = line.tokens[line.object.behind] if line.object.behind < len(line.tokens) else None
    for token in line.tokens[line.object.behind : line.object.behind + 6]:
        kinds = token.kinds
        if kinds & PAST_FORM and kinds & (WORK | HIRING) and not kinds & (REACH | UP | DOWN):
            found.at("noun worked on", token)
            return
        if kinds & PAST_FORM and kinds & WORK and kinds & REACH and not kinds & NOUN:
            found.at("noun worked on or reached", token)
            return
        verb = kinds & (BASE_FORM | THIRD_FORM)
        if token.text in {"can", "could", "able"} and people:
            found.at("people can do something", token)
        elif kinds & LINKING:
            found.at("statement of a state", token)
        elif kinds & (UP | DOWN) and verb:
            found.at("measure that moves", token)
        elif (kinds & BEHAVE and kinds & ING_FORM and people and token is behind) or (
            kinds & BEHAVE and verb and (people or line.object.around & FLOW)
        ):
            found.at("people do something", token)
        elif kinds & (REACH | WINNING | SOFT) and kinds & THIRD_FORM and not kinds & NOUN:
            found.at("thing that brings something", token)
