"""What is measured, each act beside its floor of hand-written SQL."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import count

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench import floors
from bench.building import AT, Built, history_lengthen
from bench.pages import DAY, addresses
from bench.timing import Figures, repeated, timed
from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.services.tokens import api_token_create
from plumbline.domain.checkins.services import CheckInValues, check_in_record
from plumbline.domain.journal.models import Source
from plumbline.domain.okrs.models import KeyResult, ObjectiveScore, PastCounts
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.past_counting import past_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.sums_restoring import sums_restore
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_for, viewer_of
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.transactions import reading, writing

#: Check-ins measured at each depth, and runs of everything that only reads.
SAMPLES = 25
RUNS = 20
FULL_RUNS = 3
#: State rows behind each root: a few busy years.
HISTORY_ROWS = 20_000
DAY_END = AT.replace(hour=23, minute=59) - timedelta(days=23)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; times in milliseconds, CPU time and floor are medians."""

    act: str
    p50: float
    p95: float
    cpu: float
    server: float | None
    queries: int
    floor: float | None


def acts(built: Built) -> Iterator[Line]:
    """Measure check-ins and what is read, cheapest set-up first."""
    yield from _check_ins(built)
    yield from _counts(built)
    yield from _trees(built)
    yield from _pages(built)
    yield _list(built)


def sums(built: Built) -> Iterator[Line]:
    """Measure adding everything up; sums are compared before histories grow long."""
    yield from _recomputation(built)
    yield _long_histories(built)


def _line(act: str, figures: Figures, floor: Figures | None) -> Line:
    return Line(
        act=act,
        p50=figures.p50,
        p95=figures.p95,
        cpu=statistics.median(figures.cpu),
        server=figures.server,
        queries=figures.queries,
        floor=floor.p50 if floor else None,
    )


def _check_ins(built: Built) -> Iterator[Line]:
    for depth, ids in enumerate(built.levels):
        samples = _samples(built, ids, SAMPLES + 2)
        service = timed(_check_in(built, row, n) for n, row in enumerate(samples))
        floor = timed(_check_in_by_hand(built, row, n) for n, row in enumerate(samples))
        yield _line(f"check-in with roll-up, depth {depth}", service, floor)


def _long_histories(built: Built) -> Line:
    """Measure the deepest check-ins once more, with a long history behind every root."""
    history_lengthen(built, HISTORY_ROWS)
    rows = _samples(built, built.levels[-1], SAMPLES + 2)
    service = timed(_check_in(built, row, 5000 + n) for n, row in enumerate(rows))
    floor = timed(_check_in_by_hand(built, row, 5000 + n) for n, row in enumerate(rows))
    deepest = len(built.levels) - 1
    return _line(f"check-in with roll-up, depth {deepest}, long histories", service, floor)


