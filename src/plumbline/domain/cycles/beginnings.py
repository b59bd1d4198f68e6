"""The first act of an organization with the first cycle in it, so that work can begin at once."""

from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.cycles.models import Cycle, CycleKind, CyclePhase
from plumbline.domain.cycles.selectors import quarter_of
from plumbline.domain.cycles.services import CycleValues, cycle_create
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.set_up import SetUp, organization_set_up
from plumbline.domain.orgs.viewers import SystemActor
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.modules import Preset
from plumbline.domain.tenancy.transactions import writing, writing_global

#: Days a cycle of each kind has at least and at most, in the order they are tried.
_LENGTHS = (
    (CycleKind.MONTH, 28, 31),
    (CycleKind.QUARTER, 89, 92),
    (CycleKind.HALF, 181, 184),
    (CycleKind.YEAR, 364, 371),  # some fiscal years are 52 or 53 whole weeks
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstCycle:
    """A first cycle with dates of the organization's own; `end` is its last whole day."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Beginning:
    """What there is after the first act: everything set-up made, and the cycle."""

    made: SetUp
    cycle: Cycle


def organization_begin(
    *,
    organization_name: str,
    slug: str,
    email: str,
    name: str,
    password: str,
    at: datetime,
    time_zone: str = "UTC",
    language: str = "en",
    preset: Preset = Preset.SIMPLE,
    first_cycle: FirstCycle | None = None,
    first_run: bool = False,
    source: Source = Source.PAGE,
) -> Beginning:
    """Make an organization, its first person and its first cycle, all or nothing.

    The lock is held while the password is hashed; nobody waits, for nobody else is there yet.

    Args:
        organization_name: what the organization is called.
        slug: its part of the address.
        email: of the first person's new account.
        name: of the first person.
        password: of the new account.
        at: now.
        time_zone: IANA name.
        language: language code.
        preset: which modules are on at first.
        first_cycle: its dates; None for the quarter that holds today.
        first_run: refuse if there is any organization already.
        source: by which door.

    Raises:
        Refused: it is not the first run.
        ValidationRefused: a value cannot stand.
    """
    with writing_global():
        made = organization_set_up(
            organization_name=organization_name,
            slug=slug,
            email=email,
            name=name,
            password=password,
            at=at,
            time_zone=time_zone,
            language=language,
            preset=preset,
            first_run=first_run,
            source=source,
        )
        with writing(made.organization):
            cycle = _cycle_begin(made.organization, first_cycle, at, source)
    return Beginning(made=made, cycle=cycle)


def cycle_kind_of(start: date, end: date) -> CycleKind:
    """Return what kind of cycle these days are, by their number."""
    days = (end - start).days + 1
    fitting = (kind for kind, least, most in _LENGTHS if least <= days <= most)
    return next(fitting, CycleKind.CUSTOM)


def _cycle_begin(
    organization: Organization, wanted: FirstCycle | None, at: datetime, source: Source
) -> Cycle:
    """Make the first cycle; one that runs already is past its planning."""
    today = organization_day(organization, at)
    if wanted is None:
        month = organization.fiscal_year_start_month
        name, start, end, kind = quarter_of(today, fiscal_year_start_month=month)
        values = CycleValues(name=name, start=start, end=end, kind=kind)
    else:
        kind = cycle_kind_of(wanted.start, wanted.end)
        values = CycleValues(name=wanted.name, start=wanted.start, end=wanted.end, kind=kind)
    actor = SystemActor(
        organization_id=organization.pk,
        name="set-up",
        rights=frozenset({(Act.MANAGE, Kind.CYCLE)}),
        source=source,
    )
    phase = CyclePhase.ACTIVE if values.start <= today else CyclePhase.PLANNING
    return cycle_create(actor=actor, values=values, at=at, phase=phase)
