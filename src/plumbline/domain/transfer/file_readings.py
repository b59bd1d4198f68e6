"""Files as they were read, held in memory between a preview, its choices and the import.

Reading fifty thousand rows takes seconds, and a preview, each choice beside it and the import ask
for the same. What was read is the same for everybody, so it is held by the file alone; a process
that does not hold it reads it again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any, Final, TypeVar
from zipfile import BadZipFile, ZipFile

from django.db import connections

from plumbline.domain.tenancy.many_objects import many_objects
from plumbline.engine.documents.columns import ColumnMapping
from plumbline.engine.documents.csv_cells import Row
from plumbline.engine.documents.csv_reader import columns_read, csv_read, table_split
from plumbline.engine.documents.mends import LINE, Mend, data_mended, row_at
from plumbline.engine.documents.read import document_read, own_form
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source, decode
from plumbline.engine.workbooks.read import is_for_workbooks, workbook_read

#: From so many bytes on reading takes longer than a page may: some ten thousand rows.
LONG_WORKBOOK_BYTES: Final = 150_000
LONG_TEXT_BYTES: Final = 600_000
#: Files of so many bytes together are held; of more those go that nobody asked for longest.
HELD_BYTES: Final = 3_000_000
#: So many that were read in the background wait for whoever looks, however large they are.
UNSEEN_MOST: Final = 3
#: How much larger a workbook usually is once it is unpacked.
PACKED: Final = 12
#: So long a large file is held after it was read.
HELD_SECONDS: Final = 900.0

Key = tuple[Any, ...]
T = TypeVar("T")
Chooses = Callable[[ColumnMapping], ColumnMapping]


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """A file as it was read.

    Attributes:
        lines: How many lines it has, or rows.
        headings: Of a table; empty for what is none.
        guess: What its columns hold by their headings.
        sheets: Sheets of a workbook to choose from, `sheet` being the one that was read.
        source: Of a text what was read.
        rows: Of a workbook what was read.
    """

    result: ReadResult
    lines: int = 0
    headings: tuple[str, ...] = ()
    guess: ColumnMapping = field(default_factory=ColumnMapping)
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    source: Source | None = None
    rows: Sequence[Row] = ()

    def places(self, line: int) -> tuple[tuple[int, str], ...]:
        """Return what can be mended on a line: columns, from 1, of a table; else `LINE`, and all.

        Args:
            line: As in the problems of `result`; of a table any line of a row.

        Returns:
            Each with what stands there; empty where there is no such line.
        """
        if self.rows or self.is_table:
            row = row_at(self._table, line)
            width = max(len(row.cells), len(self.headings)) if row else 0
            cells = [*row.cells, *[""] * width][:width] if row else []
            return tuple(enumerate(cells, start=1))
        if self.source is None or not 1 <= line <= len(self.source.line_starts):
            return ()
        return ((LINE, self.source.line(line)),)

    def begin(self, line: int) -> int:
        """Return the line that the row of a table begins on to which a line belongs."""
        if not self.is_table:
            return line
        row = row_at(self._table, line)
        return row.line if row else line

    @cached_property
    def _table(self) -> Sequence[Row]:
        """The rows of a table or workbook: split once, since a page asks for many of them."""
        return self.rows or table_split(self.source or Source(""))[0]

    @cached_property
    def is_table(self) -> bool:
        """Whether a text is a table."""
        if self.source is None:
            return False
        return self.result.kind == "csv" or own_form(self.source.text) == "csv"


def file_parse(
    data: bytes,
    *,
    name: str,
    kind: str,
    sheet: str = "",
    columns: Chooses | None = None,
    mends: Sequence[Mend] = (),
) -> FileReading:
    """Read a file of any kind, once.

    Args:
        data: The whole file.
        name: Its name; may be empty.
        kind: One of the reader's kinds, or empty to go by the name.
        sheet: Of a workbook; empty, or one that is not there, for the first with OKRs.
        columns: Makes what the columns of a table hold of the guess by their headings.
        mends: Lines and cells that hold something else than the file says.
    """
    if is_for_workbooks(data, name=name or None, kind=kind or None):
        read = workbook_read(
            data, name=name or None, sheet=sheet, columns=columns, is_sheet_sure=False, mends=mends
        )
        return FileReading(
            result=read.result,
            lines=read.lines,
            headings=read.headings,
            guess=read.guess,
            sheets=read.names,
            sheet=read.sheet,
            rows=read.rows,
        )
    data = data_mended(data, mends)
    result, source = document_read(data, name=name or None, kind=kind or None), decode(data)
    if not isinstance(source, Source):
        return FileReading(result=result)
    lines = len(source.text.splitlines())
    if result.kind != "csv":
        return FileReading(result=result, lines=lines, source=source)
    headings, guess = columns_read(source)
    if columns is not None and columns(guess) != guess:
        result = csv_read(source, mapping=columns(guess), name=name or None)
    return FileReading(result=result, lines=lines, headings=headings, guess=guess, source=source)


def is_long(data: bytes) -> bool:
    """Tell whether a file takes so long to read that no page should wait for it."""
    return weight_of(data) >= (LONG_WORKBOOK_BYTES if _is_packed(data) else LONG_TEXT_BYTES)


def weight_of(data: bytes) -> int:
    """Return how large a file is: a workbook by what it holds, as far as it says so."""
    if not _is_packed(data):
        return len(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return len(data)  # broken: its reader says how
    return max(len(data), unpacked // PACKED)


def _is_packed(data: bytes) -> bool:
    return data.startswith(b"PK")


@dataclass(slots=True)
class _Held:
    weight: int
    is_seen: bool
    future: "Future[Any]" = field(default_factory=Future)


class Held:
    """Things that take long to make, each made once, by whoever asks first.

    Attributes:
        start: Begins a work in the background.
    """

    def __init__(self, start: Callable[[Callable[[], None]], None]) -> None:
        self.start = start
        self._lock = threading.Lock()
        self._held: OrderedDict[Key, _Held] = OrderedDict()

    def get(self, key: Key, make: Callable[[], T], *, weight: int) -> T:
        """Return what is held, made now or waited for where it is not there yet."""
        held, is_new = self._found(key, weight)
        if is_new:
            self._make(key, held, make)
        made: T = held.future.result()
        return made

    def begun(self, key: Key, make: Callable[[], T], *, weight: int) -> "Future[T]":
        """Return what is held or being made; begin with it in the background where it is not.

        What failed there waits for whoever asks next, and is tried again only after that.
        """
        held, is_new = self._found(key, weight, is_seen=False)
        if is_new:
            self.start(lambda: self._make(key, held, make, is_awaited=False))
        elif held.future.done():
            held.is_seen = True
            if held.future.exception() is not None:
                self.forget(key)
        return held.future

    def put(self, key: Key, made: object, *, weight: int) -> None:
        """Hold what is made already."""
        held, is_new = self._found(key, weight)
        if is_new:
            held.future.set_result(made)
            self._forget_later(key, held)

    def is_made(self, key: Key) -> bool:
        """Whether something is held and made."""
        with self._lock:
            held = self._held.get(key)
        return held is not None and held.future.done()

    def forget(self, key: Key) -> None:
        """Let go of something."""
        with self._lock:
            self._held.pop(key, None)

    def _found(self, key: Key, weight: int, *, is_seen: bool = True) -> tuple[_Held, bool]:
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held, False
            held = self._held[key] = _Held(weight, is_seen)
            self._make_room()
            return held, True

    def _make_room(self) -> None:
        over = sum(each.weight for each in self._held.values()) - HELD_BYTES
        made = [(key, each) for key, each in self._held.items() if each.future.done()]
        for key, each in made:
            if over > 0 and each.is_seen:
                del self._held[key]
                over -= each.weight
        for key in [key for key, each in made if not each.is_seen][:-UNSEEN_MOST]:
            del self._held[key]

    def _make(
        self, key: Key, held: _Held, make: Callable[[], object], *, is_awaited: bool = True
    ) -> None:
        try:
            with many_objects():
                made = make()
            held.future.set_result(made)
        except BaseException as error:  # noqa: BLE001 — whoever waits is told, whatever it is
            if is_awaited:
                self.forget(key)
            held.future.set_exception(error)
        self._forget_later(key, held)

    def _forget_later(self, key: Key, held: _Held) -> None:
        """Let go of what takes much memory some time after nobody may need it any more."""
        if held.weight < LONG_WORKBOOK_BYTES:
            return
        timer = threading.Timer(HELD_SECONDS, self.forget, [key])
        timer.daemon = True
        timer.start()


_ONE_AT_A_TIME: Final = threading.Lock()
"""However many files somebody hands in: each takes a processor, and fifty times its size."""


def _in_the_background(work: Callable[[], None]) -> None:
    def whole() -> None:
        with _ONE_AT_A_TIME:
            try:
                work()
            finally:
                connections.close_all()

    threading.Thread(target=whole, name="plumbline-reading", daemon=True).start()


HELD: Final = Held(_in_the_background)


def file_key(
    batch: str,
    *,
    sheet: str = "",
    columns: Mapping[int, str] | None = None,
    mends: Sequence[Mend] = (),
) -> Key:
    """Return by what the reading of a kept file is held: its id and what decides how it is read."""
    return ("file", batch, sheet, tuple(sorted((columns or {}).items())), tuple(mends))


def reading_hold(batch: str, reading: FileReading, data: bytes) -> None:
    """Hold what was read of a file before it was kept; without any choices.

    Args:
        batch: Public id of the import it is kept for.
        reading: What was read.
        data: The file.
    """
    HELD.put(file_key(batch), reading, weight=weight_of(data))
