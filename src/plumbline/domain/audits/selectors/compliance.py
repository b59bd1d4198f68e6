"""How far practices were kept: by team, by practice, over several audits.

Teams and practices are counted, never people. A figure is the same for whoever reads it: it holds
what hangs on objectives that everybody sees today, and on people who were to attest.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q

from plumbline.domain.audits.choices import Asked, AuditState, FindingOutcome
from plumbline.domain.audits.models import Audit, AuditFinding, AuditPractice, AuditSubject
from plumbline.domain.audits.percents import percent_of
from plumbline.domain.audits.permissions import audits_read_permit, subjects_open
from plumbline.domain.orgs.viewers import Actor

RUNS: Final = 8
"""So many audits of one scope are told beside each other."""


@dataclass(slots=True)
class Tally:
    """How often practices were asked, and how often they were kept.

    Attributes:
        asked: Pairs of a thing and a practice that was asked of it.
        broken: Those that did not keep it.
        waived: Those that need not have.
    """

    asked: int = 0
    broken: int = 0
    waived: int = 0

    @property
    def kept(self) -> int:
        """How often a practice was kept."""
        return self.asked - self.broken - self.waived

    @property
    def percent(self) -> int | None:
        """Kept of what had to be, in whole percent, rounded half up; `None` where nothing had to.

        100 may leave one of several hundred broken; the counts stand beside it.
        """
        owed = self.asked - self.waived
        return percent_of(self.kept, owed) if owed else None

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.asked += other.asked
        self.broken += other.broken
        self.waived += other.waived


@dataclass(frozen=True, slots=True)
class TeamTally:
    """A team of an audit, as it was called then.

    Attributes:
        public_id: Empty for what is outside teams: personal objectives, people of no team.
        subjects: How many objectives of it were looked at.
    """

    public_id: str
    name: str
    path: str
    subjects: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class PracticeTally:
    """A practice of an audit, as it stood then."""

    practice: AuditPractice
    tally: Tally

    @property
    def asks_people(self) -> bool:
        """Whether people were to attest it, beside what is asked of objectives."""
        return Asked.PEOPLE in self.practice.asks


@dataclass(frozen=True, slots=True)
class Compliance:
    """What one audit comes to, the same for every reader.

    Attributes:
        subjects: How many objectives were looked at.
        attestations: How many attestations were due or given: a practice of a person.
        unsure: Findings that somebody is to look at.
        by_team: By name, what is outside teams last.
        by_practice: The firmest first.
    """

    subjects: int
    attestations: int
    unsure: int
    total: Tally
    by_team: Sequence[TeamTally]
    by_practice: Sequence[PracticeTally]


@dataclass(frozen=True, slots=True)
class _Group:
    """Subjects of which the same is asked.

    Attributes:
        team: Its public id, name and path.
        practice_id: The practice that alone is asked of them.
    """

    team: tuple[str, str, str]
    asked: str
    practice_id: int | None
    count: int

    def is_asked(self, practice: AuditPractice) -> bool:
        """Whether a practice is asked of them."""
        if self.practice_id is not None:
            return self.practice_id == practice.pk
        return self.asked in practice.asks and self.team[2].startswith(practice.team_path)


@dataclass(slots=True)
class _Counting:
    """Counts of one audit while they are put together."""

    practices: list[AuditPractice] = field(default_factory=list)
    groups: list["_Group"] = field(default_factory=list)
    found: dict[tuple[int, str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    unsure: int = 0


def compliance_of(*, viewer: Actor, audits: Sequence[Audit]) -> Mapping[int, Compliance]:
    """Return what audits come to, by row (three queries, whatever the number).

    Raises:
        NotFound: The viewer may not read audits.
    """
    audits_read_permit(viewer)
    ids = [audit.pk for audit in audits]
    counting: dict[int, _Counting] = {pk: _Counting() for pk in ids}
    practices = AuditPractice.objects.filter(audit__in=ids).select_related("practice")
    for practice in sorted(practices, key=lambda row: (_FIRMEST.index(row.tier), row.name, row.pk)):
        counting[practice.audit_id].practices.append(practice)
    subjects = AuditSubject.objects.filter(subjects_open(), audit__in=ids)
    groups = subjects.values_list(
        "audit_id", "team__public_id", "team_name", "team_path", "asked", "practice_id"
    ).annotate(count=Count("pk"))
    for audit, team, name, path, asked, practice_id, count in groups.order_by("team_path"):
        group = _Group((team or "", name, path), asked, practice_id, count)
        counting[audit].groups.append(group)
    findings = AuditFinding.objects.filter(subjects_open(of="subject"), audit__in=ids)
    flawed = findings.values_list(
        "audit_id", "practice_id", "subject__team__public_id", "subject__team_path", "outcome"
    ).annotate(subjects=Count("subject", distinct=True), count=Count("pk"))
    for audit, practice_id, team, path, outcome, among, count in flawed.order_by():
        tally = counting[audit].found[practice_id, team or "", path]
        if outcome == FindingOutcome.BROKEN:
            tally.broken += among
        elif outcome == FindingOutcome.WAIVED:
            tally.waived += among
        else:
            counting[audit].unsure += count
    return {pk: _compliance(each) for pk, each in counting.items()}


def audits_of_scope(*, viewer: Actor, audit: Audit) -> Sequence[Audit]:
    """Return an audit and those done before it over the same scope, the earliest first.

    One query; at most `RUNS` of them.
    """
    audits_read_permit(viewer)
    rows = Audit.objects.filter(
        Q(as_of__lt=audit.as_of) | Q(as_of=audit.as_of, pk__lte=audit.pk),
        state=AuditState.DONE,
        team=audit.team_id,
        cycle=audit.cycle_id,
    )
    found = rows.select_related("team", "cycle").order_by("-as_of", "-pk")
    return list(reversed(found[:RUNS]))


def _compliance(counting: _Counting) -> Compliance:
    by_practice = {row.pk: Tally() for row in counting.practices}
    teams: dict[tuple[str, str, str], int] = {}
    tallies: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    total = Tally()
    attestations = 0
    for group in counting.groups:
        of_people = group.asked == Asked.PEOPLE
        attestations += group.count if of_people else 0
        teams[group.team] = teams.get(group.team, 0) + (0 if of_people else group.count)
        for practice in counting.practices:
            if group.is_asked(practice):
                for tally in (by_practice[practice.pk], tallies[group.team], total):
                    tally.asked += group.count
    names = {(public_id, path): (public_id, name, path) for public_id, name, path in teams}
    for (practice_id, public_id, path), tally in counting.found.items():
        for sum_ in (by_practice[practice_id], tallies[names[public_id, path]], total):
            sum_.add(tally)
    rows = [
        TeamTally(public_id, name, path, count, tallies[public_id, name, path])
        for (public_id, name, path), count in teams.items()
    ]
    return Compliance(
        subjects=sum(row.subjects for row in rows),
        attestations=attestations,
        unsure=counting.unsure,
        total=total,
        by_team=sorted(rows, key=lambda row: (not row.path, row.name.casefold(), row.public_id)),
        by_practice=[PracticeTally(row, by_practice[row.pk]) for row in counting.practices],
    )


_FIRMEST: Final = ("policy", "guideline", "best_practice")
