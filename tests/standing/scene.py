"""What the standing tests look at: an organization with every kind of thing, and a stranger.

Everything happens at one moment, so that two answers differ only if what they tell differs.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.http import QueryDict
from django.test import Client

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.bulk.services.batches import batch_choose
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.selectors.listing import objectives_chosen
from plumbline.domain.okrs.services.objectives import objective_pause
from plumbline.domain.okrs.services.openings import objective_open
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.services.teams import team_archive
from plumbline.domain.orgs.services.tokens import token_create
from plumbline.domain.templates.services import template_archive, template_save
from plumbline.domain.tenancy.context import organization_bound_or_none
from plumbline.domain.tenancy.databases.guarding import statement_writes
from plumbline.domain.tenancy.models import Organization, TenantModel
from plumbline.domain.tenancy.transactions import reading
from plumbline.domain.transfer.services.imports import import_file_keep
from plumbline.domain.views.models import ViewPage
from plumbline.domain.views.services import ViewValues, view_delete, view_save
from plumbline.http.session_age import session_begin
from plumbline.web.transfer.import_choices import choices_of
from plumbline.web.transfer.import_mending import seen_mends, seen_preview
from tests.api.programs import EVERY_SCOPE, Program
from tests.rows_kept import Kept
from tests.standing.planted import PLANTED as PLANTED
from tests.standing.scene_settings import governance_on, settings_made
from tests.standing.statements import unscoped
from tests.world import AT, TODAY, World, make_stranger_world, make_world
from tests.world_okrs import (
    activate,
    file_of,
    first_key_result,
    make_assignment,
    make_check_in,
    make_comment,
    make_cycle,
    make_dependency,
    make_external_link,
    make_grade_file,
    make_key_result,
    make_link,
    make_note,
    make_objective,
    make_upload,
    stored,
)

Execute = Callable[[str, Any, bool, Any], Any]

CAST = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
"""Everybody of the organization who can sign in."""

INSIDERS = frozenset({"mia", "max", "dee"})
"""Who may know of the private objective: owner, manager, owner of one of its key results."""

OPENED_FOR = frozenset({"mia", "max", "ada"})
"""Who may read the opened objective: owner, manager, and ada, who opened it with a reason."""


DOCUMENT = """\
plumbline: 1
cycle: {name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}
objectives:
  - id: dispatch
    title: Heron imports leave the yard on time
    team: freight
    style: committed
    key_results:
      - id: punctual
        title: Loads that leave on time from 80 % to 95 %
        metric: {kind: increase, unit: "%", baseline: 80, target: 95}
"""
"""What lena brings."""

OTHER_DOCUMENT = DOCUMENT.replace("dispatch", "gates").replace("punctual", "open-gates")
"""What lena has brought already."""

FOUND = 302


@dataclass
class Scene:
    """The organization, the stranger's, and names for what stands in them.

    Attributes:
        ids: Public ids (and whatever else addresses hold) by the name that rows of `ROUTES` use.
        planted: Words of the organization that a stranger must never read.
        secrets: Of everybody's tokens.
        sessions: Cookies with which people are signed in, by name.
        at_rest: The fingerprint of the scene as it was built.
    """

    world: World
    stranger: World
    ids: dict[str, str] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    at_rest: dict[str, str] = field(default_factory=dict)

    def browser(self, name: str | None, *, checks_csrf: bool = False) -> Client:
        """Return a browser in which somebody, or nobody, is signed in."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=checks_csrf)
        if name is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    def program(self, name: str | None) -> Program:
        """Return a program with the token of somebody, or without any."""
        return Program(None if name is None else self.secrets[name])

    def home(self, name: str) -> World:
        """Return the organization somebody belongs to."""
        return self.stranger if name == "sam" else self.world


def build_scene() -> Scene:
    """Build both organizations, through the services."""
    scene = Scene(world=make_world(), stranger=make_stranger_world())
    _people(scene)
    _gone(scene)
    _private(scene, *_objectives(scene))
    _opened(scene)
    _uploads(scene)
    _batch(scene)
    _views(scene)
    _templates(scene)
    settings_made(scene.world, scene.ids)
    governance_on(scene.stranger)  # or a shut door would hide what a stranger could read
    _told(scene)
    scene.at_rest = fingerprint(scene)
    scene.planted = [PLANTED, "Example Freight", "freight.example", "Heron"]
    return scene


_SCENE = Kept(build_scene)


def make_scene() -> Scene:
    """Put both organizations into the database."""
    return _SCENE.again()


