"""What somebody's week holds: due first, the first row open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.checkins.openings import LatestEntry, latest_entries
from plumbline.domain.checkins.selectors import MyCheckIn, my_check_ins, my_check_ins_due
from plumbline.domain.jottings.selectors import jottings_since
from plumbline.domain.okrs.selectors.around import owned_running
from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.web.checkins.rows import Opening, closed_row, opened_row
from plumbline.web.checkins.saving import UNTRIED, Outcome
from plumbline.web.checkins.typed import Typed
from plumbline.web.framing import WEEK_COUNT_ID
from plumbline.web.okrs.written import day_full, day_long, value_alone
from plumbline.web.reviews.weekly_answers import QuestionsLine, question_lines
from plumbline.web.ui.controls import CheckInRow
from plumbline.web.ui.notices import Empty
from plumbline.web.ui.signs import Confidence
from plumbline.web.visits import Visit

TARGET = "week"
SKIP_FORM = "my-week"  # under which name a reason for skipping is kept among the jottings
MOST_NAMED = 400  # key results in an address; a longer one was not made by this page


@dataclass(frozen=True, slots=True)
class Asked:
    """How the week was asked for.

    Attributes:
        open_key: The key result to open; empty opens the first that is due.
        skipped: Key results left for later; they are kept in the address.
        why: Reasons that were given for it this week, by key result.
        typed: What was typed into the open row, after a refusal.
        outcome: Why it was refused.
    """

    open_key: str = ""
    skipped: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    typed: Typed | None = None
    outcome: Outcome = UNTRIED


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """Everything the template says.

    Attributes:
        head: How many there are and how many are done.
        day: Today, written out.
        rows: Done ones first, then what is due.
        later: What is not due yet.
        waiting: How many are due, as the navigation says it.
        empty: Shown in place of rows when there is nothing to do.
        questions: Asked once a week behind the last key result, for each team.
    """

    head: str
    day: str
    rows: tuple[CheckInRow, ...]
    later: tuple[CheckInRow, ...]
    waiting: int
    empty: Empty | None
    questions: tuple[QuestionsLine, ...] = ()
    count_id: str = WEEK_COUNT_ID

    @property
    def is_open(self) -> bool:
        """Whether a row is open, so that the keys are worth telling."""
        return any(row.state == "open" for row in (*self.rows, *self.later))


def only_reads(visit: Visit) -> bool:
    """Whether the viewer writes nothing here and owns nothing that runs, as a board member."""
    if writes(visit.viewer) or my_check_ins_due(viewer=visit.viewer, at=visit.at):
        return False
    return not owned_running(viewer=visit.viewer, at=visit.at)


def skipped_of(text: str) -> tuple[str, ...]:
    """Read the skipped key results from an address."""
    return tuple(filter(None, text.split(",")[:MOST_NAMED]))


def week_page(visit: Visit, asked: Asked) -> WeekPage:
    """Return the week of the viewer."""
    mine = my_check_ins(viewer=visit.viewer, at=visit.at)
    latest = latest_entries(viewer=visit.viewer, key_results=[row.facts.public_id for row in mine])
    monday = visit.today - timedelta(days=visit.today.weekday())
    done = [
        row
        for row in mine
        if row.is_done and row.begins_on is None and (row.facts.checked_in_on or monday) >= monday
    ]
    due = [row for row in mine if not row.is_done]
    later = [row for row in mine if row.is_done and row not in done]
    asked = _recalled(visit, asked, due)
    chosen = asked.open_key or _first(due, asked.skipped)
    ordered = [*done, *due]
    rows = [
        _row(visit, row, latest, asked, chosen=chosen, number=number, is_in=row in done)
        for number, row in enumerate([*ordered, *later], 1)
    ]
    return WeekPage(
        head=_head(ordered, len(done)),
        day=day_full(visit.today),
        rows=tuple(rows[: len(ordered)]),
        later=tuple(rows[len(ordered) :]),
        waiting=len(due),
        empty=_empty(visit, mine, due),
        questions=question_lines(visit, mine),
    )


def week_url(visit: Visit, *, open_key: str = "", skipped: Sequence[str] = ()) -> str:
    """Return the address of the week with a row open and others skipped."""
    pairs = {"open": open_key, "skipped": ",".join(skipped)}
    query = urlencode({name: value for name, value in pairs.items() if value}, safe=",")
    url = reverse("my-week", args=[visit.slug])
    return f"{url}?{query}" if query else url


def _recalled(visit: Visit, asked: Asked, due: Sequence[MyCheckIn]) -> Asked:
    """Add what was skipped this week with a reason: that stays skipped without the address."""
    if not due:
        return asked
    monday = visit.today - timedelta(days=visit.today.weekday())
    since = datetime.combine(monday, time.min, tzinfo=zone_of(viewer=visit.viewer))
    kept = jottings_since(viewer=visit.viewer, form=SKIP_FORM, since=since)
    why = {each.sheet: each.first("why") for each in kept}
    more = (key for key in why if key not in asked.skipped)
    return replace(asked, skipped=(*asked.skipped, *more), why=why)


def _first(due: Sequence[MyCheckIn], skipped: Sequence[str]) -> str:
    waiting = (row.facts.public_id for row in due if row.facts.public_id not in skipped)
    return next(waiting, "")


def _row(
    visit: Visit,
    mine: MyCheckIn,
    latest: Mapping[str, LatestEntry],
    asked: Asked,
    *,
    chosen: str,
    number: int,
    is_in: bool,
) -> CheckInRow:
    facts = mine.facts
    key = facts.public_id
    row = replace(
        closed_row(visit, facts, mine.sparkline, number=number),
        open_url=week_url(visit, open_key=key, skipped=[k for k in asked.skipped if k != key]),
        aside=_aside(mine, on=visit.today),
        target=TARGET,
    )
    if mine.begins_on is not None and not facts.needs_baseline:
        return replace(row, open_url="")
    entry = latest.get(key)
    if key == chosen:
        row = opened_row(visit, row, facts, entry, _opening(visit, key, asked))
        return replace(row, path=" · ".join(filter(None, [_for(mine), row.path])))
    if is_in:
        return _saved(visit, row, mine, entry, asked)
    if key not in asked.skipped:
        return row
    again = ",".join(asked.skipped)
    return replace(row, state="skipped", aside=asked.why.get(key, ""), skipped=again)


def _opening(visit: Visit, key: str, asked: Asked) -> Opening:
    skipped = [*(k for k in asked.skipped if k != key), key]
    return Opening(
        url=reverse("my-week", args=[visit.slug]),
        submit="",
        typed=asked.typed,
        outcome=asked.outcome,
        keep_url=week_url(visit, skipped=skipped),
        target=TARGET,
        hidden=(("key_result", key), ("skipped", ",".join(asked.skipped))),
    )


def _saved(
    visit: Visit, row: CheckInRow, mine: MyCheckIn, entry: LatestEntry | None, asked: Asked
) -> CheckInRow:
    facts = mine.facts
    points = mine.sparkline
    was = value_alone(points[-2].value, facts.metric) if len(points) > 1 else ""
    row = replace(
        row,
        state="saved",
        aside=_for(mine) or _kind(mine),
        was=was,
        confidence=Confidence(Decimal(facts.confidence) if facts.confidence else None),
    )
    if entry is None or not entry.is_own or entry.is_withdrawal:
        return row
    return replace(
        row,
        undo_url=reverse("check-in-withdraw", args=[visit.slug, entry.public_id]),
        undo_next=week_url(visit, open_key=facts.public_id, skipped=asked.skipped),
        undo_at=entry.recorded_at.isoformat(),
    )


def _aside(mine: MyCheckIn, *, on: date) -> str:
    return " · ".join(filter(None, [_for(mine), _when(mine, on=on) or _kind(mine)]))


def _when(mine: MyCheckIn, *, on: date) -> str:
    """Write what its days say; empty for what is simply due."""
    facts = mine.facts
    if mine.begins_on is not None:
        return _("begins on %(day)s") % {"day": day_long(mine.begins_on)}
    if mine.is_done:
        due = facts.check_in_due_on
        return _("next by %(day)s") % {"day": day_long(due)} if due else ""
    return _("ended on %(day)s") % {"day": day_long(facts.due)} if facts.due < on else ""


def _for(mine: MyCheckIn) -> str:
    """Write whom a deputy checks in for, whatever the state of the row: it is their word."""
    return _("for %(name)s") % {"name": mine.for_person.name} if mine.for_person else ""


def _kind(mine: MyCheckIn) -> str:
    if mine.facts.is_guardrail:
        return _("guardrail")
    return _("shared") if mine.facts.is_shared else ""


def _head(rows: Sequence[MyCheckIn], done: int) -> str:
    count = len(rows)
    if not count:
        return _("Nothing to check in")
    if done == count:
        return ngettext("Your key result is in", "All %(count)s are in", count) % {
            "count": number_word(count)
        }
    head = _to_check_in(count, sum(row.facts.is_guardrail for row in rows))
    head = head[:1].upper() + head[1:]
    if not done:
        return head
    return _("%(head)s, %(done)s done") % {"head": head, "done": number_word(done)}


def _to_check_in(count: int, guardrails: int) -> str:
    """Write what is to be checked in; no page counts guardrails among key results."""
    results = count - guardrails
    told = {
        "results": ngettext("%(count)s key result", "%(count)s key results", results)
        % {"count": number_word(results)},
        "guardrails": ngettext("%(count)s guardrail", "%(count)s guardrails", guardrails)
        % {"count": number_word(guardrails)},
    }
    if not guardrails:
        return _("%(results)s to check in") % told
    if not results:
        return _("%(guardrails)s to check in") % told
    return _("%(results)s and %(guardrails)s to check in") % told


def number_word(count: int) -> str:
    """Write a number up to twelve as a word."""
    words = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"),
        _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[count] if count < len(words) else str(count)


def _empty(visit: Visit, mine: Sequence[MyCheckIn], due: Sequence[MyCheckIn]) -> Empty | None:
    if not mine and not writes(visit.viewer):
        return Empty(
            words=_(
                "This page is for those who own key results: what they are to check in each week "
                "stands here. You read along; how it all stands is on the page of the company."
            ),
            url=reverse("company", args=[visit.slug]),
            action=_("See how it stands"),
        )
    if not mine and objectives_visible(viewer=visit.viewer).exists():
        return Empty(
            words=_(
                "Nothing is due: you own no key result that runs. See what the others are after, "
                "and write what will be better through you."
            ),
            url=reverse("objective-new", args=[visit.slug]),
            action=_("Write an objective"),
            other_url=reverse("company", args=[visit.slug]),
            other_action=_("See the objectives"),
        )
    if not mine:
        return _beginning(visit)
    if due:
        return None
    days = [day for row in mine if (day := row.begins_on or row.facts.check_in_due_on) is not None]
    if not days:
        return Empty(words=_("Nothing more is due in this cycle."))
    return Empty(words=_("Nothing due until %(day)s.") % {"day": day_full(min(days))})


def _beginning(visit: Visit) -> Empty:
    """Return the first step of whoever writes in an organization that has no objectives yet."""
    new_url, action = reverse("objective-new", args=[visit.slug]), _("Write your first objective")
    if not import_permitted(visit.viewer):
        return Empty(words=_("Nothing is due yet."), url=new_url, action=action)
    return Empty(
        words=_(
            "Nothing is due yet. Write your first objective, or bring a spreadsheet or a Markdown, "
            "YAML or JSON document: you see what was read before anything is written."
        ),
        url=new_url,
        action=action,
        other_url=reverse("import", args=[visit.slug]),
        other_action=_("Bring a document"),
    )
