"""A line as people write it, made into a title: prefix, owner, score and mark-up set apart."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from plumbline.engine.documents.labels import Label, Labelled, label_read
from plumbline.engine.documents.markup import (
    address_trailing_removed,
    line_unmarked,
    markup_removed,
    picture_leading,
)
from plumbline.engine.documents.roles import (
    NAMES_LAST,
    OWNER_AFTER,
    OWNER_AMONG,
    OWNER_BRACKETED,
    OWNER_FIRST,
    OWNER_LABELLED,
    OWNER_LEADING,
    OWNER_NAMED,
    OWNER_SQUARE,
    OWNER_TRAILING,
    named_surely,
    owners_split,
    role_prefix,
)
from plumbline.engine.documents.status_marks import (
    status_emphasized,
    status_leading,
    status_tail,
)
from plumbline.engine.documents.traced import Traced

LONGEST_LINE = 4000
"""Characters of one line that are looked at; no title comes near it."""
LINES_KNOWN = 256
"""Lines whose reading is remembered: rows of a table repeat their objective."""

_NUMBERING = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2}){2,3}\.?|\d{1,2}\.\d{1,2}(?:\.|(?=\s+[^\sa-zäöüß%]))|\d{1,2}[.)])"
    r"\s+(?=\S)"
)
"""A number of two parts counts only before a capital: "4.8 stars" is an amount."""
_PLAIN_NUMBER = re.compile(r"\s*\d{1,2}\s+(?=\S)")
_PRIORITY = re.compile(
    r"(?i)^\s*(?:[(\[]\s*(?:p[0-4]|prio(?:rity)?\s*\d|must|should|could|stretch|committed"
    r"|aspirational|moonshot|roofshot|high|medium|low)\s*[)\]]\s*[:–—-]?|p[0-4x]\s*(?:[:–—-]|(?=@))"
    r"|(?:stretch|committed|aspirational|moonshot|roofshot)(?: goal| target)?\s*[:–—]"
    r"(?=\s+\S+(?:\s+\S+){3}))\s*"
)
_PRIORITY_TAIL = re.compile(
    r"(?i)\s*[(\[]\s*(?:p[0-4]|prio(?:rity)?\s*\d|stretch(?: goal)?|committed|aspirational|moonshot"
    r"|roofshot)\s*[)\]]\s*$"
)
_TAG = re.compile(r"^\s*\[(?P<tag>[^\W\d][^\[\]\n]{0,40})\]\s*[:–—-]?\s*(?=\S)")
_NO_TAG = re.compile(r"(?i)only|internal|confidential|redacted|tbd|insert|name|metric|number|^x$")
_DUE_TAIL = re.compile(
    r"(?i)\s*[(\[|,;–—-]?\s*(?:due(?: date| by)?|deadline|f[äa]llig(?: am)?|target date|eta)\s*[:=]?\s*"  # noqa: E501
    r"(?P<due>\d{4}-\d\d-\d\d)\s*[)\]]?\s*$|\s*📅\s*(?P<due2>\d{4}-\d\d-\d\d)\s*$"
)
_OWNER_MARK, _DAY_MARK, _BRACKET = re.compile(r"[:=@(\[]"), re.compile("-"), re.compile(r"[(\[]")
"""One of these stands in whatever names an owner, a day, a priority behind a title."""

_WORK_IN_PROGRESS = re.compile(r"(?i)^\s*(?:!?\[?(?:wip|draft|done|new)\]?!\s*)+:?\s*")
_WORDS_ALONE = re.compile(
    r"[^\W\d_]{2,}(?:-[^\W\d_]+)*,?"
    r"(?: (?:[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:\.\d+)?%?),?){0,200}"
)
"""Words and numbers with single spaces: nothing of it can be a mark, but for a label in front."""

_OPENING, _CLOSING = "\"'“‘«„`", "\"'”’»“`"


@dataclass(frozen=True, slots=True)
class CleanTitle:
    """What one line says when its marks are set apart.

    Attributes:
        title: One line of words; empty when the line is nothing but marks.
        offsets: For each character of `title` its offset in the line that was read.
        label: The first label in front, or `None`.
        owner: First owner as written, handles without `@`.
        contributors: Further owners.
        owner_at: Half-open stretch of the line that names the owners.
        role: Role or department in front ("VP Eng"), when it was taken for one.
        tag: Team named in brackets in front.
        score: Score, share done or state as written, without its brackets.
        due: Day named by a "due" mark behind the title.
    """

    title: str
    offsets: tuple[int, ...] = ()
    label: Labelled | None = None
    owner: str | None = None
    contributors: tuple[str, ...] = ()
    owner_at: tuple[int, int] | None = None
    role: str | None = None
    tag: str | None = None
    score: str | None = None
    due: date | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the line the characters `start` to `end` of the title stood."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def at(self, offsets: tuple[int, ...]) -> "CleanTitle":
        """Return the same words at other places, where the owners have none."""
        return CleanTitle(
            title=self.title,
            offsets=offsets,
            label=self.label,
            owner=self.owner,
            contributors=self.contributors,
            role=self.role,
            tag=self.tag,
            score=self.score,
            due=self.due,
        )

    def part(self, start: int, end: int) -> "CleanTitle":
        """Return the characters `start` to `end` as a title of their own, without marks."""
        piece = Traced(self.title[start:end], self.offsets[start:end]).strip(" ,;")
        return CleanTitle(title=piece.text, offsets=piece.offsets)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the lines of one document are written, told by looking at all of them.

    Attributes:
        owner_prefixes: Any short text before a colon is an owner.
        owner_suffixes: A name in brackets at the end is an owner.
        names_at_end: Names that end lines without any mark ("… Ada/Bob").
        scores_behind: A share behind a colon or dash is how far it is, never the aim.
        numbers_in_front: Headings beside each other are numbered without a point ("1 Title").
    """

    owner_prefixes: bool = False
    owner_suffixes: bool = False
    names_at_end: frozenset[str] = frozenset()
    scores_behind: bool = False
    numbers_in_front: bool = False