def _samples(built: Built, objective_ids: Sequence[int], wanted: int) -> list[KeyResult]:
    """Return key results of these objectives, spread evenly; some twice where there are few."""
    with reading(built.organization):
        step = max(1, len(objective_ids) * 4 // wanted)
        rows = KeyResult.objects.filter(objective_id__in=objective_ids[: wanted * step])
        spread = list(rows.order_by("pk"))[::step]
    return [spread[n % len(spread)] for n in range(wanted)]


def _check_in(built: Built, row: KeyResult, number: int) -> Callable[[], object]:
    with reading(built.organization):
        owner = Person.objects.get(pk=row.owner_id)
        viewer = viewer_of(person=owner, organization=built.organization, at=AT, source=Source.PAGE)
    values = CheckInValues(
        effective_on=AT.date(), value=Decimal(60 + number % 30), confidence=7, note="As planned."
    )

    def act() -> None:
        with writing(built.organization):
            check_in_record(actor=viewer, key_result=row, values=values, at=_now(number))

    return act


def check_in_acts(built: Built, seed: int) -> Iterator[Callable[[], object]]:
    """Yield acts of checking in on the deepest key results, without end."""
    rows = _samples(built, built.levels[-1], SAMPLES)
    for number in count(seed * 1000):
        yield _check_in(built, rows[(seed + number) % len(rows)], number)


def _check_in_by_hand(built: Built, row: KeyResult, number: int) -> Callable[[], object]:
    at = _now(number + 1000)
    return lambda: floors.check_in_floor(built, row.pk, 40 + number % 30, at)


def _now(number: int) -> datetime:
    return AT + timedelta(seconds=number)


def _viewer(built: Built) -> Viewer:
    account = Account.objects.get(email="bench@example.org")
    with reading(built.organization):
        return viewer_for(account=account, organization=built.organization, at=AT)


def counts_settle(built: Built) -> None:
    """Bring the counts up to date, as the worker does all the time."""
    with reading(built.organization, suspendable=True):
        counts_refresh(at=timezone.now())


def past_settle(built: Built, *, all_days: bool = False) -> None:
    """Keep past days back to the one that pages are asked of, as the worker does over the days."""

    def is_wanted() -> bool:
        return all_days or not PastCounts.objects.filter(cycle=built.cycle, day=DAY).exists()

    with reading(built.organization, suspendable=True):
        past_refresh(at=timezone.now(), goes_on=is_wanted)


def _counts(built: Built) -> Iterator[Line]:
    """Measure what the worker does beside check-ins, and leave counts as it would leave them."""

    def refresh() -> None:
        counts_settle(built)

    def checked_in(row: KeyResult, number: int) -> Callable[[], object]:
        _check_in(built, row, 9000 + number)()
        return refresh

    refresh()
    rows = _samples(built, built.levels[-1], RUNS)
    acts = (checked_in(row, number) for number, row in enumerate(rows))
    yield _line("counts brought up to date behind a check-in", timed(acts), None)


def _trees(built: Built) -> Iterator[Line]:
    viewer, team = _viewer(built), built.teams[0]

    def now() -> object:
        with reading(built.organization):
            return tree_level(viewer=viewer, cycle=built.cycle, at=AT, team=team)

    def past() -> object:
        with reading(built.organization):
            return tree_level(viewer=viewer, cycle=built.cycle, at=AT, team=team, as_of=DAY)

    def now_by_hand() -> object:
        with reading(built.organization):
            return floors.tree_floor(built, team.pk)

    def past_by_hand() -> object:
        with reading(built.organization):
            return floors.tree_floor_past(built, team.pk, DAY_END)

    yield _line("tree of a team, 50 nodes", repeated(now, RUNS), repeated(now_by_hand, RUNS))
    yield _line("the same as of a past day", repeated(past, RUNS), repeated(past_by_hand, RUNS))


def browser() -> Client:
    """Return a browser that is signed in."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(Account.objects.get(email="bench@example.org"))
    return client


def _pages(built: Built) -> Iterator[Line]:
    """Measure pages over HTTP, middleware and template included."""
    past_settle(built)
    client = browser()
    for act, address in addresses(built):
        status = client.get(address).status_code
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
        yield _line(f"{act} (HTTP)", repeated(partial(client.get, address), RUNS), None)


def _list(built: Built) -> Line:
    """Measure the API's list of 50 objectives over HTTP, with a token."""
    account = Account.objects.get(email="bench@example.org")
    with reading(built.organization):
        person = viewer_for(account=account, organization=built.organization, at=AT)
    issued = api_token_create(
        organization=built.organization,
        person_public_id=person.person_public_id,
        account=account,
        name="bench",
        scopes=[TokenScope.READ],
        at=AT,
    )
    client = Client(
        headers={"authorization": f"Bearer {issued.secret}", "host": settings.ALLOWED_HOSTS[0]}
    )
    address = f"/api/v1/objectives?limit=50&team={built.teams[0].public_id}"
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}: {answer.content[:300]!r}")

    def by_hand() -> object:
        with reading(built.organization):
            return floors.tree_floor(built, built.teams[0].pk)

    figures = repeated(lambda: client.get(address), RUNS)
    return _line("API list of 50 objectives (HTTP)", figures, repeated(by_hand, RUNS))


def _recomputation(built: Built) -> Iterator[Line]:
    def compare() -> None:
        with reading(built.organization):
            found = recomputation_compare()
        if found:
            raise RuntimeError(f"{len(found)} stored sums are wrong, such as {found[0]}")

    compare()
    figures = repeated(compare, FULL_RUNS, warm=1)
    yield _line("recomputation compared with what is stored", figures, None)
    # Each run begins with all sums put to nothing, outside the time that is taken.
    restored = _from_nothing(built, lambda run: _restore(built, run))
    by_hand = _from_nothing(built, lambda _run: floors.recomputation_floor(built))
    yield _line("full recomputation written back, with history", restored, by_hand)
    compare()


def _zero(built: Built) -> None:
    with writing(built.organization):
        ObjectiveScore.objects.update(weight_sum=0, weighted_sum=0, progress=None)


def _restore(built: Built, run: int) -> None:
    with writing(built.organization):
        sums_restore(at=AT + timedelta(hours=1 + run))


def _from_nothing(built: Built, act: Callable[[int], object]) -> Figures:
    runs = []
    for run in range(FULL_RUNS):
        _zero(built)
        runs.append(timed([partial(act, run)], warm=0))
    served = [run.server for run in runs if run.server is not None]
    return Figures(
        milliseconds=tuple(sorted(run.milliseconds[0] for run in runs)),
        cpu=tuple(sorted(run.cpu[0] for run in runs)),
        queries=0,
        server=statistics.fmean(served) if served else None,
    )
