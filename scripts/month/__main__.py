"""Lets the example, or what a document brings, live for weeks and says where a visitor stumbles."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from scripts.month.imported import Imported
from scripts.month.people import Crew, Stumbles, Worker
from scripts.month.serving import House, MonthError
from scripts.picture_take import CHROMIUM_ARGUMENTS
from scripts.system_install import CHROMIUM_NAMES
from scripts.wheel_check import free_port

CHAMPION = ("Dana", "dana@example.org")
OWNERS = (
    ("Lena", "lena@example.org"),
    ("Felix", "felix@example.org"),
    ("Mia", "mia@example.org"),
    ("Omar", "omar@example.org"),
)
#: How far each owner's values move in a week, and how sure they are.
MOVES = ((Decimal("0.04"), 7), (Decimal("-0.02"), 4), (Decimal("0.01"), 6), (Decimal("0"), 3))
MONDAY_AT = time(8, 30, tzinfo=UTC)
READING = (("Company",), ("Company", "Map"), ("Team",), ("Plan",), ("People",))
SLOW_SECONDS = 1.0


def month(
    weeks: int, first: date, pictures: Path, house: House, document: Path | None = None
) -> Stumbles:
    """Let an organization live from one Monday on.

    Args:
        weeks: How many Mondays.
        first: The first of them.
        pictures: Where the pages of each Monday are kept.
        house: The instance.
        document: What an empty organization begins with; without it the example lives.

    Returns:
        Every page that was asked for, and all that was wrong with one.

    Raises:
        MonthError: The server did not start, a mail did not come, or nothing ran that month.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        raise MonthError("Chromium is missing. Type: sudo apt-get install --yes chromium")
    stumbles, today = Stumbles(), first
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGUMENTS)
        )
        crew = Crew(browser, house, stumbles, lambda: today)
        people: list[Worker] = []
        for week in range(1, weeks + 1):
            with house.open_at(datetime.combine(today, MONDAY_AT)):
                people = people or _arrivals(crew, house, document)
                # Where the document names nobody, all of it is the founder's.
                for worker, (step, sure) in zip(people[1:] or people, MOVES, strict=False):
                    print(f"{today}  {worker.name}: {worker.week_start()}", flush=True)
                    worker.picture(pictures / f"{today}-{worker.name}.png")
                    worker.check_ins(step, sure)
                    worker.questions(week)
                print(f"{today}  {people[0].name}: {people[0].week_start()}", flush=True)
                _read(people[0], pictures, today)
            today += timedelta(days=7)
        browser.close()
    done = sum(worker.checked_in for worker in people)
    if not done:
        raise MonthError("Nobody had anything to check in: a month in which nothing ran.")
    print(f"{done} check-ins, {sum(worker.answered for worker in people)} weeks answered,")
    print(f"{len(house.mails())} mails sent.")
    return stumbles


def _arrivals(crew: Crew, house: House, document: Path | None) -> list[Worker]:
    """Return who is there from the first Monday on, whoever runs the OKRs first."""
    if document:
        return Imported(crew, house, document).people()
    return [crew.arrived(*who) for who in (CHAMPION, *OWNERS)]


def _read(worker: Worker, pictures: Path, today: date) -> None:
    """Read what a champion reads on a Monday."""
    for words in READING:
        worker.go(*words)
        worker.picture(pictures / f"{today}-{'-'.join(words).lower()}.png")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the month and say what was found.

    Returns:
        0 when nothing was wrong with any page, 1 when something was, 2 when it could not be run.
    """
    parser = argparse.ArgumentParser(prog="python -m scripts.month", description=__doc__)
    parser.add_argument("--weeks", type=int, default=6)
    parser.add_argument("--first", type=date.fromisoformat, default=_next_monday())
    parser.add_argument("--pictures", type=Path, default=Path("build/month"))
    parser.add_argument("--document", type=Path, help="OKRs to begin with, not the example")
    asked = parser.parse_args(arguments)
    asked.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="plumbline-month-") as data:
        house = House(Path(data), free_port(), is_demo=asked.document is None)
        try:
            stumbles = month(asked.weeks, asked.first, asked.pictures, house, asked.document)
        except MonthError as error:
            print(error, file=sys.stderr)
            return 2
    seconds = [took for _, took in stumbles.pages]
    print(f"{len(seconds)} pages, median {median(seconds) * 1000:.0f} ms as seen in Chromium.")
    slow = [
        f"slow: {name} took {took:.1f} s" for name, took in stumbles.pages if took > SLOW_SECONDS
    ]
    for line in (*slow, *stumbles.wrong):
        print(line)
    return int(bool(stumbles.wrong))


def _next_monday() -> date:
    today = datetime.now(tz=UTC).date()
    return today + timedelta(days=7 - today.weekday())


if __name__ == "__main__":
    raise SystemExit(main())
