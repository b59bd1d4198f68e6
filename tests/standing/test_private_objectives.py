"""A private objective, looked for everywhere by everybody; and nobody notices when it changes."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile
from zlib import crc32

import pytest

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.services.adjustments import (
    key_result_adjust,
    key_result_adjust_scope,
    objective_adjust,
)
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.objectives import objective_pause
from plumbline.domain.okrs.services.openings import OPENING_LASTS, objective_open
from plumbline.domain.okrs.values import (
    KeyResultValues,
    Style,
    key_result_values,
    objective_values,
)
from plumbline.domain.transfer.selectors.export import document_export
from tests.standing.asks import Ask, ask_send, each_ask
from tests.standing.reads import Reads, reads_noted
from tests.standing.registry import ROUTES
from tests.standing.routes import routes
from tests.standing.scene import CAST, INSIDERS, PLANTED, Scene, undone
from tests.world import AT, TODAY
from tests.world_okrs import make_check_in, metric

HERE = set(routes())
READING = [
    (route, ask)
    for route, ask in each_ask(ROUTES)
    if route in HERE and ask.method == "GET" and not ask.public
]
OUTSIDERS = sorted(set(CAST) - INSIDERS)

#: Ways to look for it that no row of the table needs.
LOOKING = (
    ("/api/v1/objectives", f"?text={PLANTED}"),
    ("/api/v1/objectives", "?owner={mia}"),
    ("/api/v1/objectives", "?state=active&limit=200"),
    ("/api/v1/key-results", f"?text={PLANTED}"),
    ("/api/v1/key-results", "?objective={objective_private}"),
    ("/api/v1/key-results", "?owner={dee}&limit=200"),
    ("/api/v1/objectives", "?after={objective_private}"),
    ("/o/{slug}/company", "?under={objective_private}"),
    ("/o/{slug}/company", "?after={objective_private}"),
    ("/o/{slug}/map", "?focus={objective_private}"),
    ("/o/{slug}/map", "?open={objective_private}&shut={objective_above}"),
    ("/o/{slug}/map", f"?q={PLANTED}"),
    ("/o/{slug}/my-week", "?open={key_result_private}"),
    ("/o/{slug}/people", f"?search={PLANTED}"),
    ("/o/{slug}/find", f"?q={PLANTED}"),
    ("/o/{slug}/find", f"?q={PLANTED.upper()}"),
    ("/o/{slug}/find", f"?q={PLANTED[:3]}"),
    ("/o/{slug}/find", f"?q={PLANTED}&in=objectives"),
    ("/o/{slug}/find", f"?q={PLANTED}&in=key-results"),
    ("/o/{slug}/find", "?q=%25"),
    ("/o/{slug}/find", "?q=the+plan&in=objectives"),
)


def asks(places: Collection[str]) -> Iterator[tuple[str, str, Ask]]:
    """Yield what can be read at some addresses: in words, the address, and how it is asked."""
    for route, ask in READING:
        if route in places:
            yield f"{route} {sorted(ask.at.values())} {ask.query}", route, ask
    for route, query in LOOKING:
        if route in places:
            yield f"{route} {query}", route, Ask(query=query)


def exported(scene: Scene, name: str) -> str:
    """Return what the export of the cycle holds for somebody."""
    viewer = scene.world.viewer(name)
    with scene.world.reading():
        cycle = cycle_get(viewer=viewer, public_id=scene.ids["cycle"])
        return repr(document_export(viewer=viewer, cycle=cycle))


#: Tokens and the name of the sheet that a form is kept under are drawn anew at every visit.
_CHANGING = re.compile(
    rb'(?:name="csrfmiddlewaretoken" value=|"X-CSRFToken": |name="sheet" value=)"[^"]*"'
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody was told; two are the same where status, body and tag are.

    Attributes:
        reads: What was read for it; compared by `heard` alone.
    """

    status: int
    body: bytes
    tag: str
    reads: Reads = field(default_factory=Reads, compare=False)


Told = dict[str, Answer]
"""Every answer, by what was asked."""


def heard(
    scene: Scene, name: str, places: Collection[str] = frozenset(HERE), *, since: Told | None = None
) -> Told:
    """Return what somebody hears, everywhere or at some addresses.

    Args:
        scene: Where.
        name: Who.
        places: The addresses.
        since: What they heard there before. An answer follows from what is asked and what is read
            for it, so that one is taken over where every statement behind it finds the same rows.
            What comes by another way than a statement would not be noticed: so each address is
            asked anew by one of the cast whatever was read.
    """
    told: Told = {}
    for what, route, ask in asks(places):
        earlier = since and since[what]
        if earlier and not _is_truly_asked(what, name) and earlier.reads.find_the_same(scene):
            told[what] = earlier
        else:
            told[what] = _told(scene, name, route, ask)
    told["export"] = Answer(200, exported(scene, name).encode(), "")
    return told


