"""What `plumbline doctor` looks at, one check after the other."""

import json
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from plumbline.cli.refusals import FINDINGS
from plumbline.domain.journal.sealing import Verified, journal_verify
from plumbline.domain.okrs.services.counting import counts_compare
from plumbline.domain.okrs.services.counts_refreshing import counts_forget, counts_refresh
from plumbline.domain.okrs.services.past_counting import past_compare, past_forget
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.sums_restoring import sums_restore
from plumbline.domain.okrs.services.tree_tops import ties_compare, ties_restore
from plumbline.domain.tenancy.checks import database_checks
from plumbline.domain.tenancy.selectors import organizations_all
from plumbline.domain.tenancy.transactions import reading, reading_global
from plumbline.domain.tenancy.wording import wording

KEY_FILE = "secret_key"
MEGABYTE = 1_000_000
#: A write-ahead log of a busy day and the copy that a backup makes fit into this.
FREE_MIN = 200 * MEGABYTE
SEAL_GONE = (
    "No journal has it or stands up to it: one was changed, cut off or put back from an older"
    " backup, or the hash is mistyped."
)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is well, and what was found."""

    check: str
    ok: bool
    message: str


def diagnose(*, as_json: bool, repair: bool = False, seals: Sequence[str] = ()) -> int:
    """Print every finding.

    Args:
        as_json: For programs.
        repair: Put sums and counts right that are not those of their parts, instead of telling of
            them only.
        seals: Hashes of seals that somebody kept elsewhere: a journal cut off lacks the last ones.

    Returns:
        0 when all is well, 1 when something is not.
    """
    findings = list(findings_of_instance(repair=repair, seals=seals))
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'BAD'} {finding.check}: {finding.message}")
    return 0 if all(finding.ok for finding in findings) else FINDINGS


def findings_of_instance(*, repair: bool = False, seals: Sequence[str] = ()) -> Iterator[Finding]:
    """Look at everything, and put sums right if that is asked for."""
    data: Path = settings.PLUMBLINE.data
    yield Finding("settings", not settings.DEBUG, _debug_words())
    yield _private("data_folder", data)
    yield _room(data)
    key = data / KEY_FILE
    if key.exists():
        yield _private("secret_key", key)
    else:
        yield Finding("secret_key", ok=True, message="It comes from the settings.")
    yield from _database(data, repair=repair, seals=seals)
    yield _writable("mail_folder", Path(settings.PLUMBLINE_MAIL_FOLDER))


def _debug_words() -> str:
    if settings.DEBUG:
        return "debug is on: error pages show data to anybody. Set PLUMBLINE_DEBUG=false."
    return "They can be used."


def _private(check: str, path: Path) -> Finding:
    """Whether only its owner may use a file or folder."""
    mode = path.stat().st_mode
    if not os.access(path, os.R_OK | os.W_OK):
        return Finding(check, ok=False, message=f"{path} cannot be read and written.")
    if mode & OTHERS:
        word = "700" if path.is_dir() else "600"
        message = f"Others may read {path}. Type: chmod {word} {path}"
        return Finding(check, ok=False, message=message)
    return Finding(check, ok=True, message=f"{path}, for its owner only.")


def _room(folder: Path) -> Finding:
    """Whether the disk has room for what people write in the coming days."""
    free = shutil.disk_usage(folder).free
    words = f"{free // MEGABYTE} MB are free."
    if free < FREE_MIN:
        words = f"{words} Nothing can be saved on a full disk: make room."
    return Finding("disk", ok=free >= FREE_MIN, message=words)


def _files_private(paths: Sequence[Path]) -> Finding:
    """Whether only its owner may read a database and what lies beside it."""
    open_to_others = [path for path in paths if path.stat().st_mode & OTHERS]
    if open_to_others:
        names = " ".join(map(str, open_to_others))
        message = f"Others may read the database. Type: chmod 600 {names}"
        return Finding("database_files", ok=False, message=message)
    return Finding("database_files", ok=True, message="For their owner only.")


def _database(data: Path, *, repair: bool, seals: Sequence[str]) -> Iterator[Finding]:
    connection = connections["default"]
    name = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and not name.exists():
        yield Finding("database", ok=True, message="There is none yet; plumbline up makes it.")
        return
    try:
        connection.ensure_connection()
        waiting = _migrations_waiting()
        checks = database_checks()
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        yield Finding("database", ok=False, message=f"It cannot be used: {reason}.")
        return
    yield Finding("database", ok=True, message=f"{connection.vendor} answers.")
    words = f"{waiting} are waiting. Type plumbline up." if waiting else "All are applied."
    yield Finding("migrations", ok=not waiting, message=words)
    for check in checks:
        yield Finding(check.name, check.ok, wording(check.message))
    if connection.vendor == "sqlite":
        yield _writable("lock", name.parent)
        beside = (name.with_name(name.name + end) for end in ("", "-wal", "-shm"))
        yield _files_private([path for path in beside if path.exists()])
    if not waiting:
        yield from sums_findings(repair=repair)
        yield from ties_findings(repair=repair)
        yield from counts_findings(repair=repair)
        yield from journal_findings(seals)


def sums_findings(*, repair: bool) -> Iterator[Finding]:
    """Whether objectives are stored with what their parts add up to, one organization a line."""
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        with reading(organization, suspendable=True):
            wrong = len(recomputation_compare())
            if wrong and repair:
                sums_restore(at=datetime.now(tz=UTC))
        yield _sums_finding(organization.slug, wrong, repaired=repair)


def _sums_finding(slug: str, wrong: int, *, repaired: bool) -> Finding:
    name = f"sums {slug}"
    if not wrong:
        return Finding(name, ok=True, message="Every objective adds up.")
    found = f"{wrong} stored with other sums than their parts add up to"
    if repaired:
        return Finding(name, ok=True, message=f"{found}: put right, with a new state each.")
    return Finding(name, ok=False, message=f"{found}. Type plumbline doctor --repair.")


def ties_findings(*, repair: bool) -> Iterator[Finding]:
    """Whether what is at the top of a tree is known, one organization a line."""
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        with reading(organization, suspendable=True):
            wrong = len(ties_compare())
            if wrong and repair:
                ties_restore()
        yield _ties_finding(organization.slug, wrong, repaired=repair)


def _ties_finding(slug: str, wrong: int, *, repaired: bool) -> Finding:
    name = f"tree {slug}"
    if not wrong:
        return Finding(name, ok=True, message="Every objective stands where its links put it.")
    found = f"{wrong} stand elsewhere than their links put them"
    if repaired:
        return Finding(name, ok=True, message=f"{found}: put right.")
    return Finding(name, ok=False, message=f"{found}. Type plumbline doctor --repair.")


def counts_findings(*, repair: bool) -> Iterator[Finding]:
    """Whether the counts of teams are those of their objectives, one organization a line."""
    at = datetime.now(tz=UTC)
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        with reading(organization, suspendable=True):
            wrong = len(counts_compare(at=at)) + past_compare(at=at)
            if wrong and repair:
                counts_forget(at=at)
                past_forget()
                counts_refresh(at=at)
        yield _counts_finding(organization.slug, wrong, repaired=repair)


def _counts_finding(slug: str, wrong: int, *, repaired: bool) -> Finding:
    name = f"counts {slug}"
    if not wrong:
        return Finding(name, ok=True, message="Every team is counted as it is.")
    found = f"{wrong} kept otherwise than their objectives say"
    if repaired:
        return Finding(name, ok=True, message=f"{found}: counted anew.")
    return Finding(name, ok=False, message=f"{found}. Type plumbline doctor --repair.")


def journal_findings(seals: Sequence[str] = ()) -> Iterator[Finding]:
    """Whether the journal stands as it was sealed, one organization a line.

    Args:
        seals: Those that somebody kept elsewhere; each stands in one of the journals.
    """
    with reading_global():
        organizations = organizations_all()
    standing: set[str] = set()
    for organization in organizations:
        with reading(organization):
            found = journal_verify(seals)
        standing |= found.standing
        yield _journal_finding(organization.slug, found)
    for seal in seals:
        ok = seal in standing
        words = "It stands." if ok else SEAL_GONE
        yield Finding(f"seal {seal}", ok=ok, message=words)


def _journal_finding(slug: str, found: Verified) -> Finding:
    name = f"journal {slug}"
    if found.bad is not None:
        message = (
            f"Entry {found.bad.entry_id} {found.bad.fault}; the {found.entries} before it stand as "
            "they were sealed. Compare with a backup, and ask who reached the database."
        )
        return Finding(name, ok=False, message=message)
    words = f"{found.entries} entries stand as they were sealed, {found.waiting} wait for a seal."
    if found.last_sealed_at:
        words = (
            f"{words} Last seal, of {found.last_sealed_at:%Y-%m-%d %H:%M} UTC: {found.last_hash}"
        )
    return Finding(name, ok=True, message=words)


def _migrations_waiting() -> int:
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _writable(check: str, folder: Path) -> Finding:
    """Whether files can be made in a folder, or the folder itself can be made."""
    place = folder
    while not place.exists():
        place = place.parent
    ok = os.access(place, os.W_OK | os.X_OK)
    words = f"{folder} can be written." if ok else f"{folder} cannot be written. Change its rights."
    return Finding(check, ok=ok, message=words)