NO_HABITS = Habits()


@dataclass(slots=True)
class _Parts:
    """What has been set apart so far."""

    line: Traced
    label: Labelled | None = None
    owners: tuple[str, ...] = ()
    owner_at: tuple[int, int] | None = None
    role: str | None = None
    tag: str | None = None
    score: str | None = None
    due: date | None = None


@lru_cache(maxsize=LINES_KNOWN)
def title_clean(text: str, habits: Habits = NO_HABITS) -> CleanTitle:
    """Set apart what a line says beside its title.

    Removed are list marks, check boxes, labels and numbers ("KR 2.1:"), roles ("VP Eng:"),
    priority marks, team tags, scores and states, owners, status lights, mark-up and link addresses.
    Brackets that are text, dates inside the sentence and misspellings stay.

    Args:
        text: One line; only its first `LONGEST_LINE` characters are looked at.
        habits: What is usual in the document the line is from.

    Returns:
        The title and what was set apart, with offsets into `text`.
    """
    # Most cells of a table are words; it takes a quarter of the time to see that.
    is_bare = habits == NO_HABITS and _WORDS_ALONE.fullmatch(text) and text[-1] != ","
    if is_bare and len(text) <= LONGEST_LINE and label_read(text) is None:
        return CleanTitle(title=text, offsets=tuple(range(len(text))))
    return traced_clean(Traced.of(text[:LONGEST_LINE]).gaps_shortened(), habits)


def picture_kept(text: str, clean: CleanTitle) -> CleanTitle:
    """Return a title with the picture that stood in front; a cell of a table has no bullets."""
    picture = picture_leading(text)
    if not picture or not clean.title or not text[len(picture) :].startswith(clean.title):
        return clean
    return replace(clean, title=picture + clean.title, offsets=())


def traced_clean(line: Traced, habits: Habits = NO_HABITS) -> CleanTitle:
    """Like `title_clean`, for a line whose characters come from a longer text."""
    line = line_unmarked(line)
    emphasized = status_emphasized(line.text)
    parts = _Parts(line)
    if emphasized is not None:
        tail = line.cut(emphasized)
        parts.score = markup_removed(tail).squeeze().text[:60] or None
        line = line.cut(0, emphasized)
    parts.line = markup_removed(line).squeeze()
    numbered = _PLAIN_NUMBER.match(parts.line.text) if habits.numbers_in_front else None
    if numbered:
        parts.line = parts.line.cut(numbered.end())
    _front_taken(parts, habits.owner_prefixes)
    _back_taken(parts, habits)
    title = _unquoted(parts.line.strip(" \t-–—|·•,;\\").squeeze())
    return CleanTitle(
        title=title.text,
        offsets=title.offsets,
        label=parts.label,
        owner=parts.owners[0] if parts.owners else None,
        contributors=parts.owners[1:],
        owner_at=parts.owner_at,
        role=parts.role,
        tag=parts.tag,
        score=parts.score,
        due=parts.due,
    )


def _front_taken(parts: _Parts, owner_prefixes: bool) -> None:
    """Take labels, numbers, roles, tags and priority marks off the front, in any order."""
    for _ in range(8):
        before = len(parts.line)
        _label_taken(parts)
        for pattern in (_NUMBERING, _PRIORITY, _WORK_IN_PROGRESS):
            match = pattern.match(parts.line.text)
            if match and match.end() < len(parts.line):
                parts.line = parts.line.cut(match.end())
        done = status_leading(parts.line.text)
        if 0 < done < len(parts.line):
            parts.score = parts.line.text[:done].strip(" ()[]:-–—")
            parts.line = parts.line.cut(done)
        _owner_in_front_taken(parts, owner_prefixes)
        if len(parts.line) == before:
            return