def _people(scene: Scene) -> None:
    world = scene.world
    for name in (*CAST, "sam"):
        scene.secrets[name] = make_secret(scene, name)
        scene.sessions[name] = _session(world=scene.home(name), name=name)
        scene.ids[name] = scene.home(name).person(name).public_id
    scene.ids["una"] = world.person("una").public_id
    for name, team in world.teams.items():
        scene.ids[f"team {name}"] = team.public_id
    scene.ids["slug"] = world.organization.slug
    scene.ids["help topic"] = "my-week"
    scene.ids["help guide"] = "check-in"
    scene.ids["template"] = "calm-releases"
    scene.ids["lesson"] = "grading"
    scene.ids["exercise"] = "objective-without-a-number"
    scene.ids["own slug"] = scene.stranger.organization.slug


def _gone(scene: Scene) -> None:
    """Close a team, and let somebody go."""
    world, ids = scene.world, scene.ids
    team = world.make_team("Closed")
    person = world.make_person("Gone", claimed=False)
    with world.reading():
        team_archive(actor=world.system, team=team, at=AT)
        person_deactivate(actor=world.system, person=person, at=AT)
    ids["team closed"], ids["gone"] = team.public_id, person.public_id


def _session(world: World, name: str) -> str:
    client = Client()
    client.force_login(world.account(name))
    session = client.session
    session_begin(session, at=AT)  # as a sign-in does, so that no visit has to
    session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def make_secret(scene: Scene, name: str, scopes: frozenset[TokenScope] = EVERY_SCOPE) -> str:
    """Make a token of somebody."""
    home = scene.home(name)
    viewer = home.viewer(name)
    with home.reading():
        issued = token_create(
            actor=viewer,
            person=home.person(name),
            name="A program",
            scopes=scopes,
            at=AT,
        )
    scene.ids[f"token of {name}"] = issued.token.public_id
    return issued.secret