def _is_truly_asked(what: str, name: str) -> bool:
    """Say whether somebody is the one of the cast that asks at an address whatever was read."""
    return name in CAST and crc32(what.encode()) % len(CAST) == CAST.index(name)


def _told(scene: Scene, name: str, route: str, ask: Ask) -> Answer:
    with reads_noted(scene) as reads:
        answer = ask_send(scene, route, ask, name)
        body = _CHANGING.sub(b"", b"".join(answer))
    return Answer(answer.status_code, body, answer.headers.get("ETag", ""), reads)


def words_of(body: bytes) -> str:
    """Return what an answer says; a workbook is a packed folder of texts."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def betrayed(told: Told) -> set[str]:
    """Return the addresses whose answers hold the planted word.

    Its ids are in addresses that were asked for, so the word alone betrays it; what a page says
    back of the words that were looked for is no find.
    """
    said_back = (f"={PLANTED}", f'value="{PLANTED}"', f"Find: {PLANTED}", f"“{PLANTED}”")
    found = set()
    for what, answer in told.items():
        text = words_of(answer.body)
        for words in said_back:
            text = text.replace(words, "")
        if PLANTED in text:
            found.add(what.split(" ")[0])
    return found


def told_apart(before: Told, after: Told) -> set[str]:
    """Return the addresses that answer otherwise than before, of those asked again."""
    return {what.split(" ")[0] for what in after if before[what] != after[what]}


def heard_first(scene: Scene, name: str) -> Told:
    """Return what somebody hears; from its first call on, a token's page says when it was used."""
    scene.program(name).get("/me")
    return heard(scene, name)


def _rename(scene: Scene, objective: Objective, _result: KeyResult) -> None:
    objective_adjust(
        actor=scene.world.system,
        objective=objective,
        expected=objective.version,
        values=replace(objective_values(objective), title="Another title"),
        reason="Agreed",
        effective_on=TODAY,
        at=AT,
    )


def _restyle(scene: Scene, objective: Objective, _result: KeyResult) -> None:
    objective_adjust(
        actor=scene.world.system,
        objective=objective,
        expected=objective.version,
        values=replace(objective_values(objective), style=Style.ASPIRATIONAL),
        reason="Agreed",
        effective_on=TODAY,
        at=AT,
    )


def _retarget(scene: Scene, _objective: Objective, result: KeyResult) -> None:
    values = key_result_values(result)
    values = replace(values, weight=Decimal(5), metric=replace(values.metric, target=Decimal(60)))
    key_result_adjust(
        actor=scene.world.system,
        key_result=result,
        values=values,
        reason="Agreed",
        effective_on=TODAY,
        expected=result.version,
        at=AT,
    )


def _widen(scene: Scene, objective: Objective, _result: KeyResult) -> None:
    key_result_adjust_scope(
        actor=scene.world.system,
        objective=objective,
        reason="More",
        effective_on=TODAY,
        at=AT,
        values=KeyResultValues(title="One more", owner=scene.world.person("mia"), metric=metric()),
    )


def _check_in(scene: Scene, _objective: Objective, result: KeyResult) -> None:
    make_check_in(scene.world, result, "90", confidence=2)


def _pause(scene: Scene, objective: Objective, _result: KeyResult) -> None:
    objective_pause(
        actor=scene.world.system,
        objective=objective,
        reason="Peak season",
        since=TODAY,
        expected=objective.version,
        at=AT,
    )


CHANGES: tuple[Callable[[Scene, Objective, KeyResult], None], ...] = (
    _rename,
    _restyle,
    _retarget,
    _widen,
    _check_in,
    _pause,
)


def change_everything(scene: Scene) -> None:
    """Do to the private objective whatever can be done to one that is active."""
    for change in CHANGES:
        with scene.world.reading():
            objective = Objective.objects.select_related("team", "cycle", "owner").get(
                public_id=scene.ids["objective private"]
            )
            result = KeyResult.objects.select_related("objective__cycle", "owner").get(
                public_id=scene.ids["key result private"]
            )
            change(scene, objective, result)


def ada_opens(scene: Scene, at: datetime = AT) -> None:
    viewer = scene.world.viewer("ada")
    named = scene.ids["objective private"]
    with scene.world.reading():
        objective_open(actor=viewer, named=named, reason=f"Why {PLANTED}", at=at, link=str)