def _label_taken(parts: _Parts) -> None:
    """Take one label off the front, remembering the first that says what the line is."""
    found = label_read(parts.line.text)
    structural = {Label.OBJECTIVE, Label.KEY_RESULT, Label.INITIATIVE, Label.OKR}
    if found is None or (parts.label is not None and found.label not in structural):
        return
    if parts.label is None or parts.label.label is Label.OKR:
        parts.label = found
        parts.role = found.role or parts.role
    elif found.label is not parts.label.label:
        return
    if found.aside and "%" in found.aside:
        parts.score = found.aside
    parts.line = parts.line.cut(found.end)


def _owner_in_front_taken(parts: _Parts, owner_prefixes: bool) -> None:
    """Take a role, a handle or a team tag off the front."""
    text = parts.line.text
    if parts.label is not None and parts.label.label not in {
        Label.OBJECTIVE,
        Label.KEY_RESULT,
        Label.INITIATIVE,
        Label.OKR,
    }:
        return
    prefix = role_prefix(text, any_short=owner_prefixes) if parts.role is None else None
    if prefix and label_read(text) is None:
        parts.role = prefix[0]
        parts.line = parts.line.cut(prefix[1])
        return
    handle = OWNER_LEADING.match(text)
    if handle and not parts.owners:
        _owner_set(parts, handle)
        parts.line = parts.line.cut(handle.end())
        return
    tag = _TAG.match(text)
    if tag and not _NO_TAG.search(tag["tag"]) and len(tag["tag"].split()) <= 3:
        parts.tag = tag["tag"].strip()
        parts.line = parts.line.cut(tag.end())


def _back_taken(parts: _Parts, habits: Habits) -> None:
    """Take scores, due marks and owners off the back, in any order."""
    for _ in range(6):
        before = len(parts.line)
        found = status_tail(parts.line.text, scored=habits.scores_behind)
        if found and not (parts.label and parts.label.label is Label.SCORE):
            parts.score = parts.score or found[1]
            parts.line = parts.line.cut(0, found[0])
        _owner_behind_taken(parts, habits.owner_suffixes)
        last = NAMES_LAST.search(parts.line.text) if habits.names_at_end else None
        if last and habits.names_at_end.issuperset(re.split(r"[/,&]", last["owner"])):
            _owner_set(parts, last)
            parts.line = parts.line.cut(0, last.start())
        for pattern, mark in ((_DUE_TAIL, _DAY_MARK), (_PRIORITY_TAIL, _BRACKET)):
            text = parts.line.text
            match = pattern.search(text) if mark.search(text) else None
            if match and match.start() > 0:
                parts.due = parts.due or _day(match.groupdict().get("due") or "")
                parts.line = parts.line.cut(0, match.start())
        parts.line = address_trailing_removed(parts.line).strip()
        if len(parts.line) == before:
            return


def _owner_behind_taken(parts: _Parts, owner_suffixes: bool) -> None:
    """Take owners off the back: each of the patterns asks for one of a few marks."""
    if not _OWNER_MARK.search(parts.line.text):
        return
    for pattern in (
        OWNER_FIRST,
        OWNER_AMONG,
        OWNER_LABELLED,
        OWNER_BRACKETED,
        OWNER_SQUARE,
        OWNER_TRAILING,
        OWNER_AFTER,
        OWNER_NAMED,
    ):
        match = pattern.search(parts.line.text)
        if match and pattern is OWNER_NAMED and not owner_suffixes:
            match = match if named_surely(match["owner"]) else None
        if match and parts.line.text[: match.start()].strip():
            _owner_set(parts, match)
            parts.line = parts.line.without(*match.span())


def _owner_set(parts: _Parts, match: re.Match[str]) -> None:
    """Remember the owners that a match names, and where."""
    if not parts.owners:
        parts.owners = owners_split(match["owner"])
        parts.owner_at = parts.line.origin(*match.span("owner"))


def _day(text: str) -> date | None:
    """Return the day written as `YYYY-MM-DD`, `None` when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unquoted(title: Traced) -> Traced:
    """Take off quotation marks that hold the whole title."""
    text = title.text
    if len(text) > 2 and text[0] in _OPENING and text[-1] in _CLOSING:
        inner = text[1:-1]
        if not any(mark in inner for mark in '"“”«»„`'):
            return title.cut(1, -1).strip()
    return title