def _objectives(scene: Scene) -> tuple[Objective, Objective]:
    """Make one objective of each kind, and return the one above the others."""
    world, ids = scene.world, scene.ids
    ids["side freight"] = f"team:{world.teams['freight'].public_id}"
    ids["cycle"] = make_cycle(world).public_id
    ids["rule"] = "PL-W01"
    ids["assignment"] = make_assignment(world, "claims").public_id
    # An earlier one, so that pages go on to speak of the one that everything lies in.
    beside = make_cycle(world, "2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    ids["cycle beside"] = beside.public_id
    made = {
        "open": make_objective(world, "Heron claims settle themselves"),
        "draft": make_objective(world, "Heron drafts", active=False),
        "proposed": make_objective(
            world, "Heron proposals", active=False, proposed=True, key_results=0
        ),
        "team": make_objective(world, "Heron inside claims", visibility=Visibility.TEAM),
        "above": make_objective(
            world, "Heron freight", team=world.teams["freight"], owner=world.person("lena")
        ),
        "beside": make_objective(world, "Heron beside"),
        "paused": make_objective(world, "Heron paused"),
    }
    with world.reading():
        objective_pause(
            actor=world.system,
            objective=made["paused"],
            reason="Peak season",
            since=TODAY,
            expected=stored(world, made["paused"]).version,
            at=AT,
        )
    for name, objective in made.items():
        ids[f"objective {name}"] = objective.public_id
        if name != "proposed":
            ids[f"key result {name}"] = first_key_result(world, objective).public_id
    make_link(world, made["open"], made["above"], weight="2")
    check_in = make_check_in(
        world,
        first_key_result(world, made["open"]),
        "40",
        note="Heron notes",
        files=(make_upload("heron-count.txt", b"Heron count"),),
        by="mia",
    )
    ids["check-in open"], ids["evidence open"] = check_in.public_id, file_of(world, check_in)
    file = make_upload("heron.txt", b"Heron file")
    comment = make_comment(world, made["open"], "Heron words", files=(file,))
    ids["comment open"], ids["file open"] = comment.public_id, file_of(world, comment)
    file = make_upload("heron-grade.txt", b"Heron grade")
    ids["grade file open"] = make_grade_file(world, made["open"], file)
    waiting, giving = (first_key_result(world, made[name]) for name in ("open", "above"))
    for name in ("open", "promised"):
        row = make_dependency(world, waiting, giving, f"Heron needs {name}")
        ids[f"dependency {name}"] = row.public_id
    make_dependency(world, world.teams["claims"], waiting, "Heron needs more")
    ids["link open"] = make_external_link(world, made["open"], "Heron board").public_id
    # Everybody sees what these are about, and nobody of those who look for the word reads them.
    make_note(world, made["above"], f"A {PLANTED} note")
    make_note(world, giving, f"Another {PLANTED} note")
    return made["above"], made["paused"]


def _private(scene: Scene, above: Objective, below: Objective) -> None:
    """Make the private objective, with the planted word in every text that it has."""
    world, ids = scene.world, scene.ids
    private = make_objective(
        world,
        f"The {PLANTED} plan",
        visibility=Visibility.PRIVATE,
        why=f"Why {PLANTED}",
        tags=(f"tag-{PLANTED}",),
        document_key=f"key-{PLANTED}",
        active=False,
        key_results=0,
    )
    for owner in ("mia", "dee"):
        made = make_key_result(
            world,
            private,
            f"A {PLANTED} result of {owner}",
            owner=world.person(owner),
            evidence_counts=f"Evidence {PLANTED}",
            document_key=f"result-{PLANTED}-{owner}",
        )
        ids[f"key result private {owner}"] = made.public_id
    activate(world, private)
    ids["objective private"] = private.public_id
    ids["key result private"] = ids["key result private mia"]
    result = first_key_result(world, private)
    file = make_upload(f"{PLANTED}.txt", PLANTED.encode())
    ids["grade file private"] = make_grade_file(world, private, file)
    check_in = make_check_in(world, result, "40", note=f"Note {PLANTED}", files=(file,), by="mia")
    ids["check-in private"], ids["evidence private"] = (
        check_in.public_id,
        file_of(world, check_in),
    )
    comment = make_comment(world, private, f"Words {PLANTED}", files=(file,))
    ids["comment private"], ids["file private"] = comment.public_id, file_of(world, comment)
    make_comment(world, private, f"More {PLANTED}", key_result=result)
    depends = make_dependency(world, result, first_key_result(world, above), f"A {PLANTED} need")
    ids["dependency private"] = depends.public_id
    make_dependency(world, world.teams["claims"], result, f"Another {PLANTED} need")
    for about in (private, result):
        address = f"https://{PLANTED}.example/{PLANTED}"
        linked = make_external_link(world, about, f"A {PLANTED} board", address=address)
        ids["link private"] = linked.public_id
    make_link(world, private, above)
    make_link(world, below, private)


def _opened(scene: Scene) -> None:
    """Make another private objective, which ada has opened with a reason."""
    world, ids = scene.world, scene.ids
    objective = make_objective(world, "Heron opened", visibility=Visibility.PRIVATE)
    ids["objective opened"] = objective.public_id
    ids["key result opened"] = first_key_result(world, objective).public_id
    viewer = world.viewer("ada")
    with world.reading():
        opening = objective_open(
            actor=viewer, named=objective.public_id, reason="Heron complaint", at=AT, link=str
        )
    ids["opening of ada"] = opening.public_id


def _told(scene: Scene) -> None:
    """Let everybody be told of what was made, mia of the private objective too."""
    with scene.world.reading():
        while journal_tell(at=AT):
            pass
        own = Notice.objects.filter(person=scene.world.person("mia"), read_at=None)
        for name in ("open", "private"):
            about = own.filter(objective__public_id=scene.ids[f"objective {name}"])
            scene.ids[f"notice {name}"] = about.order_by("pk")[0].public_id


def _uploads(scene: Scene) -> None:
    """Let lena hand in a document that waits to be confirmed, and one that came in."""
    ids = scene.ids
    ids["choices"] = seen_preview(choices_of(QueryDict()), ())
    ids["mends"] = seen_mends(())
    ids["upload of lena"] = _upload(scene, DOCUMENT)
    ids["import of lena"] = _upload(scene, OTHER_DOCUMENT)
    path = f"/o/{ids['slug']}/imports/{ids['import of lena']}/confirm"
    answer = scene.browser("lena").post(path, {"seen": ids["choices"]})
    assert answer.status_code == FOUND, answer.content


def _batch(scene: Scene) -> None:
    """Let lena choose what she sees of the open objective."""
    world = scene.world
    with world.reading():
        viewer = world.viewer("lena")
        chosen = objectives_chosen(viewer=viewer, public_ids=[scene.ids["objective open"]])
        batch = batch_choose(actor=viewer, objectives=chosen, at=AT)
    scene.ids["batch of lena"] = batch.public_id


def _views(scene: Scene) -> None:
    """Let lena save a view of her own, and carl two for everybody, one of them thrown away."""
    world, ids = scene.world, scene.ids
    ids["page of views"] = "objectives"
    for key, name in (("view of lena", "lena"), ("view of all", "carl"), ("view gone", "carl")):
        viewer = world.viewer(name)
        values = ViewValues(
            page=ViewPage.OBJECTIVES,
            name=f"Heron {key}",
            query=f"q={key}",
            is_shared=name == "carl",
        )
        with world.reading():
            view = view_save(actor=viewer, values=values, at=AT)
            if key == "view gone":
                view_delete(actor=viewer, view=view, expected=view.version, at=AT)
        ids[key] = view.public_id


def _templates(scene: Scene) -> None:
    """Let lena save two templates, one of them put away."""
    world, ids = scene.world, scene.ids
    lena = world.viewer("lena")
    for key in ("template own", "template away"):
        with world.reading():
            objective = Objective.objects.get(public_id=ids["objective open"])
            template = template_save(
                actor=lena, objective=objective, name=f"Heron {key}", with_figures=True, at=AT
            )
            if key == "template away":
                template_archive(actor=lena, template=template, expected=template.version, at=AT)
        ids[key] = template.public_id


def _upload(scene: Scene, document: str) -> str:
    viewer = scene.world.viewer("lena")
    with scene.world.reading():
        batch = import_file_keep(
            actor=viewer, data=document.encode(), name="okrs.yaml", kind="", at=AT
        )
    return batch.public_id


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


#: What changes without anybody's doing: sessions come and go, and a token knows its last day and
#: its calls.
_NOT_A_CHANGE: Mapping[str, frozenset[str]] = {
    "accounts.ApiToken": frozenset({"last_used_on", "calls_from", "calls_taken"}),
    "accounts.Account": frozenset({"signed_in_at"}),
}


_WRITTEN = re.compile(
    r'\b(?:INSERT\s+(?:OR\s+IGNORE\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"(\w+)"', re.IGNORECASE
)


class Changes:
    """Whether anything is different from the scene at rest.

    Attributes:
        strays: The statements that named no organization where they had to.
    """

    def __init__(self, scene: Scene) -> None:
        self.strays: list[str] = []
        self._scene = scene
        self._tables: set[str] = set()

    def note(self, execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401 — Django's own signature
        """Let a statement through and remember which tables it writes."""
        if unscoped(sql):
            self.strays.append(sql)
        if statement_writes(sql):
            named = _WRITTEN.findall(sql)
            assert named, f"which table is written? {sql}"
            self._tables.update(named)
        return execute(sql, params, many, context)

    def found(self) -> list[str]:
        """Return the tables that differ; only those that were written can."""
        now = fingerprint(self._scene, self._tables) if self._tables else {}
        return [name for name, digest in now.items() if self._scene.at_rest[name] != digest]


@contextmanager
def watched(scene: Scene) -> Iterator[Changes]:
    """Notice what is written inside."""
    changes = Changes(scene)
    with connection.execute_wrapper(changes.note):
        yield changes


def fingerprint(scene: Scene, tables: Collection[str] | None = None) -> dict[str, str]:
    """Return what stands in the tables of ours, all or those named: any change shows, and where."""
    models = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("plumbline.")
        and (tables is None or model._meta.db_table in tables)
    ]
    of_everybody = [model for model in models if not issubclass(model, TenantModel)]
    found = _digests([model for model in of_everybody if model is not Organization])
    for home in (scene.world, scene.stranger):
        with reading(home.organization):
            digests = _digests([model for model in models if issubclass(model, TenantModel)])
        if Organization in models:  # its row is the organization's own, as its tables are
            digests |= _digests([Organization], pk=home.organization.pk)
        found |= {f"{home.organization.slug} {label}": digests[label] for label in digests}
    return found


def _digests(models: list[type[Model]], **narrowed: int) -> dict[str, str]:
    found = {}
    organization = organization_bound_or_none()
    bound = organization and organization.pk
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(*_reading_all(model, bound, tuple(narrowed.items())))
            found[model._meta.label] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


@cache
def _reading_all(
    model: type[Model], bound: int | None, narrowed: tuple[tuple[str, int], ...]
) -> tuple[str, Any]:
    """Return the statement that reads a whole table of one organization, made once: it is asked
    thousands of times."""
    left_out = _NOT_A_CHANGE.get(model._meta.label, frozenset())
    names = [part.attname for part in model._meta.concrete_fields if part.name not in left_out]
    ordered = model._default_manager.filter(**dict(narrowed)).order_by("pk")
    statement: tuple[str, Any] = ordered.values_list(*names).query.sql_with_params()
    return statement
