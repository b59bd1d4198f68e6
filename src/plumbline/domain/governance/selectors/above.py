"""Practices above one of a team that ask a rule more firmly: below them nothing is to be laxer.

Where one above became so only later, what stood below stays as it is: it may be made firmer or put
away, and never be loosened further.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plumbline.domain.governance.bindings import Binding, bindings_read
from plumbline.domain.governance.choices import LADDER, Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.rules.parameters import parameters_of


@dataclass(frozen=True, slots=True)
class Held:
    """How firmly a practice asked its rules before a change.

    Attributes:
        team_path: Where it held: empty for everywhere.
    """

    tier: Tier
    team_id: int | None
    team_path: str
    gates: frozenset[str]
    bindings: Mapping[str, Binding]


@dataclass(frozen=True, slots=True)
class Firmer:
    """A practice above that asks for the same, and more.

    Attributes:
        limits: The fields whose limits ask for less than above, each with the limit above; empty
            where the whole tier does.
    """

    above: Practice
    limits: Mapping[str, object] = field(default_factory=dict)


def held(practice: Practice) -> Held:
    """Return how firmly a practice asks its rules, to be compared after a change."""
    rules = {each.code: each for each in bindings_read(practice.bindings)}
    path = practice.team.path if practice.team else ""
    return Held(Tier(practice.tier), practice.team_id, path, frozenset(practice.gates), rules)


def asks_more(now: Held, before: Held) -> bool:
    """Whether a practice asks for more than before: of more people, at more acts, or more strictly.

    A rule is asked more strictly with a limit that lets less pass, or a longer list of what it
    asks for. Of a limit that is neither stricter nor laxer nothing is said.
    """
    if not now.bindings:
        return False
    if not now.team_path.startswith(before.team_path) or now.gates - before.gates:
        return True
    return any(
        code not in before.bindings or _stricter(binding, before.bindings[code])
        for code, binding in now.bindings.items()
    )


def _stricter(now: Binding, before: Binding) -> bool:
    own, earlier = now.made(), before.made()
    for each in parameters_of(type(own)):
        value, stood = getattr(own, each.name), getattr(earlier, each.name)
        if each.laxer and each.asks_less(stood, value):
            return True
        if each.among and set(value) - set(stood):
            return True
    return False


def firmer_above(practice: Practice, *, before: Held | None = None) -> Sequence[Firmer]:
    """Return what asks more above a practice (one query; none for one of everybody).

    Args:
        practice: As it is or is to be, with its team fetched.
        before: As it stood; what was as lax already and is loosened no further is left out.
    """
    if practice.team is None:
        return ()
    if before is not None and before.team_id != practice.team_id:
        before = None
    return tuple(_firmer(held(practice), practice, before))


def practices_firmer(*, viewer: Actor, practice: Practice) -> Sequence[Practice]:
    """Return the practices above that ask for the same as one of a team, and more.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    if practice.is_archived:
        return ()
    return tuple(each.above for each in firmer_above(practice))


def _firmer(own: Held, practice: Practice, before: Held | None) -> Iterator[Firmer]:
    for above in _above(practice):
        gap = _rung(Tier(above.tier)) - _rung(own.tier)
        asked = {each.code: each for each in bindings_read(above.bindings)}
        shared = own.bindings.keys() & asked.keys()
        kept = {code for code in shared if before is not None and _is_kept(own, before, code)}
        if gap > 0 and shared - kept:
            yield Firmer(above)
        elif gap == 0:
            limits: dict[str, object] = {}
            for code in sorted(shared):
                stood = before.bindings[code] if before is not None and code in kept else None
                limits |= _laxer(own.bindings[code], asked[code], stood)
            if limits:
                yield Firmer(above, limits)


def _is_kept(own: Held, before: Held, code: str) -> bool:
    """Whether a rule was asked before, on the same rung or a looser one."""
    return code in before.bindings and _rung(before.tier) <= _rung(own.tier)


def _laxer(mine: Binding, theirs: Binding, stood: Binding | None) -> Mapping[str, object]:
    """Return the limits that ask for less than those above, and for less than they did before."""
    own, above = mine.made(), theirs.made()
    earlier = None if stood is None else stood.made()
    found: dict[str, object] = {}
    for each in parameters_of(type(own)):
        value, limit = getattr(own, each.name), getattr(above, each.name)
        if not each.laxer or not each.asks_less(value, limit):
            continue
        if earlier is None or each.asks_less(value, getattr(earlier, each.name)):
            found[f"bindings.{mine.code}.{each.name}"] = limit
    return found


def _above(practice: Practice) -> Iterator[Practice]:
    others = Practice.objects.filter(is_archived=False).exclude(pk=practice.pk)
    for above in others.select_related("team").order_by("pk"):
        if above.team_id == practice.team_id:
            continue
        if above.team is None or (
            practice.team is not None and practice.team.path.startswith(above.team.path)
        ):
            yield above


def _rung(tier: Tier) -> int:
    return LADDER.index(tier)