#: Where an opening shows: to whoever made it, and, as history of the objective, to its owner and
#: their manager.
READ_BY_IT = {
    "/o/{slug}/objectives/{objective}",
    "/o/{slug}/objectives/{objective}/explanation",
    "/o/{slug}/objectives/{objective}/history",
    "/o/{slug}/key-results/{key_result}",
    "/o/{slug}/key-results/{key_result}/explanation",
    "/o/{slug}/files/{attachment}",  # evidence, which stands on the page of its key result
    "/o/{slug}/settings/openings",
}
TOLD_OF_IT = {"/o/{slug}/objectives/{objective}"}
#: Where whoever watches the admins reads that one of them opened something, without what it was.
WATCHED_IN = {"/o/{slug}/settings/journal", "/o/{slug}/settings/journal.csv"}
#: Where whoever looks after the mail sees that somebody is told, and nothing of what.
SENT_FROM = {"/o/{slug}/settings/mail"}


#: The others ask the same by the same statements; what the other database could do otherwise, to
#: search and to order, it does for one who leads, one who watches and one who owns as well.
ON_BOTH = {"lena", "aud", "mia"}


EACH = {
    name: pytest.param(name, marks=[] if name in ON_BOTH else pytest.mark.single_page)
    for name in CAST
}


@pytest.mark.parametrize("name", [EACH[name] for name in OUTSIDERS if name != "ada"])
def test_outsiders_hear_nothing_of_it_of_its_changes_or_of_an_opening(
    scene: Scene, name: str
) -> None:
    before = heard_first(scene, name)
    assert betrayed(before) == set()
    change_everything(scene)
    assert told_apart(before, heard(scene, name, WATCHED_IN)) == set()
    ada_opens(scene)
    opened = heard(scene, name, since=before)
    assert told_apart(before, opened) == (WATCHED_IN if name == "aud" else set())


def test_an_admin_hears_of_it_by_opening_it_alone_and_on_its_pages_alone(scene: Scene) -> None:
    before = heard_first(scene, "ada")
    assert betrayed(before) == set()
    with undone():
        change_everything(scene)
        assert told_apart(before, heard(scene, "ada", WATCHED_IN | SENT_FROM)) == set()
        ada_opens(scene, at=AT - OPENING_LASTS)  # and so it has expired
        expired = heard(scene, "ada", since=before)
        assert told_apart(before, expired) <= WATCHED_IN | SENT_FROM
    ada_opens(scene)
    opened = heard(scene, "ada", since=before)
    assert told_apart(before, opened) == READ_BY_IT | WATCHED_IN | SENT_FROM
    assert betrayed(opened) == READ_BY_IT
    change_everything(scene)
    changed = told_apart(opened, heard(scene, "ada", since=opened))
    assert changed
    assert changed <= READ_BY_IT


@pytest.mark.parametrize("name", [EACH[name] for name in sorted(INSIDERS)])
def test_whom_it_is_for_reads_of_it_and_its_people_of_an_opening(scene: Scene, name: str) -> None:
    before = heard_first(scene, name)
    everywhere = {"/api/v1/objectives", "/api/v1/key-results", "/o/{slug}/company", "export"}
    assert betrayed(before) >= everywhere
    # Max owns nothing of it: he manages Mia, and is asked for the waiver that she wants for it.
    assert "/o/{slug}/my-week" in betrayed(before)
    ada_opens(scene)
    opened = heard(scene, name, since=before)
    assert told_apart(before, opened) == (set() if name == "dee" else TOLD_OF_IT)


def test_whom_it_is_for_hears_of_a_change(scene: Scene) -> None:
    before = heard(scene, "max", TOLD_OF_IT)
    with scene.world.reading():
        result = KeyResult.objects.get(public_id=scene.ids["key result private"])
    make_check_in(scene.world, result, "90", confidence=2)
    assert told_apart(before, heard(scene, "max", TOLD_OF_IT)) >= TOLD_OF_IT


def test_changing_it_moves_neither_counts_nor_the_time_they_are_of(scene: Scene) -> None:
    def refresh(minutes_ago: int) -> None:
        with scene.world.reading():
            counts_refresh(at=AT - timedelta(minutes=minutes_ago))

    def counted() -> list[bytes]:
        pages: tuple[tuple[str, dict[str, str]], ...] = (
            ("/o/{slug}/company", {}),
            ("/o/{slug}/teams/{team}", {"team": "team claims"}),
        )
        answers = (ask_send(scene, route, Ask(at=at), "fin") for route, at in pages)
        return [_CHANGING.sub(b"", b"".join(answer)) for answer in answers]

    refresh(minutes_ago=20)
    before = counted()
    change_everything(scene)
    assert counted() == before
    refresh(minutes_ago=10)
    assert counted() == before
    assert any(b"as of " in page for page in before)
